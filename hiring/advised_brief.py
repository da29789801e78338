"""A brief to start from after the readiness check: its level, its motion, and the answers kept."""

import re
from collections.abc import Mapping

from hiring.library import shipped
from hiring.readiness import Advice
from hiring.vocabulary import Language, Level


def advised_brief(advice: Advice, answers: Mapping[str, str], language: Language) -> str:
    """Return the brief that `hiring init` writes, for what the advice says, with the answers that led to it."""
    level: Level = "senior" if advice.verdict.id == "senior" else "mid"
    text = (shipped("templates") / "starters" / f"brief.{language}.yaml").read_text("utf-8")
    for key, value in (("level", level), ("motion", advice.motion)):
        text = re.sub(rf"^{key}: (\w+)", f"{key}: {value}", text, count=1, flags=re.MULTILINE)
    text = re.sub(r"\A# yaml-language-server:.*\n", "", text)  # whose schema only `hiring init` writes
    kept = "".join(f"  {question}: {answer}\n" for question, answer in answers.items())
    return f"{text.rstrip()}\n\nreadiness:\n{kept}"
