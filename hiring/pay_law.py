"""What a posting is asked to tell of pay: the rules of each place, and our own on ranges, plans and goals."""

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from hiring.brief import Jurisdiction
from hiring.cues import Cues
from hiring.posting_wording import Date, Reasoned, Source
from hiring.posting_words import Listed
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, Id, Language, Motion, Strict, refuse, refuse_twice

Need = Literal[
    "base_range",
    "commission",
    "commission_range",
    "plan",
    "benefits",
    "other_pay",
    "deadline",
    "job_description",
    "pay_rules",
]
NEEDS: tuple[Need, ...] = get_args(Need)
LawId = Annotated[str, Field(pattern=r"^[A-Z]+(-[A-Z0-9]+)*$", max_length=30)]


class Requirement(Strict):
    """One thing that some places want told: what is missing, and how to mend it."""

    id: Need
    why: Text
    mend: Text


class PayLaw(Strict):
    """The pay rules of one place.

    `commission_only` tells what stands in for base pay where pay is commission alone: a statement that it is, or its
    range. Where `later` holds, pay may be told before the interview or the contract instead. `off` tells why the rule
    is not used.
    """

    id: LawId
    where: Jurisdiction
    name: Text
    needs: list[Need]
    commission_only: Literal["statement", "range"] | None = None
    later: bool = False
    applies: Text
    since: Date
    source: Id
    off: Text | None = None


class GoalWords(Strict):
    """Words in goals or a commission plan that do not fit a motion."""

    motion: Motion
    en: Listed
    pl: Listed

    def __getitem__(self, language: Language) -> Listed:
        return self.pl if language == "pl" else self.en


class PayLaws(Strict):
    """All rules on what a brief tells of pay; `counsel` ends the reason of each that rests on a law."""

    sources: Annotated[list[Source], Field(min_length=1)]
    counsel: Text
    requirements: Annotated[list[Requirement], Field(min_length=len(NEEDS), max_length=len(NEEDS))]
    laws: Annotated[list[PayLaw], Field(min_length=1)]
    rules: Annotated[list[Reasoned], Field(min_length=1)]
    goal_words: list[GoalWords]

    @model_validator(mode="after")
    def everything_once_and_with_a_source(self) -> "PayLaws":
        """Refuse two parts of one id, and a source that is not listed."""
        refuse_twice([each.id for each in self.sources])
        refuse_twice([each.id for each in self.requirements])
        refuse_twice([*(each.id for each in self.laws), *(each.id for each in self.rules)])
        known = {each.id for each in self.sources}
        for source in [*(each.source for each in self.laws), *(each.source for each in self.rules)]:
            if source not in known:
                raise refuse("unknown-source", "no source %(source)s", source=source)
        return self

    @cached_property
    def source(self) -> dict[Id, Source]:
        """Every source by its id."""
        return {each.id: each for each in self.sources}

    @cached_property
    def requirement(self) -> dict[Need, Requirement]:
        """Every requirement by its id."""
        return {each.id: each for each in self.requirements}

    @cached_property
    def rule(self) -> dict[str, Reasoned]:
        """Every rule that rests on no law of a place, by its id."""
        return {each.id: each for each in self.rules}

    @cached_property
    def cues(self) -> dict[Language, Cues]:
        """The words that do not fit each motion, ready to be found."""
        return {language: Cues(dict(self._lists(language))) for language in LANGUAGES}

    def _lists(self, language: Language) -> Iterator[tuple[str, list[str]]]:
        for each in self.goal_words:
            yield f"words {each.motion}", each[language].words
            yield f"but {each.motion}", each[language].but
