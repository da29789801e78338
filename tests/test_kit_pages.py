"""The page of an interview kit: whole from its address alone, with swaps that can be taken back, and words for mistakes."""

import re
from pathlib import Path
from typing import Any

import pytest
from kit_page import CLIENT, asked, hash_of, ids, one_line, shown, told
from pages import Reader, app_over, fields_of, text_of

from hiring.frozen_kit import FORMS, Form
from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.shortfalls import shortfalls
from hiring.vocabulary import LEVELS, MOTIONS, Language, Level, Motion

HOSTILE = ["<script>alert(1)</script>", "{{ 7*7 }}{% raw %}", '"><img src=x onerror=alert(1)>', "javascript:alert(1)",
           "](javascript:alert(1))", "&lt;b&gt;", "#1 | *a* `b`", "🦊 ÷ \u202etxet", "${7*7} %(x)s %s"]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize("motion", MOTIONS)
@pytest.mark.parametrize("level", LEVELS)
def test_a_kit_shows_its_stages_its_questions_and_its_hash(
    level: Level, motion: Motion, lang: Language, library: Library
) -> None:
    kit = make_kit(Wish(level, motion), library)

    page = CLIENT.get(f"/{lang}/kit/?level={level}&motion={motion}").text

    words = text_of(page)
    texts = [str(question.text[lang]) for stage in kit.stages for question in stage.questions]
    texts += [each.exercise.name[lang] for each in kit.stages if each.exercise]
    texts += [f"{row}. {each.stage.name[lang]}" for row, each in enumerate(kit.stages, start=1)]
    assert [text for text in texts if one_line(text) not in words] == []
    assert (asked(page), hash_of(page)) == (ids(kit), [kit.hash])


def test_the_interview_may_be_in_another_language_than_the_page(library: Library) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)

    words = text_of(shown(language="pl"))

    assert [q for each in kit.stages for q in each.questions if one_line(q.text.pl) not in words] == []
    assert ("Ask something else" in words, "Zadaj inne pytanie" in words) == (True, False)


def test_the_address_alone_makes_the_same_kit_twice() -> None:
    address = (
        "/en/kit/?level=senior&motion=expansion&form=B&seed=7&stages=panel&stages=screen&company=Northwind"
    )

    pages = [app_over().test_client().get(address).text for _ in range(2)]

    assert pages[0] == pages[1]
    assert len(asked(pages[0])) > 5


def test_form_b_asks_the_twin_of_every_question_of_form_a(library: Library) -> None:
    twins = {question.id: question.pair or question.id for name in library.banks for question in library.bank(name)}  # fmt: skip

    first, second = asked(shown(form="A")), asked(shown(form="B"))

    assert second == [twins[question] for question in first]
    assert first != second


REFUSED = [
    ({"swap": "a=b"}, "b cannot be asked instead of a"),
    ({"swap": "motivation_company"}, "cannot be asked instead of motivation_company"),
    ({"swap": "motivation_company=knowledge_grr"}, "knowledge_grr cannot be asked instead of motivation_comp"),
    ({"swap": "<script>alert(1)</script>={{ 7*7 }}"}, "{{ 7*7 }} cannot be asked instead of <script>alert(1)"),
    ({"stages": "nonsense"}, "nonsense is not known here (known are manager_interview, panel, role_play"),
    ({"stages": ["screen", "../scale"]}, "../scale is not known here"),
    ({"stages": "\0"}, "is not known here"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "words"), REFUSED, ids=lambda part: ascii(part)[:50])
def test_a_kit_that_cannot_be_made_is_refused_in_words(query: dict[str, str | list[str]], words: str) -> None:
    answer = CLIENT.get("/en/kit/", query_string=query)

    assert (answer.status_code, words in told(answer.text)) == (422, True)
    assert ("script" in dict(Reader(answer.text).tags), "level" in fields_of(answer)) == (False, True)
    for other in ("panel", "scorecard", "prep_sheet", "kit.md", "scorecard.json"):
        led = CLIENT.get(f"/en/kit/{other}", query_string=query, follow_redirects=True)
        assert (other, led.status_code, told(led.text)) == (other, 422, told(answer.text))


def test_a_stage_named_again_and_again_is_held_once() -> None:
    assert shown(stages=["screen"] * 90 + ["panel"]).count('class="pane"') == 2 + 2
    assert hash_of(shown(stages=["screen"] * 90)) == hash_of(shown(stages="screen"))


def test_stages_too_many_to_choose_for_are_refused_in_words(tmp_path: Path, library: Library) -> None:
    names = [f"screen_{number}" for number in range(8)]
    (tmp_path / "scorecards" / "stages").mkdir(parents=True)
    screen = library.path("scorecards/stages/screen.yaml").read_text("utf-8")
    for name in names:
        copy = re.sub("^id: screen$", f"id: {name}", screen, flags=re.MULTILINE)
        (tmp_path / "scorecards" / "stages" / f"{name}.yaml").write_text(copy, "utf-8")

    answer = app_over(tmp_path).test_client().get("/en/kit/", query_string={"stages": names})

    words = "there are too many ways to fill so many stages (leave a stage out"
    assert (answer.status_code, words in told(answer.text)) == (422, True)


@pytest.mark.parametrize(
    ("seed", "same"),
    [("abc", "0"), ("-1", "0"), ("²", "0"), ("9" * 400, "0"), ("1e3", "0"), ("\0", "0"), ("1000001", "1000000")],
    ids=ascii,
)  # fmt: skip
def test_a_nonsense_seed_is_the_usual_one(seed: str, same: str) -> None:
    page = shown(seed=seed)

    assert (hash_of(page), Reader(page).fields["seed"]) == (hash_of(shown(seed=same)), same)


@pytest.mark.parametrize("name", ["level", "motion", "language", "form", "instead"])
@pytest.mark.parametrize("nonsense", ["", "nonsense", "<script>", "\0"], ids=ascii)
def test_a_choice_that_is_none_is_the_usual_one(name: str, nonsense: str) -> None:
    page = shown(**{name: nonsense})

    assert (asked(page), hash_of(page), "<script" in page) == (asked(shown()), hash_of(shown()), False)


@pytest.mark.parametrize(("typed", "kept"), [(200, 200), (300, 300), (60_000, 300)])
def test_a_long_title_is_shown_and_an_endless_one_is_cut(typed: int, kept: int) -> None:
    page = shown(title="x" * typed)

    words = re.findall("x{100,}", text_of(page))
    assert (Reader(page).fields["title"], words) == ("x" * kept, ["x" * kept])


def assert_harmless(page: str, words: str) -> None:
    tags = Reader(page).tags
    links = [link for link in Reader(page).values("a", "href") if not link.startswith(("/", "#", "mailto:"))]
    handlers = [name for _, found in tags for name in found if name.startswith("on")]
    assert ("script" in dict(tags), handlers, links, one_line(words) in text_of(page)) == (False, [], [], True)  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=ascii)
@pytest.mark.parametrize(
    "path", ["", "scorecard", "prep_sheet", "kit.html", "scorecard.html", "prep_sheet.html"]
)
def test_hostile_words_are_shown_as_they_are(path: str, words: str) -> None:
    answer = CLIENT.get(f"/en/kit/{path}", query_string=dict.fromkeys(("title", "company", "contact"), words))

    assert answer.status_code == 200
    assert_harmless(answer.text, words)


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize("stages", [["screen"], ["screen", "panel"]], ids=str)
def test_what_a_kit_does_not_reach_is_told_as_the_command_line_does_with_names_for_ids(
    stages: list[str], lang: Language, library: Library
) -> None:
    kit = make_kit(Wish("senior", "expansion", stages=stages), library)

    page = CLIENT.get(
        f"/{lang}/kit/", query_string={"level": "senior", "motion": "expansion", "stages": stages}
    )

    names = {skill: str(library.rubric(skill).name.en) for skill in kit.skills}
    lines = [str(finding.message) for finding in shortfalls(kit)]
    named = [
        line.replace(skill, names[skill], 1) for line in lines for skill in names if f"{skill} is" in line
    ]
    missing = [line for line in named if line not in told(page.text)]
    assert (len(named), missing) == (len(lines), [] if lang == "en" else named)
    assert page.text.count("<li>", page.text.index('class="summary"'), page.text.index("</section>")) == len(lines)  # fmt: skip


BRIEF: dict[str, Any] = {"level": "senior", "motion": "expansion", "language": "pl", "stages": ["screen", "role_play"],
         "title": "Opiekun klienta & co.", "company": "Northwind <b>", "contact": "Jan Nowak, +48 600 000 000"}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_settings_hold_what_the_address_named(form: Form) -> None:
    query: dict[str, str | list[str]] = {
        **{name: BRIEF[name] for name in ("level", "motion", "language", "title", "company", "contact")},
        "stages": ["panel", "screen"],
        "form": form,
        "seed": "12",
    }

    fields = Reader(shown(**query)).fields

    assert {name: fields.getlist(name) for name in fields} == {
        name: values if isinstance(values, list) else [values] for name, values in query.items()
    }
