"""What the hiring manager fills in, as a YAML file or as a form: one model, one set of messages."""

import re
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, WithJsonSchema, model_validator

from hiring.skill_model import Currency, Period
from hiring.vocabulary import CONTROL, Id, IsoDate, Language, Level, Motion, SkillId, Strict, refuse

# What CLDR names like countries: unions, regions and test codes.
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
_LINK = re.compile(r"https?://[^\s<>\"'`\\^{}|\[\]()]{3,500}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,4}")


def _no_control_characters(text: str) -> str:
    if CONTROL.search(text):
        raise refuse("control", "a control character stands in the text; remove it")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _country(code: str) -> str:
    """Refuse what is no country's code, with the code that was meant where its name or habit tells it."""
    from babel.core import get_global  # noqa: PLC0415 - Babel's tables are read when a country is

    if code in get_global("territory_languages") and code not in NO_COUNTRIES:
        return code
    guess = "GB" if code == "UK" else _code_of(code)
    if guess:
        raise refuse("country", "%(code)s is no country's code; write %(guess)s", code=code, guess=guess)
    raise refuse("country", "%(code)s is no country's code; write two letters, for example PL", code=code)


def _code_of(name: str) -> str | None:
    """Return the code of a country called by its English or Polish name."""
    from babel import Locale  # noqa: PLC0415

    for language in ("en", "pl"):
        for code, called in Locale.parse(language).territories.items():
            if called.casefold() == name.strip().casefold() and len(code) == 2:
                return str(code)
    return None


def _two_decimals(amount: float) -> float:
    if round(amount, 2) != amount:
        raise refuse("decimals", "write at most two decimals")
    return amount


Short = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"\S"),
    AfterValidator(_no_control_characters),
]
Bulleted = Annotated[
    str,
    Field(min_length=1, max_length=400, pattern=r"\S"),
    AfterValidator(_no_control_characters),
]
Long = Annotated[
    str,
    Field(min_length=1, max_length=4000, pattern=r"\S"),
    AfterValidator(_no_control_characters),
]
Country = Annotated[
    str, AfterValidator(_country), WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"})
]
Amount = Annotated[float, Field(gt=0, le=1_000_000_000), AfterValidator(_two_decimals)]
Percent = Annotated[int, Field(ge=0, le=1000)]
RuleName = Annotated[str, Field(pattern=r"^[A-Za-z]+(-[A-Za-z0-9]+)*$", max_length=40)]
Jurisdiction = Literal[
    "EU", "PL", "US-CA", "US-CO", "US-DC", "US-HI", "US-IL", "US-MA", "US-MD", "US-MN", "US-NJ", "US-NY",
    "US-NYC", "US-VT", "US-WA", "strictest", "other",
]  # fmt: skip
JURISDICTIONS: tuple[Jurisdiction, ...] = get_args(Jurisdiction)


class Bounds(Strict):
    """A sum from `min` to `max`; the two may be equal."""

    min: Amount
    max: Amount

    @model_validator(mode="after")
    def in_order(self) -> "Bounds":
        """Refuse a least sum above the greatest."""
        if self.min > self.max:
            raise refuse(
                "order", "min %(min)s is above max %(max)s", min=f"{self.min:g}", max=f"{self.max:g}"
            )
        return self


class CommissionTerms(Strict):
    """How commission is counted: all in per cent of the quota but the accelerator, which multiplies the rate above it.

    The quota is for a year where pay is by the year, for a month where it is by the month. `ramp` is the share of the
    quota that each of the first months asks for.
    """

    quota: Amount
    accelerator: Annotated[float, Field(ge=1, le=10), AfterValidator(_two_decimals)] | None = None
    threshold: Percent | None = None
    cap: Percent | None = None
    ramp: Annotated[list[Annotated[int, Field(ge=0, le=100)]], Field(max_length=12)] = []


class Pay(Strict):
    """What the employer offers; every sum in one currency for one period."""

    currency: Currency
    period: Period
    tax: Literal["gross", "net", "net_vat"] | None = None
    base: Bounds | None = None
    variable_kind: Literal["commission", "bonus"] = "commission"
    variable: Bounds | None = None
    ote: Bounds | None = None
    plan: Long | None = None
    terms: CommissionTerms | None = None
    rules: Long | None = None

    @model_validator(mode="after")
    def says_something(self) -> "Pay":
        """Refuse pay that names a currency and nothing else."""
        if not any((self.base, self.variable, self.ote, self.plan, self.terms, self.rules)):
            raise refuse("pay", "give base, variable, ote or plan, or leave pay out")
        return self


class Chosen(Strict):
    """A line of the posting: one of the model's (`use`), reworded if `text` is given too, or an own one."""

    use: Id | None = None
    text: Bulleted | None = None
    skills: list[SkillId] = []

    @model_validator(mode="after")
    def says_something(self) -> "Chosen":
        """Refuse a line with neither an id nor words."""
        if self.use is None and self.text is None:
            raise refuse("line", "give use (a line of the model), or text (your own), or both (reworded)")
        return self


Lines = Annotated[list[Chosen], Field(max_length=30)]


class Waiver(Strict):
    """A rule whose findings the company answers for, at some words or anywhere, and why."""

    rule: RuleName
    words: Short | None = None
    reason: Short


class Brief(Strict):
    """One job to be advertised. Texts are in the posting's language and printed as typed."""

    level: Level
    motion: Motion
    language: Language = "en"
    title: Short | None = None
    company: Short
    about: Long | None = None
    industry: Short | None = None
    place: Short | None = None
    region: Short | None = None
    country: Country
    remote: Literal["none", "hybrid", "full"] = "none"
    remote_from: Annotated[list[Country], Field(max_length=30)] = []
    travel: Annotated[int, Field(ge=0, le=100)] | None = None
    contract: Literal["employment", "b2b", "mandate"] = "employment"
    hours: Literal["full_time", "part_time"] = "full_time"
    pay: Pay | None = None
    benefits: Annotated[list[Bulleted], Field(max_length=20)] = []
    summary: Long | None = None
    reports_to: Short | None = None
    duties: Lines | None = None
    goals: Lines | None = None
    requirements: Lines | None = None
    nice_to_have: Lines | None = None
    preview: Long | None = None
    stages: Annotated[list[Id], Field(max_length=8)] | None = None
    apply: Short
    contact: Short | None = None
    deadline: IsoDate | None = None
    posted: IsoDate | None = None
    reference: Short | None = None
    jurisdictions: Annotated[list[Jurisdiction], Field(max_length=17)] = []
    pay_information: Literal["posting", "before_interview", "before_contract"] | None = None
    data_protection: Long | None = None
    readiness: Annotated[dict[Id, Id], Field(max_length=20)] | None = None
    waivers: Annotated[list[Waiver], Field(max_length=40)] = []

    @model_validator(mode="after")
    def has_a_place(self) -> "Brief":
        """Refuse work that is not fully remote and yet has no place."""
        if self.remote != "full" and self.place is None:
            raise refuse("place", "give the place of work, or set remote to full")
        return self

    @model_validator(mode="after")
    def deadline_after_posting(self) -> "Brief":
        """Refuse a deadline before the day of posting."""
        if self.deadline and self.posted and self.deadline < self.posted:
            raise refuse("order", "the deadline is before the day of posting")
        return self


def link(text: str) -> str | None:
    """Return the address to link when a text is a web or mail address and nothing else."""
    text = text.strip()
    if _LINK.fullmatch(text):
        return text
    return f"mailto:{text}" if _MAIL.fullmatch(text) else None
