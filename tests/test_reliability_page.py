"""The reliability page as a browser reads it: the same figures drawn and told, nobody ranked, nothing inline."""

import re
from collections.abc import Sequence

from flask import render_template
from pages import Reader, app_over, text_of
from test_reliability_sheet import AGREED, rater, sums_of

from hiring.adverse_impact import Group
from hiring.phrases import phrases
from hiring.raters import Panel
from hiring.reliability_sheet import make_reliability_sheet
from hiring.score_sums import ScoreSums
from hiring.vocabulary import LANGUAGES, Language

APP = app_over()
HOSTILE = '<b onclick="x">Zoe & "Co"</b>'
FULL = sums_of(
    {"discovery": AGREED, "selling": {(3, 4): 2}},
    {1: rater(HOSTILE, [4] * 8), 2: rater("Bo", [3] * 8), 3: rater("New", [3], shared=0)},
    [Panel((1, 2), 8, 56), Panel((3,), 1, 3)],
)
SELECTIONS = [("Opening <i>", [Group("A", 80, 60), Group("B", 80, 45), Group("C", 2, 1)])]


def page(
    sums: ScoreSums = FULL,
    language: Language = "en",
    left_out: int = 0,
    tabs: Sequence[tuple[str, str, bool]] = (),
) -> str:
    names = {"discovery": "Discovery", "selling": "Selling"}
    sheet = make_reliability_sheet(sums, names, language, SELECTIONS)
    with APP.test_request_context(f"/{language}/reliability"):
        return render_template("reliability/page.html", sheet=sheet, left_out=left_out, level_tabs=tabs)


def test_each_chart_is_an_image_with_a_title_and_a_description_beside_a_table_of_the_same_figures() -> None:
    html = page()
    charts = [found for tag, found in Reader(html).tags if tag == "svg"]

    assert [found["aria-labelledby"] for found in charts] == [
        "agreement-chart-title agreement-chart-description",
        "severity-chart-title severity-chart-description",
    ]
    assert {found["role"] for found in charts} == {"img"}
    for identifier in " ".join(found["aria-labelledby"] for found in charts).split():
        assert html.count(f'id="{identifier}"') == 1
    for drawn, told in (("0.97 (n = 8)", "<td>0.97 "), ("+0.50 (n = 8)", "<td>+0.50</td>")):
        assert drawn in text_of(html)
        assert told in html


def test_people_stand_in_the_order_of_their_names_in_every_table_and_drawing() -> None:
    found = re.findall(r">(Bo|New|&lt;b onclick[^<]*)<", page())

    assert [name[:3] for name in found] == ["&lt", "Bo", "&lt", "Bo", "New", "&lt", "Bo", "New"]


def test_what_people_typed_is_text() -> None:
    tags = [tag for tag, _ in Reader(page()).tags]

    assert HOSTILE in Reader(page()).words
    assert "b" not in tags
    assert "i" not in tags


def test_no_style_or_script_stands_in_the_page() -> None:
    for tag, found in Reader(page()).tags:
        assert tag not in {"style", "script"}
        assert not [name for name in found if name == "style" or name.startswith("on")]


def test_too_few_data_say_what_is_missing() -> None:
    words = text_of(page())

    assert "too few data: 2 of at least 8 candidates have two scores" in words
    assert "too few data: 0 of at least 8 candidates shared with another rater" in words
    assert "Too few data, fewer than 5 people or than one in fifty: C." in words


def test_the_rest_stands_below_a_fold() -> None:
    html = page()

    agreement, severity, fold, fifths = (html.index(f'id="{name}"') for name in (
        "agreement-title", "severity-title", "panels-title", "fifths-title"))  # fmt: skip
    assert agreement < severity < html.index('<details class="more"') < fold < fifths
    assert "open" not in {name for tag, found in Reader(html).tags if tag == "details" for name in found}


def test_without_scores_the_page_says_what_it_takes() -> None:
    words = text_of(page(sums_of({}), left_out=2))

    assert "2 candidates are left out until you have handed in your own scorecards." in words
    assert "Figures stand here from 8 candidates on" in words
    assert "<svg" not in page(sums_of({}))


def test_groups_that_cannot_be_compared_are_told_of() -> None:
    raters = {number: rater(f"Person {number}", [3] * 8) for number in range(4)}
    two = page(sums_of({}, raters, [Panel((0, 1), 8, 48), Panel((2, 3), 8, 48)]))

    assert "There are 2 such groups" in text_of(two)
    assert "such groups" not in text_of(page())


def test_levels_are_offered_as_tabs() -> None:
    html = page(
        tabs=[("All levels", "/en/reliability", True), ("Junior", "/en/reliability?level=junior", False)]
    )

    assert '<a href="/en/reliability?level=junior" >Junior</a>' in html


def test_the_page_speaks_polish_throughout() -> None:
    english, polish = (text_of(page(language=language)) for language in LANGUAGES)
    catalogue = phrases("pl")

    assert "Zgodność ocen każdej kompetencji" in polish
    assert "0,97" in polish
    said = [
        each
        for each in re.split(r"(?<=[.:]) ", english)
        if len(each) > 40 and catalogue.gettext(each) != each
    ]
    assert [each for each in said if each in polish] == []
