"""Who can take part in interviews: their minutes, and the skills that they may rate."""

from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema, model_validator

from hiring.brief import Short
from hiring.vocabulary import SkillId, Strict, refuse

ALL = "all"


def _all_as_list(value: Any) -> Any:
    return [ALL] if value == ALL else value


def _some(skills: list[SkillId]) -> list[SkillId]:
    if not skills:
        raise refuse(
            "no-skills", "no skill is named that this person may rate; name one at least, or write all"
        )
    return skills


Skills = Annotated[
    list[SkillId],
    Field(max_length=40),
    BeforeValidator(_all_as_list),
    AfterValidator(_some),
    WithJsonSchema({"anyOf": [{"const": ALL}, {"type": "array", "items": {"type": "string"}}]}),
]


class Interviewer(Strict):
    """One person: the minutes that they have for interviews in all, and the skills that they may rate."""

    name: Short
    minutes: Annotated[int, Field(ge=0, le=10_000)]
    skills: Skills

    def rates(self, skill: SkillId) -> bool:
        """Whether the person may rate a skill."""
        return self.skills == [ALL] or skill in self.skills


class Interviewers(Strict):
    """Those who can take part."""

    interviewers: Annotated[list[Interviewer], Field(min_length=1, max_length=12)]

    @model_validator(mode="after")
    def every_name_once(self) -> "Interviewers":
        """Refuse two people of one name: nobody could tell them apart in the plan."""
        names = [person.name for person in self.interviewers]
        for name in names:
            if names.count(name) > 1:
                raise refuse("same-name", "the name %(name)s stands twice; add an initial", name=name)
        return self
