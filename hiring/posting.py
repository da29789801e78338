"""A brief and a skill model become the facts of a posting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from hiring import phrases, yaml_file
from hiring.brief import Brief, Chosen, Pay, link
from hiring.findings import Finding, HiringError, Place, Severity, did_you_mean, error, has_errors, say
from hiring.library import Library
from hiring.pay_plan import ote_fits
from hiring.posting_terms import PostingTerms, posting_terms
from hiring.skill_model import Duty, NiceToHave, SkillModel, of_motion
from hiring.text import Ours
from hiring.vocabulary import Language, SkillId
from hiring.yaml_reader import Sheet

VARIANTS = "variants"  # the key of a brief that is no field of it: see `hiring.variants`
MOST = {"duties": 7, "goals": 3, "requirements": 7, "nice_to_have": 5}
ModelLine = Duty | NiceToHave


@dataclass(frozen=True)
class PostingLine:
    """One bullet: its words, the skills behind it, and the id of the model's line that it came from."""

    text: str
    skills: list[SkillId]
    use: str | None


@dataclass(frozen=True)
class PostingStage:
    """One interview, as the candidate is told of it."""

    name: str
    minutes: int
    format: str


@dataclass(frozen=True)
class PostingPay:
    """The pay that the brief gives, in the language's own form; none where the brief is silent."""

    base: str | None
    variable: str | None
    variable_kind: str
    ote: str | None
    plan: list[str]
    terms: PostingTerms | None
    rules: list[str]
    period: str
    tax: str | None


@dataclass(frozen=True)
class Posting:
    """Everything that a posting says; texts of ours are `Ours`, texts of the brief are as typed."""

    language: Language
    level: str
    motion: str
    title: str
    company: str
    about: list[str]
    summary: list[str]
    industry: str | None
    place: str | None
    region: str | None
    country: str
    remote: str
    remote_from: list[str]
    travel: int | None
    contract: str
    hours: str
    reports_to: str | None
    reporting: str | None
    duties: list[PostingLine]
    goals: list[PostingLine]
    requirements: list[PostingLine]
    nice_to_have: list[PostingLine]
    preview: list[str]
    pay: PostingPay | None
    benefits: list[str]
    stages: list[PostingStage]
    apply: str
    apply_link: str | None
    contact: str | None
    contact_link: str | None
    deadline: str | None
    reference: str | None
    data_protection: list[str]

    def as_dict(self) -> dict[str, Any]:
        """Return the facts as plain data: what templates and the JSON format get."""
        return asdict(self)


def make_posting(brief: Brief, library: Library) -> Posting:
    """Return the facts of the posting that a brief asks for; every `use` in it must be known."""
    model, language = library.skill_model(brief.level), brief.language
    return Posting(
        language=language,
        level=Ours(brief.level),
        motion=Ours(brief.motion),
        title=brief.title or model.title[language],
        company=brief.company,
        about=paragraphs(brief.about),
        summary=paragraphs(brief.summary) or [of_motion(model.summary, brief.motion)[0].text[language]],
        industry=brief.industry,
        place=brief.place,
        region=brief.region,
        country=phrases.country(brief.country, language),
        remote=Ours(brief.remote),
        remote_from=[phrases.country(code, language) for code in brief.remote_from],
        travel=brief.travel,
        contract=Ours(brief.contract),
        hours=Ours(brief.hours),
        reports_to=brief.reports_to,
        reporting=None if brief.reports_to or brief.summary else model.reports_to.text[language],
        duties=_lines(brief.duties, model_lines(model, brief, "duties"), language),
        goals=_lines(brief.goals, model_lines(model, brief, "goals"), language),
        requirements=_lines(brief.requirements, model_lines(model, brief, "requirements"), language),
        nice_to_have=_lines(brief.nice_to_have, model_lines(model, brief, "nice_to_have"), language),
        preview=paragraphs(brief.preview),
        pay=_pay(brief.pay, language) if brief.pay else None,
        benefits=brief.benefits,
        stages=_stages(model.stages if brief.stages is None else brief.stages, library, language),
        apply=brief.apply,
        apply_link=linked(brief.apply),
        contact=brief.contact,
        contact_link=linked(brief.contact),
        deadline=phrases.long_date(brief.deadline, language) if brief.deadline else None,
        reference=brief.reference,
        data_protection=paragraphs(brief.data_protection),
    )


def paragraphs(text: str | None) -> list[str]:
    """Return a typed text's paragraphs: what blank lines divide."""
    return [part.strip() for part in re.split(r"\n\s*\n", text or "") if part.strip()]


def model_lines(model: SkillModel, brief: Brief, section: str) -> Sequence[Any]:
    """Return the model's lines of a section (`duties`, `requirements`, `nice_to_have`) for the brief's motion."""
    return of_motion(getattr(model, section), brief.motion)


def _lines(chosen: Sequence[Chosen] | None, known: Sequence[Any], language: Language) -> list[PostingLine]:
    """Return the bullets chosen, in the brief's order and words; without a choice, the model's own."""
    by_id = {line.id: line for line in known}
    if chosen is None:
        chosen = [Chosen(use=name) for name in by_id]
    return [
        PostingLine(
            text=line.text or by_id[line.use].text[language],
            skills=line.skills or getattr(by_id.get(line.use), "skills", []),
            use=line.use,
        )
        for line in chosen
    ]


def _pay(pay: Pay, language: Language) -> PostingPay:
    def told(bounds: Any) -> str | None:
        return phrases.money(bounds, pay.currency, language) if bounds else None

    return PostingPay(
        base=told(pay.base),
        variable=told(pay.variable),
        variable_kind=Ours(pay.variable_kind),
        ote=told(pay.ote),
        plan=paragraphs(pay.plan),
        terms=posting_terms(pay, language),
        rules=paragraphs(pay.rules),
        period=Ours(pay.period),
        tax=Ours(pay.tax) if pay.tax else None,
    )


def linked(text: str | None) -> Ours | None:
    """Return the address behind a typed text; it holds no sign that could end a Markdown link."""
    address = link(text or "")
    return Ours(address) if address else None


def _stages(ids: Sequence[str], library: Library, language: Language) -> list[PostingStage]:
    stages = [library.stage(stage) for stage in ids]
    return [
        PostingStage(stage.name[language], stage.minutes.total, stage.format[language]) for stage in stages
    ]


def check_brief(brief: Brief, sheet: Sheet, library: Library) -> Iterator[Finding]:
    """Yield what a brief and the skill model say of each other: unknown lines and skills, too many lines, countries."""
    model = library.skill_model(brief.level)
    for section, most in MOST.items():
        known = model_lines(model, brief, section)
        chosen: list[Chosen] = getattr(brief, section) or []
        if len(chosen) > most:
            message = say(
                "has %(found)s lines; a reader takes in at most %(most)s", found=len(chosen), most=most
            )
            yield error(sheet.place([section]), "too-many", message, say("drop the least important"))
        used = [line.use for line in chosen]
        for row, line in enumerate(chosen):
            place = sheet.place([section, row])
            if line.use is not None and line.use in used[:row]:
                yield error(place, "same-line-twice", say("the line %(use)s stands twice", use=line.use))
            yield from _check_line(line, place, known, library)
    yield from _check_stages(brief, sheet, library)
    yield from _check_sense(brief, sheet)


def _check_line(line: Chosen, place: Place, known: Sequence[Any], library: Library) -> Iterator[Finding]:
    ids = [part.id for part in known]
    if line.use is not None and line.use not in ids:
        message = say("the skill model of this level and motion has no line %(use)s", use=line.use)
        yield error(place, "unknown-line", message, did_you_mean(line.use, ids))
    for skill in line.skills:
        if skill not in library.skills:
            message = say("no rubric for a skill %(skill)s", skill=skill)
            yield error(place, "unknown-skill", message, did_you_mean(skill, library.skills))


def _check_stages(brief: Brief, sheet: Sheet, library: Library) -> Iterator[Finding]:
    for row, stage in enumerate(brief.stages or []):
        place = sheet.place(["stages", row])
        if stage in (brief.stages or [])[:row]:
            yield error(place, "same-stage-twice", say("the stage %(stage)s stands twice", stage=stage))
        if stage not in library.stages:
            yield error(
                place,
                "unknown-stage",
                say("no stage %(stage)s", stage=stage),
                did_you_mean(stage, library.stages),
            )


def _check_sense(brief: Brief, sheet: Sheet) -> Iterator[Finding]:
    """Warn of pay at target that cannot be base and variable pay together."""
    if brief.pay is not None and not ote_fits(brief.pay):
        message = say("pay at target is base and variable pay together; these sums do not fit")
        yield Finding(sheet.place(["pay", "ote"]), "ote-does-not-fit", Severity.WARNING, message)


def read_brief(sheet: Sheet, library: Library) -> tuple[Brief | None, list[Finding]]:
    """Return the brief in a sheet, or none where something must be mended, and every finding at once.

    Where some keys are wrong, the rest is checked with stand-ins for them, so that one round tells all.
    Variants in the sheet are not looked at.
    """
    sheet = sheet.without(VARIANTS)
    brief, found = _validated(sheet)
    sound, rest, wrong = brief, sheet, found
    while sound is None and isinstance(rest.data, dict) and wrong:
        keys = {finding.place.path.partition(".")[0] for finding in wrong if finding not in sheet.findings}
        rest = rest.with_data(_with_stand_ins(rest.data, keys))
        sound, wrong = _validated(rest)
        found += wrong
    if sound is not None:
        found += check_brief(sound, rest, library)
    return (None if has_errors(found) else brief), sorted(found)


def _validated(sheet: Sheet) -> tuple[Brief | None, list[Finding]]:
    try:
        return yaml_file.check(sheet, Brief).model, []
    except HiringError as problem:
        return None, problem.findings


def _with_stand_ins(data: dict[str, Any], wrong: set[str]) -> dict[str, Any]:
    """Return a brief's data without the wrong keys, what is needed put in their stead."""
    rest = {key: value for key, value in data.items() if key not in wrong}
    if wrong & {"level", "motion"} or "level" not in data or "motion" not in data:
        rest = {key: value for key, value in rest.items() if key not in MOST}
    if wrong & {"", "place"}:
        rest = {**rest, "place": "-"}
    if "" in wrong:
        rest.pop("deadline", None)
    return {"level": "mid", "motion": "full_cycle", "company": "-", "country": "PL", "apply": "-", **rest}
