"""What a brief says twice and not alike: its words against its level, its motion, its place, and each other."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from hiring.brief import Brief
from hiring.brief_texts import Typed
from hiring.findings import Severity
from hiring.library import Library
from hiring.lint_finding import BriefFinding, LintFinding
from hiring.posting_reading import Cue, Reading, read_posting
from hiring.posting_text import PostingText
from hiring.posting_wording import PostingWording, RuleId

_OF_THE_WORK = ("title", "summary", "duties", "goals", "requirements", "nice_to_have")
_JUNIOR = "SAYS-JUNIOR"


@dataclass(frozen=True)
class Written:
    """A brief, the posting made from it as Markdown, and both as the lint reads them."""

    brief: Brief
    page: str
    typed: Typed
    words: PostingText
    library: Library

    @cached_property
    def reading(self) -> Reading | None:
        """What the posting asks for; none where all words on the work are our own."""
        if not any(map(_of_the_work, self.typed.fields)):
            return None
        return read_posting(self.page, self.library, self.brief.language)


Rule = Callable[[Written], Iterator[BriefFinding]]


def of_brief(
    wording: PostingWording, rule: RuleId, field: str, words: Sequence[str] = (), other: str | None = None
) -> Iterator[BriefFinding]:
    """Yield a finding of a rule that judges what only a brief can tell, if the company has kept the rule."""
    told = wording.of_brief(rule)
    if told:
        severity, source = Severity(told.severity), wording.source(told)
        yield BriefFinding(rule, severity, field, tuple(words), told.why, told.mend, source, other=other)


def says_two_things(written: Written, of_page: Sequence[LintFinding]) -> Iterator[BriefFinding]:
    """Yield what contradicts itself in the posting, at the typed words; our own content says nothing twice."""
    for found in of_page:
        places = [place for words in found.words if (place := written.typed.find(words))]
        if places:
            field, span = places[0]
            other = next((name for name, _ in places if name != field), None)
            yield BriefFinding(
                found.rule,
                found.severity,
                field,
                found.words,
                found.why,
                found.mend,
                found.source,
                (span,),
                other,
            )


def another_level(written: Written) -> Iterator[BriefFinding]:
    """Report typed words that speak for another level than the brief's."""
    reading = written.reading
    firm = reading and reading.why_level in {"title", "years"}
    if reading and firm and reading.level != written.brief.level:
        yield from _told(written, "SAYS-LEVEL", "level", reading.cue(reading.level, reading.level_cues))


def another_motion(written: Written) -> Iterator[BriefFinding]:
    """Report typed words that speak for another motion than the brief's."""
    reading, motion = written.reading, written.brief.motion
    if reading and {reading.motion, motion} == {"new_business", "expansion"}:
        yield from _told(written, "SAYS-MOTION", "motion", reading.cue(reading.motion, reading.motion_cues))


def _told(written: Written, rule: RuleId, field: str, cue: Cue | None) -> Iterator[BriefFinding]:
    """Yield a finding of the words for something else, where one of them is typed in a text on the work."""
    for begin, end in cue.spans if cue else ():
        place = written.typed.find(words := written.page[begin:end])
        if place and _of_the_work(place[0]):
            yield from of_brief(written.library.posting_wording, rule, field, [words], place[0])
            return


def _of_the_work(field: str) -> bool:
    return field.partition(".")[0] in _OF_THE_WORK


def leads_as_a_junior(written: Written) -> Iterator[BriefFinding]:
    """Report typed duties of leading people at the junior level under a title that does not tell the level."""
    words, title = written.words, written.brief.title
    told = title is None or any(
        words.place(found)[0] < len(title) for found in words.counted(f"one {_JUNIOR}")
    )
    if written.brief.level != "junior" or told or words.ranges.get(f"unless {_JUNIOR}"):
        return
    wording = written.library.posting_wording
    rule = next((each for each in wording.contradictions if each.id == _JUNIOR), None)
    leading = words.counted(f"other {_JUNIOR}")
    if rule and leading:
        field, span = written.typed.field(words.place(leading[0]))
        both = (written.brief.level, _inside(written, field, span))
        severity, source = Severity(rule.severity), wording.source(rule)
        yield BriefFinding(_JUNIOR, severity, field, both, rule.why, rule.mend, source, (span,), "level")


def remote_with_a_place(written: Written) -> Iterator[BriefFinding]:
    """Report words of fully remote work where the brief has a place of work."""
    remote = written.words.counted("remote")
    if written.brief.remote != "full" and remote:
        field, span = written.typed.field(written.words.place(remote[0]))
        wording = written.library.posting_wording
        yield from of_brief(wording, "SAYS-REMOTE", field, [_inside(written, field, span)], "remote")


def _inside(written: Written, field: str, span: tuple[int, int]) -> str:
    begin = written.typed.begins[written.typed.fields.index(field)]
    return written.typed.text[begin + span[0] : begin + span[1]]


RULES: tuple[Rule, ...] = (another_level, another_motion, leads_as_a_junior, remote_with_a_place)
