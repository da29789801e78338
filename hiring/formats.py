"""One document in every format that it can be kept in: Markdown, HTML, JSON and, for a posting, JSON-LD."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hiring import phrases, render
from hiring.brief import Brief
from hiring.posting import Posting
from hiring.vocabulary import Language

FORMATS = ("md", "html", "json")
HASH_SHOWN = 12  # signs: enough to tell apart two papers on a table
POSTING_FORMATS = (*FORMATS, "jsonld")
MEDIA_TYPES = {
    "md": "text/markdown",
    "html": "text/html",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "yaml": "application/yaml",
    "ics": "text/calendar",
}


# What the hash at the foot of a page stands for, where it is not the kit.
FEET = {"debrief": "Record", "dossier": "Dossier"}


def document_text(
    name: str, form: str, facts: Mapping[str, Any], language: Language, own: Path | None
) -> str:
    """Return a document such as `kit` in a form of FORMATS; `facts` is what its template gets.

    A `hash` among the facts stands at the foot of every printed page.
    """
    if form == "json":
        return (
            json.dumps({"document": name, "language": language, **facts}, ensure_ascii=False, indent=2) + "\n"
        )
    markdown = render.document(name, facts, language, own)
    if form == "md":
        return markdown
    foot = ""
    if "hash" in facts:
        foot = f"{phrases.phrases(language).gettext(FEET.get(name, 'Kit'))} {facts['hash'][:HASH_SHOWN]}"
    paper = render.Paper(name, _title(markdown), language, foot=foot)
    return render.page(render.html(markdown), paper) + "\n"


def posting_text(form: str, posting: Posting, brief: Brief, own: Path | None, today: date) -> str:
    """Return a posting in a form of POSTING_FORMATS; `today` is the day of posting if the brief gives none.

    The HTML page carries the JSON-LD too, as job search engines want it.
    """
    facts = {"posting": posting.as_dict()}
    if form in {"md", "json"}:
        return document_text("posting", form, facts, posting.language, own)
    from hiring.export import json_ld  # noqa: PLC0415 - only these forms need it

    body = render.html(render.document("posting", facts, posting.language, own))
    job = json_ld.dumped(json_ld.job_posting(posting, brief, body, today))
    if form == "jsonld":
        return job
    title = f"{posting.title} · {posting.company}"
    return render.page(body, render.Paper("posting", title, posting.language, job)) + "\n"


def _title(markdown: str) -> str:
    """Return the words of a document's first heading."""
    body = render.html(markdown.partition("\n\n")[0])
    return body.striptags()
