"""An opening's kit: chosen before the first candidate, frozen versions after, what changed, and its documents."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from hiring import render
from hiring.findings import Finding, HiringError, say
from hiring.formats import FORMATS, document_file
from hiring.frozen_kit import FrozenKit
from hiring.kit import Kit
from hiring.kit_changes import THINGS, changes
from hiring.kit_sheet import Heading, make_kit_sheet, make_prep_sheet, make_scorecard_sheet, told_shortfalls
from hiring.shortfalls import shortfalls
from hiring.storage import openings
from hiring.storage.opening_kit import chosen
from hiring.storage.openings import KeptKit, Opening
from hiring.vocabulary import LANGUAGES, Language
from hiring.web.access import by_me, for_managers, reading, writing
from hiring.web.choices import known
from hiring.web.downloads import download

blueprint = Blueprint("opening_kits", __name__, url_prefix="/openings")
PAPERS = {"scorecard": make_scorecard_sheet, "prep_sheet": make_prep_sheet}


@dataclass(frozen=True)
class Now:
    """The kit that the library makes for an opening now, or none with what has to be mended first."""

    kit: Kit | None
    findings: Sequence[Finding]


def found(db: Connection, opening_id: int) -> Opening:
    """Return an opening; 404 if there is none."""
    return openings.opening(db, opening_id) or abort(404)


def kit_now(opening: Opening) -> Now:
    """Return the kit as the library makes it now with what it does not reach, or why it makes none."""
    try:
        kit = chosen(opening, g.library)
    except HiringError as problem:
        return Now(None, problem.findings)
    return Now(kit, shortfalls(kit))


def freeze_now(db: Connection, opening: Opening) -> tuple[int, FrozenKit]:
    """Freeze the kit as the library makes it now; HiringError where it makes none."""
    kit = chosen(opening, g.library)
    short = shortfalls(kit)
    told = [told_shortfalls(short, language, g.library) for language in LANGUAGES]
    kept = [dict(zip(LANGUAGES, texts, strict=True)) for texts in zip(*told, strict=True)]
    return openings.freeze(db, opening.id, kit.frozen, kept, by_me()), kit.frozen


def heading_of(opening: Opening) -> Heading:
    """Return what documents of an opening say of the job."""
    return Heading(opening.language, opening.title, opening.company, opening.brief.get("contact"))


@blueprint.post("/<int:opening_id>/kits")
@for_managers
def freeze(opening_id: int) -> ResponseReturnValue:
    """Freeze the kit of now for candidates added from now on, if it is still the one that was shown."""
    with writing() as db:
        opening = found(db, opening_id)
        if opening.kit_id is None:
            abort(404)
        made = kit_now(opening).kit
        if made is not None and made.hash == request.form.get("hash") and not opening.closed_at:
            freeze_now(db, opening)
            return redirect(url_for("openings.show", opening_id=opening_id) + "#kit", 303)
    again = say("the library has changed once more since you opened the page; look at the changes again")
    return changes_page(opening_id, [again]), 422


@blueprint.get("/<int:opening_id>/changes")
@for_managers
def changed(opening_id: int) -> ResponseReturnValue:
    """Show what differs between two frozen versions, or between one and the kit that the library makes now."""
    return changes_page(opening_id, [])


def changes_page(opening_id: int, told: Sequence[Any]) -> str:
    """Return the page of differences; without an address of two versions those since the last one."""
    db = reading()
    opening = found(db, opening_id)
    kept = {kit.version: kit for kit in openings.kits_of(db, opening_id)}
    last = max(kept, default=0)
    old = kept.get(request.args.get("from", last, int)) or abort(404)
    newer = request.args.get("to", 0, int)
    later = kept.get(newer)
    if newer and later is None:
        abort(404)
    now = None if later else kit_now(opening)
    new = (
        FrozenKit.model_validate_json(later.content) if later else now.kit.frozen if now and now.kit else None
    )
    before = FrozenKit.model_validate_json(old.content)
    return render_template(
        "openings/changes.html",
        opening=opening,
        old=old,
        later=later,
        new=new,
        told=told,
        findings=now.findings if now and now.kit is None else [],
        things=THINGS,
        changes=changes(before, new, g.language) if new else [],
        may_freeze=new
        and later is None
        and old.version == last
        and new.hash != old.hash
        and not opening.closed_at,
    )


@blueprint.get("/<int:opening_id>/kits/<int:version>/<any(kit, scorecard, prep_sheet):document>")
@blueprint.get("/<int:opening_id>/kits/<int:version>/<any(kit, scorecard, prep_sheet):document>.<kind>")
@for_managers
def paper(opening_id: int, version: int, document: str, kind: str = "") -> ResponseReturnValue:
    """Show, or give as a file, a document of a frozen kit in the opening's language."""
    db = reading()
    opening = found(db, opening_id)
    kept = next((kit for kit in openings.kits_of(db, opening_id) if kit.version == version), None) or abort(
        404
    )
    facts = facts_of(document, kept, heading_of(opening))
    if kind:
        known(kind, FORMATS)
        content = document_file(document, kind, facts, opening.language, g.library.own)
        return download(content, f"{document}-{kept.hash}-{opening.language}.{kind}", kind)
    body = render.html(render.document(document, facts, opening.language, g.library.own))
    return render_template("openings/paper.html", opening=opening, kept=kept, document=document, body=body)


def facts_of(document: str, kept: KeptKit, heading: Heading) -> dict[str, Any]:
    """Return what a document of a frozen kit tells."""
    kit = FrozenKit.model_validate_json(kept.content)
    if document == "kit":
        return make_kit_sheet(kit, heading, shortfalls_in(kept, heading.language))
    return PAPERS[document](kit, heading)


def shortfalls_in(kept: KeptKit, language: Language) -> list[dict[str, str]]:
    """Return what a frozen kit did not reach, in words of a language."""
    return [dict(each[language]) for each in kept.shortfalls]
