"""The coach sees how a story ended, whose language an answer is in, and says nothing that it did not find."""

import pytest
from test_coach import STORY, told

import measure  # isort: skip

from hiring.coach import Coaching, coach, language_of
from hiring.coach_parts import Part
from hiring.findings import say
from hiring.library import Library
from hiring.phrases import phrases
from hiring.vocabulary import LANGUAGES, Language

BEGUN = (
    "Last spring at Halden Tea a new colleague called me before every check-in. I asked her what she was unsure of."
    " I wrote a page with her, and I listened to her next three calls."
)
ZACZETE = (
    "Wiosną w hurtowni nowa koleżanka dzwoniła do mnie przed każdym meldunkiem. Zapytałam, czego nie jest pewna."
    " Napisałam z nią jedną stronę. Potem posłuchałam jej rozmów."
)
ENDS: tuple[tuple[Language, str], ...] = (
    ("en", "46 of 50 check-ins without calling me in September."),
    ("en", "After a week she checked in by herself. I was glad of it. It is still on my mind. That is all."),
    ("en", "Within a month, she made the check-ins alone."),
    ("en", "Result: 82 replies."),
    ("en", "\nRESULT:\nShe does them alone"),
    ("pl", "Po tygodniu meldowała sama, we wrześniu zrobiła 46 z 50 meldunków."),
    ("pl", "Po tygodniu meldowała sama."),
    ("pl", "Wynik: 46 meldunków."),
    ("pl", "\nRezultat: melduje sama"),
)


def of(text: str, language: Language = "en") -> Coaching:
    """Return what the coach finds in a story."""
    return coach(text, "behavioural", Library().coach_words(language))


@pytest.mark.parametrize(("language", "end"), ENDS)
def test_how_a_story_ended_is_seen_and_has_a_share(language: Language, end: str) -> None:
    found = of(f"{BEGUN if language == 'en' else ZACZETE} {end}", language)

    assert "no_result" not in {note.rule for note in found.notes}
    assert found.shares is not None
    assert found.shares.result > 0


@pytest.mark.parametrize(
    ("language", "end"),
    [
        ("en", ""),
        ("en", "After a week I called her and she was out."),
        ("pl", ""),
        ("pl", "Po tygodniu zadzwoniłam, a koleżanka była zajęta."),
    ],
)
def test_a_story_without_an_end_is_told_so(language: Language, end: str) -> None:
    found = of(f"{BEGUN if language == 'en' else ZACZETE} {end}", language)

    assert "no_result" in {note.rule for note in found.notes}
    assert found.shares is not None
    assert found.shares.result == 0


LABELLED: tuple[tuple[Language, str], ...] = (
    (
        "en",
        "Situation: I called and wrote. Task: I had no time.\nAction: in the end, a list.\nI sent it.\nResult: 82.",
    ),
    (
        "pl",
        "Sytuacja: zadzwoniłam. Zadanie: napisałam.\nDziałanie: ostatecznie lista.\nWysłałam.\nWynik: 82.",
    ),
)


@pytest.mark.parametrize(("language", "text"), LABELLED)
def test_labels_decide_the_parts_until_the_next_label(language: Language, text: str) -> None:
    shares = of(text, language).shares

    assert shares is not None
    assert [each.part for each in shares.sentences] == [
        Part.SITUATION,
        Part.SITUATION,
        Part.ACTION,
        Part.ACTION,
        Part.RESULT,
    ]


def test_a_word_that_is_no_label_decides_nothing() -> None:
    shares = of(STORY.replace("I called", "Result of it all, I called")).shares

    assert shares is not None
    assert [each.part for each in shares.sentences][2] is Part.ACTION


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_share_of_the_result_is_nought_without_a_note_on_it(language: Language) -> None:
    found = [of(each.text, language) for each in measure.labelled(language) if each.type == "behavioural"]
    nought = [each for each in found if each.shares and not each.shares.result]

    assert nought
    assert all("no_result" in {note.rule for note in each.notes} for each in nought)


ASKED: tuple[tuple[Language, str], ...] = (
    ("en", "I thanked him for his time and asked how many orders a day pass the reception."),
    ("en", "I would thank her for it, write it down and ask whom it touches."),
    ("en", "I wanted to know how many orders pass the reception."),
    ("pl", "Podziękowałam mu za czas i pytałam, ile zamówień dziennie przechodzi przez recepcję."),
    ("pl", "Dziękuję mu i upewniam się, czy to jego decyzja."),
)


@pytest.mark.parametrize(("language", "text"), ASKED)
def test_a_reported_question_is_a_question(language: Language, text: str) -> None:
    assert "nothing_asked" not in told(text, "situational", language)


def test_what_others_asked_is_no_question_of_the_speaker(library: Library) -> None:
    text = "The client asked how much it costs. I would send him the price list."
    [note] = [
        each
        for each in coach(text, "situational", library.coach_words("en")).notes
        if each.rule == "nothing_asked"
    ]

    assert note.message.words.startswith("No question was found in it")


@pytest.mark.parametrize(("seconds", "rules"), [(29, []), (0, []), (30, ["too_short"]), (160, ["too_long"])])
def test_a_clock_that_hardly_ran_beside_a_long_text_is_none(
    seconds: int, rules: list[str], library: Library
) -> None:
    text = "I ask her what she wants. " + "word " * 94
    found = coach(text, "situational", library.coach_words("en"), seconds).notes

    assert [note.rule for note in found if note.rule.startswith("too_")] == rules


def test_few_words_in_a_short_time_are_a_spoken_answer(library: Library) -> None:
    [note] = coach("word " * 59, "motivation", library.coach_words("en"), 20).notes[-1:]

    assert note.message == say(
        "Too short to show what you can do: %(seconds)s seconds; about 120 are good.", seconds=20
    )


@pytest.mark.parametrize(
    ("question_type", "words"),
    [("behavioural", "how it ended"), ("situational", "how you would know that it worked")],
)
def test_what_to_tell_more_of_fits_the_question(question_type: str, words: str, library: Library) -> None:
    for text, seconds in (("I ask her.", None), ("", 20)):
        notes = coach(text, question_type, library.coach_words("en"), seconds).notes  # type: ignore[arg-type]
        [note] = [each for each in notes if each.rule == "too_short"]
        assert words in note.mend.words
        assert note.mend.told(phrases("pl").gettext) != note.mend.words


def test_words_are_cited_as_they_were_typed(library: Library) -> None:
    [note] = coach(
        "I think clients matter, and i think they stay.", "motivation", library.coach_words("en")
    ).notes

    assert str(note.message) == "These words make your own part sound smaller: I think."


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_an_answer_is_that_of_its_small_words(language: Language, library: Library) -> None:
    assert {language_of(each.text, library) for each in measure.labelled(language)} == {language}


@pytest.mark.parametrize(
    "text", ["", "???", "Halden Tea, 40 EUR", "Sales team manager", "the and of w na się"]
)
def test_a_text_of_neither_language_has_none(text: str, library: Library) -> None:
    assert language_of(text, library) is None
