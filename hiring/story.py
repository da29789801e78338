"""Stories of what a candidate has done, the skills that they show, and which to tell for which question."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hiring.findings import Said, say
from hiring.practice import Card
from hiring.vocabulary import CONTROL, SkillId

PARTS = ("situation", "task", "action", "result", "learning")
TOLD = ("situation", "action", "result")  # without these a story cannot be told
MOST_SKILLS = 3
MOST_STORIES = 100
LIMITS = {"title": 120, **dict.fromkeys(PARTS, 2_000)}
ENOUGH = 2  # stories of a skill, so that a second question on it needs no repeating


@dataclass(frozen=True)
class Story:
    """One thing that happened, in parts, and the one to three skills that it shows; id 0 is not kept yet."""

    title: str
    situation: str
    task: str
    action: str
    result: str
    learning: str
    skills: tuple[SkillId, ...]
    id: int = 0

    @property
    def text(self) -> str:
        """The parts as one answer, in the order of telling."""
        return "\n".join(part for name in PARTS if (part := getattr(self, name).strip()))

    @property
    def missing(self) -> tuple[str, ...]:
        """The parts still to be written before the story can be told."""
        return tuple(name for name in TOLD if not getattr(self, name).strip())

    def as_data(self) -> dict[str, Any]:
        """Return all but the id as plain data, for storage."""
        parts = {name: getattr(self, name) for name in LIMITS}
        return {**parts, "skills": list(self.skills)}


def story_of(data: Mapping[str, Any], story_id: int = 0) -> Story:
    """Return a story from plain data; `mistakes` tells what is wrong with one from outside."""
    texts = {name: str(data.get(name, "")) for name in LIMITS}
    return Story(**texts, skills=tuple(data.get("skills", ())), id=story_id)


def mistakes(story: Story, known: Collection[SkillId]) -> dict[str, Said]:
    """Return what has to be mended before a story can be kept, by field; its parts may be written later."""
    found = {
        name: wrong for name, most in LIMITS.items() if (wrong := _wrong_text(getattr(story, name), most))
    }
    if not story.title.strip():
        found["title"] = say("Give the story a title that you will know it by")
    if not 1 <= len(story.skills) <= MOST_SKILLS or len(set(story.skills)) < len(story.skills):
        found["skills"] = say("Choose one to three skills: what a story shows most clearly")
    if unknown := sorted(set(story.skills) - set(known)):
        found["skills"] = say("%(word)s is not known here", word=unknown[0])
    return found


def _wrong_text(text: str, most: int) -> Said | None:
    if len(text) > most:
        return say("At most %(most)s characters; there are %(count)s", most=most, count=len(text))
    if CONTROL.search(text):
        return say("There are signs in it that cannot be shown; type them anew")
    return None


@dataclass(frozen=True)
class Shown:
    """A skill with the stories that show it."""

    skill: SkillId
    stories: tuple[Story, ...]

    @property
    def thin(self) -> bool:
        """Whether there are fewer stories than two questions on the skill need."""
        return len(self.stories) < ENOUGH


@dataclass(frozen=True)
class Choice:
    """A question about something that happened, and the stories for it: the one to tell first."""

    card: Card
    stories: tuple[Story, ...]

    @property
    def open(self) -> bool:
        """Whether there is nothing to tell yet."""
        return not self.stories


@dataclass(frozen=True)
class Matrix:
    """Which story shows which skill of a job, and which to tell for which question."""

    stories: tuple[Story, ...]
    shown: tuple[Shown, ...]
    choices: tuple[Choice, ...]

    @property
    def thin(self) -> tuple[Shown, ...]:
        """The skills with fewer than two stories."""
        return tuple(each for each in self.shown if each.thin)

    @property
    def open(self) -> tuple[Choice, ...]:
        """The questions without a story."""
        return tuple(each for each in self.choices if each.open)

    def questions_of(self, story: Story) -> list[Card]:
        """Return the questions that a story is the first choice for."""
        return [each.card for each in self.choices if each.stories and each.stories[0] == story]


def matrix(stories: Sequence[Story], skills: Iterable[SkillId], deck: Iterable[Card]) -> Matrix:
    """Return which stories show which skill, and which to tell for each behavioural question of a deck.

    The questions are gone through in the deck's order; of the stories on a question's skill the one that was first
    choice least often so far goes first, of equals the one of fewer skills, then the one written earlier.
    """
    shown = {skill: tuple(story for story in stories if skill in story.skills) for skill in skills}
    times: Counter[int] = Counter()
    places = {story.id: place for place, story in enumerate(stories)}
    choices = []
    for card in deck:
        if card.variants[0].type != "behavioural" or card.skill not in shown:
            continue
        fitting = sorted(
            shown[card.skill], key=lambda story: (times[story.id], len(story.skills), places[story.id])
        )
        times.update(story.id for story in fitting[:1])
        choices.append(Choice(card, tuple(fitting)))
    return Matrix(tuple(stories), tuple(Shown(*each) for each in shown.items()), tuple(choices))
