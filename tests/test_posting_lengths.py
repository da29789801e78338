"""The short posting: at most 150 words, whole lines and sentences only, what does not fit is told."""

from datetime import date
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from commands_here import here
from hypothesis import given, settings
from hypothesis import strategies as st
from pages import FILLED, app_over, fields_of, send, sent, text_of

from hiring import render
from hiring.brief import Brief
from hiring.formats import POSTING_FORMATS, posting_body, posting_file
from hiring.library import Library
from hiring.posting import Posting, make_posting
from hiring.samples import starter_brief
from hiring.short_posting import MOST_WORDS, LeftOut, posting_of
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language

CLIENT = app_over().test_client()
TODAY = date(2026, 11, 22)
EACH = list(product(LEVELS, MOTIONS, LANGUAGES))
MANY = "w " * 99 + "w"
EXTREMES = [
    {"title": MANY},
    {"company": MANY, "apply": MANY, "place": MANY, "region": MANY},
    {"summary": "One word more. " * 200},
    {"duties": [{"text": "a " * 199 + "."}] * 7, "requirements": [{"text": "b " * 40 + "."}] * 7},
    {"remote": "full", "remote_from": ["US", "GB", "BA", "AG", "KN", "VC", "ST", "TT"] * 3},
    {"pay": {"currency": "PLN", "period": "month", "plan": "Plan words here. " * 200}},
]


def asked(language: Language = "en", **changes: Any) -> Brief:
    data = starter_brief(language).model_dump(mode="json", exclude_none=True)
    return Brief.model_validate({**data, **changes})


def shown_words(posting: Posting) -> int:
    """Return how many words a reader counts, list points and headings counted by their words."""
    return len(str(posting_body(posting, None, "short").striptags()).split())


def short(brief: Brief, library: Library) -> tuple[Posting, list[tuple[str, str]]]:
    posting, left_out = posting_of(brief, "short", library)
    return posting, [(each.path, str(each.message).partition(" ")[0]) for each in left_out]


@pytest.mark.parametrize(("level", "motion", "language"), EACH)
def test_every_starter_fits_with_all_that_a_short_posting_has(
    level: str, motion: str, language: Language, library: Library
) -> None:
    posting, left_out = short(asked(language, level=level, motion=motion), library)

    assert left_out == []
    assert (len(posting.duties), len(posting.requirements), len(posting.summary)) == (3, 3, 1)
    assert 100 < shown_words(posting) <= MOST_WORDS


@pytest.mark.parametrize("changes", EXTREMES, ids="-".join)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_typed_text_makes_it_longer(language: Language, changes: dict[str, Any], library: Library) -> None:
    posting, left_out = short(asked(language, **changes), library)

    assert shown_words(posting) <= MOST_WORDS
    assert {path.partition(".")[0] for path, _ in left_out} & {*changes, "summary"}


@settings(max_examples=6, deadline=None)
@given(st.lists(st.integers(1, 60), min_size=6, max_size=6), st.integers(1, 100))
def test_lines_of_any_length_stay_whole_or_go(lengths: list[int], company: int) -> None:
    texts = ["w" * (row + 1) + " x" * (length - 1) for row, length in enumerate(lengths)]
    lines = [{"text": text} for text in texts]
    brief = asked(duties=lines[:3], requirements=lines[3:], company=" ".join("c" * company))

    posting, left_out = short(brief, Library())

    kept = [line.text for line in (*posting.duties, *posting.requirements)]
    gone = [path for path, _ in left_out if path.startswith(("duties", "requirements"))]
    assert set(kept) <= set(texts)
    assert len(kept) + len(gone) == 6
    assert shown_words(posting) <= MOST_WORDS


def test_what_a_candidate_needs_most_is_kept_longest(library: Library) -> None:
    posting, left_out = short(asked(company="c " * 60, duties=[{"text": "d " * 60}] * 3), library)

    assert (posting.apply_link, posting.deadline) == (
        "https://northwind.example/jobs/ae-manchester",
        "31 January 2027",
    )
    assert [path for path, _ in left_out] == ["duties.0", "duties.1", "duties.2"]


def test_the_lines_are_the_first_of_the_brief(library: Library) -> None:
    lines = [{"use": "negotiate"}, {"text": "Own words."}, {"use": "grow_accounts"}, {"use": "relationships"}]

    posting, _ = short(asked(duties=lines, requirements=[{"text": "A"}, {"text": "B"}]), library)

    assert [line.use for line in posting.duties] == ["negotiate", None, "grow_accounts"]
    assert [line.text for line in posting.requirements] == ["A", "B"]


def test_a_requirement_of_the_model_is_told_by_its_skills_and_a_reworded_one_as_typed(
    library: Library,
) -> None:
    lines = [{"use": "discovery_pipeline"}, {"use": "negotiation", "text": "You trade, never give."}]

    posting, _ = short(asked(requirements=lines), library)

    assert [line.text for line in posting.requirements] == [
        "Discovery, pipeline management",
        "You trade, never give.",
    ]


@pytest.mark.parametrize(
    ("summary", "kept", "told"),
    [
        ("One. Two.", ["One. Two."], []),
        ("We sell\nto e.g. banks. Then more.", ["We sell to e.g. banks. Then more."], []),
        (f"One. {'X' * 200}.", ["One."], [("summary", "only")]),
        ("One.\n\nTwo.", ["One."], [("summary", "only")]),
        (f"We sell approx. 40 {'x' * 200}. Two.", [], [("summary", "its")]),
    ],
)
def test_of_a_summary_whole_sentences_are_taken(
    summary: str, kept: list[str], told: list[tuple[str, str]], library: Library
) -> None:
    posting, left_out = short(asked(summary=summary), library)

    assert (posting.summary, left_out) == (kept, told)


@pytest.mark.parametrize(
    ("pay", "words"),
    [
        ({"base": {"min": 1, "max": 2}, "ote": {"min": 3, "max": 4}}, "PLN 1–2 base, PLN 3–4 per month when the target is met"),
        ({"base": {"min": 1, "max": 2}}, "Base pay: PLN 1–2 per month"),
        ({"ote": {"min": 3, "max": 3}}, "Pay when the whole target is met (OTE): PLN 3 per month"),
        ({"variable": {"min": 3, "max": 3}}, "Commission at target: PLN 3 per month"),
        ({"plan": "Ask *us*."}, "Ask *us*."),
    ],
)  # fmt: skip
def test_pay_is_told_in_one_line(pay: dict[str, Any], words: str, library: Library) -> None:
    posting, _ = short(asked(pay={"currency": "PLN", "period": "month", **pay}), library)

    assert words in posting_body(posting, None, "short").striptags().replace("\xa0", " ")


def test_a_standard_posting_is_what_it_was(library: Library) -> None:
    brief = asked()

    assert posting_of(brief, "standard", library) == (make_posting(brief, library), [])


@pytest.mark.parametrize("form", sorted({*POSTING_FORMATS} - {"pdf"}))
def test_a_short_posting_comes_in_every_form(form: str, library: Library) -> None:
    brief = asked()
    posting, _ = posting_of(brief, "short", library)

    standard = posting_file(form, make_posting(brief, library), brief, None, TODAY)

    assert 100 < len(posting_file(form, posting, brief, None, TODAY, "short")) < len(standard)


def test_an_own_template_of_the_short_posting_counts(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "documents" / "posting_short.md.j2"
    own.parent.mkdir(parents=True)
    own.write_text(
        '{% extends "shipped/posting_short.md.j2" %}{% block pay %}' + "own " * 60 + "{% endblock %}"
    )

    posting, left_out = posting_of(asked(), "short", Library(tmp_path))

    text = render.document("posting_short", {"posting": posting.as_dict()}, "en", tmp_path)
    assert len(text.replace("- ", "").replace("#", "").split()) <= MOST_WORDS
    assert isinstance(left_out[0], LeftOut)


def test_the_command_tells_what_it_leaves_out_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "brief.yaml"
    path.write_text(
        "level: mid\nmotion: expansion\ncompany: A\nplace: B\ncountry: PL\napply: C\n"
        f"duties:\n  - text: {'d ' * 140}\n  - text: Short.\n"
    )

    ended = here("posting", path, "--length", "short")

    assert (ended.returncode, "- Short." in ended.stdout, "d d d" in ended.stdout) == (0, True, False)
    assert f"{path}:8:5: info: does not fit into the 150 words" in ended.stderr


def page(action: str, **changes: str) -> Any:
    form = {**sent(fields_of(CLIENT.get("/en/posting"))), **FILLED, **changes, "action": action}
    return send(CLIENT, "/en/posting", form)


def test_the_form_shows_and_gives_the_short_posting() -> None:
    answer = page("preview", length="short", company="c " * 99, apply="a " * 99)

    reader = text_of(answer.text)
    assert "does not fit into the 150 words of the short posting" in reader
    assert '<option value="short" selected>' in answer.text
    assert "How the interviews go" not in reader
    given_file = page("txt", length="short")
    assert given_file.headers["Content-Disposition"] == 'attachment; filename="posting_short-mid-en.txt"'
    assert (given_file.mimetype, len(given_file.text.split()) < 160) == ("text/plain", True)


def test_a_length_that_nobody_knows_is_the_standard_one() -> None:
    assert "How the interviews go" in page("txt", length="<b>").text
