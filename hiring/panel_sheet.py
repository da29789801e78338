"""A panel plan as plain data."""

from collections.abc import Sequence
from typing import Any

from hiring.findings import Finding
from hiring.kit_sheet import Heading, kit_head
from hiring.names import teller
from hiring.panel import PanelPlan


def make_panel_sheet(plan: PanelPlan, heading: Heading, findings: Sequence[Finding]) -> dict[str, Any]:
    """Return who sits where, who rates what, everybody's minutes, and what is left over."""
    language, kit = heading.language, plan.kit
    names = {skill: kit.library.rubric(skill).name[language] for skill in kit.skills}
    translate = teller(language, kit.library)
    return {
        **kit_head(kit.frozen, heading),
        "left_over": [
            {"text": finding.message.told(translate), "mend": finding.suggestion.told(translate)}
            for finding in findings
        ],
        "proven": plan.proven,
        "stages": [
            {
                "number": number,
                "name": each.stage.name[language],
                "minutes": each.stage.minutes.total,
                "people": [
                    {
                        "name": person.name,
                        "skills": [names[skill] for skill in each.skills if person.rates(skill)],
                    }
                    for person in people
                ],
            }
            for number, (each, people) in enumerate(zip(kit.stages, plan.seats, strict=True), start=1)
        ],
        "skills": [
            {
                "name": names[weight.skill],
                "must_have": weight.must_have,
                "raters": plan.raters_of(weight.skill),
            }
            for weight in kit.weights
        ],
        "loads": [
            {"name": person.name, "minutes": plan.minutes(person), "of": person.minutes}
            for person in plan.interviewers
        ],
    }
