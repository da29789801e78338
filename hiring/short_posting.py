"""The short posting: at most 150 words, made of whole lines and whole sentences of the standard one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from hiring import render
from hiring.brief import Brief
from hiring.cues import sentences
from hiring.findings import Finding, Said, Severity, say
from hiring.library import Library
from hiring.posting import Posting, PostingLine, PostingPay, make_posting
from hiring.yaml_reader import Sheet

Length = Literal["standard", "short"]
LENGTHS: tuple[Length, ...] = get_args(Length)
TEMPLATES: dict[Length, str] = {"standard": "posting", "short": "posting_short"}
MOST_WORDS = 150
TOP_LINES = 3
TWO_LINES = 200  # signs
_LIST_SIGN = re.compile(r"^(#+|-) ", re.MULTILINE)
_REST_OF_WORD = re.compile(r"\S*")


@dataclass(frozen=True)
class LeftOut:
    """A field of the brief that a short posting has no room for, in whole or in part."""

    path: str
    message: Said


@dataclass(frozen=True)
class _Part:
    """What may be added to a short posting: its field, its fullest form first, the form that says all of it."""

    path: str
    forms: Sequence[dict[str, Any]]
    whole: dict[str, Any] | None = None


def posting_of(brief: Brief, length: Length, library: Library) -> tuple[Posting, list[LeftOut]]:
    """Return the facts of a brief's posting at a length, and what the short one has no room for."""
    posting = make_posting(brief, library)
    return (posting, []) if length == "standard" else shorten(posting, brief, library)


def left_out_findings(left_out: Sequence[LeftOut], sheet: Sheet) -> list[Finding]:
    """Return what has no room as findings at its places in the brief."""
    return [
        Finding(sheet.place(_steps(each.path)), "left-out", Severity.INFO, each.message) for each in left_out
    ]


def _steps(path: str) -> list[str | int]:
    return [int(step) if step.isdecimal() else step for step in path.split(".")]


def shorten(posting: Posting, brief: Brief, library: Library) -> tuple[Posting, list[LeftOut]]:
    """Return a posting's most important facts as far as they fit, and the fields that do not.

    What a candidate cannot do without comes first: who, where, how to apply, pay. Lines keep the brief's order.
    """
    kept, left_out = _bare(posting), []
    for part in _parts(posting, brief, library):
        fitting = next((form for form in part.forms if _fits(_with(kept, form), library)), None)
        if fitting is None:
            left_out.append(LeftOut(part.path, _none_of_it() if part.forms else _too_long()))
            continue
        kept = _with(kept, fitting)
        if part.whole not in (None, fitting):
            left_out.append(LeftOut(part.path, _beginning()))
    return kept, left_out


def _none_of_it() -> Said:
    return say("does not fit into the %(most)s words of the short posting and is left out", most=MOST_WORDS)


def _too_long() -> Said:
    return say("its first sentence is longer than two lines, so the short posting leaves it out")


def _beginning() -> Said:
    return say("only its first sentences are in the short posting")


def words_in(markdown: str) -> int:
    """Return how many words a document shows; the signs of headings and points are none."""
    return len(_LIST_SIGN.sub("", markdown).split())


def _fits(posting: Posting, library: Library) -> bool:
    text = render.document(TEMPLATES["short"], {"posting": posting.as_dict()}, posting.language, library.own)
    return words_in(text) <= MOST_WORDS


def _with(posting: Posting, form: dict[str, Any]) -> Posting:
    """Return a posting with a part; lines go after those that are there."""
    lines = {
        name: [*getattr(posting, name), *value] for name, value in form.items() if isinstance(value, list)
    }
    return replace(posting, **{**form, **lines})


def _bare(posting: Posting) -> Posting:
    """Return a posting of its title and of what is chosen from lists of ours."""
    return replace(
        posting, company="", about=[], summary=[], industry=None, place=None, region=None, remote_from=[],
        travel=None, reports_to=None, reporting=None, duties=[], goals=[], requirements=[], nice_to_have=[],
        preview=[], pay=None, benefits=[], stages=[], apply="", apply_link=None, contact=None, contact_link=None,
        deadline=None, reference=None, data_protection=[],
    )  # fmt: skip


def _parts(posting: Posting, brief: Brief, library: Library) -> Iterator[_Part]:
    """Yield what may be added, the most important first."""
    yield _Part("company", [{"company": posting.company}])
    yield _Part("apply", [{"apply": posting.apply, "apply_link": posting.apply_link}])
    if posting.place:
        yield _Part("place", [{"place": posting.place}])
    if posting.place and posting.region:
        yield _Part("region", [{"region": posting.region}])
    if posting.pay:
        yield from _pay(posting.pay)
    if posting.deadline:
        yield _Part("deadline", [{"deadline": posting.deadline}])
    for row in range(TOP_LINES):
        yield from (_Part(f"requirements.{row}", [{"requirements": [_in_short(line, brief, library)]}])
                    for line in posting.requirements[row : row + 1])  # fmt: skip
        yield from (_Part(f"duties.{row}", [{"duties": [line]}]) for line in posting.duties[row : row + 1])
    if posting.remote_from:
        yield _Part("remote_from", [{"remote_from": posting.remote_from}])
    yield _summary(posting, brief, library)


def _pay(pay: PostingPay) -> Iterator[_Part]:
    sums = replace(pay, terms=None, plan=[], rules=[])
    if pay.base or pay.variable or pay.ote:
        yield _Part("pay", [{"pay": sums}])
    elif pay.plan:
        yield _Part("pay.plan", [{"pay": replace(sums, plan=pay.plan)}])


def _in_short(line: PostingLine, brief: Brief, library: Library) -> PostingLine:
    """Return a requirement in the names of its skills where it is the model's own, and as typed where it is not."""
    typed = any(each.text for each in brief.requirements or [] if each.use == line.use)
    if typed or not line.skills or line.use is None:
        return line
    names = [str(library.rubric(skill).name[brief.language]) for skill in line.skills]
    return replace(line, text=", ".join([names[0], *(name[0].lower() + name[1:] for name in names[1:])]))


def _summary(posting: Posting, brief: Brief, library: Library) -> _Part:
    """Return the beginning of the summary, of which at most two lines are taken."""
    text = " ".join(posting.summary[0].split())
    ends = [end for end in _sentence_ends(text, brief, library) if end <= TWO_LINES]
    forms = [{"summary": [text[:end]]} for end in reversed(ends)]
    typed = {"summary": [" ".join(each.split()) for each in posting.summary]}
    return _Part("summary", forms, typed if brief.summary else None)


def _sentence_ends(text: str, brief: Brief, library: Library) -> Iterator[int]:
    """Yield where the sentences of a paragraph end; one that begins small goes on after an abbreviation."""
    found = sentences(text, library.posting_wording[brief.language].abbreviations)
    for (_, end), (begin, _) in zip(found.ranges, found.ranges[1:], strict=False):
        if text[found.tokens[begin + 1].start].isupper():
            yield _after(text, found.tokens[end - 1].end)
    yield len(text)


def _after(text: str, end: int) -> int:
    rest = _REST_OF_WORD.match(text, end)
    return rest.end() if rest else end
