"""What the posting lint goes by: its rules with their reasons, and the words that each of them looks for."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from hiring.cues import Cues
from hiring.posting_words import Words
from hiring.text import Text
from hiring.vocabulary import LANGUAGES, Id, Language, Line, Strict, refuse, refuse_twice

RuleId = Annotated[str, Field(pattern=r"^[A-Z]+(-[A-Z]+)*$", max_length=30)]
Replacement = Annotated[str, Field(pattern=r"^[^=]+ = [^=]+$", max_length=200)]
Date = Annotated[str, Field(pattern=r"^(unknown|[0-9]{4}(-[0-9]{2}){0,2})$")]


class Source(Strict):
    """What a rule rests on, and the day, month or year that this was seen or published."""

    id: Id
    name: Text
    as_of: Date


class RuleWords(Strict):
    """The words that a rule reports in one language.

    `but` are phrases of another meaning that hold some of them. In a sentence with one of `beside`, and in a text with
    one of `elsewhere`, only the words of `always` count; `weak` words count only in a sentence with one of `weak_with`.
    `instead` holds what can stand in the place of some words, as `salesman = salesperson`, in small letters, and leaves
    every sentence whole.
    """

    always: Words = []
    words: Words = []
    but: Words = []
    beside: Words = []
    elsewhere: Words = []
    weak: Words = []
    weak_with: Words = []
    instead: Annotated[list[Replacement], Field(max_length=200)] = []

    @cached_property
    def better(self) -> dict[str, str]:
        """What can stand in the place of each of the words that have a replacement."""
        return {words: other for words, _, other in (each.partition(" = ") for each in self.instead)}

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield every list of words by its name."""
        yield from ((name, getattr(self, name)) for name in type(self).model_fields if name != "instead")


class Reasoned(Strict):
    """A rule: why its findings matter, how to mend them, and what it rests on."""

    id: RuleId
    severity: Literal["error", "warning", "info"]
    why: Text
    mend: Text
    source: Id


class Rule(Reasoned):
    """A rule that looks for words, or whose words a function of its own judges."""

    en: RuleWords = RuleWords()
    pl: RuleWords = RuleWords()

    def __getitem__(self, language: Language) -> RuleWords:
        return self.pl if language == "pl" else self.en


class Sides(Strict):
    """Words of one language that do not go together, unless one of `unless` stands in the text."""

    one: Words
    other: Words
    unless: Words = []


class Contradiction(Reasoned):
    """Two statements that do not go together; with `in_title` the one stands in the first lines."""

    in_title: bool = False
    en: Sides
    pl: Sides

    def __getitem__(self, language: Language) -> Sides:
        return self.pl if language == "pl" else self.en


class RuleLists(Strict):
    """Lists of one language for the rules that count, compare or miss something."""

    abbreviations: Words
    pay: Words
    other_sums: Words
    on_top: Words = []
    lower: Words
    upper: Words
    more: Words
    demanded: Words
    at_most: Words
    must: Words
    nice: Words
    equal: Words
    adjustments: Words
    privacy_link: Words = []
    privacy_controller: Words = []
    privacy_kept: Words = []
    privacy_rights: Words = []
    reader: Words
    not_reader: Words = []
    company: Words
    not_company: Words = []
    executive: Words = []
    selling: Words = []
    remote: Words = []
    hybrid: Words = []

    def lists(self) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield every list by its name."""
        yield from (
            (name, getattr(self, name)) for name in type(self).model_fields if name != "abbreviations"
        )


class GenderCoded(Strict):
    """Beginnings of words that English readers take as feminine or masculine, and the trade's words that are neither.

    `licence` is the notice that goes with the two lists.
    """

    licence: Line
    feminine: Words
    masculine: Words
    but: Words


class PostingWording(Strict):
    """All rules of the posting lint; those of `of_briefs` judge what only a brief can tell.

    In an entry of words `*` stands for any ending or beginning of a word, alone for any word; `her/his` for either
    word; `^` for the beginning of a sentence.
    """

    sources: Annotated[list[Source], Field(min_length=1)]
    rules: Annotated[list[Rule], Field(min_length=1)]
    contradictions: list[Contradiction]
    of_briefs: list[Reasoned] = []
    gender_coded: GenderCoded
    en: RuleLists
    pl: RuleLists

    def __getitem__(self, language: Language) -> RuleLists:
        return self.pl if language == "pl" else self.en

    @model_validator(mode="after")
    def everything_once_and_with_a_source(self) -> "PostingWording":
        """Refuse two rules or sources of one id, and a source that is not listed."""
        refuse_twice([each.id for each in self.sources])
        known, every = (
            {each.id for each in self.sources},
            [*self.rules, *self.contradictions, *self.of_briefs],
        )
        refuse_twice([each.id for each in every])
        for rule in every:
            if rule.source not in known:
                raise refuse("unknown-source", "no source %(source)s", source=rule.source)
        return self

    def of_brief(self, rule: RuleId) -> Reasoned | None:
        """Return a rule that judges what only a brief can tell; none where the company's own file has left it out."""
        return next((each for each in self.of_briefs if each.id == rule), None)

    def source(self, rule: Reasoned) -> Source:
        """Return what a rule rests on."""
        return next(each for each in self.sources if each.id == rule.source)

    @cached_property
    def cues(self) -> dict[Language, Cues]:
        """All lists of each language, ready to be found."""
        return {language: Cues(dict(self.lists(language))) for language in LANGUAGES}

    def lists(self, language: Language) -> Iterator[tuple[str, Sequence[str]]]:
        """Yield every list of words of a language by its name."""
        for rule in self.rules:
            yield from ((f"{name} {rule.id}", words) for name, words in rule[language].lists())
        for each in self.contradictions:
            for name in Sides.model_fields:
                yield f"{name} {each.id}", getattr(each[language], name)
        yield from self[language].lists()
        if language == "en":
            for name in ("feminine", "masculine", "but"):
                yield f"coded {name}", getattr(self.gender_coded, name)
