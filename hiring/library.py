"""Finds and loads every content file, each only when asked for; the user's own folder goes before ours."""

import os
from collections.abc import Collection, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

from hiring import yaml_file
from hiring.findings import Finding, HiringError, Place, did_you_mean, refused, say
from hiring.skill_model import SkillModel
from hiring.stage import Stage
from hiring.text import Text
from hiring.vocabulary import LEVELS, Language, Level, SkillId
from hiring.yaml_file import Loaded
from hiring.yaml_reader import garbage_collection_paused

if TYPE_CHECKING:
    from hiring.coach_reading import CoachWords
    from hiring.exercise import Exercise
    from hiring.not_to_ask import NotToAsk
    from hiring.posting_wording import PostingWording
    from hiring.posting_words import SkillWords
    from hiring.preparation import Preparation
    from hiring.question_bank import AskBack, Question
    from hiring.readiness import Readiness
    from hiring.role import Role, SeedFacts
    from hiring.rubric import Rubric, Scale
    from hiring.wording import AnchorWords

M = TypeVar("M", bound=BaseModel)
Kept = dict[Path, tuple[tuple[int, ...] | None, Loaded[Any]]]
NOT_BANKS = {f"question_banks/{name}.yaml" for name in ("ask_back", "not_to_ask", "preparation", "readiness")}


@cache
def shipped(folder: str) -> Path:
    """Return one of our data folders: inside the installed package, or beside it in a checkout."""
    inside = Path(__file__).parent / folder
    return inside if inside.exists() else inside.parent.parent / folder


class Library:
    """Skill models, rubrics, stages and the rest, from our files and the user's own folder over them."""

    def __init__(self, own: Path | None = None, kept: Kept | None = None) -> None:
        """Look in the own folder before ours; `kept` holds files read earlier, used again while unchanged on disk."""
        self.own = own.resolve() if own else None
        self.kept: Kept = {} if kept is None else kept
        self.read: dict[str, Loaded[BaseModel]] = {}
        if own is not None and not own.is_dir():
            raise refused(Place(str(own)), "own", say("is not a folder"))

    def path(self, name: str) -> Path:
        """Return where a file such as `scorecards/rubrics/discovery.yaml` is read from."""
        if self.own is not None and (self.own / name).is_file():
            return self.own / name
        top, _, rest = name.partition("/")
        return shipped(top) / rest if rest else shipped(top)

    def is_own(self, name: str) -> bool:
        """Whether a file comes from the user's own folder."""
        return self.own is not None and (self.own / name).is_file()

    def names(self, shelf: str) -> list[str]:
        """Return the names of the files on a shelf such as `scorecards/rubrics`, ours and the user's."""
        folders = [shipped(shelf.partition("/")[0]).joinpath(*shelf.split("/")[1:])]
        folders += [self.own / shelf] if self.own else []
        return sorted({f"{shelf}/{path.name}" for folder in folders for path in folder.glob("[!.]*.yaml")})

    def load(self, name: str, model: type[M]) -> Loaded[M]:
        """Return a file's checked model with its places; read once."""
        if name not in self.read:
            path = self.path(name)
            stamp = _stamp(path)
            if path not in self.kept or self.kept[path][0] != stamp:
                self.kept[path] = (
                    stamp,
                    yaml_file.load(path, model, shown(path), one_language=self.is_own(name)),
                )
            self.read[name] = self.kept[path][1]
        return self.read[name]  # type: ignore[return-value]

    def load_everything(self) -> Iterator[Finding]:
        """Load every content file, with the collector paused all along; yield mistakes and warnings."""
        with garbage_collection_paused():
            for name, model in self.files():
                try:
                    yield from self.load(name, model).warnings
                except HiringError as problem:
                    yield from problem.findings

    def place(self, name: str, *loc: str | int) -> Place:
        """Return where a part of an already loaded file stands."""
        return self.read[name].sheet.place(loc)

    def skill_model(self, level: Level) -> SkillModel:
        """Return a level's skill model."""
        return self.load(f"skill_models/{level}.yaml", SkillModel).model

    def skill_models(self) -> Iterator[SkillModel]:
        """Yield the three skill models, junior first."""
        return (self.skill_model(level) for level in LEVELS)

    @cached_property
    def skills(self) -> list[SkillId]:
        """The ids of all skills that have a rubric."""
        return [Path(name).stem for name in self.names("scorecards/rubrics")]

    def rubric(self, skill: SkillId) -> "Rubric":
        """Return a skill's rubric; raise HiringError with a suggestion if there is none."""
        from hiring.rubric import Rubric

        _known(skill, self.skills, "scorecards/rubrics")
        return self.load(f"scorecards/rubrics/{skill}.yaml", Rubric).model

    def rubrics(self) -> Iterator["Rubric"]:
        """Yield every rubric, by skill id."""
        return (self.rubric(skill) for skill in self.skills)

    def levels_of(self, skill: SkillId) -> list[Level]:
        """Return the levels that assess a skill, lowest first."""
        return [model.level for model in self.skill_models() if skill in model.skill_ids]

    def anchors(self, skill: SkillId, level: Level) -> list[tuple[int, Text]]:
        """Return what scores 1 to 5 on a skill look like at a level."""
        rubric, levels = self.rubric(skill), self.levels_of(skill)
        if level not in levels:
            message = say("%(level)s does not assess %(skill)s", level=level, skill=skill)
            suggestion = say("known are %(known)s", known=", ".join(levels))
            raise refused(Place(f"skill_models/{level}.yaml"), "unknown-skill", message, suggestion)
        return rubric.anchors(level, levels)

    @cached_property
    def stages(self) -> list[str]:
        """The ids of all stages."""
        return [Path(name).stem for name in self.names("scorecards/stages")]

    def stage(self, stage: str) -> Stage:
        """Return a stage by its id; raise HiringError with a suggestion if there is none."""
        _known(stage, self.stages, "scorecards/stages")
        return self.load(f"scorecards/stages/{stage}.yaml", Stage).model

    @property
    def banks(self) -> list[str]:
        """The names of all question banks: one for each skill, knowledge, motivation, and the user's own."""
        return [name for name in self.names("question_banks") if name not in NOT_BANKS]

    def bank(self, name: str) -> "list[Question]":
        """Return the questions of a bank such as `question_banks/discovery.yaml`."""
        from hiring.question_bank import QuestionBank

        return self.load(name, QuestionBank).model.questions

    def questions_on(self, skills: Collection[SkillId]) -> "Iterator[Question]":
        """Yield the questions of every bank but those named after other skills."""
        with garbage_collection_paused():
            for name in self.banks:
                if Path(name).stem in skills or Path(name).stem not in self.skills:
                    yield from self.bank(name)

    def exercises(self) -> "Iterator[Exercise]":
        """Yield every exercise, by id."""
        from hiring.exercise import Exercise

        yield from (self.load(name, Exercise).model for name in self.names("question_banks/exercises"))

    def exercise(self, exercise: str) -> "Exercise":
        """Return an exercise by its id; raise HiringError with a suggestion if there is none."""
        from hiring.exercise import Exercise

        known = [Path(name).stem for name in self.names("question_banks/exercises")]
        _known(exercise, known, "question_banks/exercises")
        return self.load(f"question_banks/exercises/{exercise}.yaml", Exercise).model

    @property
    def ask_back(self) -> "AskBack":
        """The questions that candidates ask back."""
        from hiring.question_bank import AskBack

        return self.load("question_banks/ask_back.yaml", AskBack).model

    @property
    def not_to_ask(self) -> "NotToAsk":
        """The topics that have no place in an interview."""
        from hiring.not_to_ask import NotToAsk

        return self.load("question_banks/not_to_ask.yaml", NotToAsk).model

    @property
    def preparation(self) -> "Preparation":
        """What a candidate prepares with, beside the questions and the rubrics."""
        from hiring.preparation import Preparation

        return self.load("question_banks/preparation.yaml", Preparation).model

    @property
    def skill_words(self) -> "SkillWords":
        """The words by which a posting is read."""
        from hiring.posting_words import SkillWords

        return self.load("posting_rules/skill_words.yaml", SkillWords).model

    @property
    def posting_wording(self) -> "PostingWording":
        """The rules by which a posting's wording is checked."""
        from hiring.posting_wording import PostingWording

        return self.load("posting_rules/wording.yaml", PostingWording).model

    @property
    def scale(self) -> "Scale":
        """The rating scale and the recommendation scale."""
        from hiring.rubric import Scale

        return self.load("scorecards/scale.yaml", Scale).model

    @property
    def anchor_words(self) -> "AnchorWords":
        """The words that anchors must not use."""
        from hiring.wording import AnchorWords

        return self.load("scorecards/anchor_words.yaml", AnchorWords).model

    @property
    def role(self) -> "Role":
        """What the role is at every level."""
        from hiring.role import Role

        return self.load("skill_models/role.yaml", Role).model

    @property
    def readiness(self) -> "Readiness":
        """The six questions before a posting."""
        from hiring.readiness import Readiness

        return self.load("question_banks/readiness.yaml", Readiness).model

    def coach_words(self, language: Language) -> "CoachWords":
        """Return the words by which the coach reads answers in a language."""
        from hiring.coach_reading import CoachWords

        return self.load(f"coach_words/{language}.yaml", CoachWords).model

    @property
    def seed_facts(self) -> "SeedFacts":
        """The register of facts that the content must carry."""
        from hiring.role import SeedFacts

        return self.load("seed_facts.yaml", SeedFacts).model

    def files(self) -> Iterator[tuple[str, type[BaseModel]]]:
        """Yield every content file's name with the model that reads it."""
        from hiring.shelves import SHELVES

        seen = set()
        for pattern, model in SHELVES.items():
            shelf, _, last = pattern.rpartition("/")
            names = self.names(shelf) if last == "*.yaml" else [pattern]
            yield from ((name, model) for name in names if name not in seen)
            seen.update(names)


def _stamp(path: Path) -> tuple[int, ...] | None:
    """Return what changes when a file does; none for a file that is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


def _known(word: str, known: list[str], shelf: str) -> None:
    """Refuse an id that has no file on a shelf."""
    if word not in known:
        message = say("%(word)s is not known here", word=word)
        raise refused(Place(shelf), "unknown", message, did_you_mean(word, known))


def shown(path: Path) -> str:
    """Return a path as a person would type it from the working folder."""
    short = os.path.relpath(path)
    return str(path) if short.startswith("..") else short
