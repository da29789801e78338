"""Invitations and reminders: what each side is told, and what neither is."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from team import frozen

from hiring.invitation import Late, Meeting, Part, called_off, for_candidate, for_interviewer, reminder, when
from hiring.vocabulary import LANGUAGES, Language

KIT = frozen("junior", "new_business")
START = datetime(2026, 3, 9, 9, 0, tzinfo=UTC)
MEETING = Meeting(
    "Account Executive", "Northwind", KIT.stages[1].stage, START, 60, "Room 4", ZoneInfo("Europe/Warsaw")
)
ADJUSTMENTS = (
    "If anything would make a conversation or the exercise easier for you, such as captions, large print, more"
    " reading time, a break or another format, tell us. It plays no part in the decision."
)
PART = Part("Ben", "Granite", ["Negotiation", "Discovery"], ["Ada"], "https://hiring.example/en/scorecards/7")


def test_a_candidate_is_told_what_awaits_them_in_plain_words() -> None:
    letter = for_candidate(MEETING, "Jan Kowalski", "jobs@northwind.example", "en")

    assert letter.subject == "Hiring manager interview · Account Executive · Northwind"
    assert letter.body.splitlines() == [
        "Hello Jan Kowalski,",
        "",
        "we would like to talk with you about this job: Account Executive, Northwind.",
        "",
        "Stage: Hiring manager interview",
        "When: Monday, 9 March 2026, 10:00 (Europe/Warsaw, UTC+1)",
        "How long: 60 minutes",
        "Where you meet: Room 4",
        "",
        str(KIT.stages[1].stage.format.en),
        "",
        ADJUSTMENTS,
        "",
        "If the time does not suit you, tell us which ones do.",
        "Write to: jobs@northwind.example",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_invitation_of_a_candidate_holds_a_question_or_a_code_name(language: Language) -> None:
    letters = [
        for_candidate(Meeting("AE", "Northwind", each.stage, START, 30, "", None), "", None, language)
        for each in KIT.stages
    ]

    texts = [str(question.text[language]) for each in KIT.stages for question in each.questions]
    assert [text for letter in letters for text in texts if text in letter.body] == []
    assert len(texts) > 10


def test_an_interviewer_gets_the_code_name_the_skills_and_the_scorecard() -> None:
    lines = for_interviewer(MEETING, PART, "pl").body.splitlines()

    assert lines[0] == "Dzień dobry,"
    assert {"Osoba kandydująca: Granite", "Oceniasz: Negotiation, Discovery", "Razem z Tobą: Ada",
            "Karta oceny: https://hiring.example/en/scorecards/7"} <= set(lines)  # fmt: skip


def test_an_interview_called_off_says_so_with_the_time_or_without() -> None:
    off = Meeting("AE", "Northwind", KIT.stages[0].stage, None, 30, "", None)

    known, unknown = called_off(MEETING, "Jan", "en").body, called_off(off, "", "en", "Granite").body

    assert ("does not take place" in known, "When: Monday" in known, "Candidate" in known) == (
        True,
        True,
        False,
    )
    assert ("Candidate: Granite" in unknown, "When" in unknown) == (True, False)


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Europe/Warsaw", "Monday, 9 March 2026, 10:00 (Europe/Warsaw, UTC+1)"),
        ("UTC", "Monday, 9 March 2026, 09:00 (UTC)"),
        ("Asia/Kolkata", "Monday, 9 March 2026, 14:30 (Asia/Kolkata, UTC+5:30)"),
        ("America/St_Johns", "Monday, 9 March 2026, 06:30 (America/St_Johns, UTC-2:30)"),
    ],
)
def test_a_time_names_its_zone_and_how_far_it_is_from_utc(zone: str, words: str) -> None:
    assert when(START, ZoneInfo(zone), "en") == words


def test_a_reminder_lists_every_card_by_code_name() -> None:
    late = [Late("Granite", "AE", "Screen", START), Late("Maple", "AE", "Panel", START)]

    lines = reminder("Ben", late, "https://x.example/en/scorecards/", ZoneInfo("UTC"), "en").splitlines()

    assert lines[4:6] == [
        "- Granite · Screen · AE · Monday, 9 March 2026, 09:00 (UTC)",
        "- Maple · Panel · AE · Monday, 9 March 2026, 09:00 (UTC)",
    ]
    assert lines[-1] == "Your scorecards: https://x.example/en/scorecards/"
