"""Whom to remind of which scorecards, and the words to send them."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from flask import current_app, g

from hiring.invitation import Late, reminder
from hiring.storage.owed import Owed
from hiring.vocabulary import Language
from hiring.web.access import absolute


def reminders(late: Sequence[Owed]) -> Iterator[tuple[str, list[Owed], str]]:
    """Yield everybody who is to be reminded, of which cards, and in which words."""
    zone = current_app.config["ZONE"]
    for _, group in groupby((card for card in late if card.active), key=lambda card: card.person_id):
        cards = list(group)
        language = cards[0].language
        address = absolute("scorecards.mine", lang=language)
        told = [
            Late(card.code_name, card.title, stage_name(card.stage, language), card.ended_at)
            for card in cards
        ]
        yield cards[0].name, cards, reminder(cards[0].name, told, address, zone, language)


def stage_name(stage: str, language: Language) -> str:
    """Return what the library calls a stage; its id if it no longer has it."""
    return str(g.library.stage(stage).name[language]) if stage in g.library.stages else stage
