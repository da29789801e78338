"""The words by which a posting is read: what each asks for, tells or names, in each language."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiring.cues import Cues
from hiring.vocabulary import Id, Language, Level, Line, Motion, SkillId, Strict, refuse_twice

NumberKind = Literal["quota", "pay", "ote"]
Contract = Literal["employment", "own_business", "mandate"]
Words = Annotated[list[Line], Field(max_length=300)]


class Listed(Strict):
    """Words that tell one thing, and phrases of another meaning that hold some of them."""

    words: Words
    but: Words = []


class SkillCues(Listed):
    """The words that ask for a skill."""

    skill: SkillId


class LevelCues(Listed):
    """The words that speak for a level; `title` holds those that decide it in the posting's title."""

    level: Level
    title: Words = []


class MotionCues(Listed):
    """The words that speak for a motion."""

    motion: Motion


class NumberCues(Listed):
    """The words beside which a sum is a quota, pay or pay at the whole target; `counted` end in a number without one."""

    kind: NumberKind
    counted: Words = []


class ContractCues(Listed):
    """The words that name a kind of contract."""

    contract: Contract


class PartCues(Listed):
    """What shows that a posting is not silent on a part of `posting_reading`: words, or numbers of a kind."""

    part: Id
    numbers: list[NumberKind] = []


class Headings(Strict):
    """Headings of what the company tells of itself and offers, and of what it asks for again."""

    offer: Words
    ask: Words


class BriefCues(Strict):
    """Headings of the lists that a brief holds, and words for what it asks besides: interviews, hybrid work."""

    duties: Words
    requirements: Words
    nice_to_have: Words
    stages: Words
    hybrid: Words


class Years(Strict):
    """The words for years of experience: units, what makes them experience, what makes them the company's own.

    `numerals` are the words for one, two and so on, all forms of a number in one entry, such as dwa/dwóch; `whole`
    hold the unit too, as dwuletnie does.
    """

    units: Words
    experience: Words
    but: Words
    numerals: Words
    whole: Words = []


class PostingWords(Strict):
    """All words of one language; `known_by` are the small words that tell it from the other."""

    known_by: Words
    abbreviations: Words
    titles: Words
    headings: Headings
    years: Years
    skills: Annotated[list[SkillCues], Field(min_length=1)]
    levels: Annotated[list[LevelCues], Field(min_length=1)]
    motions: Annotated[list[MotionCues], Field(min_length=1)]
    numbers: Annotated[list[NumberCues], Field(min_length=1)]
    contracts: list[ContractCues] = []
    parts: list[PartCues]
    brief: BriefCues

    @model_validator(mode="after")
    def everything_once(self) -> "PostingWords":
        """Refuse two entries on one thing."""
        refuse_twice([each.skill for each in self.skills])
        refuse_twice([each.level for each in self.levels])
        refuse_twice([each.motion for each in self.motions])
        refuse_twice([each.kind for each in self.numbers])
        refuse_twice([each.contract for each in self.contracts])
        refuse_twice([each.part for each in self.parts])
        return self

    @cached_property
    def cues(self) -> Cues:
        """All lists, ready to be found."""
        return Cues(dict(self.lists()))

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield every list of words by its name."""
        yield "titles", self.titles
        yield from ((f"heading {name}", getattr(self.headings, name)) for name in ("ask", "offer"))
        yield from ((f"years {name}", getattr(self.years, name)) for name in ("experience", "but"))
        yield from ((f"brief {name}", words) for name, words in self.brief)
        yield from ((f"title {each.level}", each.title) for each in self.levels)
        yield from ((f"counted {each.kind}", each.counted) for each in self.numbers)
        listed: dict[str, Listed] = {f"skill {each.skill}": each for each in self.skills}
        listed |= {f"level {each.level}": each for each in self.levels}
        listed |= {f"motion {each.motion}": each for each in self.motions}
        listed |= {f"number {each.kind}": each for each in self.numbers}
        listed |= {f"contract {each.contract}": each for each in self.contracts}
        listed |= {f"part {each.part}": each for each in self.parts}
        for name, cues in listed.items():
            yield name, cues.words
            yield f"not {name}", cues.but


class SkillWords(Strict):
    """The words of both languages.

    In an entry `*` stands for any ending or beginning of a word, alone for any word; `her/his` for either word;
    `^` for the beginning of a sentence.
    """

    en: PostingWords
    pl: PostingWords

    def __getitem__(self, language: Language) -> PostingWords:
        return self.pl if language == "pl" else self.en
