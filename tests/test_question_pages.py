"""The library's questions and exercises: lists with filters and search, a page for each, and no secret for candidates."""

import json
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

import pytest
from pages import Reader, app_over, text_of

from hiring.exercise import Exercise
from hiring.library import Library
from hiring.question_bank import Question
from hiring.text import texts
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language

CLIENT = app_over().test_client()
LIBRARY = Library()
EVERY = [question for name in LIBRARY.banks for question in LIBRARY.bank(name)]
EXERCISES = {exercise.id: exercise for exercise in LIBRARY.exercises()}
SECRET = {"actor", "key", "observe", "red_flags", "steps", "purpose"}


def listed_at(address: str) -> list[str]:
    """Return the ids in the list at an address."""
    start = address.partition("?")[0] + "/"
    links = Reader(CLIENT.get(address).text).values("a", "href")
    return [link.removeprefix(start) for link in links if link.startswith(start)]


def listed(shelf: str, lang: str = "en", **query: str) -> list[str]:
    """Return the ids on one page of a list."""
    return listed_at(f"/{lang}/library/{shelf}?{urlencode(query)}")


def all_listed(lang: str = "en", **query: str) -> list[str]:
    """Return the ids on all pages of the questions, by the links between them."""
    first = f"/{lang}/library/questions?{urlencode(query)}"
    pages = [link for link in Reader(CLIENT.get(first).text).values("a", "href") if "page=" in link]
    return [each for page in pages or [first] for each in listed_at(page)]


def fitting(**query: str) -> list[str]:
    """Return the ids of the questions that pass filters."""

    def passes(question: Question) -> bool:
        held: dict[str, Sequence[str | None]] = {"skill": [question.skill], "type": [question.type], "level": question.levels, "motion": question.motions}  # fmt: skip
        return all(value in held[name] for name, value in query.items())

    return [question.id for question in EVERY if passes(question)]


def plain(text: str) -> str:
    """Return words alone: what escaping, quotes and line breaks cannot hide."""
    return "".join(sign for sign in text if sign.isalnum()).casefold()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_question_is_reached_exactly_once_over_the_pages(lang: Language) -> None:
    assert all_listed(lang) == [question.id for question in EVERY]
    assert len(EVERY) > 200


FILTERS = [
    *({"skill": skill} for skill in LIBRARY.skills),
    *({"level": level} for level in LEVELS),
    *({"motion": motion} for motion in MOTIONS),
    *({"type": kind} for kind in ("behavioural", "situational", "knowledge", "motivation")),
    {"skill": "discovery", "level": "senior", "motion": "new_business", "type": "situational"},
    {"type": "motivation", "level": "junior"},
    {"type": "motivation", "skill": "discovery"},
]


@pytest.mark.parametrize("query", FILTERS, ids=str)
def test_filters_leave_exactly_the_questions_that_fit(query: dict[str, str]) -> None:
    found = all_listed(**query)

    told = text_of(CLIENT.get(f"/en/library/questions?{urlencode(query)}").text)
    assert found == fitting(**query)
    assert f"{len(found)} question" in told
    assert Reader(CLIENT.get(f"/en/library/questions?{urlencode(query)}").text).fields.to_dict() == {
        **dict.fromkeys(("q", "skill", "level", "motion", "type"), ""),
        **query,
    }


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "words", ["klienta konkurencja", "customer price", "WARTOŚCI", "wartosci", "discount"]
)
def test_words_of_either_language_find_questions_on_pages_of_both(words: str, lang: Language) -> None:
    def holds(question: Question) -> bool:
        stems = [plain(word)[:-2] if len(word) > 6 else plain(word) for word in words.split()]
        found = [str(said).casefold() for _, text in texts(question) for said in (text.en, text.pl)]
        return any(all(stem in said for stem in stems) for said in found)

    found = all_listed(lang, q=words)

    assert [each for each in found if each not in {question.id for question in EVERY}] == []
    assert set(found) >= {question.id for question in EVERY if holds(question)}
    assert 0 < len(found) < len(EVERY)


def test_a_question_is_found_by_the_words_of_its_probe_within_a_filter() -> None:
    question = next(each for each in EVERY if each.skill == "negotiation" and each.probes)

    found = [all_listed(q=str(question.probes[0].pl), skill=skill) for skill in ("negotiation", "discovery")]

    assert (question.id in found[0], question.id in found[1]) == (True, False)


@pytest.mark.parametrize("name", ["skill", "level", "motion", "type", "page", "nonsense"])
@pytest.mark.parametrize("value", ["nonsense", "<script>alert(1)</script>", "{{ 7*7 }}", "\0", "-1", "0", "²", "x" * 5000], ids=ascii)  # fmt: skip
def test_a_nonsense_filter_is_ignored(name: str, value: str) -> None:
    answer = CLIENT.get("/en/library/questions", query_string={name: value})

    assert (answer.status_code, "script" in dict(Reader(answer.text).tags)) == (200, False)
    assert listed("questions", **{name: value}) == [question.id for question in EVERY[:40]]


def test_a_page_beyond_the_last_shows_the_last() -> None:
    last = listed("questions", page=str(1 + (len(EVERY) - 1) // 40))

    assert last == [question.id for question in EVERY[40 * ((len(EVERY) - 1) // 40) :]]
    assert listed("questions", page="999") == last


@pytest.mark.parametrize("shelf", ["questions", "exercises"])
@pytest.mark.parametrize(
    "words", ["zzzz", "customer zzzz", "{{ 7*7 }}", "<script>alert(1)</script>", "_" * 9000]
)
def test_a_search_without_hits_says_so(words: str, shelf: str) -> None:
    page = CLIENT.get(f"/en/library/{shelf}", query_string={"q": words}).text

    assert (listed(shelf, q=words), f"0 {shelf} found" in text_of(page)) == ([], True)
    assert (Reader(page).fields["q"], "script" in dict(Reader(page).tags)) == (words[:200], False)


def said_on_page(question: Question, lang: Language) -> Iterator[str]:
    """Yield every text that a question's page holds."""
    yield from (str(text[lang]) for _, text in texts(question))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("bank", LIBRARY.banks)
def test_every_question_has_a_page_with_all_its_words_and_its_twin(bank: str, lang: Language) -> None:
    by_id = {question.id: question for question in EVERY}
    for question in LIBRARY.bank(bank):
        answer = CLIENT.get(f"/{lang}/library/questions/{question.id}")

        words = plain(text_of(answer.text))
        missing = [text for text in said_on_page(question, lang) if plain(text) not in words]
        twins = [link for link in Reader(answer.text).values("a", "href") if f"/{lang}/library/questions/" in link and "lang=" not in link]  # fmt: skip
        own = f"/{lang}/library/questions/{question.id}"
        expected = [f"/{lang}/library/questions/{question.pair}"] if question.pair else []
        assert (question.id, answer.status_code, missing) == (question.id, 200, [])
        assert [link for link in twins if link != own] == expected
        assert not question.pair or plain(str(by_id[question.pair].text[lang])) in words
        assert answer.text.count('class="example"') == len(question.examples)


@pytest.mark.parametrize("query", [{}, {"skill": "negotiation"}, {"level": "junior"}, {"motion": "expansion"},
                                   {"skill": "leadership", "level": "senior"}, {"skill": "nonsense"}], ids=str)  # fmt: skip
def test_the_exercises_that_fit_are_listed(query: dict[str, str]) -> None:
    def passes(exercise: Exercise) -> bool:
        held: dict[str, Sequence[str]] = {
            "skill": exercise.skill_ids,
            "level": exercise.levels,
            "motion": exercise.motions,
        }
        return all(value in held[name] for name, value in query.items() if value != "nonsense")

    assert listed("exercises", **query) == [each.id for each in EXERCISES.values() if passes(each)] != []


def secrets(exercise: Exercise) -> set[str]:
    """Return what only interviewers may read, in both languages."""
    hidden = [text for path, text in texts(exercise) if path[0] in SECRET]
    return {plain(said) for text in hidden for said in (str(text.en), str(text.pl)) if len(said) > 12}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["", ".md", ".html", ".json"])
@pytest.mark.parametrize("exercise", EXERCISES)
def test_the_candidates_paper_holds_nothing_hidden(exercise: str, form: str, lang: Language) -> None:
    paper, whole = (
        CLIENT.get(f"/{lang}/library/exercises/{exercise}{form}?side={side}")
        for side in ("candidate", "interviewers")
    )

    told, all_told = plain(text_of(paper.text)), plain(text_of(whole.text))
    hidden = secrets(EXERCISES[exercise])
    task = [plain(str(text[lang])) for text in EXERCISES[exercise].candidate.task]
    assert (paper.status_code, [line for line in task if line not in told]) == (200, [])
    assert [text for text in hidden if text in told] == []
    assert len([text for text in hidden if text in all_told]) > 15


@pytest.mark.parametrize("side", ["candidate", "interviewers"])
@pytest.mark.parametrize(
    ("form", "media_type"), [("md", "text/markdown"), ("html", "text/html"), ("json", "application/json")]
)
def test_a_paper_is_a_file_of_its_side(form: str, media_type: str, side: str) -> None:
    answer = CLIENT.get(f"/pl/library/exercises/forecast.{form}?side={side}")

    name = f'attachment; filename="forecast-{side}-pl.{form}"'
    assert (answer.mimetype, answer.headers["Content-Disposition"]) == (media_type, name)
    assert form != "json" or json.loads(answer.text)["side"] == side


@pytest.mark.parametrize("side", ["", "nonsense", "\0", "candidate "])
def test_an_unknown_side_is_the_interviewers(side: str) -> None:
    asked = CLIENT.get("/en/library/exercises/coaching", query_string={"side": side}).text

    assert "Red flags" in text_of(asked)
    assert 'aria-label="candidate"' not in asked


@pytest.mark.parametrize(
    "path",
    ["questions/nothing", "questions/", "questions/%00", "questions/motivation_company.md", "questions/..%2Fscale",
     "questions/motivation_company/", "exercises/nothing", "exercises/", "exercises/coaching.xls", "exercises/coaching.",
     "exercises/coaching.page", "exercises/..%2F..%2Fscale", "exercises/coaching.yaml", "exercises/%00.md", "question"],
)  # fmt: skip
def test_what_the_library_does_not_hold_is_not_found(path: str) -> None:
    answer = CLIENT.get(f"/en/library/{path}")

    assert (answer.status_code, "This page does not exist" in text_of(answer.text)) == (404, True)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("said", LANGUAGES)
def test_the_librarys_search_finds_a_question_and_an_exercise(said: Language, lang: Language) -> None:
    question, exercise = EVERY[0], EXERCISES["territory_plan"]
    for words, link in (
        (question.text[said], f"/{lang}/library/questions/{question.id}"),
        (exercise.name[said], f"/{lang}/library/exercises/{exercise.id}"),
    ):
        page = CLIENT.get(f"/{lang}/library/?{urlencode({'q': str(words)[:200]})}").text

        assert link in set(Reader(page).values("a", "href"))
