"""Debrief, dossier and note on paper: as agreed, and whatever people typed shown as typed and doing nothing."""

import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from records import EVIDENCE, HANDED_IN, kit_of
from test_render import NAMED, SIGNS, Seen, collapsed, ends_off

from hiring import render
from hiring.brief import link
from hiring.debrief import Decision, Seat
from hiring.debrief_sheet import make_debrief_sheet
from hiring.dossier import make_dossier
from hiring.feedback_sheet import make_feedback_sheet
from hiring.formats import document_text
from hiring.record import Card, Record, Verdict
from hiring.scoring import Rating, Revision
from hiring.vocabulary import CONTROL, LANGUAGES, Language

PAPERS = ("debrief", "dossier", "feedback")
PLAIN = "PLAINWORD"
HASH = re.compile(r"[0-9a-f]{64}")


def record_with(text: str) -> Record:
    """Return a record in which everything that people type is a text."""
    skills = {"discovery": (2, 5), "negotiation": (None, 3), "pipeline": (None, None)}
    kit = kit_of(dict.fromkeys(skills, 1), {"negotiation": 4, "pipeline": 3})
    one, other, evidence = text, f"{text} 2", f"{text}\n{EVIDENCE}"
    revised = Revision(4, text)
    first = Card(
        one,
        "screen",
        tuple(Rating(one, "screen", skill, scores[0], evidence, revised) for skill, scores in skills.items()),
        "yes",
        text,
        HANDED_IN,
        text,
        informed=True,
    )
    second = Card(
        other,
        "screen",
        tuple(Rating(other, "screen", skill, scores[1], evidence) for skill, scores in skills.items()),
        "no",
        text,
        HANDED_IN,
    )
    seats = (
        Seat(one, "screen", tuple(skills)),
        Seat(other, "screen", tuple(skills)),
        Seat(f"{text} 3", "screen", ("pipeline",)),
    )
    verdict = Verdict(Decision(text, "hire", text, text), HANDED_IN, "0" * 64)
    return Record(text, text, text, kit, seats, (first, second), {one: "junior"}, (verdict,))  # fmt: skip


def facts_of(paper: str, text: str, language: Language = "en") -> dict[str, Any]:
    record = record_with(text)
    if paper == "debrief":
        return make_debrief_sheet(record, language)
    return (
        make_dossier(record, language) if paper == "dossier" else make_feedback_sheet(record, language, text)
    )


def seen(paper: str, text: str) -> Seen:
    return Seen(render.html(render.document(paper, facts_of(paper, text), "en")))


@cache
def plain(paper: str) -> Seen:
    return seen(paper, PLAIN)


def words(page: Seen) -> str:
    return collapsed(HASH.sub("", " ".join(page.texts())))


def tags(page: Seen) -> list[Any]:
    return [each for each in page.tags if each[0] != "br"]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("text", NAMED)
def test_a_dangerous_text_is_shown_as_typed_in_every_field(paper: str, text: str) -> None:
    page = seen(paper, text)

    assert words(page) == collapsed(words(plain(paper)).replace(PLAIN, collapsed(ends_off(text))))
    assert tags(page) == tags(plain(paper))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PAPERS), st.text(SIGNS, min_size=1, max_size=60))
def test_any_text_is_shown_as_typed_in_every_field(paper: str, text: str) -> None:
    assume(text.strip() and not CONTROL.search(text) and link(text) is None)
    assume(text.strip() == text.strip(" \t\r\n"))  # another space at an end stays, the comparison folds it

    page = seen(paper, text)

    assert words(page) == collapsed(words(plain(paper)).replace(PLAIN, collapsed(ends_off(text))))
    assert tags(page) == tags(plain(paper))


def test_a_hostile_text_makes_no_tag_in_the_whole_page() -> None:
    text = "</td></table></style><script>alert(1)</script>"
    for paper in PAPERS:
        page = Seen(document_text(paper, "html", facts_of(paper, text), "en", None))
        harmless = Seen(document_text(paper, "html", facts_of(paper, PLAIN), "en", None))

        assert page.tags == harmless.tags


@pytest.mark.parametrize("paper", ["debrief", "dossier"])
def test_a_must_have_that_is_not_met_stands_in_the_row_of_the_mean(paper: str) -> None:
    text = render.document(paper, facts_of(paper, PLAIN), "en")

    [row] = [line for line in text.splitlines() if line.startswith("| Weighted mean")]
    assert "**3.25** · **incomplete** · **below floor: Negotiation**" in row
    assert "**must-have that nobody assessed: Pipeline management**" in row


def test_line_breaks_of_evidence_notes_and_reasons_stay_and_of_names_do_not() -> None:
    text = "one\n\n\n \ntwo\nthree"

    markdown = render.document("dossier", facts_of("dossier", text), "en")

    shown = "one<br><br>two<br>three"
    assert markdown.count(f"| {shown}<br>{EVIDENCE}") == 6
    assert f"Notes: {shown}" in markdown
    assert f"Reason: {shown}" in markdown
    assert "# Dossier: one two three\n" in markdown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_is_short_of_no_fact(paper: str, language: Language) -> None:
    """Every paper can be made where there is nothing yet: no card, no decision, no company."""
    record = replace(record_with("x"), cards=(), verdicts=(), company="")
    facts = {
        "debrief": make_debrief_sheet(record, language),
        "dossier": make_dossier(record, language),
        "feedback": make_feedback_sheet(record, language),
    }[paper]

    text = document_text(paper, "md", facts, language, None)

    assert "None" not in text
    assert " ·  · " not in text
