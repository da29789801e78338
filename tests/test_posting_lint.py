"""The posting lint reports the words that a rule is about, at their place, and leaves the trade's own words alone."""

import re
import time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from own_content import changed

from hiring.findings import HiringError, Severity
from hiring.gender_coded import coded_words
from hiring.library import Library
from hiring.lint_finding import LintFinding
from hiring.posting_lint import JUDGES, lint_text
from hiring.posting_text import posting_text
from hiring.vocabulary import LANGUAGES, Language

HERE = Path(__file__).parent
LIBRARY = Library()
MARKED = re.compile(r"\[\[(.+?)\]\]")
GOLDEN = [path for path in sorted((HERE / "golden").glob("posting-*.md")) if "short" not in path.stem]
OUR_OWN = {"LEN", "GENDER-CODED"}  # a posting as a document also holds the stages, which count as words
FILLING = "You meet the client and write down what was agreed. " * 30


def found(text: str, rule: str, language: Language | None = "en") -> list[LintFinding]:
    """Return what one rule reports in a text."""
    return [each for each in lint_text(text, language, LIBRARY) if each.rule == rule]


def words(text: str, rule: str, language: Language = "en") -> list[str]:
    """Return the words that one rule reports in a text, in their order."""
    return [word for each in found(text, rule, language) for word in each.words]


@cache
def examples() -> list[tuple[str, Language, str]]:
    """Return every example with its rule and language."""
    table: dict[str, dict[Any, list[str]]] = yaml.safe_load(
        (HERE / "lint" / "examples.yaml").read_text("utf-8")
    )
    return [
        (rule, language, text) for rule in table for language in table[rule] for text in table[rule][language]
    ]


@pytest.mark.parametrize(("rule", "language", "text"), examples())
def test_a_rule_reports_the_marked_words_and_no_others(rule: str, language: Language, text: str) -> None:
    assert words(MARKED.sub(r"\1", text), rule, language) == MARKED.findall(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_of_words_has_an_example_that_it_reports_and_one_that_it_does_not(
    language: Language,
) -> None:
    rules = {rule.id for rule in LIBRARY.posting_wording.rules if rule[language].words}
    told = {rule for rule, where, text in examples() if where == language and MARKED.search(text)}
    clean = {rule for rule, where, text in examples() if where == language and not MARKED.search(text)}

    assert (rules - told, rules - clean) == (set(), set())


def test_a_rule_has_words_or_a_judge_of_its_own() -> None:
    rules = LIBRARY.posting_wording.rules

    assert {rule.id for rule in rules if not rule.en.words and not rule.pl.words} <= set(JUDGES)
    assert set(JUDGES) <= {rule.id for rule in rules}


def test_the_lists_are_complete() -> None:
    rules = LIBRARY.posting_wording.rules

    assert sum(len(rule.en.words) for rule in rules) >= 150
    assert sum(len(rule.pl.words) for rule in rules) >= 90


def test_a_finding_gives_the_place_the_reason_a_better_wording_and_the_source() -> None:
    (finding,) = found("Join us: sales ninja wanted.", "BRO")

    assert (finding.severity, finding.spans, finding.words) == (Severity.WARNING, ((15, 20),), ("ninja",))
    assert (bool(finding.why.pl), bool(finding.mend.pl)) == (True, True)
    assert (finding.source.id, finding.source.as_of) == ("own_list", "2026-11")


def test_findings_come_in_the_order_of_the_text_and_what_is_missing_last() -> None:
    told = lint_text("Young ninja, competitive salary.", "en", LIBRARY)

    assert [each.rule for each in told] == ["AGE-YOUNG", "BRO", "PAY-OPEN", "EEO-LINE", "LEN"]


def test_without_a_language_the_text_tells_it() -> None:
    assert found("Oferujemy konkurencyjne wynagrodzenie i prywatną opiekę.", "PAY-OPEN", None)
    assert found("We offer a competitive salary and a good team.", "PAY-OPEN", None)


@pytest.mark.parametrize(("musts", "nice", "count"), [(7, 5, []), (8, 0, [8]), (9, 5, [9]), (6, 7, [13])])
def test_more_than_seven_musts_or_twelve_points_are_too_many(musts: int, nice: int, count: list[int]) -> None:
    lines = [
        "## Requirements",
        *["- You renew contracts."] * musts,
        "",
        "## Nice to have",
        *["- Excel."] * nice,
    ]
    text = "\n".join([*lines, "", "## What we offer", *["- Fruit."] * 9])

    assert [each.count for each in found(text, "REQ-COUNT")] == count


def test_polish_headings_of_requirements_are_known() -> None:
    text = "\n".join(["Wymagania:", *["– znajomość branży"] * 8, "Oferujemy:", *["– owoce"] * 8])

    assert [each.count for each in found(text, "REQ-COUNT", "pl")] == [8]


@pytest.mark.parametrize(
    ("count", "rules"),
    [(249, ["LEN"]), (250, []), (800, []), (801, ["LEN"]), (1000, ["LEN"]), (1001, ["LEN-LONG"])],
)
def test_length_is_reported_outside_250_to_800_words_and_as_far_too_long_over_1000(
    count: int, rules: list[str]
) -> None:
    told = lint_text("You sell. " * (count // 2) + "Write. " * (count % 2), "en", LIBRARY)

    assert [each.rule for each in told if each.rule.startswith("LEN")] == rules


def test_a_sentence_of_more_than_thirty_words_is_reported() -> None:
    text = f"You sell. You {'sell ' * 29}. You {'sell ' * 30}."

    assert [each.count for each in found(text, "SENTENCE")] == [31]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("We offer much and we ask our people for all of it. " * 4, True),
        ("You sell and you renew; your client trusts us. " * 4, False),
        ("We sell.", False),
    ],
)
def test_a_posting_that_speaks_of_us_more_than_of_you_is_reported(text: str, *, told: bool) -> None:
    assert bool(found(text, "YOU-WE")) == told


def test_equal_treatment_and_adjustments_are_both_wanted() -> None:
    equal, adjusted = "We welcome everyone.", "Tell us about any adjustments you need."

    assert found(equal, "EEO-LINE")
    assert found(adjusted, "EEO-LINE")
    assert not found(f"{equal} {adjusted}", "EEO-LINE")


def test_a_polish_posting_tells_or_links_what_happens_to_data() -> None:
    told = "Administratorem danych jest Firma. Usuwamy je po 3 miesiącach. Masz prawo dostępu do danych."

    assert found("Wyślij CV.", "PII-CLAUSE", "pl")
    assert found("Administratorem danych jest Firma.", "PII-CLAUSE", "pl")
    assert not found(told, "PII-CLAUSE", "pl")
    assert not found("Klauzula informacyjna jest na naszej stronie.", "PII-CLAUSE", "pl")
    assert not found("Send a CV.", "PII-CLAUSE")


CONTRADICTIONS: tuple[tuple[str, Language, str, tuple[str, str]], ...] = (
    ("SAYS-LEADS", "en", "There are no leads. You manage a pipeline of qualified leads.", ("no leads", "pipeline of qualified leads")),
    ("SAYS-LEADS", "pl", "Pracujesz bez leadów. Zarządzasz lejkiem leadów.", ("bez leadów", "lejkiem leadów")),
    ("SAYS-COMMISSION", "en", "Commission on new deals. You have a retention target.", ("Commission on new deals", "retention target")),
    ("SAYS-COMMISSION", "pl", "Prowizja od nowych umów. Twój cel to utrzymanie klientów.", ("Prowizja od nowych umów", "utrzymanie klientów")),
    ("SAYS-ROLE", "en", "Account Executive\nYou handle support tickets.", ("Account Executive", "support tickets")),
    ("SAYS-ROLE", "pl", "Account Executive\nUmawiasz spotkania dla działu.", ("Account Executive", "Umawiasz spotkania dla")),
    ("SAYS-JUNIOR", "en", "Junior Account Executive\nYou lead a team of four.", ("Junior", "lead a team")),
    ("SAYS-JUNIOR", "pl", "Junior Account Executive\nKierujesz zespołem.", ("Junior", "Kierujesz zespołem")),
    ("SAYS-HOURS", "en", "Work-life balance matters. Expect long hours.", ("Work-life balance", "long hours")),
    ("SAYS-HOURS", "pl", "Elastyczny czas pracy. Bywa praca po godzinach.", ("Elastyczny czas", "po godzinach")),
)  # fmt: skip


@pytest.mark.parametrize(("rule", "language", "text", "sides"), CONTRADICTIONS)
def test_two_statements_that_do_not_go_together_are_reported_with_both_places(
    rule: str, language: Language, text: str, sides: tuple[str, str]
) -> None:
    assert [each.words for each in found(text, rule, language)] == [sides]
    for side in sides:
        assert not found(text.replace(side, "—"), rule, language)


def test_an_executive_who_also_closes_has_the_right_title() -> None:
    assert not found("Account Executive\nYou resolve support tickets and close deals.", "SAYS-ROLE")


def test_a_senior_who_coaches_juniors_is_no_junior() -> None:
    assert not found("Senior Account Executive\n\n- You lead a team with two junior people.", "SAYS-JUNIOR")


@pytest.mark.parametrize(
    ("text", "masculine", "feminine", "leaning"),
    [
        ("We want a dominant, driven and competitive closer.", 3, 0, "masculine"),
        ("Salesforce, forecast, commission, quota.", 0, 0, "empty"),
        ("A self-confident, head-strong, aggressive and fearless seller.", 4, 0, "strongly masculine"),
        ("You are honest and stubborn.", 1, 1, "neutral"),
        ("You nurture interpersonal trust.", 0, 3, "feminine"),
        ("Leads, lead generation, competitor, champion, objection, decision-maker, analysis.", 0, 0, "empty"),
        ("You respond to tenders; individual contributor, market share, connector.", 0, 0, "empty"),
        ("Résumé: naïve ąćę’s", 0, 0, "empty"),
    ],
)
def test_coded_words_are_counted_once_and_the_words_of_the_trade_are_not(
    text: str, masculine: int, feminine: int, leaning: str
) -> None:
    coded = coded_words(posting_text(text, "en", LIBRARY))

    assert (len(coded.masculine), len(coded.feminine), coded.leaning) == (masculine, feminine, leaning)


def test_coded_words_are_shown_as_an_aside_with_evidence_of_both_sides() -> None:
    (finding,) = found("We want a dominant, driven and competitive closer.", "GENDER-CODED")

    assert (finding.severity, finding.words) == (Severity.INFO, ("dominant", "driven", "competitive"))
    assert "2023" in finding.source.name.en
    assert "2025" in finding.source.name.en
    assert not found("Dominant driven competitive", "GENDER-CODED", "pl")


def test_a_list_of_ones_own_decides_what_is_reported(tmp_path: Path) -> None:
    def with_another(data: Any) -> None:
        rule = next(each for each in data["rules"] if each["id"] == "BRO")
        rule["en"] = {"words": ["sales magician*"], "but": ["sales magician guild"]}

    library = changed(tmp_path, "posting_rules/wording.yaml", with_another)
    text = "Sales magician or ninja. Meet the sales magician guild."

    assert [each.words for each in lint_text(text, "en", library) if each.rule == "BRO"] == [
        ("Sales magician",)
    ]


def test_a_rule_needs_a_source_that_is_listed(tmp_path: Path) -> None:
    def without(data: Any) -> None:
        data["sources"] = [each for each in data["sources"] if each["id"] != "eu_native"]

    with pytest.raises(HiringError, match=r"no source eu_native.*\[unknown-source\]"):
        _ = changed(tmp_path, "posting_rules/wording.yaml", without).posting_wording


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_our_own_postings_keep_the_rules(path: Path) -> None:
    language: Language = "pl" if path.stem.endswith("pl") else "en"

    told = lint_text(path.read_text("utf-8"), language, LIBRARY)

    assert [(each.rule, each.words) for each in told if each.rule not in OUR_OWN] == []


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from([*FILLING.split(), "ninja", "up to", "£9,000", "\n", "- ", "„", "łeś", "5+ years"])).map(" ".join))  # fmt: skip
def test_any_text_is_read_and_every_place_is_in_it(text: str) -> None:
    for language in (*LANGUAGES, None):
        told = lint_text(text, language, LIBRARY)
        assert told == sorted(told, key=lambda each: each.order)
        for each in told:
            assert all(0 <= begin < end <= len(text) for begin, end in each.spans)
            assert each.words == tuple(text[begin:end] for begin, end in each.spans)


@pytest.mark.parametrize("piece", [FILLING, "ninja, ", "salary up to 90,000 ", "1 000 ", "9", "a\n", "jesteś gotowy ", "- a\nRequirements:\n"])  # fmt: skip
def test_a_megabyte_is_read_in_two_seconds(piece: str) -> None:
    text = (piece * (1_000_000 // len(piece) + 1))[:1_000_000]
    begun = time.thread_time()

    for_both = [lint_text(text, language, LIBRARY) for language in LANGUAGES]

    assert len(for_both) == 2
    assert time.thread_time() - begun < 4
