"""What the pay rules of the places in a brief want told, and what of it the brief does not tell."""

from collections.abc import Callable, Iterator

from hiring.brief import Brief, Jurisdiction, Pay
from hiring.findings import Severity
from hiring.lint_finding import BriefFinding
from hiring.pay_law import Need, PayLaw, PayLaws
from hiring.text import Text

FIELDS: dict[Need, str] = {
    "base_range": "pay.base",
    "commission": "pay.plan",
    "commission_range": "pay.variable",
    "plan": "pay.plan",
    "benefits": "benefits",
    "other_pay": "pay.variable",
    "deadline": "deadline",
    "job_description": "duties",
    "pay_rules": "pay.rules",
}


def where(brief: Brief) -> set[Jurisdiction]:
    """Return the places whose rules a brief names; work in Poland is under Polish rules whether named or not."""
    named = set(brief.jurisdictions)
    return named | {"PL"} if brief.country == "PL" else named


def law_findings(brief: Brief, laws: PayLaws) -> Iterator[BriefFinding]:
    """Yield what the rules of each place miss; where pay is told later, what may be told then as information."""
    places = where(brief)
    for law in laws.laws:
        if law.where not in places:
            continue
        missing = [need for need in law.needs if not _met(need, law, brief)]
        if law.off is not None:
            yield _finding(law, laws, Severity.INFO, "jurisdictions", law.off, laws.counsel)
        elif law.later and brief.pay_information in {"before_interview", "before_contract"}:
            if missing:
                rule = laws.rule["PAY-INFORMATION"]
                yield BriefFinding(
                    rule.id, Severity(rule.severity), "pay_information", (), _told(law.name, rule.why), rule.mend,
                    laws.source[law.source],
                )  # fmt: skip
        else:
            for need in missing:
                asked = laws.requirement[need]
                yield _finding(law, laws, Severity.WARNING, FIELDS[need], asked.why, asked.mend)


def _finding(
    law: PayLaw, laws: PayLaws, severity: Severity, field: str, why: Text, mend: Text
) -> BriefFinding:
    told, law_words = _told(law.name, why), [law.applies, *([laws.counsel] if law.off is None else [])]
    for words in law_words:
        told = Text(en=f"{told.en} {words.en}", pl=f"{told.pl} {words.pl}")
    return BriefFinding(law.id, severity, field, (), told, mend, laws.source[law.source])


def _told(place: Text, why: Text) -> Text:
    return Text(en=f"{place.en}: {why.en}", pl=f"{place.pl}: {why.pl}")


def _met(need: Need, law: PayLaw, brief: Brief) -> bool:
    """Whether a brief tells what a rule needs."""
    if need in OF_BRIEF:
        return OF_BRIEF[need](brief)
    if brief.pay is None:
        return False
    return OF_PAY[need](brief.pay) or (need == "base_range" and _commission_stands_in(law, brief.pay))


OF_BRIEF: dict[Need, Callable[[Brief], bool]] = {
    "benefits": lambda brief: bool(brief.benefits),
    "deadline": lambda brief: brief.deadline is not None,
    "job_description": lambda brief: brief.duties is None or bool(brief.duties),
}
OF_PAY: dict[Need, Callable[[Pay], bool]] = {
    "base_range": lambda pay: pay.base is not None,
    "pay_rules": lambda pay: pay.rules is not None,
    "plan": lambda pay: bool(pay.plan or pay.terms),
    "commission": lambda pay: bool(pay.variable or pay.plan or pay.terms),
    "other_pay": lambda pay: bool(pay.variable or pay.plan or pay.terms),
    "commission_range": lambda pay: pay.variable is not None or not (pay.ote or pay.plan or pay.terms),
}


def _commission_stands_in(law: PayLaw, pay: Pay) -> bool:
    """Whether pay is commission alone and told as a rule wants it then."""
    if pay.variable_kind != "commission" or (pay.ote is not None and pay.ote != pay.variable):
        return False
    if law.commission_only == "statement":
        return bool(pay.plan or pay.terms or pay.variable)
    return law.commission_only == "range" and pay.variable is not None
