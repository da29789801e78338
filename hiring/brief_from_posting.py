"""A brief to start from: what a posting surely tells is filled in, all else is a note with the words found.

Lines of the model are proposed where the posting has gaps, as notes too; whoever signs the brief decides.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hiring.cues import Span
from hiring.library import Library
from hiring.posting import MOST
from hiring.posting_gaps import Gaps, posting_gaps
from hiring.posting_points import SECTIONS, Section, points, points_of
from hiring.posting_reading import Cue, Reading, read_posting
from hiring.posting_told import addresses_in, told_facts
from hiring.vocabulary import LEVELS, MOTIONS, Language

_LONGEST = 400  # signs of a line, as the brief has it
_LONGEST_TITLE = 200
_MOST_WORDS = 6
_MOST_SKILLS = 4
_PLAIN = ("title", "company", "place", "country", "remote", "contract", "reports_to", "apply")
HOLES = ("level", "motion", "company", "place", "country", "apply")
STAND_INS = {
    "level": LEVELS[1],
    "motion": MOTIONS[1],
    "company": "-",
    "place": "-",
    "country": "PL",
    "apply": "-",
}


@dataclass(frozen=True)
class Start:
    """A brief's first data, the needed keys that the posting leaves open, and the notes by key."""

    known: dict[str, Any]
    holes: tuple[str, ...]
    notes: dict[str, tuple[str, ...]]
    language: Language

    def filled(self) -> dict[str, Any]:
        """Return the data with stand-ins for the holes, so that a form can be made of it."""
        return {**{key: STAND_INS[key] for key in self.holes}, **self.known}


def brief_from_posting(text: str, library: Library, language: Language | None = None) -> str:
    """Return the YAML of a brief; every place to fill is an empty key with the note FILL IN."""
    reading = read_posting(text, library, language)
    return start_yaml(start_of(text, reading, library))


def start_of(text: str, reading: Reading, library: Library) -> Start:
    """Return what a posting gives a brief."""
    known: dict[str, Any] = {"language": reading.language}
    known |= {key: value for key in ("level", "motion") if (value := getattr(reading, key))}
    known |= {
        key: _clean(value) if isinstance(value, str) else value
        for key, value in told_facts(text, reading).items()
    }
    known = {
        key: value
        for key, value in known.items()
        if not isinstance(value, str) or 0 < len(value) <= _LONGEST_TITLE
    }
    if (hybrid := reading.cue("hybrid", reading.brief)) and hybrid.spans:
        known["remote"] = "hybrid"
    notes = dict(_notes(text, reading, known))
    gaps = posting_gaps(text, reading, library)
    for section, spans in points_of(text, reading).items():
        kept, over = _own_lines(list(points(spans, text)), section, reading.language, library)
        if kept:
            known[section] = kept
        notes[section] = (
            *(f"- text: {_quoted(line)}" for line in over),
            *_proposed(section, gaps, bool(kept)),
        )
    return Start(known, tuple(key for key in HOLES if key not in known), notes, reading.language)


def _own_lines(
    lines: list[str], section: Section, language: Language, library: Library
) -> tuple[list[dict[str, Any]], list[str]]:
    """Return the first points of a list with the skills that they ask for, and the points that are too many or long."""
    clean = list(dict.fromkeys(_clean(line) for line in lines))
    short = [line for line in clean if 0 < len(line) <= _LONGEST][: MOST[section]]
    kept = []
    for line in short:
        skills = [cue.name for cue in read_posting(line, library, language).skills][:_MOST_SKILLS]
        kept.append({"text": line, **({"skills": skills} if skills else {})})
    return kept, [line for line in clean if line and line not in short]


def _proposed(section: Section, gaps: Gaps, own: bool) -> Iterator[str]:  # noqa: FBT001 - whether there are own lines
    """Yield the model's lines that nothing in the posting stands for.

    Without own lines the model's are taken whole; without a level and motion nobody knows which they are.
    """
    if own and section != "nice_to_have" and not gaps.assumed:
        yield from (f"- use: {gap.use}   # {_clean(gap.text)}" for gap in getattr(gaps, section))


def _notes(text: str, reading: Reading, known: dict[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the words found for what is not sure, or by which a level or motion was read."""
    for key, cues in (("level", reading.level_cues), ("motion", reading.motion_cues)):
        chosen = reading.cue(known.get(key), cues)
        yield key, tuple(_evidence(text, cue) for cue in ([chosen] if chosen else cues))
    first = [_clean(line) for line in text.split("\n") if line.strip()][1:4]
    if not_told := [key for key in ("company", "place", "country") if key not in known]:
        yield not_told[0], tuple(first)
    if "apply" not in known:
        yield "apply", tuple(addresses_in(text)[:_MOST_WORDS])
    if "contract" not in known:
        yield "contract", tuple(_evidence(text, cue) for cue in reading.contracts)
    if "pay" not in known:
        yield "pay", tuple(dict.fromkeys(_line_at(text, number.span) for number in reading.numbers))


def _evidence(text: str, cue: Cue) -> str:
    words = list(dict.fromkeys(_clean(text[begin:end]) for begin, end in cue.spans))
    return f"{cue.name}: " + ", ".join(f"“{each}”" for each in words[:_MOST_WORDS])


def _line_at(text: str, span: Span) -> str:
    end = text.find("\n", span[1])
    return _clean(text[text.rfind("\n", 0, span[0]) + 1 : end if end >= 0 else len(text)])[:_LONGEST]


def start_yaml(start: Start) -> str:
    """Return a start as YAML."""
    return "\n".join(_lines(start)) + "\n"


def _lines(start: Start) -> Iterator[str]:
    yield "# yaml-language-server: $schema=schemas/brief.json"
    yield "# Read from a posting. Only what it surely tells is filled in; look at every line before you sign it."
    if start.holes:
        yield f"# FILL IN: {', '.join(start.holes)}"
    for key in ("level", "motion"):
        yield from _line(key, start)
    yield f"language: {start.language}"
    for key in _PLAIN:
        yield from _line(key, start)
    yield from _pay_lines(start)
    for section in SECTIONS:
        yield from _section_lines(section, start)
    yield "# stages: left out, the usual interviews of the level are taken"


def _line(key: str, start: Start) -> Iterator[str]:
    notes = start.notes.get(key, ())
    if key in start.known:
        yield f"{key}: {_value(start.known[key])}"
        yield from (f"#   read from {note}" for note in notes)
    elif key in HOLES:
        yield f"{key}:   # FILL IN"
        yield from (f"#   found: {note}" for note in notes)
    else:
        yield f"# {key}:"
        yield from (f"#   found: {note}" for note in notes)


def _pay_lines(start: Start) -> Iterator[str]:
    pay = start.known.get("pay")
    if pay is None:
        yield from _line("pay", start)
        return
    yield "pay:"
    for key, value in pay.items():
        if isinstance(value, dict):
            yield f"  {key}:"
            yield from (f"    {name}: {amount}" for name, amount in value.items())
        else:
            yield f"  {key}: {value}"


def _section_lines(section: Section, start: Start) -> Iterator[str]:
    own, notes = start.known.get(section, []), start.notes.get(section, ())
    yield (
        f"{section}:"
        if own
        else f"# {section}: no list was found; without one the model's own lines are taken"
    )
    for line in own:
        yield f"  - text: {_quoted(line['text'])}"
        if "skills" in line:
            yield "    skills:"
            yield from (f"      - {skill}" for skill in line["skills"])
    yield from (f"#  {note}" for note in notes)


def _value(value: Any) -> str:
    return (
        str(value)
        if value in {*LEVELS, *MOTIONS, "hybrid", "employment", "b2b", "mandate"}
        else _quoted(value)
    )


def _quoted(text: str) -> str:
    """Return a text as a double-quoted scalar of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _clean(text: str) -> str:
    """Return a text as one line of printable signs."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
