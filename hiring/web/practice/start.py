"""What there is to practise today and until the interview, what is prepared for, and how far one has come."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.findings import Said, say
from hiring.practice import MINUTES, Card, Setup, replayed
from hiring.practice_progress import by_skill, over_days
from hiring.storage.practice import answers, mocks, reviews, setting_up
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, SkillId
from hiring.web.access import open_here
from hiring.web.practice.mock_room import usual_minutes
from hiring.web.practice.room import cards, keeping, looking, question, setup, today

if TYPE_CHECKING:
    from hiring.practice_plan import Day, Plan

blueprint = Blueprint("practice", __name__, url_prefix="/practice")
open_here(blueprint)
FORTNIGHT = 14
FURTHEST = timedelta(days=365)
USUAL = {"level": "mid", "motion": "full_cycle", "minutes_a_day": "20", "interview": ""}


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """Show today's questions, the days until the interview and what does not fit; first the choice of a level."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for(".choose"))
    deck = cards(wanted)
    planned = plan_of(wanted, deck)
    return render_template(
        "practice/today.html",
        setup=wanted,
        plan=planned,
        left_out=by_skill_of(planned, deck),
        cards={card.id: card for card in deck},
        skills_of=skills_of,
        fortnight=FORTNIGHT,
        mock_minutes=usual_minutes(wanted.level),
        begun=[(each, found) for each in answers.unfinished(looking()) if (found := question(each.question))],
        last=reviews.last_rated(looking()),
        today=today(),
    )


def skills_of(day: "Day", deck: Mapping[str, Card]) -> list[SkillId | None]:
    """Return the skills of a day's questions, each once."""
    return list(dict.fromkeys(deck[item.card].skill for item in day.items))


def by_skill_of(planned: "Plan", deck: list[Card]) -> list[tuple[SkillId | None, list[Card]]]:
    """Return the cards that a plan leaves out, by skill."""
    left = {each.card for each in planned.left_out}
    found: dict[SkillId | None, list[Card]] = {}
    for card in deck:
        if card.id in left:
            found.setdefault(card.skill, []).append(card)
    return list(found.items())


def plan_of(wanted: Setup, deck: list[Card]) -> "Plan":
    """Return the plan as it stands now."""
    from hiring.practice_plan import plan

    db = looking()
    return plan(
        wanted,
        deck,
        {due.card: due for due in reviews.dues(db)},
        answers.rated_on(db, today()),
        today(),
        mock_done=mocks.last_finished(db),
        days=(wanted.interview - today()).days if wanted.interview else FORTNIGHT,
    )


@blueprint.get("/setup")
def choose() -> str:
    """Show what can be prepared for."""
    wanted = setup()
    typed = {
        "level": wanted.level, "motion": wanted.motion, "minutes_a_day": str(wanted.minutes_a_day),
        "interview": wanted.interview.isoformat() if wanted.interview else "",
    } if wanted else USUAL  # fmt: skip
    return form(typed, {})


def form(typed: Mapping[str, str], mistakes: Mapping[str, Said]) -> str:
    """Return the page of the choice, as typed and with what has to be mended."""
    return render_template(
        "practice/setup.html",
        typed=typed,
        mistakes=mistakes,
        minutes=MINUTES,
        today=today(),
        first=setup() is None,
    )


@blueprint.post("/setup")
def chosen() -> ResponseReturnValue:
    """Keep the choice; what was practised before counts on."""
    typed = {name: request.form.get(name, "").strip() for name in USUAL}
    wanted, mistakes = read(typed)
    if wanted is None:
        return form(typed, mistakes), 422
    with keeping() as db:
        setting_up.choose(db, wanted)
        known = {due.card: due.skill for due in reviews.dues(db)}
        ratings = [(card, score, day) for card, _, score, day, _ in reviews.ratings(db) if card in known]
        reviews.put_all(db, replayed(ratings, known, wanted))
    return redirect(url_for(".show"), 303)


def read(typed: Mapping[str, str]) -> tuple[Setup | None, dict[str, Said]]:
    """Return what was chosen, or what has to be mended by field."""
    mistakes: dict[str, Said] = {}
    level = next((each for each in LEVELS if each == typed["level"]), None)
    motion = next((each for each in MOTIONS if each == typed["motion"]), None)
    if level is None:
        mistakes["level"] = say("Please choose one of these")
    if motion is None:
        mistakes["motion"] = say("Please choose one of these")
    minutes = typed["minutes_a_day"]
    if not (minutes.isascii() and minutes.isdigit() and len(minutes) < 4 and int(minutes) in MINUTES):
        words = say("Type a number of minutes from %(least)s to %(most)s", least=MINUTES[0], most=MINUTES[-1])
        mistakes["minutes_a_day"] = words
    day, wrong = read_day(typed["interview"])
    if wrong:
        mistakes["interview"] = wrong
    if level is None or motion is None or mistakes:
        return None, mistakes
    language = next(each for each in LANGUAGES if each == g.language)
    return Setup(level, motion, language, int(minutes), day), {}


def read_day(typed: str) -> tuple[date | None, Said | None]:
    """Return the day of the interview, or what is wrong with it; without one there is no end."""
    if not typed:
        return None, None
    try:
        day = date.fromisoformat(typed) if len(typed) == 10 else None
    except ValueError:
        day = None
    if day is None:
        return None, say("Write the date as year-month-day, for example 2026-12-31")
    if not today() <= day <= today() + FURTHEST:
        return None, say("Choose a day from today to a year from now, or leave it empty")
    return day, None


@blueprint.get("/progress")
def progress() -> ResponseReturnValue:
    """Show for each skill how often it was practised and the last ratings of oneself."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for(".choose"))
    return render_template("practice/progress.html", setup=wanted, **standing(wanted))


def standing(wanted: Setup) -> dict[str, Any]:
    """Return what the page of progress shows."""
    deck, db = cards(wanted), looking()
    return {
        "skills": by_skill(deck, reviews.dues(db)),
        "days": over_days(reviews.ratings(db), today()),
    }
