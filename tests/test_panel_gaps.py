"""What those who sit in a candidate's interviews leave open."""

from team import frozen

from hiring.panel_gaps import Taken, gaps

KIT = frozen("junior", "new_business", ("screen", "manager_interview"))
FIRST, SECOND = ([*KIT.rated_in(each)] for each in KIT.stages)


def told(*seats: Taken) -> list[tuple[str, str]]:
    return [(finding.rule, str(finding.message)) for finding in gaps(KIT, seats)]


def test_an_empty_panel_lacks_everybody_and_every_must_have() -> None:
    musts = [weight.skill for weight in KIT.weights if weight.must_have]

    found = told()

    assert [rule for rule, _ in found] == ["seat-not-taken"] * 2 + ["must-have-by-one"] * len(musts)
    assert found[0][1] == "screen lacks 1 of its interviewers"


def test_a_full_panel_of_two_leaves_nothing_open() -> None:
    both = [Taken(stage, person, skills) for stage, skills in (("screen", FIRST), ("manager_interview", SECOND))
            for person in (1, 2)]  # fmt: skip

    assert told(*both) == []


def test_a_skill_left_to_nobody_is_told_where_it_is_looked_at() -> None:
    found = told(Taken("screen", 1, FIRST[1:]), Taken("manager_interview", 2, SECOND))

    assert ("skill-not-rated", f"nobody rates {FIRST[0]} in screen") in found


def test_the_same_person_twice_is_one_person() -> None:
    found = told(Taken("screen", 1, FIRST), Taken("manager_interview", 1, SECOND), Taken("screen", 1, FIRST))

    musts = [weight.skill for weight in KIT.weights if weight.must_have]
    assert [words for rule, words in found if rule == "must-have-by-one"] == [
        f"the must-have {skill} is rated by 1 of the two different people that it needs" for skill in musts
    ]
