"""The lines of the posting form: which model they were made for, and how they become a brief's lines."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hiring.posting import MOST
from hiring.skill_model import SkillModel, of_motion
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language, Level, Motion

SECTIONS = tuple(MOST)
BLANK_ROWS = 2
MOST_ROWS = 30


@dataclass(frozen=True)
class Row:
    """One line of a section in the form: from the model (`use`), reworded, or own; kept or not."""

    use: str = ""
    text: str = ""
    keep: bool = True
    skills: str = ""  # of an own line in a brief, with commas; carried along


@dataclass(frozen=True)
class Selection:
    """Which skill model the rows of a form were made for."""

    level: Level
    motion: Motion
    language: Language

    @classmethod
    def read(cls, values: Mapping[str, str], default: Language) -> "Selection":
        """Return the selection that values name, with the usual one for what they leave out."""
        level, motion, language = (values.get(name) for name in ("level", "motion", "language"))
        return cls(
            level if level in LEVELS else "mid",
            motion if motion in MOTIONS else "full_cycle",
            language if language in LANGUAGES else default,
        )

    @classmethod
    def parse(cls, joined: str, default: Language) -> "Selection":
        """Return the selection that a form was made for."""
        return cls.read(dict(zip(("level", "motion", "language"), joined.split("|"), strict=False)), default)

    def __str__(self) -> str:
        return f"{self.level}|{self.motion}|{self.language}"


def model_rows(selection: Selection, model: SkillModel, section: str) -> list[Row]:
    """Return the rows of a section for the model's lines of a motion, and blank ones for own lines."""
    return with_room([Row(name, text) for name, text in texts_of(model, section, selection).items()])


def with_room(rows: list[Row]) -> list[Row]:
    """Return rows with blank ones at the end, as far as a form is read."""
    return [*rows, *[Row()] * min(BLANK_ROWS, MOST_ROWS - len(rows))]


def line_of(row: Row, text: str | None) -> dict[str, Any]:
    """Return a row as a brief's line; `text` is the model's, which a `use` need not repeat."""
    line: dict[str, Any] = {"use": row.use} if row.use else {}
    if not same_words(row.text, text):
        line["text"] = " ".join(row.text.split())
    if row.skills:
        line["skills"] = [skill for skill in row.skills.split(",") if skill]
    return line


def texts_of(model: SkillModel, section: str, selection: Selection) -> dict[str, str]:
    """Return the model's texts of a section for a motion and language, by id."""
    lines = of_motion(getattr(model, section), selection.motion)
    return {line.id: str(line.text[selection.language]) for line in lines}


def same_words(typed: str, text: str | None) -> bool:
    """Whether a typed text has the words of another, white space apart."""
    return text is not None and typed.split() == text.split()
