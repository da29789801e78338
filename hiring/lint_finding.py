"""What the posting lint tells: a rule, the places that break it, the reason, a better wording and the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hiring.cues import Span
from hiring.findings import Severity
from hiring.posting_text import PostingText
from hiring.posting_wording import Reasoned, Rule, Source
from hiring.text import Text

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """What a rule found: places, of which the first is where a reader looks, and the number that it counted."""

    spans: Spans = ()
    count: int | None = None


@dataclass(frozen=True)
class LintFinding:
    """One thing to mend in a posting.

    `spans` are none where something is missing, two where one contradicts the other. `words` are what stands there,
    `instead` is what can take their place and leave the sentence whole.
    """

    rule: str
    severity: Severity
    spans: Spans
    words: tuple[str, ...]
    why: Text
    mend: Text
    source: Source
    count: int | None = None
    instead: str | None = None

    @property
    def order(self) -> tuple[bool, Spans, str]:
        """By place, and at one place by rule; what is missing comes last."""
        return not self.spans, self.spans, self.rule


@dataclass(frozen=True)
class BriefFinding:
    """One thing to mend in a brief: the path of the field to look at (`pay.base`) and what stands in it.

    `spans` are the places of the words inside that field's text; `other` is the field that it contradicts; `instead`
    is what can take the place of the words and leave the sentence whole.
    """

    rule: str
    severity: Severity
    field: str
    words: tuple[str, ...]
    why: Text
    mend: Text
    source: Source
    spans: Spans = ()
    other: str | None = None
    count: int | None = None
    instead: str | None = None


def reporter(
    rule: Reasoned, page: PostingText, sources: Mapping[str, Source]
) -> Callable[[Report], LintFinding]:
    """Return what makes a finding of each of a rule's reports."""
    severity, source = Severity(rule.severity), sources[rule.source]
    instead = rule[page.language].better if isinstance(rule, Rule) else {}

    def finding(report: Report) -> LintFinding:
        words = tuple(page.text[begin:end] for begin, end in report.spans)
        better = _in_place_of(words[0], instead) if len(words) == 1 else None
        return LintFinding(
            rule.id, severity, report.spans, words, rule.why, rule.mend, source, report.count, better
        )

    return finding


def _in_place_of(words: str, instead: Mapping[str, str]) -> str | None:
    """Return what can take the place of some words, with a capital letter or all capitals where they have them."""
    better = instead.get(" ".join(words.lower().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()))
    if better is None:
        return None
    if words.isupper() and len(words) > 1:
        return better.upper()
    return better[0].upper() + better[1:] if words[0].isupper() else better
