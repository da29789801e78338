"""The form for those who interview, and the plan made from it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g
from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from hiring import render, yaml_file
from hiring.findings import Finding, HiringError
from hiring.interviewer import Interviewers
from hiring.kit import Kit
from hiring.kit_sheet import Heading
from hiring.vocabulary import SkillId
from hiring.web.forms import FormSheet

ROWS = 12
SHOWN = 4
SPARE = 2


@dataclass(frozen=True)
class PersonRow:
    """One interviewer as typed."""

    name: str = ""
    minutes: str = ""
    skills: tuple[str, ...] = ()


@dataclass(frozen=True)
class PanelForm:
    """Everybody typed so far, with blank rows for more."""

    rows: tuple[PersonRow, ...]

    @classmethod
    def read(cls, form: MultiDict[str, str], kit: Kit) -> "PanelForm":
        """Return the form as typed; at first blank rows in which everybody rates everything."""
        typed = tuple(
            PersonRow(
                form.get(f"{row}.name", "").strip()[:200],
                form.get(f"{row}.minutes", "").strip()[:20],
                tuple(form.getlist(f"{row}.skills")),
            )
            for row in range(ROWS)
        )
        last = max(
            (number for number, row in enumerate(typed, start=1) if row.name or row.minutes), default=0
        )
        blank = PersonRow(skills=tuple(kit.skills))
        return cls((*typed[:last], *[blank] * (min(ROWS, max(SHOWN, last + SPARE)) - last)))

    def sheet(self, skills: Sequence[SkillId]) -> FormSheet:
        """Return the form as the data of an interviewers' file; blank rows are left out."""
        numbers = [number for number, row in enumerate(self.rows) if row.name or row.minutes]
        people = [
            {
                "name": row.name,
                "minutes": int(row.minutes) if row.minutes.isdecimal() else row.minutes,
                "skills": "all" if set(row.skills) >= set(skills) else [*row.skills],
            }
            for row in (self.rows[number] for number in numbers)
        ]
        return FormSheet({"interviewers": people}, {"interviewers": numbers})


def plan_of(form: PanelForm, kit: Kit, heading: Heading) -> tuple[Markup | None, list[Finding]]:
    """Return the plan as a document, or none with what is to mend in the form; with a plan, what it leaves over."""
    from hiring.panel import planned
    from hiring.panel_sheet import make_panel_sheet

    sheet = form.sheet(kit.skills)
    try:
        plan, findings = planned(yaml_file.check(sheet, Interviewers).model, sheet, kit)
    except HiringError as problem:
        return None, problem.findings
    facts = make_panel_sheet(plan, heading, findings)
    return render.html(render.document("panel", facts, heading.language, g.library.own)), findings


def row_of(finding: Finding) -> int:
    """Return the number of the row that a finding is about, or of the first."""
    step = finding.place.path.split(".")[1:2]
    return int(step[0]) if step and step[0].isdecimal() else 0
