"""Which model reads which content file; the first pattern that fits a file is its own."""

from pydantic import BaseModel

from hiring.readiness import Readiness
from hiring.role import Role, SeedFacts
from hiring.rubric import Rubric, Scale
from hiring.skill_model import SkillModel
from hiring.stage import Stage
from hiring.wording import AnchorWords

SHELVES: dict[str, type[BaseModel]] = {
    "skill_models/role.yaml": Role,
    "skill_models/*.yaml": SkillModel,
    "scorecards/scale.yaml": Scale,
    "scorecards/anchor_words.yaml": AnchorWords,
    "scorecards/rubrics/*.yaml": Rubric,
    "scorecards/stages/*.yaml": Stage,
    "question_banks/readiness.yaml": Readiness,
    "seed_facts.yaml": SeedFacts,
}
