"""What the posting lint tells: a rule, the places that break it, the reason, a better wording and the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hiring.cues import Span
from hiring.findings import Severity
from hiring.posting_text import PostingText
from hiring.posting_wording import Reasoned, Source
from hiring.text import Text

Spans = tuple[Span, ...]


@dataclass(frozen=True)
class Report:
    """What a rule found: places, of which the first is where a reader looks, and the number that it counted."""

    spans: Spans = ()
    count: int | None = None


@dataclass(frozen=True)
class LintFinding:
    """One thing to mend in a posting.

    `spans` are none where something is missing, two where one contradicts the other. `words` are what stands there.
    """

    rule: str
    severity: Severity
    spans: Spans
    words: tuple[str, ...]
    why: Text
    mend: Text
    source: Source
    count: int | None = None

    @property
    def order(self) -> tuple[bool, Spans, str]:
        """By place, and at one place by rule; what is missing comes last."""
        return not self.spans, self.spans, self.rule


def reporter(
    rule: Reasoned, page: PostingText, sources: Mapping[str, Source]
) -> Callable[[Report], LintFinding]:
    """Return what makes a finding of each of a rule's reports."""
    severity, source = Severity(rule.severity), sources[rule.source]

    def finding(report: Report) -> LintFinding:
        words = tuple(page.text[begin:end] for begin, end in report.spans)
        return LintFinding(rule.id, severity, report.spans, words, rule.why, rule.mend, source, report.count)

    return finding
