"""The rule of the posting lint on a title that promises sales while most duties are another role's."""

from collections.abc import Iterator

from hiring.lint_finding import Report
from hiring.posting_text import PostingText

RULE = "ROLE-MIX"
_SAID_ALREADY = "SAYS-ROLE"  # which reports these duties where the posting has no sales in it at all
_FEWEST = 3
_SHARE = (3, 5)  # over 60 % of the sentences that tell the role


def other_roles_duties(page: PostingText) -> Iterator[Report]:
    """Report the words of other roles' duties where they outweigh those of selling, under a seller's title."""
    words = page.words_of(RULE)
    others = {page.sentence(begin) for begin, _ in words}
    selling = page.sentences_with("selling") - others
    few, of = _SHARE
    if len(others) < _FEWEST or of * len(others) <= few * len(others | selling):
        return
    said = page.ranges.get(f"other {_SAID_ALREADY}") and not page.ranges.get(f"unless {_SAID_ALREADY}")
    if not said and any(map(page.in_title, page.counted("executive"))):
        yield Report((page.place(words[0]),), len(others))
