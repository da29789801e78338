"""What the tests of pages share: requests as our own pages make them, and what a browser reads in an answer."""

from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hiring.web.app import create_app

SAME_ORIGIN = {"Sec-Fetch-Site": "same-origin"}
FILLED = {
    "company": "Northwind Instruments",
    "place": "Manchester",
    "country": "GB",
    "apply": "https://northwind.example/jobs",
}
PAGES = (
    "/",
    "/posting",
    "/read",
    "/ready",
    "/library/",
    "/library/?q=negotiation",
    "/library/role",
    "/library/levels/junior",
    "/library/levels/mid?motion=expansion",
    "/library/skills/negotiation?level=senior",
    "/library/rubrics/senior",
    "/library/changes",
    "/library/questions",
    "/library/questions?skill=discovery&level=senior&q=customer",
    "/library/questions/discovery_changed_offer",
    "/library/questions/motivation_company",
    "/library/exercises",
    "/library/exercises/negotiation",
    "/library/exercises/negotiation?side=candidate",
    "/kit/",
    "/kit/?instead=motivation_company",
    "/kit/?level=senior&motion=expansion&language=pl&form=B&seed=3",
    "/kit/?stages=screen",
    "/kit/?stages=nonsense",
    "/kit/scorecard",
    "/kit/prep_sheet?company=Northwind&contact=jobs%40northwind.example",
    "/kit/panel",
    "/nowhere",
)
Attributes = dict[str, str]


def app_over(own: Path | None = None) -> Flask:
    """Return the app as it is served, over our content and an own folder."""
    return create_app(own)


def send(client: FlaskClient, address: str, data: Mapping[str, str] | MultiDict[str, str]) -> TestResponse:
    """Send a form as a page of ours does."""
    return client.post(address, data=data, headers=SAME_ORIGIN)


class Reader(HTMLParser):
    """Reads a page as a browser does: its tags, and its fields with what they would send back."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.fields: MultiDict[str, str] = MultiDict()
        self.words: list[str] = []
        self._open: tuple[str, str, bool] | None = None
        self._text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.append((tag, found))
        name, kind = found.get("name", ""), found.get("type", "text")
        if tag == "input" and (kind not in {"checkbox", "radio"} or "checked" in found):
            self.fields.add(name, found.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "select":
            self._open, self._text = (tag, name, False), ""
        elif tag == "option" and self._open and ("selected" in found or not self._open[2]):
            self._open, self._text = ("select", self._open[1], True), found["value"]
        elif tag == "textarea":
            self._open, self._text = (tag, name, True), ""

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._open and self._open[0] == "textarea":
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag == self._open[0]:
            self.fields.add(self._open[1], self._text.removeprefix("\n") if tag == "textarea" else self._text)
            self._open = None

    def values(self, tag: str, attribute: str) -> Iterator[str]:
        """Yield what an attribute holds in every tag of a kind."""
        return (found[attribute] for name, found in self.tags if name == tag and attribute in found)


def text_of(page: str) -> str:
    """Return the words of a page on one line."""
    return " ".join(" ".join(Reader(page).words).split())


def sent(fields: MultiDict[str, str]) -> dict[str, Any]:
    """Return fields as a plain mapping; those ticked more than once as lists."""
    lists = {name: fields.getlist(name) for name in fields}
    return {name: values[0] if len(values) == 1 else values for name, values in lists.items()}


def fields_of(answer: TestResponse) -> MultiDict[str, str]:
    """Return every field of an answer's forms with what a browser would send back."""
    return Reader(answer.text).fields
