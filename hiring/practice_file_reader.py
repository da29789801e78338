"""Reads and writes the file of a candidate's own practice; whatever else it is given is refused in words."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from hiring.findings import Finding, HiringError, Place, Said, error, refused, say
from hiring.mistakes import explain
from hiring.practice_file import FORMAT, VERSION, PracticeFile

MOST_BYTES = 1024 * 1024
MOST_DEPTH = 10
MOST_DIGITS = 15
MOST_TOLD = 20
# What is left where the parser stops in a file that was cut off: part of a word, of an escaped sign, or of a text.
CUT_OFF = re.compile(
    r'-?|t|tr|tru|f|fa|fal|fals|n|nu|nul|\\?u?[0-9a-fA-F]{0,4}|"(?:[^"\\]++|\\.)*+\\?', re.DOTALL
)
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
_OF_KEYS = ("missing", "missing-language", "unknown-key")  # their sentences name the key
_ENTRIES = {
    "answers": say("answer %(number)s"),
    "reviews": say("rating %(number)s"),
    "stories": say("story %(number)s"),
    "mocks": say("mock interview %(number)s"),
}
_WHOLE = {
    "version": say("version"),
    "setup": say("what you prepare for"),
    "answers": say("answers"),
    "reviews": say("ratings"),
    "stories": say("stories"),
    "mocks": say("mock interviews"),
}
_NAMES = {
    "text": say("text"),
    "seconds": say("seconds"),
    "evidence": say("line"),
    "day": say("day"),
    **dict.fromkeys(("begun_at", "saved_at", "kept_at", "at", "changed_at", "finished_at"), say("time")),
    "question": say("question"),
    "stages": say("stages"),
    "title": say("title"),
    "situation": say("situation"),
    "task": say("task"),
    "action": say("action"),
    "result": say("result"),
    "learning": say("learning"),
    "skills": say("skills"),
    "level": say("level"),
    "motion": say("motion"),
    "language": say("language"),
    "minutes_a_day": say("minutes a day"),
    "interview": say("day of the interview"),
}
_SIGNS = re.compile(
    r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]', re.DOTALL
)  # a text, also one without end, or a bracket


def written(file: PracticeFile) -> str:
    """Return a file as the text that `read` takes; the same data give the same text."""
    return json.dumps(file.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def read(raw: bytes, name: str = "JSON") -> PracticeFile:
    """Return what a file holds; raise HiringError with what is wrong with it. `name` is the file as a person calls it."""
    place = Place(name)
    if len(raw) > MOST_BYTES:
        raise refused(place, "too-large", say("the file is over 1 MiB"))
    data = _parsed(_text(raw, place), place)
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise _of_another(data, place)
    version = data.get("version")
    if type(version) is int and version > VERSION:
        words = say("the file was made by a newer version of the app (%(version)s)", version=version)
        raise refused(place, "newer", words, say("install that version; nothing was changed"))
    try:
        return PracticeFile.model_validate(data)
    except ValidationError as problem:
        errors: list[Any] = [*problem.errors(include_url=False)][:MOST_TOLD]
        raise HiringError(_finding(each, place) for each in errors) from None


def _text(raw: bytes, place: Place) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        if problem.end == len(raw) and raw.lstrip().startswith(b"{"):
            raise _cut_off(place) from None
        words, remedy = say("this is not UTF-8 text"), say("save the file as UTF-8")
        raise refused(place, "encoding", words, remedy) from None


def _parsed(text: str, place: Place) -> Any:
    """Return a text's data; raise HiringError for what is no JSON, or is more than any file of ours holds."""
    if not text.strip():
        raise refused(place, "blank", say("the file is empty"))
    depth = _depth_at_the_end(text, place)
    hooks = _Hooks(place)
    try:
        return json.loads(
            text, object_pairs_hook=hooks.once, parse_int=hooks.whole, parse_constant=hooks.none
        )
    except json.JSONDecodeError as problem:
        rest = text[problem.pos :].rstrip()
        if depth > 0 and text.lstrip().startswith("{") and CUT_OFF.fullmatch(rest):
            raise _cut_off(place) from None
        where = {"line": problem.lineno, "column": problem.colno}
        words = say("this is not JSON (line %(line)s, column %(column)s)", **where)
        raise refused(place, "json", words) from None


def _depth_at_the_end(text: str, place: Place) -> int:
    """Return how many brackets stay open; refuse deep nesting, which the parser would go down with."""
    depth = 0
    for sign in _SIGNS.finditer(text):
        depth += _STEPS.get(sign[0], 0)
        if depth > MOST_DEPTH:
            raise refused(place, "too-deep", say("the file nests lists and keys too deeply"))
    return depth


@dataclass(frozen=True)
class _Hooks:
    """What the parser asks while it reads."""

    place: Place

    def once(self, pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
        """Return keys with values; refuse a key that stands twice."""
        found = dict(pairs)
        if len(found) < len(pairs):
            twice = Counter(key for key, _ in pairs).most_common(1)[0][0]
            raise refused(self.place, "same-key-twice", say("the key %(key)s stands twice", key=twice))
        return found

    def whole(self, digits: str) -> int:
        """Return a whole number; refuse one of many digits."""
        if len(digits) > MOST_DIGITS:
            raise refused(self.place, "number", say("the number %(number)s is too large", number=digits))
        return int(digits)

    def none(self, word: str) -> None:
        """Refuse NaN and Infinity, which are no JSON."""
        raise refused(self.place, "number", say("%(word)s is no number", word=word))


def _cut_off(place: Place) -> HiringError:
    words, remedy = (
        say("the file ends in the middle"),
        say("it was perhaps not copied whole: take it along again"),
    )
    return refused(place, "cut-off", words, remedy)


def _of_another(data: Any, place: Place) -> HiringError:
    """Return the refusal of JSON that is none of ours, with what it holds."""
    if isinstance(data, dict) and data:
        keys = ", ".join(sorted(data)[:8])
        return refused(place, "other", say("This is no file of practice; it holds: %(keys)s", keys=keys))
    return refused(place, "other", say("This is no file of practice; it holds nothing that is known here"))


def _finding(details: Any, place: Place) -> Finding:
    """Return what is wrong at one path of the file."""
    path = ".".join(str(step) for step in details["loc"])[:120]
    here = Place(place.file, path="".join(sign for sign in path if sign.isprintable()))
    if details["type"] == "string_unicode":
        return error(here, "control", say("There are signs in it that cannot be shown; type them anew"))
    return error(here, *explain(details, PracticeFile))


def in_words(finding: Finding) -> Said:
    """Return what is wrong with a file and where, as a person calls it: rating 1, not reviews.0."""
    part, number, name, *_ = [*finding.place.path.split("."), "", "", ""]
    if part == "reviews" and name == "score" and finding.rule not in _OF_KEYS:
        return say("rating %(number)s: the score must be from 1 to 5", number=int(number) + 1)
    if part == "setup":
        number, name = "", number
    where = (
        say(_ENTRIES[part].words, number=int(number) + 1)
        if part in _ENTRIES and number.isdecimal()
        else _WHOLE.get(part)
    )
    if where is None:
        return finding.message
    if not name or finding.rule in _OF_KEYS:
        return say("%(where)s: %(what)s", where=where, what=finding.message)
    return say(
        "%(where)s, %(name)s: %(what)s", where=where, name=_NAMES.get(name, name), what=finding.message
    )
