"""Sentences for readers who know skills and stages by their names, not by their ids."""

from collections.abc import Callable
from dataclasses import dataclass

from hiring import phrases
from hiring.findings import Said
from hiring.frozen_kit import FrozenKit
from hiring.library import Library
from hiring.text import Ours
from hiring.vocabulary import Language, SkillId


def teller(language: Language, library: Library) -> Callable[[str], str]:
    """Return what translates the words of a sentence; the id of a skill or stage becomes its name."""
    gettext = phrases.phrases(language).gettext

    def tell(words: str) -> str:
        if words in library.skills:
            return library.rubric(words).name[language]
        if words in library.stages:
            return library.stage(words).name[language]
        return gettext(words)

    return tell


@dataclass(frozen=True)
class KitWords:
    """The names in a frozen kit, and sentences about it, in a language."""

    kit: FrozenKit
    language: Language

    def skill(self, skill: SkillId) -> Ours:
        """Return the name of a skill; KeyError if the kit does not rate it."""
        return self.kit.rubric(skill).name[self.language]

    def stage(self, stage: str) -> Ours:
        """Return the name of a stage; KeyError if the kit does not have it."""
        return self.kit.stage(stage).stage.name[self.language]

    def anchor(self, skill: SkillId, score: int) -> Ours:
        """Return what a score looks like."""
        return self.kit.anchors[skill][score - 1][self.language]

    def told(self, said: Said) -> str:
        """Return a sentence; the id of a skill or stage in it becomes its name."""
        gettext = phrases.phrases(self.language).gettext
        names = {skill: self.skill(skill) for skill in self.kit.skills}
        names |= {each.stage.id: each.stage.name[self.language] for each in self.kit.stages}
        return said.told(lambda words: names.get(words) or gettext(words))
