"""Checks a brief as a whole: its wording field by field, the posting made from it, its pay, and what it says twice.

Nothing is rewritten; a finding can be waived with a reason, which stays in the brief.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from hiring import render
from hiring.brief import Brief
from hiring.brief_says import RULES, Written, says_two_things
from hiring.brief_texts import Typed, order_of, typed
from hiring.library import Library
from hiring.lint_finding import BriefFinding, LintFinding
from hiring.pay_rules import pay_findings
from hiring.posting import Posting, make_posting
from hiring.posting_lint import lint_text
from hiring.posting_text import posting_text
from hiring.readiness_lint import another_hire

# The rules about the whole posting, each with the field to look at; all others are about the words of one field.
WHOLE = {
    "LEN": "about",
    "LEN-LONG": "about",
    "YOU-WE": "about",
    "EEO-LINE": "contact",
    "PII-CLAUSE": "data_protection",
    "REQ-COUNT": "requirements",
    "ROLE-MIX": "duties",
}


def lint_brief(brief: Brief, library: Library, today: date) -> list[BriefFinding]:
    """Return what to mend in a brief, in the order of its fields; every `use` in it must be known.

    Waivers are not looked at: see `hiring.waivers`.
    """
    posting, texts = make_posting(brief, library), typed(brief)
    page = _page(posting.as_dict() | {"stages": []}, brief, library)
    of_page = lint_text(page, brief.language, library)
    written = Written(brief, page, texts, posting_text(texts.text, brief.language, library), library)
    twice = {each.id for each in library.posting_wording.contradictions}
    found = [
        *_wording(texts, brief, library),
        *_of_the_whole(of_page),
        *says_two_things(written, [each for each in of_page if each.rule in twice]),
        *pay_findings(brief, library),
        *another_hire(brief, library),
        *_searched(posting, written, today),
    ]
    for rule in RULES:
        found += rule(written)
    return sorted(_once(found), key=lambda each: (order_of(each.field), each.spans, each.rule))


def _page(facts: Mapping[str, Any], brief: Brief, library: Library) -> str:
    return render.document("posting", {"posting": facts}, brief.language, library.own)


def _wording(texts: Typed, brief: Brief, library: Library) -> Iterator[BriefFinding]:
    """Yield what the typed texts say badly, each at its field and the place inside it."""
    twice = {each.id for each in library.posting_wording.contradictions}
    for found in lint_text(texts.text, brief.language, library):
        if found.spans and found.rule not in twice and found.rule not in WHOLE:
            field, _ = texts.field(found.spans[0])
            places = (texts.field(span) for span in found.spans)
            yield _of(found, field, tuple(span for name, span in places if name == field))


def _of_the_whole(of_page: list[LintFinding]) -> Iterator[BriefFinding]:
    yield from (_of(found, WHOLE[found.rule]) for found in of_page if found.rule in WHOLE)


def _of(found: LintFinding, field: str, spans: tuple[tuple[int, int], ...] = ()) -> BriefFinding:
    return BriefFinding(
        found.rule, found.severity, field, found.words, found.why, found.mend, found.source, spans,
        count=found.count, instead=found.instead,
    )  # fmt: skip


def _searched(posting: Posting, written: Written, today: date) -> Iterator[BriefFinding]:
    """Yield what job search engines would object to."""
    from hiring.export.json_ld import job_posting  # noqa: PLC0415 - as other forms of the posting
    from hiring.json_ld_rules import Advertised, json_ld_findings  # noqa: PLC0415

    job = job_posting(posting, written.brief, render.html(written.page), today)
    advertised = Advertised(job, written.brief, written.typed, written.words, written.library, today)
    yield from json_ld_findings(advertised)


def _once(found: list[BriefFinding]) -> list[BriefFinding]:
    """Return findings without those that a rule makes of one field twice with the same words."""
    return list({(each.rule, each.field, each.spans, each.words): each for each in found}.values())
