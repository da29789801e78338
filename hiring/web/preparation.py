"""How to prepare for interviews at a level: the sheet, the cards to print, the deck for Anki."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring import render
from hiring.export.anki import MEDIA_TYPE, deck_file
from hiring.formats import FORMATS, document_file
from hiring.practice import Card
from hiring.practice import deck as deck_of
from hiring.vocabulary import LEVELS, MOTIONS, Level, Motion
from hiring.web.access import now, open_here
from hiring.web.choices import chosen, known
from hiring.web.downloads import download
from hiring.web.practice.room import hidden, setup

blueprint = Blueprint("preparation", __name__, url_prefix="/preparation")
open_here(blueprint)


def wanted() -> tuple[Level, Motion]:
    """Return the level and motion that the address names, or those that the candidate prepares for."""
    own = setup() if current_app.config["PRACTICE"] else None
    level = chosen(request.args, "level", LEVELS, own.level if own else "mid")
    return level, chosen(request.args, "motion", MOTIONS, own.motion if own else "full_cycle")


def cards_of(level: Level, motion: Motion) -> list[Card]:
    """Return what may be practised: nothing reserved, and nothing that an open opening uses."""
    return deck_of(level, motion, g.library, hidden())


@blueprint.get("/")
@blueprint.get("/preparation.<form>")
def show(form: str = "") -> ResponseReturnValue:
    """Show, or give as a file, the preparation sheet."""
    from hiring.preparation_sheet import make_preparation_sheet

    level, motion = wanted()
    return paper("preparation", form, make_preparation_sheet(level, motion, g.language, g.library))


@blueprint.get("/cards")
@blueprint.get("/cards.<form>")
def cards(form: str = "") -> ResponseReturnValue:
    """Show, or give as a file, the questions as cards to print."""
    from hiring.cards_sheet import make_cards_sheet

    level, motion = wanted()
    facts = make_cards_sheet(cards_of(level, motion), level, motion, g.language, g.library)
    return paper("cards", form, facts)


def paper(name: str, form: str, facts: dict[str, Any]) -> ResponseReturnValue:
    """Return a document as a page of the app, or as a file in one of its forms."""
    level, motion, own = facts["level"], facts["motion"], g.library.own
    if not form:
        body = render.html(render.document(name, facts, g.language, own))
        return render_template(f"preparation/{name}.html", body=body, level=level, motion=motion)
    known(form, FORMATS)
    content = document_file(name, form, facts, g.language, own)
    return download(content, f"{name}-{level}-{motion}-{g.language}.{form}", form)


@blueprint.get("/deck-<level>-<motion>.apkg")
def deck(level: str, motion: str) -> ResponseReturnValue:
    """Give the questions as a deck for Anki."""
    at = next((each for each in LEVELS if each == level), None) or abort(404)
    selling = next((each for each in MOTIONS if each == motion), None) or abort(404)
    content = deck_file(cards_of(at, selling), at, selling, g.language, g.library, now())
    name = f"deck-{at}-{selling}-{g.language}.apkg"
    answer = Response(content, mimetype=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
