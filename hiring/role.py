"""What an Account Executive is: the role in general, its three motions, and the Account Manager beside it."""

from typing import Annotated

from pydantic import Field

from hiring.text import Statement, Text
from hiring.vocabulary import Line, Motion, SeedId, Seeds, Strict

Statements = Annotated[list[Statement], Field(min_length=1)]


class MotionMeaning(Strict):
    """One motion: when the AE enters and leaves the client's life, and which number the AE answers for."""

    motion: Motion
    name: Text
    definition: Text
    enters: Text
    leaves: Text
    owns: Text
    seed: Seeds = []


class Role(Strict):
    """The role at every level."""

    name: Text
    definition: Statements
    motions: Annotated[list[MotionMeaning], Field(min_length=3, max_length=3)]
    account_manager: Statements
    economics: Statements
    preview: Statements
    background: Statements


class SeedFact(Strict):
    """One fact of the two commissioned articles."""

    id: SeedId
    article: Line
    fact: Line


class SeedFacts(Strict):
    """The register of facts that the product must carry."""

    facts: Annotated[list[SeedFact], Field(min_length=1)]
