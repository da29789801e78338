"""What is read from postings written in the manner of real ones, and from words in and out of their context."""

import time
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hiring.library import Library
from hiring.posting import make_posting
from hiring.posting_reading import MOST_READ, Reading, marked, read_posting
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language
from hiring.yaml_reader import parse

FOLDER = Path(__file__).parent / "postings"
EXPECTED: dict[str, Any] = parse((FOLDER / "expected.yaml").read_text("utf-8"), "expected.yaml").data
LIBRARY = Library()
# A little below what is measured on the postings of the folder, and on those that the library itself makes.
FLOORS = {"en": (0.94, 0.92), "pl": (0.94, 0.92)}
OWN_FLOORS = {"en": (0.88, 0.85), "pl": (0.85, 0.95)}
HOSTILE = (
    "1" * 10**6,
    "a " * 500_000,
    "negotiate 5 years £45k, " * 45_000,
    "\n" * 10**6,
    "benefits:\n" * 100_000,
    "(" * 10**6,
)


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.md").read_text("utf-8")


@cache
def reading_of(name: str) -> Reading:
    return read_posting(text_of(name), LIBRARY)


def skills_in(text: str, language: Language = "en") -> set[str]:
    return {cue.name for cue in read_posting(text, LIBRARY, language).skills}


def rates(pairs: list[tuple[set[str], set[str]]]) -> tuple[float, float]:
    """Return precision and recall of found skills against expected ones."""
    hits = sum(len(found & expected) for found, expected in pairs)
    return hits / sum(len(found) for found, _ in pairs), hits / sum(len(expected) for _, expected in pairs)


def test_every_posting_has_an_expectation_and_every_level_and_motion_a_posting() -> None:
    assert {path.stem for path in FOLDER.glob("*_*.md")} == EXPECTED.keys()
    assert {(name[:2], each["level"]) for name, each in EXPECTED.items()} >= {
        (language, level) for language in LANGUAGES for level in LEVELS
    }
    assert {each["motion"] for each in EXPECTED.values()} == {*MOTIONS, None}
    assert Counter(name[:2] for name in EXPECTED) == {"en": 8, "pl": 8}


@pytest.mark.parametrize("name", EXPECTED)
def test_language_level_motion_and_numbers_are_read(name: str) -> None:
    found, expected = reading_of(name), EXPECTED[name]

    read = (found.language, found.level, found.motion, [number.kind for number in found.numbers])
    assert read == (name[:2], expected["level"], expected["motion"], expected["numbers"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_skills_are_read_with_few_mistakes(language: Language) -> None:
    names = [name for name in EXPECTED if name.startswith(language)]
    pairs = [({cue.name for cue in reading_of(name).skills}, set(EXPECTED[name]["skills"])) for name in names]

    precision, recall = rates(pairs)

    assert precision >= FLOORS[language][0]
    assert recall >= FLOORS[language][1]


@pytest.mark.parametrize("language", LANGUAGES)
def test_skills_are_read_from_the_postings_of_the_library_which_no_list_was_made_from(
    language: Language,
) -> None:
    pairs = []
    for level in LEVELS:
        for motion in MOTIONS:
            changes = {"level": level, "motion": motion}
            posting = make_posting(starter_brief(language).model_copy(update=changes), LIBRARY)
            lines = [*posting.duties, *posting.requirements, *posting.nice_to_have]
            text = "\n".join([posting.title, *posting.summary, *(line.text for line in lines)])
            pairs.append((skills_in(text, language), {skill for line in lines for skill in line.skills}))

    precision, recall = rates(pairs)

    assert precision >= OWN_FLOORS[language][0]
    assert recall >= OWN_FLOORS[language][1]


@pytest.mark.parametrize("name", EXPECTED)
def test_all_that_is_read_rests_on_words_of_the_posting(name: str) -> None:
    found, text = reading_of(name), text_of(name)
    cues = [*found.skills, *found.level_cues, *found.motion_cues]

    assert all(cue.spans for cue in cues)
    assert all(
        0 <= begin < end <= len(text) and text[begin:end].strip() for cue in cues for begin, end in cue.spans
    )
    if found.level:
        assert found.cue(found.level, found.level_cues)
    if found.motion:
        assert found.cue(found.motion, found.motion_cues)


@pytest.mark.parametrize(
    ("text", "skill", "asked"),
    [
        ("You lead a team of four.", "leadership", True),
        ("You get warm leads and lead generation help.", "leadership", False),
        ("Our leadership team leads by numbers.", "leadership", False),
        ("You negotiate terms.", "negotiation", True),
        ("The salary is negotiable.", "negotiation", False),
        ("Keep your pipeline honest.", "pipeline", True),
        ("We build data pipelines.", "pipeline", False),
        ("Handle renewals.", "customer_satisfaction", True),
        ("We sell renewable energy.", "customer_satisfaction", False),
        ("You know the competitive landscape.", "competitive_defence", True),
        ("A competitive salary.", "competitive_defence", False),
        ("# What you do\nYou coach junior colleagues.", "leadership", True),
        ("# What we offer\nYou coach junior colleagues.", "leadership", False),
        ("What we offer:\nTea\n\nYour tasks:\nNegotiate contracts", "negotiation", True),
    ],
)
def test_english_words_count_in_their_context(text: str, skill: str, asked: bool) -> None:  # noqa: FBT001 - a column
    assert (skill in skills_in(text)) is asked


@pytest.mark.parametrize(
    ("text", "skill", "asked"),
    [
        ("Doświadczenie w negocjacjach.", "negotiation", True),
        ("Wynagrodzenie do negocjacji.", "negotiation", False),
        ("Zarządzanie lejkiem sprzedaży.", "pipeline", True),
        ("Pozyskiwanie nowych klientów i prospecting.", "prospecting", True),
        ("Pozyskiwanie talentów to nasza siła.", "prospecting", False),
        ("Dosprzedaży uczymy.", "account_growth", True),
        ("Odnowienia umów i utrzymanie klientów.", "customer_satisfaction", True),
        ("Energia odnawialna.", "customer_satisfaction", False),
        ("Jesteśmy liderem rynku.", "leadership", False),
        ("Prowadzisz mentoring młodszych osób.", "leadership", True),
        ("Konkurencyjne wynagrodzenie.", "competitive_defence", False),
        ("Konkurencyjny system prowizyjny.", "competitive_defence", False),
        ("Sprzedaż doradcza.", "discovery", True),
        ("Doradczyni klienta.", "discovery", False),
        ("Ciekawostki o firmie.", "discovery", False),
        ("Sales excellence.", "analysis", False),
        ("Raportujesz do lidera zespołu.", "leadership", False),
        ("Renegocjacje umów.", "negotiation", True),
        ("Co oferujemy:\nszkolenia z negocjacji", "negotiation", False),
    ],
)
def test_polish_words_count_in_their_context(text: str, skill: str, asked: bool) -> None:  # noqa: FBT001 - a column
    assert (skill in skills_in(text, "pl")) is asked


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("0-2 years of experience", "junior"),
        ("up to two years of sales experience", "junior"),
        ("1+ year of experience", "junior"),
        ("2–4 years of experience", "mid"),
        ("at least three years of experience in sales", "mid"),
        ("2 to 4 years of experience", "mid"),
        ("five or more years of experience", "senior"),
        ("8+ years of experience, two years of it in software sales", "senior"),
        ("we have 20 years of experience", None),
        ("a contract of 3 years", None),
    ],
)
def test_years_of_experience_tell_the_level(words: str, level: str | None) -> None:
    assert read_posting(f"Account Executive\n{words}", LIBRARY, "en").level == level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("do 2 lat doświadczenia", "junior"),
        ("od 2 do 4 lat doświadczenia", "mid"),
        ("dwuletnie doświadczenie w sprzedaży", "mid"),
        ("minimum 5-letnie doświadczenie", "senior"),
        ("co najmniej sześć lat praktyki", "senior"),
        ("jesteśmy na rynku 7 lat, mamy doświadczenie", None),
    ],
)
def test_polish_years_tell_it_too(words: str, level: str | None) -> None:
    assert read_posting(f"Account Executive\n{words}", LIBRARY, "pl").level == level


@pytest.mark.parametrize(
    ("words", "level"),
    [
        ("Rozmowy z zarządem klienta.", "senior"),
        ("Zarządzanie kontem klienta.", None),
        ("Dużo klientów.", None),
    ],
)
def test_polish_words_tell_a_level_in_their_own_meaning_only(words: str, level: str | None) -> None:
    assert read_posting(f"Account Executive\n{words}", LIBRARY, "pl").level == level


def test_polish_sums_beside_other_words_are_no_pay() -> None:
    text = "Account Executive\nNa podstawie 12 000 zł. Premiera za 5 000 zł. Podstawa 8 000 zł."
    reading = read_posting(text, LIBRARY, "pl")

    assert [text[slice(*each.span)] for each in reading.numbers] == ["8 000 zł"]


def test_a_title_and_years_of_opposite_ends_leave_the_level_open() -> None:
    found = read_posting("Senior Account Executive\n0-1 years of experience", LIBRARY, "en")

    assert (found.level, found.why_level) == (None, "undecided")


def test_the_title_goes_before_years_and_years_before_words() -> None:
    title = read_posting("Senior Account Executive\n2 years of experience", LIBRARY, "en")
    years = read_posting(
        "Account Executive\n3 years of experience, you mentor juniors and the team", LIBRARY, "en"
    )
    tied = read_posting("Account Executive\nentry level, strategic accounts", LIBRARY, "en")

    assert [(each.level, each.why_level) for each in (title, years, tied)] == [
        ("senior", "title"), ("mid", "years"), (None, "undecided"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("£45k base / £90k OTE", [("pay", "£45k"), ("ote", "£90k")]),
        ("OTE: £90,000 (base £45,000–£50,000)", [("ote", "£90,000"), ("pay", "£45,000–£50,000")]),
        ("You carry a quota of €1.2M.", [("quota", "€1.2M")]),
        ("Your target: 20 meetings a month", [("quota", "target: 20")]),
        ("You reach 120 % of quota; we raised $50m from our client base.", []),
        ("Salary:\n30,000 EUR", [("pay", "30,000 EUR")]),
    ],
)
def test_sums_are_told_by_the_words_beside_them(text: str, numbers: list[tuple[str, str]]) -> None:
    found = read_posting(text, LIBRARY, "en").numbers

    assert [(each.kind, text[slice(*each.span)]) for each in found] == numbers


@pytest.mark.parametrize(
    ("line", "numbers"),
    [
        ("Wynagrodzenie: 7-9 tys. zł netto + prowizja", ["7-9 tys. zł"]),
        ("7-9 tys. zł netto + prowizja", ["7-9 tys. zł"]),
        ("7–9 tys.", ["7–9 tys."]),
        ("7k", ["7k"]),
        ("Podstawa 7k plus prowizja", ["7k"]),
        ("15 000 - 20 000 PLN", ["15 000 - 20 000 PLN"]),
        ("Warszawa | 15 000 - 20 000 PLN / mies. | B2B", ["15 000 - 20 000 PLN"]),
        ("20 000 - 28 000 PLN (B2B)", ["20 000 - 28 000 PLN"]),
        ("Umowa o pracę od 12 000 zł", ["12 000 zł"]),
        ("Od 7 do 9 tys. zł na rękę", ["7 do 9 tys. zł"]),
        ("Budżet szkoleniowy (5 000 zł)", []),
        ("5 mln zł", []),
        ("Sprzedaż za 20 000 PLN", []),
        ("Klienci płacą 15 000 - 20 000 PLN rocznie", []),
    ],
)
def test_polish_pay_is_read_in_the_ways_in_which_it_is_written(line: str, numbers: list[str]) -> None:
    text = f"Account Executive\n{line}\nPodlegasz dyrektorce sprzedaży."
    found = read_posting(text, LIBRARY, "pl")

    assert [text[slice(*each.span)] for each in found.numbers] == numbers
    assert ("pay" in found.silent) is (not numbers)


@pytest.mark.parametrize(
    ("line", "language", "contracts"),
    [
        ("Umowa B2B albo umowa o pracę", "pl", {"own_business": ["Umowa B2B"], "employment": ["umowa o pracę"]}),
        ("UoP/B2B od pierwszego dnia", "pl", {"employment": ["UoP"], "own_business": ["UoP/B2B"]}),
        ("20 000 - 28 000 PLN (B2B)", "pl", {"own_business": ["B2B)"]}),
        ("Umowa zlecenie dla studentów", "pl", {"mandate": ["Umowa zlecenie"]}),
        ("Sprzedaż B2B, doświadczenie w B2B, klienci B2B", "pl", {}),
        ("B2B sales experience", "en", {}),
        ("A permanent contract or a B2B contract", "en", {"employment": ["permanent contract"], "own_business": ["B2B contract"]}),
    ],
)  # fmt: skip
def test_kinds_of_contract_are_read(line: str, language: Language, contracts: dict[str, list[str]]) -> None:
    text = f"Account Executive\n{line}"
    found = read_posting(text, LIBRARY, language)

    assert {cue.name: [text[slice(*span)] for span in cue.spans] for cue in found.contracts} == contracts


@pytest.mark.parametrize(
    "words",
    ["Experience in customer service helps.", "You come from a call centre.", "Call center experience"],
)
def test_work_with_customers_speaks_for_a_junior(words: str) -> None:
    assert read_posting(f"Account Executive\n{words}", LIBRARY, "en").level == "junior"


def test_who_organises_the_own_day_needs_organisation() -> None:
    assert skills_in("You organise your own day.") == {"organisation"}


def test_what_a_posting_does_not_tell_is_named_and_what_it_tells_is_not() -> None:
    vague, whole = reading_of("en_vague"), reading_of("en_mid_new_business")
    every = [part.id for part in LIBRARY.preparation.posting_reading]

    assert list(vague.silent) == every
    assert (whole.silent, list(whole.told)) == ((), every)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_skill_level_motion_and_part_has_words(language: Language) -> None:
    words = LIBRARY.skill_words[language]

    assert sorted(each.skill for each in words.skills) == sorted(LIBRARY.skills)
    assert [each.level for each in words.levels] == list(LEVELS)
    assert {each.motion for each in words.motions} == set(MOTIONS)
    assert [each.part for each in words.parts] == [part.id for part in LIBRARY.preparation.posting_reading]


def test_pieces_together_are_the_text_and_know_what_they_are_part_of() -> None:
    pieces = marked("abcdef", {"x": [(1, 4)], "y": [(3, 5)]})

    assert pieces == [("a", ()), ("bc", ("x",)), ("d", ("x", "y")), ("e", ("y",)), ("f", ())]


@settings(deadline=None, max_examples=60)
@given(
    st.text(max_size=400) | st.text("a1.,:;-–\n€£k ()„”'#*łż", max_size=400),
    st.sampled_from([None, *LANGUAGES]),
)
def test_any_text_is_read(text: str, language: Language | None) -> None:
    found = read_posting(text, LIBRARY, language)
    spans = {cue.name: cue.spans for cue in found.skills}

    assert "".join(piece for piece, _ in marked(text, spans)) == text


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: repr(text[:12]))
def test_a_million_signs_take_less_than_two_seconds(text: str) -> None:
    start = time.thread_time()
    read_posting(text, LIBRARY)

    assert time.thread_time() - start < 2


def test_of_a_text_too_long_for_a_posting_the_end_is_not_read() -> None:
    assert skills_in("x" * MOST_READ + " you negotiate") == set()
