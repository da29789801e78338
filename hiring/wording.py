"""Rules for our own sentences: anchors that can be observed, and Polish that fits every person."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from hiring.findings import Finding, Place, error, say
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, Line, Strict

SHORTEST = {"en": 15, "pl": 12}
LONGEST = 45
_ENDING = {"en": re.compile(r"\w+s"), "pl": re.compile(r"\w+[aeiy]")}

_GENDERED = re.compile(
    r"\b\w+(?:łeś|łaś|łbyś|łabyś)\b"
    r"|\b(?:powinieneś|powinnaś|jesteś (?:gotow|pewn|zainteresowan|doświadczon|samodzieln|kreatywn|odpowiedzialn)[ya])\b"
    r"|\b(?:handlow(?:iec|ca|cem|cy)|sprzedawc[aęąy]|specjalist[aęąy]|kierownik(?:a|iem)?|przedstawiciel(?:a|em)?|kandydat(?:a|em|owi)?)\b(?!\s?[/(])",
    re.IGNORECASE,
)
_FIRST_PERSON = re.compile(r"\b\w{2,}(?:łem|łam)\b", re.IGNORECASE)
_LIKE_PAST = re.compile(
    r"(?:(?:u|po|pod|prze|wy|od|roz|przy)?dzia|(?:pod)?zespo|(?:pod)?tytu|(?:po|prze|u|do|za|z|roz)mys|(?:pół)?fina"
    r"|materia|artyku|kana|sygna|potencja|kapita|sto|ogó|zapa|źród|kwarta|has|świat|t|cia|dzie|protoko|persona|węz|ko"
    r"|modu|rytua|wa|orygina|szczegó|szk|czo|rega|idea|interwa|arsena|genera|minera|kryszta|skrzyd|krzes|pud|strza)łem"
    r"|(?:wy|przy|prze|od|pod|do|po|na|roz|współ|przeciw|za|z)?(?:sy|dzia|wo)łam|(?:po|z)dołam",
    re.IGNORECASE,
)


# The one letter that small letters make longer, and the apostrophe that word processors set.
_AS_LONG = str.maketrans("\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}\N{RIGHT SINGLE QUOTATION MARK}", "I'")


class WordLists(Strict):
    """Words that an anchor in one language must not use; `*` stands for any ending."""

    vague: list[Line]
    frequency: list[Line]
    traits: list[Line]
    not_observable: list[Line]


class AnchorWords(Strict):
    """The lists of both languages."""

    en: WordLists
    pl: WordLists


def anchor_findings(rung: Text, place: Place, words: AnchorWords) -> Iterator[Finding]:
    """Report what keeps two people from reading one anchor alike (BARS-VAGUE, -KIND, -TRAIT, -VERB, -LEN)."""
    for language in LANGUAGES:
        text, lists = rung[language], getattr(words, language)
        for rule, listed, why in (
            ("bars-vague", lists.vague, "%(word)s judges instead of describing"),
            ("bars-kind", lists.frequency, "%(word)s: neighbours must differ in kind, not in how often"),
            ("bars-trait", lists.traits, "%(word)s names a trait, not a behaviour"),
        ):
            for word in met(listed, text):
                yield error(place, rule, say(why, word=word))
        first = re.match(r"\W*(\w+)", text)
        verb = first.group(1).lower() if first else ""
        if verb in lists.not_observable or not _ENDING[language].fullmatch(verb):
            yield error(
                place, "bars-verb", say("%(word)s: start with a verb that can be seen or heard", word=verb)
            )
        if not SHORTEST[language] <= length(text) <= LONGEST:
            yield error(
                place,
                "bars-length",
                say(
                    "%(count)s words (%(language)s); write %(least)s to 45",
                    least=SHORTEST[language],
                    count=length(text),
                    language=language,
                ),
            )


def ladder_findings(rungs: Sequence[Text], place: Place) -> Iterator[Finding]:
    """Report a ladder whose longest anchor is more than twice its shortest, or that says one thing twice."""
    for language in LANGUAGES:
        lengths = [length(rung[language]) for rung in rungs]
        if max(lengths) > 2 * min(lengths):
            yield error(
                place,
                "bars-length",
                say(
                    "the longest anchor (%(most)s words) is over twice the shortest (%(least)s)",
                    most=max(lengths),
                    least=min(lengths),
                ),
            )
        if len({rung[language] for rung in rungs}) < len(rungs):
            yield error(place, "bars-gap", say("two rungs say the same (%(language)s)", language=language))


def polish_findings(text: str, place: Place) -> Iterator[Finding]:
    """Report Polish that marks a person's gender: past tense of the 2nd and 1st person, bare masculine titles."""
    for found in _GENDERED.finditer(text):
        yield error(place, "pl-gender", say("%(word)s marks a gender; say it without", word=found.group()))
    for found in _FIRST_PERSON.finditer(text):
        if not _LIKE_PAST.fullmatch(found.group()):
            yield error(
                place, "pl-gender", say("%(word)s marks a gender; say it without", word=found.group())
            )


def length(text: str) -> int:
    """Return how many words a text has."""
    return sum(1 for word in text.split() if any(sign.isalnum() for sign in word))


def met(listed: Sequence[str], text: str) -> Iterator[str]:
    """Yield the words of a text that are on a list.

    In an entry `*` stands for any ending, alone for any word, and `her/his age` for either.
    """
    yield from (text[start:end] for start, end in spans(listed, text))


def spans(listed: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    """Yield where each of these words begins and ends, entry after entry; they may overlap."""
    small = text.translate(_AS_LONG).lower()
    if _any_of(tuple(listed)).search(small):
        for entry in listed:
            yield from (found.span() for found in _any_of((entry,)).finditer(small))


@cache
def _any_of(entries: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of some entries in small letters; its time grows with the text and no faster."""
    patterns = (r"\s+".join(map(_word, entry.lower().split())) for entry in entries)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def _word(entry: str) -> str:
    """Return the pattern of one word of an entry."""
    if entry == "*":
        return r"\w+"
    either = (re.escape(word).replace(r"\*", r"\w*") for word in entry.split("/"))
    return f"(?:{'|'.join(either)})(?!\\w)"
