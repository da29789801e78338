"""What a company answers for with a reason: findings of a brief that its waivers meet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hiring.brief import Waiver
from hiring.brief_says import of_brief
from hiring.lint_finding import BriefFinding
from hiring.posting_wording import PostingWording

RULE = "WAIVER"


@dataclass(frozen=True)
class Waived:
    """A finding that somebody answers for, and the reason."""

    finding: BriefFinding
    reason: str


def waived(
    findings: Sequence[BriefFinding], waivers: Sequence[Waiver], wording: PostingWording
) -> tuple[list[BriefFinding], list[Waived]]:
    """Return the findings still open and those waived; a waiver that meets none is itself an open finding.

    A waiver with words meets only findings that report these words.
    """
    left, answered = [], []
    for finding in findings:
        waiver = next((each for each in waivers if _meets(each, finding)), None)
        if waiver:
            answered.append(Waived(finding, waiver.reason))
        else:
            left.append(finding)
    return [*left, *_without_finding(findings, waivers, wording)], answered


def _meets(waiver: Waiver, finding: BriefFinding) -> bool:
    if waiver.rule.upper() != finding.rule.upper():
        return False
    return waiver.words is None or _plain(waiver.words) in map(_plain, finding.words)


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()


def _without_finding(
    findings: Sequence[BriefFinding], waivers: Sequence[Waiver], wording: PostingWording
) -> Iterator[BriefFinding]:
    """Yield the waivers that meet no finding; they keep nothing and may hide a misspelt rule."""
    for row, waiver in enumerate(waivers):
        if not any(_meets(waiver, finding) for finding in findings):
            words = (waiver.rule, *([waiver.words] if waiver.words else []))
            yield from of_brief(wording, RULE, f"waivers.{row}", words)
