"""One document in every format that it can be kept in: Markdown, HTML, JSON, PDF, DOCX and, for a posting, plain text and JSON-LD."""

import json
from collections.abc import Mapping
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from markupsafe import Markup

from hiring import phrases, render
from hiring.brief import Brief
from hiring.posting import Posting
from hiring.short_posting import TEMPLATES, Length
from hiring.vocabulary import Language

TEXTS = ("md", "html", "json")
ON_PAPER = ("pdf", "docx")
FORMATS = (*TEXTS, *ON_PAPER)
HASH_SHOWN = 12  # signs: enough to tell apart two papers on a table
POSTING_FORMATS = (*TEXTS, "txt", "jsonld", *ON_PAPER)
MEDIA_TYPES = {
    "md": "text/markdown",
    "html": "text/html",
    "txt": "text/plain",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "yaml": "application/yaml",
    "ics": "text/calendar",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
NEEDS = {"pdf": ("typst", "pip install 'hiring-account-executives[pdf]'")}


# What the hash at the foot of a page stands for, where it is not the kit.
FEET = {"debrief": "Record", "dossier": "Dossier"}


def installed(form: str) -> bool:
    """Whether the packages that a form needs are on this machine; nothing is imported to find out."""
    return form not in NEEDS or find_spec(NEEDS[form][0]) is not None


def document_file(
    name: str, form: str, facts: Mapping[str, Any], language: Language, own: Path | None
) -> bytes:
    """Return a document such as `kit` as a file in a form of FORMATS; NotInstalled where that needs a package."""
    if form in ON_PAPER:
        return printed(form, *_on_paper(name, render.document(name, facts, language, own), facts, language))
    return document_text(name, form, facts, language, own).encode()


def printed(form: str, body: Markup, paper: render.Paper) -> bytes:
    """Return a document's clean HTML as a file in a form of ON_PAPER."""
    if form == "pdf":
        from hiring.export.pdf import pdf  # noqa: PLC0415 - only this form needs it

        return pdf(body, paper)
    from hiring.export.docx import docx  # noqa: PLC0415 - only this form needs it

    return docx(body, paper)


def document_text(
    name: str, form: str, facts: Mapping[str, Any], language: Language, own: Path | None
) -> str:
    """Return a document such as `kit` in a form of TEXTS; `facts` is what its template gets.

    A `hash` among the facts stands at the foot of every printed page.
    """
    if form == "json":
        return (
            json.dumps({"document": name, "language": language, **facts}, ensure_ascii=False, indent=2) + "\n"
        )
    markdown = render.document(name, facts, language, own)
    if form == "md":
        return markdown
    return render.page(*_on_paper(name, markdown, facts, language)) + "\n"


def _on_paper(
    name: str, markdown: str, facts: Mapping[str, Any], language: Language
) -> tuple[Markup, render.Paper]:
    """Return a document's clean HTML and what stands around it."""
    foot = ""
    if "hash" in facts:
        foot = f"{phrases.phrases(language).gettext(FEET.get(name, 'Kit'))} {facts['hash'][:HASH_SHOWN]}"
    return render.html(markdown), render.Paper(name, _title(markdown), language, foot=foot)


def posting_file(
    form: str, posting: Posting, brief: Brief, own: Path | None, today: date, length: Length = "standard"
) -> bytes:
    """Return a posting as a file in a form of POSTING_FORMATS; NotInstalled where that needs a package.

    `posting` holds what a posting of this `length` says (see `hiring.short_posting`).
    """
    if form in ON_PAPER:
        body = posting_body(posting, own, length)
        return printed(form, body, render.Paper("posting", _posting_title(posting), posting.language))
    return posting_text(form, posting, brief, own, today, length).encode()


def posting_body(posting: Posting, own: Path | None, length: Length = "standard") -> Markup:
    """Return a posting as clean HTML."""
    facts = {"posting": posting.as_dict()}
    return render.html(render.document(TEMPLATES[length], facts, posting.language, own))


def posting_text(
    form: str, posting: Posting, brief: Brief, own: Path | None, today: date, length: Length = "standard"
) -> str:
    """Return a posting as text in a form of POSTING_FORMATS; `today` is the day of posting if the brief gives none.

    The HTML page carries the JSON-LD too, as job search engines want it.
    """
    if form in {"md", "json"}:
        facts = {"posting": posting.as_dict()}
        return document_text(TEMPLATES[length], form, facts, posting.language, own)
    body = posting_body(posting, own, length)
    if form == "txt":
        from hiring.export.plain import plain_document  # noqa: PLC0415 - only this form needs it

        return plain_document(body)
    from hiring.export import json_ld  # noqa: PLC0415 - only these forms need it

    job = json_ld.dumped(json_ld.job_posting(posting, brief, body, today))
    if form == "jsonld":
        return job
    return render.page(body, render.Paper("posting", _posting_title(posting), posting.language, job)) + "\n"


def _posting_title(posting: Posting) -> str:
    return " · ".join(filter(None, (posting.title, posting.company)))


def _title(markdown: str) -> str:
    """Return the words of a document's first heading."""
    body = render.html(markdown.partition("\n\n")[0])
    return body.striptags()
