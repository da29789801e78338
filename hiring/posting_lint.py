"""Checks the wording of a posting: words that keep people away, promises without figures, and what is missing.

Every finding stands for one place, or for the two places that contradict each other, or for none where something is
missing; it gives the reason, a better wording and the source. Nothing is rewritten.
"""

from collections.abc import Callable, Iterator

from hiring import posting_counts, posting_demands, posting_pay, posting_roles
from hiring.gender_coded import gender_coded
from hiring.library import Library
from hiring.lint_finding import LintFinding, Report, reporter
from hiring.posting_text import PostingText, meets, posting_text
from hiring.posting_wording import Contradiction, Rule
from hiring.vocabulary import Language

Judge = Callable[[PostingText], Iterator[Report]]
JUDGES: dict[str, Judge] = {
    "PAY-OPEN": posting_pay.pay_open,
    "REQ-YEARS": posting_demands.years_demanded,
    "REQ-COUNT": posting_demands.too_many_demands,
    "LEN": posting_counts.unusual_length,
    "LEN-LONG": posting_counts.far_too_long,
    "SENTENCE": posting_counts.long_sentences,
    "YOU-WE": posting_counts.more_of_us_than_of_you,
    "EEO-LINE": posting_counts.no_equal_treatment,
    "PII-CLAUSE": posting_counts.no_privacy_notice,
    "GENDER-CODED": gender_coded,
    posting_roles.RULE: posting_roles.other_roles_duties,
}


def lint_text(text: str, language: Language | None, library: Library) -> list[LintFinding]:
    """Return what to mend in a posting, in the order of its words, what is missing last."""
    wording = library.posting_wording
    page = posting_text(text, language, library)
    sources = {source.id: source for source in wording.sources}
    found: list[LintFinding] = []
    for rule in wording.rules:
        finding = reporter(rule, page, sources)
        found += map(finding, JUDGES.get(rule.id, _words_of(rule))(page))
    for each in wording.contradictions:
        found += map(reporter(each, page, sources), _contradiction(each, page))
    return sorted(found, key=lambda each: each.order)


def _words_of(rule: Rule) -> Judge:
    """Return the judge of a rule that needs none of its own: every word counts."""
    return lambda page: (Report((page.place(words),)) for words in page.words_of(rule.id))


def _contradiction(each: Contradiction, page: PostingText) -> Iterator[Report]:
    """Yield the first words of both sides when both stand in the text."""
    if page.ranges.get(f"unless {each.id}"):
        return
    ones = page.counted(f"one {each.id}")
    if each.in_title:
        ones = [one for one in ones if page.in_title(one)]
    other = next((span for span in page.counted(f"other {each.id}") if not meets(span, ones)), None)
    if ones and other:
        yield Report(tuple(sorted((page.place(ones[0]), page.place(other)))))
