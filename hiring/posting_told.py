"""What a posting surely tells of the job's place, company, pay and application; nothing is guessed."""

import re
from collections.abc import Iterator
from typing import Any

from hiring.brief import NO_COUNTRIES
from hiring.posting_reading import Reading

_LABEL = re.compile(
    r"^[ \t*_#•\-]*(?P<label>company|employer|firma|pracodawca|location|place(?: of work)?|miejsce pracy|lokalizacja"
    r"|country|kraj|reports? to|reporting to|przełożon[ya])[ \t*_]*[:|–][ \t*_]*(?P<words>[^\n]{1,120}?)[ \t*_]*$",
    re.IGNORECASE | re.MULTILINE,
)
_KEYS = {
    **dict.fromkeys(("company", "employer", "firma", "pracodawca"), "company"),
    **dict.fromkeys(("location", "place", "place of work", "miejsce pracy", "lokalizacja"), "place"),
    **dict.fromkeys(("country", "kraj"), "country"),
    **dict.fromkeys(("report to", "reports to", "reporting to", "przełożony", "przełożona"), "reports_to"),
}
_LEGAL = re.compile(
    r"(?<!\w)(?:[A-ZĄĆĘŁŃÓŚŹŻ][\w&.\-]{0,30}[ ]){1,4}(?:[Ss]p\. z o\.o\.|S\.A\.|GmbH|Ltd\.?|Inc\.|LLC|PLC|plc|B\.V\.)"
)
_REMOTE = re.compile(r"remote|zdaln|hybr|home|anywhere|\d", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?://[^\s<>\"'`\\^{}|\[\]()]{3,200}|[A-Za-z0-9._%+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_AMOUNT = re.compile(
    r"(\d{1,3}(?:[ \u00a0\u202f.,]\d{3}){1,2}|\d{1,6}(?:[.,]\d{1,2})?)\s?(k|tys\.?)?", re.IGNORECASE
)
_CURRENCIES = {
    "€": "EUR",
    "eur": "EUR",
    "£": "GBP",
    "gbp": "GBP",
    "zł": "PLN",
    "pln": "PLN",
    "chf": "CHF",
    "us$": "USD",
    "usd": "USD",
}
_PERIODS = {
    "year": re.compile(r"(?:a|per|/)\s?(?:year|annum)|yearly|annual|p\.a\.|roczn", re.IGNORECASE),
    "month": re.compile(r"(?:a|per|/)\s?month|monthly|mies(?:\.|ięczn|iąc)", re.IGNORECASE),
}
_TAXES = {
    "net_vat": re.compile(r"netto \+ vat|\+ vat", re.IGNORECASE),
    "gross": re.compile(r"brutto|gross", re.IGNORECASE),
}
_BESIDE = 40
_LONGEST_PLACE = 4  # words
_THOUSAND = 1000
_RANGE = _CODE = 2


def told_facts(text: str, reading: Reading) -> dict[str, Any]:
    """Return what goes into a brief without a question, by its key."""
    found: dict[str, Any] = _company(text) | _labelled(text)
    if "country" not in found and (code := country_of(found.get("place", "").rpartition(",")[2].strip())):
        found["country"] = code
        found["place"] = found["place"].rpartition(",")[0].strip() or found["place"]
    addresses = addresses_in(text)
    if len(addresses) == 1:
        found["apply"] = addresses[0]
    title = " ".join(text[slice(*reading.title)].strip(" \t\n#*_").split())
    if title:
        found["title"] = title
    kinds = {"employment": "employment", "own_business": "b2b", "mandate": "mandate"}
    if len(reading.contracts) == 1:
        found["contract"] = kinds[reading.contracts[0].name]
    if pay := _pay(text, reading):
        found["pay"] = pay
    return found


def addresses_in(text: str) -> list[str]:
    """Return the web and mail addresses of a posting, each once."""
    return list(dict.fromkeys(found.group().rstrip(".,;:") for found in _ADDRESS.finditer(text)))


def country_of(words: str) -> str | None:
    """Return the code of a country by its code or its English or Polish name."""
    from babel import Locale  # noqa: PLC0415 - its tables are read when a posting names a country

    if words in Locale.parse("en").territories and len(words) == _CODE and words not in NO_COUNTRIES:
        return words if words.isalpha() else None
    for language in ("en", "pl"):
        for code, name in Locale.parse(language).territories.items():
            if name.casefold() == words.casefold() and len(code) == _CODE:
                return str(code)
    return None


def _labelled(text: str) -> dict[str, str]:
    """Return what stands behind a label at the beginning of a line, where that label stands once."""
    found: dict[str, list[str]] = {}
    for each in _LABEL.finditer(text):
        found.setdefault(_KEYS[each["label"].lower()], []).append(each["words"].strip())
    once = {key: words[0] for key, words in found.items() if len(set(words)) == 1}
    place = once.get("place", "")
    if _REMOTE.search(place) or len(place.split()) > _LONGEST_PLACE:
        once.pop("place", None)
    if "country" in once:
        code = country_of(once.pop("country"))
        once |= {"country": code} if code else {}
    return once


def _company(text: str) -> dict[str, str]:
    """Return the company where one name with its legal form stands in the text."""
    names = {found.group() for found in _LEGAL.finditer(text)}
    return {"company": names.pop()} if len(names) == 1 else {}


def _pay(text: str, reading: Reading) -> dict[str, Any] | None:
    """Return base pay where the posting names one range with its currency and period, and pay at target beside it."""
    ranges: dict[str, list[dict[str, Any]]] = {"pay": [], "ote": []}
    for number in reading.numbers:
        if number.kind in ranges:
            ranges[number.kind].append(_range(text, *number.span) or {})
    if len(ranges["pay"]) != 1 or not all(ranges["pay"]):
        return None
    pay = ranges["pay"][0]
    bounds = {name: pay.pop(name) for name in ("min", "max")}
    found = {**pay, "base": bounds}
    if len(ranges["ote"]) == 1 and (top := ranges["ote"][0]) and top["currency"] == pay["currency"]:
        found["ote"] = {"min": top["min"], "max": top["max"]}
    return found


def _range(text: str, begin: int, end: int) -> dict[str, Any] | None:
    """Return a range with its currency, period and tax; none where one of the first two is not told beside it."""
    words = text[begin:end]
    currencies = {code for sign, code in _CURRENCIES.items() if sign in words.lower()}
    after = re.split(r"[,;\n]|\. ", text[end : end + _BESIDE])[0]
    before = re.split(r"[,;\n]|\. ", text[max(0, begin - _BESIDE) : begin])[-1]
    beside = before + words + after
    periods = [name for name, sign in _PERIODS.items() if sign.search(beside)]
    amounts = list(_amounts(words))
    if len(currencies) != 1 or len(periods) != 1 or len(amounts) != _RANGE or amounts[0] > amounts[1]:
        return None
    tax = [name for name, sign in _TAXES.items() if sign.search(beside)]
    return {
        "currency": currencies.pop(),
        "period": periods[0],
        **({"tax": tax[0]} if len(tax) == 1 else {}),
        "min": amounts[0],
        "max": amounts[1],
    }


def _amounts(words: str) -> Iterator[float]:
    """Yield the sums of a range; where only its end tells thousands, so does its beginning."""
    found = [(each[1], each[2] or "") for each in _AMOUNT.finditer(words)]
    for figures, many in found:
        plain = re.sub(r"[ \u00a0\u202f.,](?=\d{3})", "", figures).replace(",", ".")
        thousands = many or (found[-1][1] if float(plain) < _THOUSAND else "")
        amount = float(plain) * (_THOUSAND if thousands else 1)
        yield int(amount) if amount.is_integer() else amount
