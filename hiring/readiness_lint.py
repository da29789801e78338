"""Whether the answers to the readiness check advise the hire that a brief asks for."""

from collections.abc import Iterator
from dataclasses import replace

from hiring.brief import Brief
from hiring.brief_says import of_brief
from hiring.library import Library
from hiring.lint_finding import BriefFinding
from hiring.readiness import Advice, advise
from hiring.text import Text
from hiring.vocabulary import Language


def another_hire(brief: Brief, library: Library) -> Iterator[BriefFinding]:
    """Report a level or motion that the answers in the brief do not advise, with the reasons they give."""
    if brief.readiness is None:
        return
    wording, readiness = library.posting_wording, library.readiness
    known = {question.id: {option.id for option in question.options} for question in readiness.questions}
    if brief.readiness.keys() != known.keys() or any(
        answer not in known[question] for question, answer in brief.readiness.items()
    ):
        yield from of_brief(wording, "READY-AGAIN", "readiness")
        return
    advice = advise(readiness, brief.readiness)
    field = _against(brief, advice)
    if field:
        for finding in of_brief(wording, "READY", field, [getattr(brief, field)], "readiness"):
            yield replace(finding, why=_reasoned(finding.why, advice))


def _against(brief: Brief, advice: Advice) -> str | None:
    """Return the field that the advice speaks against, or none."""
    if advice.verdict.id == "sales_rep" or (advice.verdict.id == "senior") != (brief.level == "senior"):
        return "level"
    return "motion" if advice.motion != brief.motion else None


def _reasoned(why: Text, advice: Advice) -> Text:
    """Return why, the advice and its reasons as one text."""

    def told(language: Language) -> str:
        parts = [advice.verdict.name, *(option.reason for option in advice.reasons)]
        return " ".join([why[language], *(_sentence(part[language]) for part in parts)])

    return Text.model_construct(en=told("en"), pl=told("pl"))  # which may be longer than a line of content


def _sentence(words: str) -> str:
    return words if words.endswith(".") else f"{words}."
