"""The coach says little that is wrong and most of what a careful reader would say, and no text makes it fail or linger."""

import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from own_content import changed

sys.path.insert(0, str(Path(__file__).parent / "coach"))
import measure

from hiring.coach import RULES, Coaching, Piece, coach, highlighted
from hiring.coach_parts import Part
from hiring.coach_reading import read
from hiring.cues import Cues, sentences
from hiring.findings import HiringError, say
from hiring.library import Library
from hiring.phrases import phrases
from hiring.question_bank import QuestionType
from hiring.vocabulary import LANGUAGES, Language

LEAST_PRECISION = {"en": Fraction(96, 100), "pl": Fraction(95, 100)}
LEAST_RECALL = {"en": Fraction(88, 100), "pl": Fraction(87, 100)}
LEAST_OF_A_RULE = Fraction(70, 100)
MANY = 6

TYPES: tuple[QuestionType, ...] = get_args(QuestionType)
STORY = (
    "Last March at Halden Tea, a client wanted to leave us over late deliveries. I was new to it."
    " I called the buyer and asked what each late day had cost her. I counted 14 days with her and wrote"
    " one page for our warehouse. I moved her orders to the early lorry. In the end she renewed for two"
    " years, EUR 64,000 a year."
)


def told(
    text: str, question_type: QuestionType = "behavioural", language: Language = "en"
) -> dict[str, list[str]]:
    """Return the words that each note is about, by the notes' rules."""
    notes = coach(text, question_type, Library().coach_words(language)).notes
    return {note.rule: [text[begin:end] for begin, end in note.spans] for note in notes}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_coach_says_is_right_and_most_of_what_it_should_say_is_said(language: Language) -> None:
    figures = measure.measured(language, measure.labelled(language))
    whole = measure.in_all(figures)
    sys.stdout.write(f"{language}\n{measure.table(language)}\n{measure.words_table(language)}\n")

    assert whole.precision >= LEAST_PRECISION[language], whole.wrong
    assert whole.recall >= LEAST_RECALL[language], whole.missed
    often = {rule: each for rule, each in figures.items() if each.expected >= MANY}
    assert [rule for rule, each in often.items() if each.precision < LEAST_OF_A_RULE] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_labelled_answers_are_many_and_their_labels_are_rules(language: Language) -> None:
    answers = measure.labelled(language)

    assert len(answers) >= 84
    assert len({answer.id for answer in answers}) == len(answers)
    assert set().union(*(answer.expect for answer in answers)) == set(RULES)
    assert sum(1 for answer in answers if not answer.expect) >= 10


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_in_the_notes_on_the_set_are_those_measured(language: Language) -> None:
    page = (Path(__file__).parent / "coach" / "README.md").read_text("utf-8")

    assert measure.table(language) in page
    assert measure.words_table(language) in page


def test_a_good_answer_gets_no_note_but_on_its_length() -> None:
    assert told(STORY) == {"too_short": []}


WORDS: tuple[tuple[Language, QuestionType, str, str, list[str]], ...] = (
    ("en", "motivation", "filler", "Um, I like clients, you know.", ["Um", "you know"]),
    ("en", "motivation", "filler", "She said “um, you know” and I like clients.", []),
    ("en", "motivation", "filler", "Do you know what kind of clients I like?", []),
    ("en", "motivation", "hedge", "I think I’m good with clients, and I tried to show it.", ["I think", "I tried to"]),
    ("en", "motivation", "hedge", "What I think about is the client: “I guess it moved.”", []),
    ("en", "situational", "passive", "It was decided to wait for the client.", ["It was decided"]),
    ("en", "situational", "passive", "The company was sold in May, and I was asked about it.", []),
    ("pl", "motivation", "filler", "No i w sumie lubię klientów.", ["No i", "w sumie"]),
    ("pl", "motivation", "filler", "Klient powiedział: „No, w sumie dobrze”, a ja pytam dalej.", []),
    ("pl", "motivation", "filler", "Po prostu pytam klientów.", []),
    ("pl", "motivation", "filler", "Po prostu pytam klientów i po prostu słucham.", ["Po prostu", "po prostu"]),
    ("pl", "motivation", "hedge", "Klienci mnie chyba lubią, starałam się.", ["chyba", "starałam się"]),
    ("pl", "motivation", "filler", "W sumie 40 klientów do mnie wraca.", []),
    ("pl", "motivation", "filler", "Klienci wracają, w sumie trzydzieści osiem firm, 40 w sumie.", []),
    ("pl", "motivation", "filler", "W sumie zrobiła 46 z 50 meldunków, to w sumie nieźle.", ["w sumie"]),
    ("en", "motivation", "hedge", "I was a bit annoyed and somewhat nervous with the client.", []),
    ("en", "motivation", "hedge", "I changed it a bit for the client.", ["a bit"]),
    ("pl", "motivation", "hedge", "Byłam trochę zdenerwowana, klient też.", []),
    ("en", "situational", "passive", "Sales were increased by 20 %.", ["Sales were increased"]),
    ("en", "situational", "passive", "Our sales were increased by the owner.", []),
    ("pl", "situational", "passive", "Sprzedaż została zwiększona o 20 %.", ["Sprzedaż została zwiększona"]),
    ("pl", "motivation", "hedge", "Uczę się w miarę rozwoju klientów.", []),
    ("pl", "situational", "passive", "Udało się, a umowa została podpisana przez klienta.", ["Udało się"]),
)  # fmt: skip


@pytest.mark.parametrize(("language", "question_type", "rule", "text", "wanted"), WORDS)
def test_words_are_reported_where_they_stand_and_not_in_quoted_speech(
    language: Language, question_type: QuestionType, rule: str, text: str, wanted: list[str]
) -> None:
    assert told(text, question_type, language).get(rule, []) == wanted


def test_a_spoken_answer_without_text_is_judged_by_its_length_alone(library: Library) -> None:
    words = library.coach_words("en")
    rules = [
        [note.rule for note in coach("", "behavioural", words, seconds).notes]
        for seconds in (44, 45, 150, 151)
    ]

    assert rules == [["too_short"], [], [], ["too_long"]]
    assert coach("", "behavioural", words) == Coaching((), 0)


def test_a_dictated_answer_is_as_long_as_it_took(library: Library) -> None:
    notes = coach(STORY, "behavioural", library.coach_words("en"), 120).notes

    assert notes == ()


@pytest.mark.parametrize(("words", "rules"), [(79, ["too_short"]), (80, []), (350, []), (351, ["too_long"])])
def test_length_is_counted_in_words(words: int, rules: list[str]) -> None:
    text = "I ask her what she wants. " + "word " * (words - 6)

    assert [rule for rule in told(text, "situational") if rule.startswith("too_")] == rules


def test_the_parts_of_a_story_are_told_with_their_places(library: Library) -> None:
    shares = coach(STORY, "behavioural", library.coach_words("en")).shares

    assert shares is not None
    parts = [(each.part, STORY[slice(*each.span)].split(maxsplit=1)[0]) for each in shares.sentences]
    assert parts == [
        (Part.SITUATION, "Last"),
        (Part.SITUATION, "I"),
        (Part.ACTION, "I"),
        (Part.ACTION, "I"),
        (Part.ACTION, "I"),
        (Part.RESULT, "In"),
    ]
    assert shares.situation + shares.action + shares.result == 1


def test_numbers_and_persons_are_counted(library: Library) -> None:
    coaching = coach(STORY, "behavioural", library.coach_words("en"))

    assert [STORY[slice(*span)] for span in coaching.numbers] == ["March", "14", "two", "64,000", "a year"]
    assert (coaching.mine, coaching.ours) == (4, 2)


def test_an_answer_is_cut_into_pieces_at_the_words_that_notes_are_about(library: Library) -> None:
    text = "Um, I think clients matter."
    pieces = highlighted(text, coach(text, "motivation", library.coach_words("en")))

    assert pieces == [
        Piece("Um", ("filler",)),
        Piece(", "),
        Piece("I think", ("hedge",)),
        Piece(" clients matter."),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_note_says_why_and_how_to_mend_it_in_polish_too(language: Language) -> None:
    words = Library().coach_words(language)
    translate = phrases("pl").gettext
    notes = [
        note for answer in measure.labelled(language) for note in coach(answer.text, answer.type, words).notes
    ]
    kept = {note.message.words for note in notes} | {note.mend.words for note in notes}

    assert [said for said in kept if translate(said) == said] == []
    assert all(note.message.told(translate) and note.mend.told(translate) for note in notes)
    facts = {fact.id for fact in Library().seed_facts.facts}
    assert {seed for note in notes for seed in note.seed} <= facts


@settings(max_examples=150, deadline=None)
@given(text=st.text(max_size=400), question_type=st.sampled_from(TYPES), language=st.sampled_from(LANGUAGES))
def test_any_text_gives_notes_or_nothing(text: str, question_type: QuestionType, language: Language) -> None:
    coaching = coach(text, question_type, Library(kept=KEPT).coach_words(language))

    assert "".join(piece.text for piece in highlighted(text, coaching)) == text
    assert all(0 <= begin < end <= len(text) for note in coaching.notes for begin, end in note.spans)


@settings(max_examples=150, deadline=None)
@given(
    words=st.lists(
        st.sampled_from(["um", "you know", "I", "was", "made", "„", "”", "'", "İ", ",", ".", "5", "’"])
    )
)
def test_any_mix_of_listed_words_and_signs_is_cut_without_loss(words: list[str]) -> None:
    text = " ".join(words)
    coaching = coach(text, "behavioural", Library(kept=KEPT).coach_words("en"))

    assert "".join(piece.text for piece in highlighted(text, coaching)) == text


KEPT: dict = {}  # type: ignore[type-arg]


@pytest.mark.parametrize(
    "part", ["I think ", "um ", "was made ", "„", "' a", ", like , ", "a-", "\n", "x", "I was "]
)
def test_a_megabyte_is_read_in_two_seconds(part: str, library: Library) -> None:
    words = library.coach_words("en")
    text = (part * (1_000_000 // len(part) + 1))[:1_000_000]
    begun = time.thread_time()

    highlighted(text, coach(text, "behavioural", words))

    assert time.thread_time() - begun < 2


def test_own_word_lists_take_the_place_of_ours(tmp_path: Path) -> None:
    def with_another(data: dict) -> None:  # type: ignore[type-arg]
        data["fillers"] = ["synergy"]

    words = changed(tmp_path, "coach_words/en.yaml", with_another).coach_words("en")
    text = "Um, synergy for clients."

    [note] = coach(text, "motivation", words).notes
    assert note.message == say("These words fill time and say nothing: %(found)s.", found="synergy")


@pytest.mark.parametrize("entry", ["*pyta*", "well,", "say: so", "a / b", "", "st**"])
def test_an_entry_that_could_never_be_met_is_a_mistake_with_its_place(tmp_path: Path, entry: str) -> None:
    def with_another(data: dict) -> None:  # type: ignore[type-arg]
        data["asks"].insert(0, entry)

    with pytest.raises(HiringError) as raised:
        changed(tmp_path, "coach_words/en.yaml", with_another).coach_words("en")

    assert [finding.place.path for finding in raised.value.findings] == ["asks.0"]


def test_entries_find_any_word_any_ending_alternatives_and_the_beginning_of_a_sentence() -> None:
    cues = Cues({"a": ["* was made/taken"], "b": ["^ so ,"], "c": ["*łem", "zrobi*"]})
    text = "So, a step was taken. And so, zrobiłem to."
    divided = sentences(text)
    found = cues.found([token.small for token in divided.tokens])

    assert {name: [span[0] for span in spans] for name, spans in found.items()} == {
        "a": [4],
        "b": [0],
        "c": [11],
    }


def test_a_full_stop_after_an_abbreviation_ends_no_sentence(library: Library) -> None:
    reading = read("Mamy np. trzy firmy. Potem dzwonię.", library.coach_words("pl"))

    assert [each.words for each in reading.sentences] == [4, 2]
