"""What can be done with a finding in the posting form: better words put in, waived with a reason, a waiver taken back."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError

from hiring.brief import Waiver
from hiring.brief_texts import typed_texts
from hiring.findings import Said, say
from hiring.web.forms import BULLETS, PostingForm, carried
from hiring.web.posting_findings import Card, Studio

MOST_WAIVERS = 40
_LONGEST_WORDS = 200
_GONE = say("These words have changed meanwhile; nothing was done.")


@dataclass(frozen=True)
class Act:
    """A form after something was done with a finding, and what was done, or at which card why it was not."""

    form: PostingForm
    told: Said
    wrong: str | None = None


def act(form: PostingForm, asked: Mapping[str, str], studio: Studio | None) -> Act:
    """Do what a card's button says: put the better words in, waive the finding, or take a waiver back."""
    if "take_back" in asked:
        return _taken_back(form, asked["take_back"])
    key = asked.get("mend") or asked.get("waive")
    card = next((each for each in studio.left if each.id == key), None) if studio else None
    if card is None or studio is None:
        return Act(form, _GONE, wrong="")
    if "mend" in asked:
        return _mended(form, card, dict(typed_texts(studio.brief)))
    return _waived(form, card, asked.get(f"reason.{card.id}", ""))


def _mended(form: PostingForm, card: Card, texts: Mapping[str, str]) -> Act:
    """Put what a finding offers in the place of its words in the form."""
    finding, better = card.finding, card.finding.instead
    if better is None or len(finding.spans) != 1 or card.field is None:
        return Act(form, _GONE, wrong="")
    begin, end = finding.spans[0]
    words, text = texts[finding.field][begin:end], texts[finding.field]
    earlier = len(_pattern(words).findall(text[:begin]))
    mended = _changed(form, finding.field, card.field, lambda typed: _put(typed, words, earlier, better))
    return Act(mended, say("“%(before)s” is now “%(after)s”.", before=words, after=better))


def _changed(form: PostingForm, path: str, field: str, change: Callable[[str], str]) -> PostingForm:
    """Return a form with the text behind a path of the brief changed."""
    name, _, row = field.partition(".")
    if name in form.rows:
        rows = list(form.rows[name])
        rows[int(row)] = replace(rows[int(row)], text=change(rows[int(row)].text))
        return replace(form, rows={**form.rows, name: rows})
    typed = form.values[field]
    if name == "benefits":
        lines = typed.splitlines(keepends=True)
        kept = [at for at, line in enumerate(lines) if line.lstrip(BULLETS).strip()]
        at = kept[int(path.partition(".")[2])]
        lines[at] = change(lines[at])
        return replace(form, values={**form.values, field: "".join(lines)})
    return replace(form, values={**form.values, field: change(typed)})


def _put(text: str, words: str, earlier: int, better: str) -> str:
    """Return a text with other words at one place: where the words stand after so many others like them."""
    found = list(_pattern(words).finditer(text))
    if earlier >= len(found):
        return text
    begin, end = found[earlier].span()
    return text[:begin] + better + text[end:]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"\s+".join(map(re.escape, words.split())))


def _waived(form: PostingForm, card: Card, reason: str) -> Act:
    """Keep a reason for a finding; it answers for the same words wherever they stand."""
    words = next((each for each in card.finding.words if len(each) <= _LONGEST_WORDS), None)
    waivers = _waivers(form)
    if len(waivers) >= MOST_WAIVERS:
        return Act(form, say("A brief keeps at most %(most)s waivers.", most=MOST_WAIVERS), wrong=card.id)
    try:
        waiver = Waiver(rule=card.finding.rule, words=words, reason=" ".join(reason.split()))
    except ValidationError:
        return Act(form, say("Give a reason of at most 200 characters."), wrong=card.id)
    kept = _with_waivers(form, [*waivers, waiver.model_dump(exclude_none=True)])
    return Act(kept, say("Waived; the reason stays in the brief."))


def _taken_back(form: PostingForm, row: str) -> Act:
    waivers = _waivers(form)
    if not (row.isascii() and row.isdecimal() and int(row[:4]) < len(waivers)):
        return Act(form, _GONE, wrong="")
    del waivers[int(row[:4])]
    return Act(
        _with_waivers(form, waivers), say("Taken back: it is in the list again if the words still stand.")
    )


def _waivers(form: PostingForm) -> list[Any]:
    kept = carried(form.values.get("carried", "")).get("waivers")
    return list(kept) if isinstance(kept, list) else []


def _with_waivers(form: PostingForm, waivers: list[Any]) -> PostingForm:
    aside = {**carried(form.values.get("carried", "")), "waivers": waivers}
    if not waivers:
        del aside["waivers"]
    text = json.dumps(aside, ensure_ascii=False) if aside else ""
    return replace(form, values={**form.values, "carried": text})
