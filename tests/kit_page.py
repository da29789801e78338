"""What the tests of a kit's page share: the page of an address, and what it asks and tells."""

import re

from pages import Reader, app_over, text_of

from hiring.kit import Kit

CLIENT = app_over().test_client()


def shown(**query: str | list[str]) -> str:
    return CLIENT.get("/en/kit/", query_string=query).text


def asked(page: str) -> list[str]:
    """Return the ids of the questions that a page asks, in their order."""
    tags = Reader(page).tags
    return [found["id"] for tag, found in tags if tag == "article" and "id" in found]


def ids(kit: Kit) -> list[str]:
    return [question.id for stage in kit.stages for question in stage.questions]


def hash_of(page: str) -> list[str]:
    return re.findall(r"<code>(\w{12})</code>", page)


def told(page: str) -> str:
    """Return the words of the summary at the top of a page."""
    return text_of(page.partition('class="summary"')[2].partition("</section>")[0])


def one_line(text: str) -> str:
    return " ".join(text.split())
