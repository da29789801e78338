"""Everything that is kept about one candidate, for the candidate: without the names of those who wrote it."""

from collections.abc import Iterator

from hiring.record import Plain

OTHERS = "Somebody else"  # who decided, or typed a card in, and has not interviewed


def unnamed(record: Plain) -> Plain:
    """Return a record in which interviewers are numbered in the order in which they appear.

    What people wrote stays as it is written, names in it too: it is to be read before it is handed over.
    """
    cards = list(_cards(record))
    known = {
        name: f"Interviewer {number}"
        for number, name in enumerate(dict.fromkeys(card["interviewer"] for card in cards), 1)
    }

    def told(name: str | None) -> str | None:
        return known.get(name, OTHERS) if name else None

    def card_told(card: Plain) -> Plain:
        ratings = card["ratings"] and [
            {**rated, "revisions": [{**each, "by": told(each["by"])} for each in rated["revisions"]]}
            for rated in card["ratings"]
        ]
        return {
            **card,
            "interviewer": known[card["interviewer"]],
            "typed_by": told(card["typed_by"]),
            "ratings": ratings,
        }

    talks = [
        {**talk, "scorecards": [card_told(card) for card in talk["scorecards"]]}
        for talk in record["interviews"]
    ]
    decisions = record["decisions"] and [
        {**each, "who": told(each["who"]), "by": told(each["by"])} for each in record["decisions"]
    ]
    return {**record, "interviews": talks, "decisions": decisions}


def _cards(record: Plain) -> Iterator[Plain]:
    return (card for talk in record["interviews"] for card in talk["scorecards"])
