"""Rules of the posting lint that count words or miss sentences."""

from collections.abc import Iterator

from hiring.lint_finding import Report
from hiring.posting_text import PostingText

_SHORT, _LONG, _FAR_TOO_LONG = 250, 800, 1000  # words
_LONGEST_SENTENCE = 30  # words
_FEW = 10  # words for "you" and "we" together, below which their share tells nothing


def unusual_length(page: PostingText) -> Iterator[Report]:
    """Report a posting outside 250 to 800 words, up to the length that is reported as far too long."""
    count = _words(page)
    if count < _SHORT or _LONG < count <= _FAR_TOO_LONG:
        yield Report((), count)


def far_too_long(page: PostingText) -> Iterator[Report]:
    """Report a posting of more than 1,000 words."""
    if (count := _words(page)) > _FAR_TOO_LONG:
        yield Report((), count)


def _words(page: PostingText) -> int:
    return sum(token.small[0].isalnum() for token in page.sentences.tokens)


def long_sentences(page: PostingText) -> Iterator[Report]:
    """Report every sentence of more than 30 words."""
    for begin, end in page.sentences.ranges:
        if end - begin <= _LONGEST_SENTENCE:
            continue
        count = sum(token.small[0].isalnum() for token in page.sentences.tokens[begin:end])
        if count > _LONGEST_SENTENCE:
            yield Report((page.place((begin, end)),), count)


def more_of_us_than_of_you(page: PostingText) -> Iterator[Report]:
    """Report a posting that speaks of the company more often than of its reader."""
    reader = len(page.counted("reader", "not_reader"))
    company = len(page.counted("company", "not_company"))
    if reader + company >= _FEW and company > reader:
        yield Report((), company - reader)


def no_equal_treatment(page: PostingText) -> Iterator[Report]:
    """Report a posting without a sentence on equal treatment, or without one on adjustments."""
    if not page.ranges.get("equal") or not page.ranges.get("adjustments"):
        yield Report()


def no_privacy_notice(page: PostingText) -> Iterator[Report]:
    """Report a Polish posting that neither tells nor links what happens to applicants' data."""
    told = all(page.ranges.get(f"privacy_{part}") for part in ("controller", "kept", "rights"))
    if page.language == "pl" and not told and not page.ranges.get("privacy_link"):
        yield Report()
