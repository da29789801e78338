"""The demo: a made-up company whose story is whole, true to its kits, fit to print, and opens on every page."""

import os
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from own_content import changed
from sqlalchemy import Connection, select
from test_spelling import listed, not_in_dictionary, words
from werkzeug.routing import Rule
from worlds import PARTS

from hiring.debrief import Topic, agenda, decision_findings
from hiring.demo_company import Company, Story, moment, read_company, without_words, working_day
from hiring.findings import Place
from hiring.frozen_kit import FrozenKit
from hiring.interview_time import ends
from hiring.kit import Wish, make_kit
from hiring.library import Library
from hiring.raters import Severity
from hiring.record import Record
from hiring.reliability import NoFigure
from hiring.scorecard import missing
from hiring.scoring import floors, moves, overall, skill_means, suggest
from hiring.skill_agreement import skill_agreement
from hiring.storage import calibrations, candidates, openings, people, records, scorecards, tables
from hiring.storage.database import Database
from hiring.storage.demo import fill
from hiring.storage.figures import score_sums
from hiring.storage.owed import owed
from hiring.storage.people import Person
from hiring.storage.schema import upgrade
from hiring.storage.visibility import may_read
from hiring.vocabulary import LANGUAGES, Language
from hiring.web.access import Access, access_of
from hiring.web.app import create_app
from hiring.wording import polish_findings

AT = datetime(2026, 3, 4, 13, 10, tzinfo=UTC)  # a Wednesday
WARSAW = ZoneInfo("Europe/Warsaw")
# What no dictionary has: the company, and a Polish authority.
NAMES = {"en": {"Rowanmere"}, "pl": {"Rostering", "Rowanmere", "UODO"}}
# What ends like a man's or woman's past tense and tells nothing of the candidate.
NOT_OF_CANDIDATES = {"dział", "kwartał", "podział", "przestał", "pytał", "zł"}


def told(database: Database, library: Library, at: datetime = AT) -> list[str]:
    """Tell the story; return what it has no words for."""
    with database.write() as db:
        return [str(words) for words in fill(db, read_company(), library, at, WARSAW)]


def new_file(folder: Path) -> Database:
    folder.mkdir(exist_ok=True)
    database = Database(str(folder / "demo.db"))
    upgrade(database)
    return database


@pytest.fixture
def demo(database: Database, library: Library) -> Database:
    """Return the story as it stands on a Wednesday, on each kind of database."""
    told(database, library)
    return database


@pytest.fixture(scope="module")
def wednesday(tmp_path_factory: pytest.TempPathFactory, library: Library) -> Iterator[Database]:
    """Return the same for tests that only look, and look at what no kind of database makes different."""
    database = new_file(tmp_path_factory.mktemp("demo"))
    told(database, library)
    yield database
    database.close()


@pytest.fixture(scope="module")
def company() -> Company:
    return read_company()


def person(db: Connection, name: str) -> Person:
    found = people.named(db, name)
    assert found
    return found


def id_of(db: Connection, code_name: str) -> int:
    query = select(tables.candidates.c.id).where(tables.candidates.c.code_name == code_name)
    return int(db.execute(query).scalar_one())


def record_of(db: Connection, code_name: str) -> Record:
    found = records.debriefed(db, None, id_of(db, code_name))
    assert found
    assert found.record
    return found.record


def rows(db: Connection, name: str) -> list[dict[str, Any]]:
    return [dict(row) for row in db.execute(select(tables.metadata.tables[name])).mappings()]


def test_the_demo_shows_what_it_promises(demo: Database) -> None:
    with demo.read() as db:
        everybody = people.everybody(db)
        cards = Counter(row["state"] for row in rows(db, "scorecards"))
        seats = rows(db, "seats")
        withdrawn = [row["code_name"] for row in rows(db, "candidates") if row["withdrawn_at"]]
        levels = [(each.level, each.motion, each.language) for each in openings.every_opening(db)]
        late = Counter(each.lateness(AT) for each in owed(db, AT))
        typed = [row for row in rows(db, "scorecards") if row["typed_by"]]
        counted = [len(row["data"]["groups"]) for row in rows(db, "selections")]
        revised, decided = rows(db, "revisions"), rows(db, "decisions")
        rounds = Counter(each.person_id for each in calibrations.every_round(db))

    assert [len(everybody), sum(each.manages for each in everybody), sum(each.junior for each in everybody)] == [5, 1, 1]  # fmt: skip
    assert levels == [("senior", "expansion", "pl"), ("junior", "new_business", "en")]
    assert cards == {"submitted": 21, "draft": 2}
    assert len(seats) - sum(cards.values()) == 14  # not begun
    assert late == {"overdue": 1, "due": 3}
    assert sum(row["left_at"] is not None for row in seats) == 1
    assert (len(typed), withdrawn, counted) == (1, ["Kwarc"], [3, 2])
    assert [bool(row["reason"]) for row in revised] == [True]
    assert [bool(row["override"]) for row in decided] == [True]
    assert sorted(rounds.values()) == [1, 1, 1, 1, 3]


def test_the_debrief_disagrees_on_a_must_have_and_one_score_moves_afterwards(wednesday: Database) -> None:
    with wednesday.read() as db:
        record = record_of(db, "Granite")
    topics = agenda(record.kit.weights, record.ratings, record.roles, record.missing)
    [apart] = [topic for topic in topics if topic.weight.must_have and topic.spread >= 2]

    assert (apart.skill, "spread" in apart.flags, record.missing) == ("discovery", True, [])
    assert opposed(apart) == [("Grace Whitfield", 2), ("Chidi Obiora", 4)]
    assert apart.speakers[0] == "Chidi Obiora"  # the junior speaks first
    assert (moves(record.ratings).changed, moves(record.ratings).towards) == (1, 1)


def opposed(topic: Topic) -> list[tuple[str, int | None]]:
    assert all(rating.evidence for rating in (*topic.lowest, *topic.highest))
    return [(rating.interviewer, rating.score) for rating in (*topic.lowest, *topic.highest)]


def test_the_decision_overrides_a_floor_and_says_why(wednesday: Database) -> None:
    with wednesday.read() as db:
        record = record_of(db, "Maple")
    [verdict] = record.verdicts
    means = skill_means(record.ratings)
    broken = floors(record.kit.weights, means)
    weights = {weight.skill: weight.weight for weight in record.kit.weights}
    suggestion = suggest(overall(weights, means), broken)

    assert (broken.below, broken.unseen, suggestion.held_back) == (("discovery",), (), True)
    assert verdict.record_hash == record.hash
    assert list(decision_findings(verdict.decision, suggestion, broken, Place("x"))) == []


def test_the_manager_reads_what_is_handed_in_but_not_where_an_own_card_is_open(wednesday: Database) -> None:
    with wednesday.read() as db:
        ingrid = person(db, "Ingrid Haugen")
        readable = {row["code_name"]: may_read(db, ingrid, row["id"]) for row in rows(db, "candidates")}

    assert readable == {
        "Maple": True, "Granite": True, "Lagoon": False, "Brzoza": True, "Kwarc": True, "Wydma": True,
    }  # fmt: skip


def test_every_submitted_card_is_whole_and_every_card_fits_its_kit(wednesday: Database) -> None:
    lacking = []
    with wednesday.read() as db:
        for each in people.everybody(db):
            for card in scorecards.own_cards(db, each):
                assert set(card.filled.ratings) | set(card.filled.undecided) <= set(card.skills)
                lacking += [found for found in missing(card.filled, card.skills) if card.state == "submitted"]

    assert lacking == []


def kit_of(story: Story, library: Library) -> FrozenKit:
    return make_kit(Wish(story.brief.level, story.brief.motion, story.brief.stages), library).frozen


def test_the_words_were_written_for_what_the_kits_ask_now(company: Company, library: Library) -> None:
    """If this fails the library asks something else: read the demo's words again beside it, then list it."""
    for story in company.stories:
        stages = kit_of(story, library).stages
        questions = {question.id for each in stages for question in each.questions if question.rated}
        exercises = {each.exercise.id for each in stages if each.exercise}

        assert set(story.asked) == questions | exercises


def test_the_story_has_words_for_all_that_the_kits_rate(company: Company, library: Library) -> None:
    lacking = [words for story in company.stories for words in without_words(story, kit_of(story, library))]

    assert lacking == []


def test_in_every_interview_that_is_over_each_skill_of_the_kit_is_rated(
    company: Company, library: Library
) -> None:
    for story in company.stories:
        kit = kit_of(story, library)
        for interview in (each for candidate in story.candidates for each in candidate.interviews):
            skills = kit.rated_in(kit.stage(interview.stage))
            rated = {skill for seat in interview.seats for skill in seat.rated(skills)}

            assert rated == set(skills), (story.brief.title, interview.stage)


def texts(data: Any) -> Iterator[str]:
    """Yield every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        yield from (text for each in data.values() for text in texts(each))
    elif isinstance(data, list):
        yield from (text for each in data for text in texts(each))


def written(company: Company, language: Language) -> list[str]:
    """Return all that the people of an opening wrote, and its brief."""
    [story] = [story for story in company.stories if story.brief.language == language]
    return list(texts(story.model_dump(mode="json", include={"brief", "selections", "candidates"})))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_written_touches_what_is_not_to_be_asked(
    language: Language, company: Company, library: Library
) -> None:
    found = [(each.words, text) for text in written(company, language) for each in library.not_to_ask.in_notes(text)]  # fmt: skip

    assert len(written(company, language)) > 100
    assert found == []


def test_the_polish_tells_nobodys_gender(company: Company) -> None:
    polish = written(company, "pl")
    past = {word for text in polish for word in re.findall(r"\b\w*(?:ł|ła|łby|łaby|szedł|szła)\b", text)}

    assert [finding for text in polish for finding in polish_findings(text, Place("demo"))] == []
    assert past == NOT_OF_CANDIDATES


def test_the_english_tells_nobodys_gender(company: Company) -> None:
    pronouns = re.compile(r"\b(?:he|she|him|his|her|hers|himself|herself)\b", re.IGNORECASE)

    assert [text for text in written(company, "en") if pronouns.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_is_spelt_right(language: Language, company: Company) -> None:
    asked = {word for text in written(company, language) for word in words(text)} - keys_of(company)

    assert not_in_dictionary(asked, language) - set(listed(language)) == NAMES[language]


def keys_of(company: Company) -> set[str]:
    """Return what is no word: the keys of people, and the choices of a brief and of a card."""
    chosen = {"level", "motion", "contract", "hours", "remote", "pay"}
    choices = [story.brief.model_dump(mode="json", include=chosen) for story in company.stories]
    return {
        *company.people,
        "yes",
        *(word for text in texts(choices) if " " not in text for word in words(text)),
    }


def test_the_same_time_tells_the_same_story(tmp_path: Path, library: Library) -> None:
    told_twice = []
    for name in ("first", "second"):
        database = new_file(tmp_path / name)
        told(database, library)
        with database.read() as db:
            told_twice.append({name: plain(rows(db, name)) for name in tables.metadata.tables})
        database.close()

    assert told_twice[0] == told_twice[1]
    assert sum(len(each) for each in told_twice[0].values()) > 1000


def plain(found: list[dict[str, Any]]) -> list[str]:
    """Return rows without the number that is drawn for each candidate."""
    return sorted(str({name: value for name, value in row.items() if name != "subject"}) for row in found)


@pytest.mark.parametrize(
    "at",
    [
        datetime(2026, 3, 2, 6, 5, tzinfo=UTC),
        datetime(2026, 3, 6, 22, 59, tzinfo=UTC),
        datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ],
    ids=["Monday morning", "Friday night", "clocks go forward", "clocks go back"],
)
def test_whenever_it_is_started_nothing_was_done_in_the_future_and_one_card_is_overdue(
    at: datetime, tmp_path: Path, library: Library
) -> None:
    database = new_file(tmp_path)
    told(database, library, at)
    with database.read() as db:
        acts = [row["at"] for row in rows(db, "audit")]
        late = Counter(each.lateness(at) for each in owed(db, at))
        interviews = [row for row in rows(db, "interviews") if row["starts_at"]]
    database.close()
    days = {row["starts_at"].astimezone(WARSAW).weekday() for row in interviews if row["starts_at"] > at}

    assert acts == sorted(acts)
    assert acts[-1] <= at
    assert late == {"overdue": 1, "due": 3}
    assert sum(row["starts_at"] > at for row in interviews) == 4
    assert all(ends(row["starts_at"], row["minutes"]) < at for row in interviews if row["starts_at"] <= at)
    assert days <= {0, 1, 2, 3, 4}


def test_times_of_the_story_are_working_days_and_hours() -> None:
    friday = date(2026, 3, 6)

    assert [working_day(friday, steps) for steps in (-5, -1, 1, 2)] == [
        date(2026, 2, 27), date(2026, 3, 5), date(2026, 3, 9), date(2026, 3, 10),
    ]  # fmt: skip
    assert moment("+1d 10:00", AT, WARSAW) == datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    assert moment("-3h", AT, WARSAW) == datetime(2026, 3, 4, 10, 0, tzinfo=UTC)


def test_earlier_scores_are_enough_for_figures_of_every_skill_and_of_every_rater(wednesday: Database) -> None:
    with wednesday.read() as db:
        sums = score_sums(db, [])
        earlier = {row["subject"] for row in rows(db, "scores")} - {row["subject"] for row in rows(db, "candidates")}  # fmt: skip
        raters = {each.id for each in people.everybody(db)}
    found = [skill_agreement(each) for each in sums.skills.values()]
    severities = sums.comparison.severities(
        {rater: each.record.given.total for rater, each in sums.raters.items()},
        {rater: each.shared for rater, each in sums.raters.items()},
    )

    assert len(earlier) == 30
    assert len(found) == 15
    assert not any(isinstance(each.one_way, NoFigure) or isinstance(each.alpha, NoFigure) for each in found)
    assert severities.keys() == raters
    assert all(isinstance(each, Severity) for each in severities.values())


def test_a_library_that_asks_something_else_leaves_gaps_that_are_told(tmp_path: Path) -> None:
    def ask_for_empathy(model: Any) -> None:
        model["stages"].remove("role_play")
        [empathy] = [weight for weight in model["skills"] if weight["skill"] == "empathy"]
        empathy["motions"].append("new_business")

    library = changed(tmp_path / "own", "skill_models/junior.yaml", ask_for_empathy)
    database = new_file(tmp_path)
    lacking = told(database, library)
    with database.read() as db:
        record = record_of(db, "Granite")
    database.close()

    assert any(" about empathy in " in words for words in lacking)
    assert all(words.startswith("the demo has no words of ") for words in lacking)
    assert {card.stage for card in record.cards} == {"screen", "manager_interview", "panel"}
    assert {rating.score for rating in record.ratings if rating.skill == "empathy"} == {None}


def test_every_page_of_the_team_opens_for_the_manager_but_papers_closed_to_them(demo: Database) -> None:
    app = create_app(None, demo)
    app.config["CLOCK"] = lambda: AT
    with demo.write() as db:
        ingrid = person(db, "Ingrid Haugen")
        token = people.start_session(db, ingrid.id, "test", AT)
    client = app.test_client()
    client.set_cookie("hiring", token)
    with demo.read() as db:
        objects, lagoon = list(objects_of(db, ingrid)), id_of(db, "Lagoon")
    answers = {address: client.get(address).status_code for address in addresses(app, objects)}
    closed = {address: code for address, code in answers.items() if code != 200}

    assert len(answers) > 100
    assert closed == {
        f"/en/candidates/{lagoon}/{paper}.md": 404 for paper in ("debrief", "dossier", "feedback")
    }


def objects_of(db: Connection, manager: Person) -> Iterator[dict[str, int]]:
    """Yield the ids of things that belong together, as addresses name them."""
    for row in rows(db, "candidates"):
        yield {"opening_id": row["opening_id"], "version": 1, "candidate_id": row["id"]}
    for card in scorecards.own_cards(db, manager):
        if card.state == "draft":
            yield {"scorecard_id": card.id}
    for each in candidates.interviews_of(db, [row["id"] for row in rows(db, "candidates")]):
        for row in rows(db, "seats"):
            if row["interview_id"] == each.id and each.starts_at and row["left_at"] is None:
                yield {"candidate_id": each.candidate_id, "interview_id": each.id, "seat_id": row["id"], "person_id": row["person_id"]}  # fmt: skip


def addresses(app: Flask, objects: list[dict[str, int]]) -> Iterator[str]:
    """Yield the English address of every page that asks who one is, with every object that exists for it."""
    known = {name for each in objects for name in each}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or access_of(app, rule.endpoint) not in {Access.PERSON, Access.MANAGER}:  # fmt: skip
            continue
        ids = sorted(rule.arguments & known)
        found = {tuple(each[name] for name in ids) for each in objects if set(ids) <= set(each)}
        others = sorted(rule.arguments - known)
        for values in product(sorted(found), *(words_for(rule, name) for name in others)):
            with app.test_request_context():
                built = rule.build({**dict(zip(ids, values[0], strict=True)), **dict(zip(others, values[1:], strict=True))})  # fmt: skip
            assert built
            yield built[1]


def words_for(rule: Rule, name: str) -> list[Any]:
    """Return what may stand for a part of an address that is no id."""
    if name in {"lang", "kind"}:
        return ["en" if name == "lang" else "md"]
    allowed = getattr(rule._converters[name], "regex", "")  # noqa: SLF001 - werkzeug keeps it nowhere else
    if allowed.startswith("(?:") and "|" in allowed:
        return allowed.removeprefix("(?:").removesuffix(")").split("|")
    return PARTS[name](None)  # type: ignore[arg-type] # where it is an id of another kind, this fails


def test_the_command_serves_the_demo_apart_from_the_teams_data_and_throws_it_away(tmp_path: Path) -> None:
    team, temporary = tmp_path / "team.db", tmp_path / "tmp"
    temporary.mkdir()
    command = [sys.executable, "-m", "hiring.cli", "serve", "--demo", "--port", "0"]
    environment = {**os.environ, "HIRING_DATABASE": str(team), "TMPDIR": str(temporary)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stderr
        lines = [server.stderr.readline() for _ in range(7)]
        links = re.findall(r"http://\S+/sign-in/\S+", "".join(lines))
        pages = [urlopen(link).read().decode() for link in links]  # noqa: S310 - our own address
        kept = [path.name.partition("-")[0] for path in temporary.iterdir()]
        server.send_signal(signal.SIGTERM)
        server.wait()

    assert lines[0] == "The demo leaves HIRING_DATABASE alone and makes a database of its own.\n"
    assert [name in page for name, page in zip(("Ingrid Haugen", "Chidi Obiora", "Ewa Lisiecka"), pages, strict=True)] == [True] * 3  # fmt: skip
    assert (kept, list(temporary.iterdir()), team.exists()) == (["hiring"], [], False)


def test_a_database_named_beside_the_demo_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hiring.cli", "serve", "--demo", "--port", "0", "--database", str(tmp_path / "team.db")]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, list(tmp_path.iterdir())) == (2, [])
    assert done.stderr.endswith("Error: --demo makes a database of its own; leave --database out\n")
