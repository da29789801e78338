"""What the pages of a scorecard share: whose it is, its frozen kit, and the words in it that touch what is not asked."""

import re
import secrets
from collections.abc import Mapping
from typing import Any, NoReturn

from flask import abort, current_app, g, make_response, render_template, request

from hiring.findings import Said, say
from hiring.frozen_kit import FrozenKit
from hiring.names import KitWords
from hiring.scorecard import Scorecard
from hiring.scorecard_fields import EVIDENCE, NONE, NOTES, SCORE, Fields
from hiring.storage import people, scorecards
from hiring.storage.records import frozen_kit
from hiring.storage.scorecards import Card, Save, Stop
from hiring.vocabulary import SkillId
from hiring.web.access import me, now, reading

STOPPED: Mapping[Stop, Said] = {
    "submitted": say("This scorecard is submitted; nothing more can be typed into it."),
    "replaced": say("A later card has taken the place of this one."),
    "left": say("You have given up your seat in this interview; nothing more can be typed into its card."),
    "withdrawn": say("The candidate has withdrawn; nothing more can be typed into this card."),
    "closed": say("The opening is closed; nothing more can be typed into this card."),
}


def own_card_or_404(scorecard_id: int) -> Card:
    """Return a card that the reader fills in; 404 for every other, and where there is none, with what was typed."""
    return scorecards.own_card(reading(), me(), scorecard_id) or gone()


def gone() -> NoReturn:
    """Answer 404, the same for a card that is not there and one of somebody else; texts sent along are given back."""
    texts = (EVIDENCE, NOTES, "reason", *(f"mine-{name}" for name in (EVIDENCE, NOTES)))
    typed = [text for name, text in request.form.items(multi=True) if name.startswith(texts) and text.strip()]
    if not typed or wants_json():
        abort(404)
    abort(make_response(render_template("scorecards/gone.html", typed=typed), 404))


def asked_by(card: Card, sent: Mapping[str, str]) -> tuple[SkillId, ...]:
    """Return the skills of a card, and of its stage those that a page still had which was opened before they went."""
    texts = {name.removeprefix("mine-") for name in sent}
    skills = {name.removeprefix(EVIDENCE) for name in texts if name.startswith(EVIDENCE)}
    if skills <= set(card.skills):
        return card.skills
    kit = kit_of(card)
    rated = kit.rated_in(kit.stage(card.stage))
    return (*card.skills, *(skill for skill in rated if skill not in card.skills))


def kit_of(card: Card) -> FrozenKit:
    """Return the frozen kit that a card belongs to."""
    return frozen_kit(scorecards.kit_content(reading(), card.kit_id))


def about(card: Card) -> dict[str, Any]:
    """Return what every page of a card gets."""
    kit = kit_of(card)
    words = KitWords(kit, g.language)
    typed_for = people.person(reading(), card.person_id) if card.person_id != me().id else None
    return {
        "card": card,
        "kit": kit,
        "stage": kit.stage(card.stage),
        "words": words,
        "said": words.told,
        "now": now(),
        "typed_for": typed_for.name if typed_for else None,
        "stopped": STOPPED.get(card.stopped) if card.stopped else None,
    }


def chosen_words(words: KitWords, name: str, value: str) -> str:
    """Return what a choice says: a score with its anchor, or a recommendation; blank where nothing is chosen."""
    scale = words.kit.scale
    if not value:
        return ""
    if not name.startswith(SCORE):
        return next(each.name[words.language] for each in scale.recommendations if each.id == value)
    if value == NONE:
        return scale.not_assessed.name[words.language]
    return f"{value}: {words.anchor(name.removeprefix(SCORE), int(value))}"


def touched(kit: FrozenKit, fields: Fields) -> dict[str, list[Said]]:
    """Return for each text that touches a topic not to be asked about what to tell its author."""
    texts = {name: text for name, text in fields.items() if name == NOTES or name.startswith(EVIDENCE)}
    found = {
        name: [each.told(g.language) for each in kit.not_to_ask.in_notes(text)]
        for name, text in texts.items()
        if text
    }
    return {name: told for name, told in found.items() if told}


def number(typed: str | None) -> int:
    """Return a count that a page sent along, or one that fits nothing."""
    return int(typed) if typed and re.fullmatch("[0-9]{1,9}", typed) else -1


def wanted(form: Mapping[str, str], filled: Scorecard) -> Save:
    """Return what a window wants to keep; one that names itself wrongly is a new one."""
    editor = form.get("editor", "")
    known = re.fullmatch("[0-9a-f]{16}", editor)
    return Save(
        number(form.get("version")), editor if known else new_editor(), number(form.get("sequence")), filled
    )


def new_editor() -> str:
    """Return a name for one window, that no other has."""
    return secrets.token_hex(8)


def clock() -> str:
    """Return the time as a clock of the team shows it."""
    return f"{now().astimezone(current_app.config['ZONE']):%H:%M}"


def wants_json() -> bool:
    """Whether the page's script asks, and not the browser itself."""
    return request.headers.get("Accept", "").startswith("application/json")


def is_must_have(kit: FrozenKit, skill: SkillId) -> bool:
    """Whether a candidate must have a skill, whatever the mean."""
    return any(weight.must_have for weight in kit.weights if weight.skill == skill)
