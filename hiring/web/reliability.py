"""How far raters agree, for managers; and the counts that the four-fifths rule needs."""

import re
from collections.abc import Iterator

from flask import Blueprint, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.adverse_impact import Group
from hiring.findings import Finding, Place, error, say
from hiring.phrases import phrases
from hiring.storage import openings, selections
from hiring.storage.visibility import subjects_pending
from hiring.vocabulary import LEVELS, Level
from hiring.web.access import by_me, for_managers, me, reading, writing

blueprint = Blueprint("reliability", __name__)
MOST_GROUPS, MOST_NAME, MOST_PEOPLE = 20, 60, 1_000_000
_LINE = re.compile(r"(?P<name>[^;]+);\s*(?P<applicants>[0-9]{1,7})\s*;\s*(?P<selected>[0-9]{1,7})\s*")


@blueprint.get("/reliability")
@for_managers
def show() -> str:
    """Show agreement and severity, of one level or of all; candidates who wait for the reader's card are left out."""
    from hiring.reliability_sheet import make_reliability_sheet
    from hiring.storage.figures import score_sums

    db = reading()
    level = next((each for each in LEVELS if each == request.args.get("level")), None)
    sums = score_sums(db, subjects_pending(me()), level)
    names = {skill: g.library.rubric(skill).name[g.language] for skill in g.library.skills}
    told = [(title, groups) for _, title, groups in selections.counted(db)]
    return render_template(
        "reliability/page.html",
        sheet=make_reliability_sheet(sums, names, g.language, told),
        left_out=selections.waiting(db, me()),
        level_tabs=list(level_tabs(level)),
    )


def level_tabs(chosen: Level | None) -> Iterator[tuple[str, str, bool]]:
    """Yield the tabs of the page: all levels together, then each."""
    words = phrases(g.language)
    yield words.gettext("All levels"), url_for(".show"), chosen is None
    for level in LEVELS:
        yield words.pgettext("level", level), url_for(".show", level=level), level == chosen


@blueprint.get("/openings/<int:opening_id>/counts")
@for_managers
def counts(opening_id: int) -> ResponseReturnValue:
    """Show the counts of an opening as lines to fill in."""
    known = {found: groups for found, _, groups in selections.counted(reading())}
    lines = "\n".join(
        f"{each.name}; {each.applicants}; {each.selected}" for each in known.get(opening_id, [])
    )
    return counts_page(opening_id, lines, [])


def counts_page(opening_id: int, lines: str, findings: list[Finding]) -> ResponseReturnValue:
    """Return the form for the counts as typed, with what is to be mended."""
    opening = openings.opening(reading(), opening_id) or abort(404)
    page = render_template("reliability/counts.html", opening=opening, lines=lines, findings=findings)
    return page, 422 if findings else 200


@blueprint.post("/openings/<int:opening_id>/counts")
@for_managers
def count(opening_id: int) -> ResponseReturnValue:
    """Keep the counts of an opening."""
    lines = request.form.get("lines", "").replace("\r\n", "\n").replace("\r", "\n")
    groups, findings = read_groups(lines)
    if findings:
        return counts_page(opening_id, lines, findings)
    with writing() as db:
        if openings.opening(db, opening_id) is None:
            abort(404)
        selections.count(db, opening_id, groups, by_me())
    return redirect(url_for(".show"), 303)


def read_groups(lines: str) -> tuple[list[Group], list[Finding]]:
    """Return the groups that lines such as `women; 40; 12` name, and what is wrong with a line."""
    groups: dict[str, Group] = {}
    findings: list[Finding] = []
    written = [(number, line) for number, line in enumerate(lines.split("\n"), start=1) if line.strip()]
    for number, line in written[: MOST_GROUPS + 1]:
        found = _LINE.fullmatch(line.strip())
        name = found["name"].strip() if found else ""
        place = Place("counts", number, 1)
        if found is None or len(name) > MOST_NAME or not name.isprintable():
            words = say(
                "line %(line)s: write a group's name, how many applied, how many were selected", line=number
            )
            findings.append(error(place, "counts", words, say("for example: women; 40; 12")))
        elif int(found["selected"]) > int(found["applicants"]):
            words = say("line %(line)s: more were selected than applied", line=number)
            findings.append(error(place, "counts", words))
        elif name in groups:
            findings.append(
                error(place, "counts", say("line %(line)s: this group stands twice", line=number))
            )
        else:
            groups[name] = Group(name, int(found["applicants"]), int(found["selected"]))
    if len(written) > MOST_GROUPS:
        findings.append(error(Place("counts"), "counts", say("at most %(most)s groups", most=MOST_GROUPS)))
    return list(groups.values()), findings
