"""Six answers say whom to hire, and doubt goes to the cautious side."""

from hypothesis import given
from hypothesis import strategies as st

from hiring.findings import Place
from hiring.library import Library
from hiring.readiness import (
    Option,
    Readiness,
    ReadinessQuestion,
    Verdict,
    VerdictMeaning,
    advise,
    check_answers,
)
from hiring.text import Text
from hiring.vocabulary import Motion
from hiring.yaml_reader import parse

WORDS = Text(en="a", pl="b")
SHIPPED = Library().readiness


def option(
    name: str, verdict: Verdict, points: int, *, decisive: bool = False, motion: Motion | None = None
) -> Option:
    return Option(
        id=name, text=WORDS, verdict=verdict, points=points, decisive=decisive, motion=motion, reason=WORDS
    )


def questions(*answers: Option) -> tuple[Readiness, dict[str, str]]:
    """Return a check in which each answer is the first option of its own question, and these answers."""
    other = option("other", "senior", 0)
    asked = [
        ReadinessQuestion(id=f"q{row}", text=WORDS, why=WORDS, options=[answer, other])
        for row, answer in enumerate(answers)
    ]
    verdicts: list[Verdict] = ["sales_rep", "account_executive", "senior"]
    meanings = [VerdictMeaning(id=verdict, name=WORDS, meaning=WORDS) for verdict in verdicts]
    given_answers = {question.id: question.options[0].id for question in asked}
    return Readiness(verdicts=meanings, questions=asked), given_answers


def verdict_of(*answers: Option) -> str:
    return advise(*questions(*answers)).verdict.id


def test_most_points_decide() -> None:
    assert verdict_of(option("a", "account_executive", 2), option("b", "senior", 3)) == "senior"


def test_a_tie_goes_to_the_cautious_side() -> None:
    rep, executive, senior = (
        option("a", verdict, 2) for verdict in ("sales_rep", "account_executive", "senior")
    )

    assert verdict_of(senior, executive, rep) == "sales_rep"
    assert verdict_of(senior, executive) == "account_executive"
    assert verdict_of(senior, rep) == "sales_rep"


def test_no_points_at_all_go_to_the_most_cautious() -> None:
    assert verdict_of(option("a", "senior", 0)) == "sales_rep"


def test_one_decisive_answer_settles_it_against_any_points() -> None:
    few = option("a", "sales_rep", 1, decisive=True)

    assert verdict_of(few, option("b", "senior", 5), option("c", "senior", 5)) == "sales_rep"


def test_two_decisive_answers_are_weighed_against_each_other_and_nothing_else() -> None:
    lower, higher = option("a", "sales_rep", 2, decisive=True), option("b", "senior", 3, decisive=True)

    assert verdict_of(lower, higher, option("c", "sales_rep", 5)) == "senior"


def test_the_reasons_are_the_answers_for_and_against_it() -> None:
    for_it, against, silent = (
        option("a", "senior", 3),
        option("b", "sales_rep", 1),
        option("c", "sales_rep", 0),
    )

    advice = advise(*questions(for_it, against, silent))

    assert (advice.reasons, advice.against) == ((for_it,), (against,))


def test_the_motion_is_the_one_named_most_and_on_a_tie_the_whole_cycle() -> None:
    new, grow = option("a", "senior", 1, motion="new_business"), option("b", "senior", 1, motion="expansion")
    both = option("c", "senior", 1, motion="full_cycle")

    assert advise(*questions(new, new, grow)).motion == "new_business"
    assert advise(*questions(new, both)).motion == "full_cycle"
    assert advise(*questions(option("d", "senior", 1))).motion == "full_cycle"
    assert advise(*questions(option("e", "sales_rep", 1, motion="expansion"))).motion is None


@given(st.fixed_dictionaries({q.id: st.sampled_from([o.id for o in q.options]) for q in SHIPPED.questions}))
def test_any_answers_to_our_questions_give_one_advice_with_reasons(answers: dict[str, str]) -> None:
    advice = advise(SHIPPED, answers)
    chosen = [o for q in SHIPPED.questions for o in q.options if o.id == answers[q.id]]

    assert advice.verdict in SHIPPED.verdicts
    assert {o.id for o in advice.reasons} == {o.id for o in chosen if o.verdict == advice.verdict.id}
    assert (advice.motion is None) == (advice.verdict.id == "sales_rep")


def test_a_company_without_clients_is_told_to_hire_a_sales_rep_whatever_else_is_so() -> None:
    best = {
        q.id: max(q.options, key=lambda o: (o.verdict != "sales_rep", o.points)).id for q in SHIPPED.questions
    }

    assert advise(SHIPPED, best | {"customers": "none_yet"}).verdict.id == "sales_rep"
    assert advise(SHIPPED, best).verdict.id != "sales_rep"


def test_every_mistake_in_answers_is_told_at_once_with_its_place() -> None:
    sheet = parse("custmers: few\nteam: nonsense\n", "answers.yaml")
    rest = [q.id for q in SHIPPED.questions if q.id not in {"customers", "team"}]

    found = {
        (f.place.line, f.place.column, f.rule, f.place.path)
        for f in check_answers(sheet.data, sheet, SHIPPED)
    }

    assert found == {
        (1, 1, "unknown-key", "custmers"),
        (1, 1, "missing", "customers"),
        (2, 7, "choice", "team"),
        *((1, 1, "missing", name) for name in rest),
    }


def test_an_unknown_question_brings_the_nearest_one() -> None:
    sheet = parse("custmers: few\n", "answers.yaml")

    [finding] = [f for f in check_answers(sheet.data, sheet, SHIPPED) if f.rule == "unknown-key"]

    assert str(finding.suggestion) == "did you mean customers?"


def test_answers_that_are_no_lines_of_question_and_option_are_one_finding() -> None:
    for text in ("hello", "- a\n- b\n"):
        sheet = parse(text, "answers.yaml")

        assert [(f.place, f.rule) for f in check_answers(sheet.data, sheet, SHIPPED)] == [
            (Place("answers.yaml", 1, 1), "type")
        ]


def test_an_answer_of_any_type_is_a_finding_and_no_crash() -> None:
    for value in ("[few]", "12", "\n  few: true", ""):
        sheet = parse(f"customers: {value}\n", "answers.yaml")

        rules = [f.rule for f in check_answers(sheet.data, sheet, SHIPPED) if f.place.path == "customers"]
        assert rules == ["choice"]
