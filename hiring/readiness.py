"""Six questions before a posting: whether it is an Account Executive that the company should hire now."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from hiring.findings import Finding, did_you_mean, error, say
from hiring.text import Text
from hiring.vocabulary import MOTIONS, Id, Motion, Seeds, Strict, refuse_twice
from hiring.yaml_reader import Sheet

Verdict = Literal["sales_rep", "account_executive", "senior"]
CAUTIOUS_FIRST: tuple[Verdict, ...] = ("sales_rep", "account_executive", "senior")


class Option(Strict):
    """One answer: the verdict that it speaks for, how strongly, and why."""

    id: Id
    text: Text
    verdict: Verdict
    points: Annotated[int, Field(ge=0, le=5)]
    decisive: bool = False
    motion: Motion | None = None
    reason: Text


class ReadinessQuestion(Strict):
    """One of the six questions."""

    id: Id
    text: Text
    why: Text
    seed: Seeds = []
    options: Annotated[list[Option], Field(min_length=2, max_length=6)]

    @model_validator(mode="after")
    def every_option_once(self) -> "ReadinessQuestion":
        """Refuse two options of one id."""
        refuse_twice([option.id for option in self.options])
        return self


class VerdictMeaning(Strict):
    """What to do on a verdict."""

    id: Verdict
    name: Text
    meaning: Text


class Readiness(Strict):
    """The whole check, as written in its file."""

    verdicts: Annotated[list[VerdictMeaning], Field(min_length=3, max_length=3)]
    questions: Annotated[list[ReadinessQuestion], Field(min_length=1)]

    @model_validator(mode="after")
    def every_id_once(self) -> "Readiness":
        """Refuse a verdict or question that stands twice."""
        refuse_twice([verdict.id for verdict in self.verdicts])
        refuse_twice([question.id for question in self.questions])
        return self


@dataclass(frozen=True)
class Advice:
    """A verdict with its motion (none for a sales rep) and the answers that speak for and against it."""

    verdict: VerdictMeaning
    motion: Motion | None
    reasons: tuple[Option, ...]
    against: tuple[Option, ...]


def advise(readiness: Readiness, answers: Mapping[str, str]) -> Advice:
    """Weigh one answer a question: a decisive one settles it, else most points, a tie goes to the cautious side.

    `answers` maps every question's id to the id of one of its options.
    """
    chosen = [_option(question, answers[question.id]) for question in readiness.questions]
    decisive = [option for option in chosen if option.decisive]
    points = {
        verdict: sum(o.points for o in decisive or chosen if o.verdict == verdict)
        for verdict in CAUTIOUS_FIRST
    }
    verdict = max(CAUTIOUS_FIRST, key=points.__getitem__)
    return Advice(
        verdict=next(meaning for meaning in readiness.verdicts if meaning.id == verdict),
        motion=None if verdict == "sales_rep" else _motion(chosen),
        reasons=tuple(option for option in chosen if option.verdict == verdict),
        against=tuple(option for option in chosen if option.verdict != verdict and option.points),
    )


def _option(question: ReadinessQuestion, answer: str) -> Option:
    return next(option for option in question.options if option.id == answer)


def _motion(chosen: list[Option]) -> Motion:
    """Return the motion that most answers name; on a tie the one that keeps both doors open."""
    named = [option.motion for option in chosen if option.motion]
    order: list[Motion] = ["full_cycle", *(motion for motion in MOTIONS if motion != "full_cycle")]
    return max(order, key=named.count)


def check_answers(answers: Any, sheet: Sheet, readiness: Readiness) -> Iterator[Finding]:
    """Yield what is wrong with answers: questions left out or unknown, options unknown."""
    if not isinstance(answers, dict):
        yield error(sheet.place(), "type", say("write one line `question: option` for each question"))
        return
    known = {question.id: [option.id for option in question.options] for question in readiness.questions}
    for name in answers.keys() - known.keys():
        yield error(
            sheet.place([name], key=True),
            "unknown-key",
            say("unknown key %(key)s", key=name),
            did_you_mean(name, known),
        )
    for name, options in known.items():
        if name not in answers:
            yield error(sheet.place([name]), "missing", say("%(key)s is missing", key=name))
        elif answers[name] not in options:
            message = say("%(found)s is not one of the choices", found=answers[name])
            suggestion = say("known are %(known)s", known=", ".join(options))
            yield error(sheet.place([name]), "choice", message, suggestion)
