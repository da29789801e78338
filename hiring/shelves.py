"""Which model reads which content file; the first pattern that fits a file is its own."""

from pydantic import BaseModel

from hiring.coach_reading import CoachWords
from hiring.exercise import Exercise
from hiring.not_to_ask import NotToAsk
from hiring.pay_law import PayLaws
from hiring.posting_wording import PostingWording
from hiring.posting_words import SkillWords
from hiring.preparation import Preparation
from hiring.question_bank import AskBack, QuestionBank
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
    "question_banks/ask_back.yaml": AskBack,
    "question_banks/not_to_ask.yaml": NotToAsk,
    "question_banks/preparation.yaml": Preparation,
    "question_banks/exercises/*.yaml": Exercise,
    "question_banks/*.yaml": QuestionBank,
    "coach_words/*.yaml": CoachWords,
    "posting_rules/pay.yaml": PayLaws,
    "posting_rules/skill_words.yaml": SkillWords,
    "posting_rules/wording.yaml": PostingWording,
    "seed_facts.yaml": SeedFacts,
}
