"""A posting as schema.org JobPosting JSON-LD, the form that job search engines read."""

import json
import re
from datetime import date
from typing import Any

from hiring import phrases
from hiring.brief import Brief
from hiring.posting import Posting

_HEADING = re.compile(r"<(/?)h[1-6]>")
_PLACELESS = re.compile(r"</?(?!(?:p|ul|li|br)\b)[a-z][^>]*>")
_UNITS = {"hour": "HOUR", "day": "DAY", "month": "MONTH", "year": "YEAR"}
_TYPES = {"full_time": "FULL_TIME", "part_time": "PART_TIME"}


def job_posting(posting: Posting, brief: Brief, html: str, today: date) -> dict[str, Any]:
    """Return the JobPosting of a posting whose clean HTML is `html`.

    `baseSalary` is the base alone; commission and pay at target go to `incentiveCompensation`.
    `today` is the day of posting where the brief gives none.
    """
    parts: dict[str, Any] = {
        "@context": "https://schema.org/",
        "@type": "JobPosting",
        "title": str(posting.title),
        "description": description(html),
        "datePosted": (brief.posted or today).isoformat(),
        "validThrough": f"{brief.deadline.isoformat()}T23:59:59" if brief.deadline else None,
        "hiringOrganization": {"@type": "Organization", "name": brief.company},
        "identifier": _identifier(brief),
        "employmentType": _employment_types(brief),
        "industry": brief.industry,
        **_education(brief),
        "responsibilities": _joined(line.text for line in posting.duties),
        "qualifications": _joined(line.text for line in posting.requirements),
        "baseSalary": _base_salary(brief),
        "incentiveCompensation": _incentive(posting),
        "jobBenefits": _joined(posting.benefits),
        **_location(brief),
    }
    return {key: value for key, value in parts.items() if value not in (None, "", [])}


def dumped(job: dict[str, Any]) -> str:
    """Return JSON in which `<`, `>` and `&` are escaped, so that it is inert inside HTML."""
    text = json.dumps(job, ensure_ascii=False, indent=2)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026") + "\n"


def description(html: str) -> str:
    """Return HTML with only the tags that job search engines read: p, ul, li, br."""
    lists = str(html).replace("<ol>", "<ul>").replace("</ol>", "</ul>")
    return _PLACELESS.sub("", _HEADING.sub(r"<\1p>", lists)).strip()


def _joined(texts: Any) -> str:
    return "\n".join(str(text) for text in texts)


def _education(brief: Brief) -> dict[str, Any]:
    """Return what our own requirements ask of education, which is nothing; a brief's own may ask for more."""
    if brief.requirements is not None:
        return {}
    return {"educationRequirements": "no requirements", "experienceInPlaceOfEducation": True}


def _identifier(brief: Brief) -> dict[str, str] | None:
    if brief.reference is None:
        return None
    return {"@type": "PropertyValue", "name": brief.company, "value": brief.reference}


def _employment_types(brief: Brief) -> list[str]:
    kinds = [_TYPES[brief.hours]]
    return kinds if brief.contract == "employment" else [*kinds, "CONTRACTOR"]


def _base_salary(brief: Brief) -> dict[str, Any] | None:
    if brief.pay is None or brief.pay.base is None:
        return None
    base = brief.pay.base
    return {
        "@type": "MonetaryAmount",
        "currency": brief.pay.currency,
        "value": {
            "@type": "QuantitativeValue",
            "minValue": _plain(base.min),
            "maxValue": _plain(base.max),
            "unitText": _UNITS[brief.pay.period],
        },
    }


def _plain(value: float) -> float | int:
    return int(value) if value == int(value) else value


def _incentive(posting: Posting) -> str:
    pay = posting.pay
    if pay is None:
        return ""
    kind = phrases.phrases(posting.language).pgettext("variable", pay.variable_kind)
    sums = [
        f"{kind}: {pay.variable}" if pay.variable else "",
        f"OTE: {pay.ote}" if pay.ote else "",
    ]
    return _joined(part for part in [*sums, *pay.plan] if part)


def _location(brief: Brief) -> dict[str, Any]:
    """Return where the work is done: a place, or remote with the countries that it may be done from."""
    parts: dict[str, Any] = {}
    if brief.place is not None:
        address = {
            "@type": "PostalAddress",
            "addressLocality": brief.place,
            "addressRegion": brief.region,
            "addressCountry": brief.country,
        }
        parts["jobLocation"] = {
            "@type": "Place",
            "address": {key: value for key, value in address.items() if value},
        }
    if brief.remote == "full":
        parts["jobLocationType"] = "TELECOMMUTE"
        parts["applicantLocationRequirements"] = [
            {"@type": "Country", "name": code} for code in brief.remote_from or [brief.country]
        ]
    return parts
