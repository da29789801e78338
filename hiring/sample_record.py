"""A made-up candidate's record, so that every part of a debrief, a dossier and a note has something to show."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hiring.debrief import Decision, Role, Seat
from hiring.frozen_kit import FrozenKit, FrozenStage
from hiring.record import Card, Record, Verdict
from hiring.scoring import Rating, Revision
from hiring.text import Text
from hiring.vocabulary import Language, SkillId

PEOPLE: dict[str, Role] = {"Ada": "hiring_manager", "Ben": "interviewer", "Cyd": "junior"}
START = datetime(2027, 1, 11, 10, tzinfo=UTC)
# What Ada, Ben and Cyd give the first skill of the kit, the second, and so on from the first again.
SCORES: tuple[tuple[int | None, ...], ...] = (
    (2, 3, 3),
    (4, 2, 5),
    (None, None, None),
    (3, 3, 3),
    (5, 3, 4),
)
RECOMMENDED = {"Ada": "yes", "Ben": "no", "Cyd": "strong_yes"}
CANDIDATE = Text(en="Wren", pl="Strzyżyk")
EVIDENCE = {
    2: Text(
        en="Began to answer before the question was over; named no figure.",
        pl="Zaczyna odpowiadać, zanim pytanie się skończy; nie podaje żadnej liczby.",
    ),
    3: Text(
        en="Named the problem and one figure, and asked what comes next.",
        pl="Nazywa problem, podaje jedną liczbę i pyta, co dalej.",
    ),
    4: Text(
        en="Summed it up in the customer's words.\nAsked for the figure behind it and agreed a date.",
        pl="Podsumowuje słowami klienta.\nPyta o liczbę, która za tym stoi, i ustala termin.",
    ),
    5: Text(
        en="Worked the sum out with the customer, line by line, and let it be put right twice.",
        pl="Liczy razem z klientem, pozycja po pozycji, i dwa razy przyjmuje poprawkę.",
    ),
}
NOTES = Text(
    en="Two customers were named; both may be asked.", pl="Padły nazwy dwóch klientów; obu można zapytać."
)
RETHOUGHT = Text(
    en="Went through the notes together: the discount had a condition.",
    pl="Wspólne przejrzenie notatek: rabat był pod warunkiem.",
)
REASON = Text(
    en="Where the job needs most, the evidence is there.",
    pl="Tam, gdzie stanowisko wymaga najwięcej, widać to wyraźnie.",
)
OVERRIDE = Text(
    en="What is below the floor is taught in the first month, with a coach.",
    pl="To, co jest poniżej progu, jest do nauczenia w pierwszym miesiącu, pod opieką.",
)
TOO_EARLY = Text(en="Too much was left open.", pl="Zbyt wiele pozostaje niejasne.")


def sample_record(kit: FrozenKit, opening: str, company: str, language: Language) -> Record:
    """Return a record with a card missing, one typed from paper, one not independent, a revision, two decisions."""
    stages = [each for each in kit.stages if kit.rated_in(each)]
    seats = [Seat(name, each.stage.id, tuple(kit.rated_in(each))) for each in stages for name in PEOPLE]
    before = Record(
        opening=opening,
        company=company,
        candidate=str(CANDIDATE[language]),
        kit=kit,
        seats=tuple(seats),
        cards=tuple(_cards(kit, stages, language))[:-1],
        roles=PEOPLE,
    )
    after = replace(before, cards=tuple(_revised(card, language) for card in before.cards))
    early = Verdict(
        Decision("Ada", "decline", str(TOO_EARLY[language])), START + timedelta(days=2), before.hash
    )
    late = Decision("Ada", "hire", str(REASON[language]), str(OVERRIDE[language]))
    return replace(after, verdicts=(early, Verdict(late, START + timedelta(days=3), after.hash)))


def _cards(kit: FrozenKit, stages: list[FrozenStage], language: Language) -> Iterator[Card]:
    for row, each in enumerate(stages):
        for name in PEOPLE:
            yield Card(
                interviewer=name,
                stage=each.stage.id,
                ratings=tuple(_rating(kit, name, each, skill, language) for skill in kit.rated_in(each)),
                recommendation=RECOMMENDED[name],
                notes=str(NOTES[language]) if name == "Ben" else "",
                submitted_at=START + timedelta(hours=row, minutes=len(name)),
                typed_by="Ada" if name == "Ben" and row == 0 else None,
                informed=name == "Cyd",
            )


def _rating(kit: FrozenKit, name: str, each: FrozenStage, skill: SkillId, language: Language) -> Rating:
    scores = SCORES[kit.skills.index(skill) % len(SCORES)]
    score = scores[list(PEOPLE).index(name)]
    evidence = str(EVIDENCE[score][language]) if score else ""
    return Rating(name, each.stage.id, skill, score, evidence)


def _revised(card: Card, language: Language) -> Card:
    """Return Ben's cards with every 2 raised to a 3 after the debrief, others' as they are."""
    ratings = [
        replace(rating, revised=Revision(3, str(RETHOUGHT[language])))
        if card.interviewer == "Ben" and rating.score == 2
        else rating
        for rating in card.ratings
    ]
    return replace(card, ratings=tuple(ratings))
