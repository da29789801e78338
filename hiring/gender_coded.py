"""Words that readers of English job postings take as masculine or feminine; no list for Polish was ever validated."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hiring.cues import Span
from hiring.lint_finding import Report
from hiring.posting_text import PostingText

Side = Literal["masculine", "feminine"]
_STRONG = 3  # words more than this many make a leaning strong
_TELLING = 3  # words more, below which the words of one side outweigh the other's by chance


@dataclass(frozen=True)
class Coded:
    """The coded words of a text, each counted once whichever stems it begins with."""

    masculine: tuple[Span, ...]
    feminine: tuple[Span, ...]

    @property
    def leaning(self) -> str:
        """What the words lean to, as Matfield's Gender Decoder names it."""
        more = len(self.feminine) - len(self.masculine)
        if not self.feminine and not self.masculine:
            return "empty"
        if more == 0:
            return "neutral"
        side: Side = "feminine" if more > 0 else "masculine"
        return f"strongly {side}" if abs(more) > _STRONG else side


def coded_words(page: PostingText) -> Coded:
    """Return the coded words of an English posting, without those that are the trade's own."""
    masculine, feminine = (
        tuple(map(page.place, page.counted(f"coded {side}", "coded but")))
        for side in ("masculine", "feminine")
    )
    return Coded(masculine, feminine)


def gender_coded(page: PostingText) -> Iterator[Report]:
    """Report the words of the side that outweighs the other by three or more."""
    coded = coded_words(page)
    more = len(coded.masculine) - len(coded.feminine)
    if abs(more) >= _TELLING:
        yield Report(coded.masculine if more > 0 else coded.feminine, abs(more))
