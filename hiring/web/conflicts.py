"""Two versions of one scorecard, beside each other, field by field; nothing is overwritten before it was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import render_template
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from hiring.findings import Said
from hiring.scorecard_fields import (
    RECOMMENDATION,
    SCORE,
    Fields,
    differing,
    field_title,
    fields_of,
    fuller,
    picked,
)
from hiring.storage.scorecards import Card
from hiring.vocabulary import SkillId
from hiring.web.cards import about, chosen_words, new_editor

MINE, TAKE = "mine-", "take-"


@dataclass(frozen=True)
class Side:
    """One field in which two versions differ: what each says, as it is shown and as it is kept."""

    name: str
    title: Said
    is_text: bool
    saved: str
    mine: str
    kept: str
    take_mine: bool


def conflict_page(card: Card, skills: Sequence[SkillId], mine: Fields) -> ResponseReturnValue:
    """Return both versions where they differ, and the choice between them."""
    words = about(card)
    saved = fields_of(card.filled, skills)

    def side(name: str) -> Side:
        is_text = not (name.startswith(SCORE) or name == RECOMMENDATION)
        both = saved[name], mine[name]
        shown = both if is_text else tuple(chosen_words(words["words"], name, each) for each in both)
        return Side(name, field_title(name), is_text, shown[0], shown[1], mine[name], fuller(*both))

    sides = [side(name) for name in differing(saved, mine)]
    return render_template("scorecards/conflict.html", **words, sides=sides, editor=new_editor()), 409


def taken(
    form: MultiDict[str, str], saved: Fields, skills: Sequence[SkillId]
) -> tuple[dict[str, str], dict[str, str]]:
    """Return one's own version as it was sent along, and the one chosen out of both."""
    sent = {name.removeprefix(MINE): value for name, value in form.items() if name.startswith(MINE)}
    mine = picked({**saved, **sent}, skills, saved)
    choice = form.get("choice")
    wants_mine = {
        name for name in mine if choice == "mine" or (choice == "fields" and form.get(TAKE + name) == "mine")
    }
    return mine, {name: mine[name] if name in wants_mine else saved[name] for name in mine}
