"""The rule on goals and commission plans that do not fit a brief's motion."""

from collections.abc import Iterator

from hiring.brief import Brief
from hiring.cues import joined, sentences
from hiring.pay_law import PayLaws


def goals_of_another_motion(brief: Brief, laws: PayLaws) -> Iterator[tuple[str, str]]:
    """Yield each field of goals or plan whose own words speak of another motion's work, with the first such words."""
    for path, text in _own_words(brief):
        if found := _first(text, brief, laws):
            yield path, found


def _own_words(brief: Brief) -> Iterator[tuple[str, str]]:
    for number, goal in enumerate(brief.goals or []):
        if goal.text is not None:
            yield f"goals.{number}", goal.text
    if brief.pay is not None and brief.pay.plan is not None:
        yield "pay.plan", brief.pay.plan


def _first(text: str, brief: Brief, laws: PayLaws) -> str:
    """Return the first words that speak of work outside the motion, as typed; none where there are no such words."""
    tokens = sentences(text).tokens
    ranges = laws.cues[brief.language].found([token.small for token in tokens])
    other = joined(ranges.get(f"but {brief.motion}", ()))
    for begin, end in ranges.get(f"words {brief.motion}", ()):
        if not any(begin < after and before < end for before, after in other):
            return text[tokens[begin].start : tokens[end - 1].end]
    return ""
