"""The panel plan: a form for those who interview, told in words what to mend, and the plan with what it leaves over."""

from typing import Any

import pytest
from pages import Reader, app_over, fields_of, send, text_of
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hiring import render, yaml_reader
from hiring.interviewer import Interviewers
from hiring.kit import Kit, Wish, make_kit
from hiring.kit_sheet import Heading
from hiring.library import Library
from hiring.names import teller
from hiring.panel import left_over, plan_panel
from hiring.panel_sheet import make_panel_sheet
from hiring.vocabulary import Language

CLIENT = app_over().test_client()
ADDRESS = "/en/kit/panel?level=senior&motion=expansion&form=B"


@pytest.fixture(scope="module")
def kit(library: Library) -> Kit:
    return make_kit(Wish("senior", "expansion", form="B"), library)


def typed(*people: tuple[str, str, list[str]]) -> MultiDict[str, str]:
    """Return the form as a browser sends it: names, minutes and ticks."""
    form: MultiDict[str, str] = MultiDict()
    for row, (name, minutes, skills) in enumerate(people):
        form.add(f"{row}.name", name)
        form.add(f"{row}.minutes", minutes)
        for skill in skills:
            form.add(f"{row}.skills", skill)
    return form


def mistakes(answer: TestResponse) -> list[str]:
    """Return the words of the summary, one for each thing to mend."""
    part = answer.text.partition('class="summary"')[2].partition("</section>")[0]
    return [text_of(line.partition("</li>")[0]) for line in part.split("<li>")[1:]]


def plan_in(answer: TestResponse) -> str:
    """Return the words of the plan on a page."""
    return text_of(
        answer.text.partition('<div class="paper plain"')[2].partition(">")[2].partition("</div>")[0]
    )


def expected(kit: Kit, people: list[dict[str, Any]], language: Language = "en") -> str:
    """Return the words of the plan as the core makes it."""
    checked = Interviewers.model_validate({"interviewers": people})
    plan = plan_panel(kit, checked)
    findings = list(left_over(plan, yaml_reader.parse("interviewers: []\n", "people.yaml")))
    facts = make_panel_sheet(plan, Heading(language), findings)
    return text_of(render.html(render.document("panel", facts, language)))


def test_the_form_has_four_blank_rows_in_which_everybody_rates_everything(kit: Kit) -> None:
    fields = fields_of(CLIENT.get(ADDRESS))

    assert {name: fields.getlist(name) for name in fields} == {
        f"{row}.{part}": values
        for row in range(4)
        for part, values in (("name", [""]), ("minutes", [""]), ("skills", kit.skills))
    }


@pytest.mark.parametrize("language", ["en", "pl"])
def test_the_plan_is_the_one_of_the_core_in_the_language_of_the_interview(
    language: Language, kit: Kit
) -> None:
    names = ["Ann Lee", "B. Cole", "Ćwik J.", "Dee <b>"]
    form = typed(*((name, "300", kit.skills) for name in names))

    answer = send(CLIENT, f"{ADDRESS}&language={language}", form)

    plan = expected(kit, [{"name": name, "minutes": 300, "skills": "all"} for name in names], language)
    assert (answer.status_code, plan_in(answer), mistakes(answer)) == (200, plan, [])
    assert all(name in plan for name in names)


def test_a_skill_is_rated_only_by_those_who_may(kit: Kit) -> None:
    first, second = kit.skills[:4], kit.skills[2:]

    answer = send(CLIENT, ADDRESS, typed(("Ann", "400", first), ("Bo", "400", second)))

    people = [{"name": "Ann", "minutes": 400, "skills": first}, {"name": "Bo", "minutes": 400, "skills": second}]  # fmt: skip
    assert (answer.status_code, plan_in(answer)) == (200, expected(kit, people))


def test_one_person_gets_a_plan_that_tells_what_it_cannot_do_as_the_command_line_does(kit: Kit) -> None:
    answer = send(CLIENT, ADDRESS, typed(("Ann", "60", kit.skills)))

    plan = plan_panel(kit, Interviewers.model_validate({"interviewers": [{"name": "Ann", "minutes": 60, "skills": "all"}]}))  # fmt: skip
    told = [each.message for each in left_over(plan, yaml_reader.parse("interviewers: []\n", "people.yaml"))]
    tell = teller("en", kit.library)
    lines = [" ".join(each.told(tell).split()) for each in told]
    assert (answer.status_code, [line for line in lines if line not in plan_in(answer)]) == (200, [])
    assert len(lines) > 5
    assert f"the must-have {kit.library.rubric(kit.skills[0]).name.en} is rated by" in plan_in(answer)


def test_nobody_typed_is_told_and_the_form_comes_back() -> None:
    blank = fields_of(CLIENT.get(ADDRESS))

    answer = send(CLIENT, ADDRESS, blank)

    assert (answer.status_code, len(mistakes(answer)), plan_in(answer)) == (422, 1, "")
    assert fields_of(answer) == blank


WRONG = [
    (("Bo", "60", []), "Interviewer 2 : no skill is named that this person may rate"),
    (("Bo", "", ["negotiation"]), "Interviewer 2 : expected a whole number, found a text"),
    (("Bo", "lots", ["negotiation"]), "Interviewer 2 : expected a whole number, found a text"),
    (("Bo", "99999", ["negotiation"]), "Interviewer 2 : must be at most 10000"),
    (("Bo", "60", ["nonsense"]), "Interviewer 2 : Bo: the kit does not rate nonsense"),
    (
        ("Bo", "60", ["<script>alert(1)</script>"]),
        "Interviewer 2 : <script>alert(1)</script> does not have the right form",
    ),
    (("Ann", "60", ["negotiation"]), "the name Ann stands twice; add an initial"),
]


@pytest.mark.parametrize(("person", "words"), WRONG, ids=lambda part: str(part)[:40])
def test_a_mistake_is_told_with_a_link_to_the_row_and_everything_typed_is_kept(
    person: tuple[str, str, list[str]], words: str, kit: Kit
) -> None:
    answer = send(CLIENT, ADDRESS, typed(("Ann", "90", kit.skills[:2]), person))

    page = Reader(answer.text)
    links = {link for link in page.values("a", "href") if link.startswith("#f-")}
    rows = {f"#{place}" for place in page.values("fieldset", "id")}
    assert (answer.status_code, len(mistakes(answer)), links - rows, len(links)) == (422, 1, set(), 1)
    assert words in mistakes(answer)[0]
    kept = [(page.fields[f"{row}.name"], page.fields[f"{row}.minutes"]) for row in range(2)]
    known = [skill for skill in person[2] if skill in kit.skills]
    assert (kept, page.fields.getlist("1.skills")) == ([("Ann", "90"), person[:2]], known)


def test_a_mistake_in_a_late_row_leads_to_that_row_though_rows_before_are_blank(kit: Kit) -> None:
    answer = send(
        CLIENT, ADDRESS, typed(("Ann", "90", kit.skills), ("", "", []), ("", "", []), ("Cy", "9", []))
    )

    links = [link for link in Reader(answer.text).values("a", "href") if link.startswith("#f-")]
    assert (links, mistakes(answer)[0].partition(" : ")[0]) == (["#f-3"], "Interviewer 4")


def test_twelve_people_are_planned_and_there_is_no_thirteenth_row(kit: Kit) -> None:
    names = [f"Person {number:02}" for number in range(1, 14)]

    answer = send(CLIENT, ADDRESS, typed(*((name, "240", kit.skills) for name in names)))

    shown = [name for name in names if name in plan_in(answer)]
    assert (answer.status_code, shown, "12.name" in fields_of(answer)) == (200, names[:12], False)


def test_rows_are_added_as_they_are_filled(kit: Kit) -> None:
    counts = []
    for people in (1, 3, 8, 11, 12):
        answer = send(CLIENT, ADDRESS, typed(*((f"Person {row}", "30", kit.skills) for row in range(people))))
        counts.append(sum(name.endswith(".name") for name in fields_of(answer)))

    assert counts == [4, 5, 10, 12, 12]


HOSTILE = [
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "x|y|z",
    "*a* `b` [c](javascript:alert(1))",
    "x" * 60_000,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda words: ascii(words)[:30])
def test_hostile_names_are_shown_as_they_are_or_refused(words: str, kit: Kit) -> None:
    answer = send(CLIENT, ADDRESS, typed((words, "300", kit.skills), ("Bo", "300", kit.skills)))

    page = Reader(answer.text)
    links = [link for link in page.values("a", "href") if not link.startswith(("/", "#"))]
    assert ("script" in dict(page.tags), links) == (False, [])
    assert (answer.status_code, words[:200] in plan_in(answer)) == (200, True)


@pytest.mark.parametrize("words", ["A\0nn", "A\x1b[31mnn"], ids=ascii)
def test_a_control_character_in_a_name_is_refused_as_in_a_file(words: str, kit: Kit) -> None:
    answer = send(CLIENT, ADDRESS, typed((words, "300", kit.skills)))

    assert (answer.status_code, len(mistakes(answer))) == (422, 1)


def test_the_plan_and_the_form_keep_the_kit_that_the_address_names(kit: Kit) -> None:
    for answer in (CLIENT.get(ADDRESS), send(CLIENT, ADDRESS, typed(("Ann", "300", kit.skills)))):
        actions = [action for action in Reader(answer.text).values("form", "action") if "panel" in action]
        assert actions == [ADDRESS]
        assert ADDRESS.replace("/panel", "/") in set(Reader(answer.text).values("a", "href"))
