"""The plan of a panel is the best there is, and what it cannot do is told."""

import time
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own_content import changed, with_copies
from pydantic import ValidationError

from hiring.findings import Severity
from hiring.interviewer import Interviewer, Interviewers
from hiring.kit import Kit, Wish, make_kit
from hiring.kit_sheet import Heading
from hiring.library import Library
from hiring.panel import PanelPlan, check_interviewers, left_over, plan_panel
from hiring.panel_search import Seats
from hiring.panel_sheet import make_panel_sheet
from hiring.yaml_reader import parse

EMPTY = parse("interviewers: []\n", "people.yaml")
SLOW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
Worth = tuple[int, int, int, int, int]


@pytest.fixture(scope="session")
def kit(library: Library) -> Kit:
    """Return the kit of an Account Executive with the whole cycle."""
    return make_kit(Wish("mid", "full_cycle"), library)


def person(name: str, minutes: int = 600, skills: Any = "all") -> Interviewer:
    return Interviewer(name=name, minutes=minutes, skills=skills)


def plan_of(kit: Kit, *people: Interviewer) -> PanelPlan:
    return plan_panel(kit, Interviewers(interviewers=list(people)))


@st.composite
def panels(draw: st.DrawFn, most: int) -> list[Interviewer]:
    """Two people or more, who may rate all skills of the kit or some of them, in much or little time."""
    skills = ["negotiation", "discovery", "pipeline", "account_growth", "communication", "problem_solving"]
    some = st.lists(st.sampled_from(skills), min_size=1, max_size=5, unique=True).map(sorted)
    return [
        person(
            name,
            draw(st.sampled_from([600, 240, 120, 90, 60, 30, 0])),
            draw(st.one_of(st.just("all"), some)),
        )
        for name in "ABCD"[: draw(st.integers(2, most))]
    ]


def may_rate(each: Interviewer, skill: str) -> bool:
    return "all" in each.skills or skill in each.skills


def worth(kit: Kit, people: list[Interviewer], seats: tuple[Seats, ...]) -> Worth:
    """Return what makes a plan worse, the weightiest first, said apart from the code under test."""
    raters: dict[str, set[str]] = {skill: set() for skill in kit.skills}
    unrated = 0
    for stage, seated in zip(kit.stages, seats, strict=True):
        for skill in stage.skills:
            able = {each.name for each in seated if may_rate(each, skill)}
            raters[skill] |= able
            unrated += not able
    loads = [
        sum(
            stage.stage.minutes.total
            for stage, seated in zip(kit.stages, seats, strict=True)
            if each in seated
        )
        for each in people
    ]
    return (
        sum(
            max(0, s.stage.interviewers.min - len(seated))
            for s, seated in zip(kit.stages, seats, strict=True)
        ),
        sum(weight.must_have and len(raters[weight.skill]) < 2 for weight in kit.weights),
        unrated,
        sum(len(seated) for seated in seats),
        sum(load**2 for load in loads),
    )


def within_minutes(kit: Kit, people: list[Interviewer], seats: tuple[Seats, ...]) -> bool:
    return all(
        sum(stage.minutes.total for stage, seated in zip(kit.loop, seats, strict=True) if each in seated)
        <= each.minutes
        for each in people
    )


def possible_plans(kit: Kit, people: list[Interviewer]) -> Iterator[tuple[Seats, ...]]:
    """Yield every plan that gives nobody too many minutes, nor a seat where they rate nothing and others would."""
    options = []
    for stage in kit.stages:
        able = [
            each
            for each in people
            if not stage.skills or any(may_rate(each, skill) for skill in stage.skills)
        ]
        sizes = range(stage.stage.interviewers.max + 1)
        options.append([option for size in sizes for option in combinations(able, size)])
    return (seats for seats in product(*options) if within_minutes(kit, people, seats))


@SLOW
@given(people=panels(most=3))
def test_no_possible_plan_of_up_to_three_people_is_better(kit: Kit, people: list[Interviewer]) -> None:
    plan = plan_of(kit, *people)

    best = min(worth(kit, people, seats) for seats in possible_plans(kit, people))
    assert plan.proven
    assert within_minutes(kit, people, plan.seats)
    assert worth(kit, people, plan.seats) == best


@settings(SLOW, max_examples=6)
@given(people=panels(most=4).filter(lambda people: len(people) == 4))
def test_no_possible_plan_of_four_people_is_better(kit: Kit, people: list[Interviewer]) -> None:
    plan = plan_of(kit, *people)

    best = min(worth(kit, people, seats) for seats in possible_plans(kit, people))
    assert plan.proven
    assert worth(kit, people, plan.seats) == best


def test_in_a_kit_of_every_level_the_plan_of_three_is_the_best(library: Library) -> None:
    people = [
        person("Ada", 120),
        person("Bo", 180, ["negotiation", "leadership", "communication"]),
        person("Cy"),
    ]
    for level in ("junior", "senior"):
        kit = make_kit(Wish(level, "new_business"), library)

        plan = plan_of(kit, *people)

        assert plan.proven
        assert worth(kit, people, plan.seats) == min(
            worth(kit, people, seats) for seats in possible_plans(kit, people)
        )


def test_one_interviewer_takes_every_first_seat_and_what_is_missing_is_told(kit: Kit) -> None:
    plan = plan_of(kit, person("Ada"))

    findings = list(left_over(plan, EMPTY))

    musts = [weight.skill for weight in kit.weights if weight.must_have]
    place = EMPTY.place(["interviewers"])
    lacking = [each.stage.id for each in kit.stages if each.stage.interviewers.min == 2]
    assert (plan.seats, plan.proven) == ((plan.interviewers,) * len(kit.stages), True)
    assert [str(finding) for finding in findings] == [
        *(
            f"{place}: error: {stage} lacks 1 of its interviewers (it takes 60 minutes of each)"
            " [seat-not-taken]"
            for stage in lacking
        ),
        *(
            f"{place}: error: the must-have {skill} is rated by 1 of the two different people that it needs"
            " (let one more person rate it) [must-have-by-one]"
            for skill in musts
        ),
    ]


def test_nobody_with_minutes_leaves_every_seat_free(kit: Kit) -> None:
    plan = plan_of(kit, person("Ada", 0), person("Bo", 29))

    rules = [finding.rule for finding in left_over(plan, EMPTY)]

    rated = sum(len(stage.skills) for stage in kit.stages)
    musts = sum(weight.must_have for weight in kit.weights)
    assert (plan.seats, plan.proven) == (((),) * len(kit.stages), True)
    assert {rule: rules.count(rule) for rule in rules} == {
        "seat-not-taken": len(kit.stages),
        "skill-not-rated": rated,
        "must-have-by-one": musts,
    }


def by_one(plan: PanelPlan) -> dict[str, str]:
    """Return the must-haves that fewer than two people rate, each with what is suggested."""
    return {
        str(dict(finding.message.values)["skill"]): str(finding.suggestion)
        for finding in left_over(plan, EMPTY)
        if finding.rule == "must-have-by-one"
    }


def kit_of(library: Library, *stages: str) -> Kit:
    """Return the kit of an Account Executive in some stages."""
    return make_kit(Wish("mid", "full_cycle", stages=stages), library)


def test_a_must_have_looked_at_where_one_person_sits_asks_for_a_stage_which_mends_it(
    library: Library,
) -> None:
    people = [person(name) for name in "ABC"]

    alone = by_one(plan_of(kit_of(library, "screen"), *people))
    more = plan_of(kit_of(library, "screen", "manager_interview", "panel"), *people)

    looked_at = kit_of(library, "screen").stages[0].skills
    assert {alone[skill] for skill in looked_at if skill in alone} == {
        "the kit looks at it where only one person sits: add a stage"
    }
    assert by_one(more) == {}


def test_a_must_have_that_one_person_may_rate_asks_for_a_person_who_mends_it(kit: Kit) -> None:
    people = [person("Ada"), person("Bo", 600, ["communication", "discovery", "pipeline"])]

    told = by_one(plan_of(kit, *people))

    assert told == {"negotiation": "let one more person rate it"}
    assert by_one(plan_of(kit, *people, person("Cy", 600, ["negotiation"]))) == {}


SEATED = "every seat where it is looked at is taken: let those who sit there rate it too"
MINUTES = "let one more person rate it, or give those who may rate it more minutes"


def test_a_must_have_that_a_second_person_has_no_time_for_asks_for_minutes_or_a_person(kit: Kit) -> None:
    people = [person("Ada"), person("Bo", 0)]

    told = by_one(plan_of(kit, *people))

    musts = [weight.skill for weight in kit.weights if weight.must_have]
    assert told == dict.fromkeys(musts, MINUTES)
    assert by_one(plan_of(kit, person("Ada"), person("Bo"))) == {}
    assert by_one(plan_of(kit, *people, person("Cy"))) == {}


@settings(SLOW, max_examples=20)
@given(people=panels(most=4))
def test_a_person_is_asked_for_where_fewer_than_two_may_rate_and_with_minutes_that_mends_it(
    kit: Kit, people: list[Interviewer]
) -> None:
    told = by_one(plan_of(kit, *people))

    plenty = [each.model_copy(update={"minutes": 10_000}) for each in people]
    for skill, mend in told.items():
        able = sum(may_rate(each, skill) for each in people)
        assert mend in ([MINUTES, SEATED] if able >= 2 else ["let one more person rate it"])
        more = [person(f"new {row}", 10_000, [skill]) for row in range(2 - able)]
        assert skill not in by_one(plan_of(kit, *plenty, *more))


def test_what_is_suggested_where_there_are_too_few_seats_mends_it(library: Library) -> None:
    kit = kit_of(library, "manager_interview")
    people = [
        person(f"{skill} {row}", 10_000, [skill]) for skill in ("negotiation", "discovery") for row in (1, 2)
    ]

    told = by_one(plan_of(kit, *people))
    short = [skill for skill, mend in told.items() if mend == MINUTES]
    mended = [by_one(plan_of(kit, *people, person("new", 10_000, [skill]))) for skill in short]

    assert kit.stages[0].stage.interviewers.max == 2
    assert [skill for skill, left in zip(short, mended, strict=True) if skill in left] == []


def test_where_every_seat_is_taken_those_who_sit_there_are_to_rate_it_which_mends_it(
    library: Library,
) -> None:
    kit = kit_of(library, "manager_interview")
    pairs = [(skill, row) for skill in ("negotiation", "discovery") for row in (1, 2)]
    plan = plan_of(kit, *(person(f"{skill} {row}", 600, [skill]) for skill, row in pairs))

    told = by_one(plan)
    seated = [person(each.name, 600, ["negotiation", "discovery"]) for each in plan.seats[0]]
    others = [each for each in plan.interviewers if each not in plan.seats[0]]

    short = {skill for skill, mend in told.items() if mend == SEATED}
    assert short & {"negotiation", "discovery"} != set()
    assert short & {*by_one(plan_of(kit, *seated, *others))} == set()


def test_a_stage_in_which_nothing_is_rated_has_its_seats_taken_all_the_same(tmp_path: Path) -> None:
    """A screen with minutes for motivation and knowledge alone."""
    library = changed(
        tmp_path, "scorecards/stages/screen.yaml", lambda data: data["minutes"].update(total=12)
    )
    kit = make_kit(Wish("mid", "full_cycle"), library)
    people = [person("Ada", 240), person("Bo", 120, ["negotiation"]), person("Cy", 600, ["empathy"])]

    plan = plan_of(kit, *people)

    assert (kit.stages[0].skills, kit.stages[0].questions != ()) == ((), True)
    assert len(plan.seats[0]) == 1
    assert worth(kit, people, plan.seats) == min(
        worth(kit, people, seats) for seats in possible_plans(kit, people)
    )


def test_all_skills_are_kept_as_a_list_of_one_word() -> None:
    ada = person("Ada")

    assert ada.skills == ["all"]
    assert Interviewer.model_validate(ada.model_dump()) == ada
    assert (ada.rates("negotiation"), person("Bo", 60, ["discovery"]).rates("negotiation")) == (True, False)


def test_a_plan_that_leaves_nothing_over_says_so(kit: Kit) -> None:
    plan = plan_of(kit, *(person(name) for name in ("Ada", "Bo", "Cy", "Di")))

    assert list(left_over(plan, EMPTY)) == []
    assert [skill for skill in kit.skills if not plan.raters_of(skill)] == []
    assert min(len(plan.raters_of(weight.skill)) for weight in kit.weights if weight.must_have) >= 2


def test_the_minutes_are_shared_out_evenly(kit: Kit) -> None:
    plan = plan_of(kit, *(person(name) for name in ("Ada", "Bo", "Cy")))

    loads = sorted(plan.minutes(each) for each in plan.interviewers)
    assert sum(loads) == sum(stage.minutes.total * stage.interviewers.min for stage in kit.loop)
    assert loads[-1] - loads[0] <= max(stage.minutes.total for stage in kit.loop)


def check(kit: Kit, text: str) -> list[tuple[str, str, Severity, str, str]]:
    """Return place, rule, severity, message and suggestion of what is found in a file of interviewers."""
    sheet = parse(text, "people.yaml")
    people = Interviewers.model_validate(sheet.data)
    return [
        (f"{f.place.line}:{f.place.column}", f.rule, f.severity, str(f.message), str(f.suggestion))
        for f in check_interviewers(people, sheet, kit)
    ]


def test_unknown_skills_are_told_with_the_person_and_their_places(kit: Kit) -> None:
    text = (
        "interviewers:\n  - name: Ada\n    minutes: 60\n    skills: [communication]\n"
        "  - name: Bo\n    minutes: 60\n    skills: [negotiaton, leadership]\n"
        "  - name: Cy\n    minutes: 60\n    skills: all\n"
    )

    assert check(kit, text) == [
        (
            "7:13",
            "unknown-skill",
            Severity.ERROR,
            "Bo: the kit does not rate negotiaton",
            "did you mean negotiation?",
        ),
        ("7:13", "unknown-skill", Severity.WARNING, "Bo: the kit does not rate leadership", ""),
    ]


@pytest.mark.parametrize(
    ("people", "kind"),
    [
        ([], "too_short"),
        ([{"name": str(row), "minutes": 60, "skills": "all"} for row in range(13)], "too_long"),
        ([{"name": "Ada", "minutes": 60, "skills": "all"}] * 2, "same-name"),
        ([{"name": "Ada", "minutes": 60, "skills": []}], "no-skills"),
    ],
)
def test_nobody_more_than_twelve_two_of_one_name_and_no_skill_are_refused(
    people: list[dict[str, Any]], kind: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        Interviewers.model_validate({"interviewers": people})

    assert [error["type"] for error in refused.value.errors()] == [kind]


def twelve(kit: Kit) -> list[Interviewer]:
    """Return twelve people who are all different, each with little time and few skills."""
    skills = kit.skills
    return [
        person(
            f"P{row:02}",
            60 + 30 * (row % 3),
            [skills[row % len(skills)], skills[(row * 3 + 1) % len(skills)]],
        )
        for row in range(12)
    ]


@pytest.mark.parametrize("stages", [None, ["screen", "panel", "role_play", "panel_2", "manager_interview"]])
def test_twelve_people_take_a_few_seconds_and_never_more_minutes_than_they_have(
    stages: list[str] | None, tmp_path: Path
) -> None:
    library, _ = with_copies(tmp_path, "panel", 2)
    kit = make_kit(Wish("mid", "full_cycle", stages=stages), library)
    people = twelve(kit)
    start = time.thread_time()

    plan = plan_of(kit, *people)

    assert time.thread_time() - start < 8
    assert within_minutes(kit, people, plan.seats)
    assert worth(kit, people, plan.seats)[0] == 0  # every seat is taken


def test_twelve_people_who_are_alike_are_planned_at_once_and_for_certain(kit: Kit) -> None:
    start = time.thread_time()

    plan = plan_of(kit, *(person(f"P{row:02}", 90) for row in range(12)))

    assert time.thread_time() - start < 2
    assert plan.proven
    assert [plan.minutes(each) for each in plan.interviewers if plan.minutes(each) > 90] == []


def test_the_order_of_twelve_people_neither_proves_a_worse_plan_nor_loses_a_must_have(kit: Kit) -> None:
    people = twelve(kit)

    plans = [plan_of(kit, *people), plan_of(kit, *people[::-1])]

    best = min(worth(kit, people, plan.seats) for plan in plans)
    short = [[f for f in left_over(plan, EMPTY) if f.rule == "must-have-by-one"] for plan in plans]
    assert [plan for plan in plans if plan.proven and worth(kit, people, plan.seats) > best] == []
    assert short == [[], []]  # two different people can rate every must-have, so nobody is told otherwise


def test_the_sheet_of_a_panel_holds_seats_raters_and_minutes(kit: Kit) -> None:
    people = [person("Ada"), person("Bo", 180, ["negotiation", "discovery"])]
    plan = plan_of(kit, *people)

    sheet = make_panel_sheet(plan, Heading("en"), list(left_over(plan, EMPTY)))

    seats = [[each["name"] for each in stage["people"]] for stage in sheet["stages"]]
    assert seats == [[each.name for each in seated] for seated in plan.seats]
    assert sheet["loads"] == [
        {"name": each.name, "minutes": plan.minutes(each), "of": each.minutes} for each in people
    ]
    assert [skill["raters"] for skill in sheet["skills"]] == [plan.raters_of(skill) for skill in kit.skills]
    assert sheet["proven"] is True
