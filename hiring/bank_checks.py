"""Checks of question banks and exercises: that each skill can be asked at each level, in two equal forms."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from hiring.findings import Finding, Place, Severity, did_you_mean, error, say
from hiring.library import Library
from hiring.library_search import plain, stem
from hiring.question_bank import Question
from hiring.rubric import SCORES
from hiring.skill_model import of_motion
from hiring.text import texts
from hiring.vocabulary import LANGUAGES, MOTIONS, Level, SkillId

LEAST_QUESTIONS = 6
LEAST_TYPES = 2
LEAST_STRONG = 2  # examples at score 4 or 5, for calibration and practice
LEAST_WEAK = 1
ALIKE = 0.5  # share of word stems that two questions have in common
TWIN_FIELDS = ("skill", "type", "levels", "motions", "minutes")


class Banks:
    """Every question of the library with its place."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.rows = [
            (name, row, question) for name in library.banks for row, question in enumerate(library.bank(name))
        ]

    @cached_property
    def by_id(self) -> dict[str, Question]:
        """The questions by id; of two with one id the last."""
        return {question.id: question for _, _, question in self.rows}

    def place(self, name: str, row: int, key: str = "id") -> Place:
        """Return where a question, or one of its keys, stands."""
        return self.library.place(name, "questions", row, key)


def broken_banks(library: Library) -> Iterator[Finding]:
    """Yield the errors in a user's own banks that make a question vanish from kits, or form B ask what form A asks."""
    for check in (question_of_unknown_skill, question_id_twice, unequal_twins) if library.own else ():
        yield from (finding for finding in check(library) if finding.severity is Severity.ERROR)


def question_of_unknown_skill(library: Library) -> Iterator[Finding]:
    """Report a question on a skill that has no rubric, that its bank is not named after, or that its level does not assess."""
    banks = Banks(library)
    for name, row, question in banks.rows:
        if question.skill is None:
            continue
        place, named = banks.place(name, row, "skill"), Path(name).stem
        if question.skill not in library.skills:
            message = say("no rubric for a skill %(skill)s", skill=question.skill)
            yield error(
                place, "question-of-unknown-skill", message, did_you_mean(question.skill, library.skills)
            )
        elif named in library.skills and named != question.skill:
            message = say(
                "a question on %(skill)s stands in the bank on %(name)s", skill=question.skill, name=named
            )
            yield error(place, "question-of-unknown-skill", message)
        for level in question.levels:
            if question.skill in library.skills and not _assessed(library, question, level):
                message = say(
                    "%(level)s does not assess %(skill)s in these motions", level=level, skill=question.skill
                )
                yield error(banks.place(name, row, "levels"), "question-of-unknown-skill", message)


def _assessed(library: Library, question: Question, level: Level) -> bool:
    model = library.skill_model(level)
    return any(question.skill in model.skills_for(motion) for motion in question.motions)


def question_id_twice(library: Library) -> Iterator[Finding]:
    """Report a question whose id another one has already."""
    banks, seen = Banks(library), set()
    for name, row, question in banks.rows:
        if question.id in seen:
            message = say("the id %(id)s stands twice", id=question.id)
            yield error(banks.place(name, row), "question-id-twice", message)
        seen.add(question.id)


def unequal_twins(library: Library) -> Iterator[Finding]:
    """Report a question without a twin, or whose twin is unknown, not its own, or of another kind: forms A and B must be alike."""
    banks = Banks(library)
    for name, row, question in banks.rows:
        place = banks.place(name, row, "pair" if question.pair else "id")
        if question.pair is None:
            message = say("%(id)s has no twin: forms A and B ask the same", id=question.id)
            yield Finding(
                place, "unequal-twins", Severity.WARNING, message, say("write an equal one and name it")
            )
        elif question.pair not in banks.by_id:
            message = say("no question %(id)s", id=question.pair)
            yield error(place, "unequal-twins", message, did_you_mean(question.pair, banks.by_id))
        else:
            twin = banks.by_id[question.pair]
            if twin.pair != question.id:
                message = say("%(twin)s names another twin than %(id)s", twin=twin.id, id=question.id)
                yield error(place, "unequal-twins", message)
            for field in TWIN_FIELDS:
                if question.id < twin.id and getattr(question, field) != getattr(twin, field):
                    message = say(
                        "%(id)s and %(twin)s differ in %(field)s", id=question.id, twin=twin.id, field=field
                    )
                    yield error(place, "unequal-twins", message)


def too_few_questions(library: Library) -> Iterator[Finding]:
    """Report a skill and level with fewer than six rated questions, or of one type only."""
    for skill, level, questions in _by_skill_and_level(library):
        place = _bank_place(library, skill)
        if len(questions) < LEAST_QUESTIONS:
            message = say(
                "%(skill)s has %(found)s questions for %(level)s; %(least)s are needed",
                skill=skill,
                found=len(questions),
                level=level,
                least=LEAST_QUESTIONS,
            )
            yield error(place, "too-few-questions", message)
        elif len({question.type for question in questions}) < LEAST_TYPES:
            message = say("%(skill)s has questions of one type only for %(level)s", skill=skill, level=level)
            yield error(place, "too-few-questions", message)


def too_few_examples(library: Library) -> Iterator[Finding]:
    """Report a skill and level with fewer than two strong answers or no weak one, and a rung that the ladder does not have."""
    for skill, level, questions in _by_skill_and_level(library):
        start, rungs = library.levels_of(skill).index(level), len(library.rubric(skill).rungs)
        scores = [{example.rung - start for example in question.examples} for question in questions]
        strong = sum(bool(found & {SCORES - 1, SCORES}) for found in scores)
        weak = sum(bool(found & {1, 2}) for found in scores)
        if strong < LEAST_STRONG or weak < LEAST_WEAK:
            message = say(
                "%(skill)s has %(strong)s strong and %(weak)s weak examples for %(level)s; 2 and 1 are needed",
                skill=skill,
                strong=strong,
                weak=weak,
                level=level,
            )
            yield error(_bank_place(library, skill), "too-few-examples", message)
        if level == library.levels_of(skill)[0]:
            banks = Banks(library)
            for name, row, question in banks.rows:
                for example in question.examples if question.skill == skill else ():
                    if example.rung > rungs:
                        message = say("the ladder of %(skill)s has %(rungs)s rungs", skill=skill, rungs=rungs)
                        yield error(banks.place(name, row, "examples"), "too-few-examples", message)


def _by_skill_and_level(library: Library) -> Iterator[tuple[SkillId, Level, list[Question]]]:
    """Yield every skill with each level that assesses it and the rated questions for the two."""
    found: dict[tuple[str | None, Level], list[Question]] = defaultdict(list)
    for _, _, question in Banks(library).rows:
        for level in question.levels if question.rated else ():
            found[question.skill, level].append(question)
    for skill in library.skills:
        for level in library.levels_of(skill):
            yield skill, level, found[skill, level]


def _bank_place(library: Library, skill: SkillId) -> Place:
    """Return where the questions on a skill belong."""
    name = f"question_banks/{skill}.yaml"
    return library.place(name, "questions") if name in library.read else Place(name)


def questions_alike(library: Library) -> Iterator[Finding]:
    """Report two questions that ask the same thing in other words: half of their word stems or more in common."""
    banks = Banks(library)
    for language in LANGUAGES:
        stems = [_stems(str(question.text[language])) for _, _, question in banks.rows]
        for first, second in _pairs_alike(stems):
            name, row, question = banks.rows[second]
            message = say(
                "%(id)s asks nearly the same as %(other)s (%(language)s)",
                id=question.id,
                other=banks.rows[first][2].id,
                language=language,
            )
            yield Finding(banks.place(name, row, "text"), "questions-alike", Severity.WARNING, message)


def _stems(text: str) -> frozenset[str]:
    words = "".join(sign if sign.isalnum() else " " for sign in plain(text)).split()
    return frozenset(stem(word) for word in words if len(word) > 3)


def _pairs_alike(sets: list[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of sets of which at least half is common; only those that share a rare stem are compared."""
    common = Counter(word for words in sets for word in words)
    shelf: dict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(sets):
        rare_first = sorted(words, key=lambda word: (common[word], word))
        telling = rare_first[: len(words) - int(ALIKE * len(words)) + 1]
        for other in sorted({other for word in telling for other in shelf[word]}):
            if len(words & sets[other]) >= ALIKE * len(words | sets[other]):
                yield other, row
        for word in telling:
            shelf[word].append(row)


def topic_not_to_ask(library: Library) -> Iterator[Finding]:
    """Report a question or an exercise that touches a topic that has no place in an interview."""
    topics = library.not_to_ask
    for name, model in library.files():
        if name in library.banks or name.startswith("question_banks/exercises/"):
            for loc, text in texts(library.load(name, model).model):
                for language in LANGUAGES:
                    for topic, word in topics.met(str(text[language]), language):
                        message = say("%(word)s touches %(topic)s", word=word, topic=topic.name.en)
                        place = library.place(name, *loc, language)
                        yield error(place, "topic-not-to-ask", message, say("ask about the work instead"))


def exercise_of_unknown_skill(library: Library) -> Iterator[Finding]:
    """Report an exercise that rates a skill without rubric, or shows none of a level's and motion's skills."""
    for exercise in library.exercises():
        name = f"question_banks/exercises/{exercise.id}.yaml"
        for row, scored in enumerate(exercise.skills):
            if scored.skill not in library.skills:
                message = say("no rubric for a skill %(skill)s", skill=scored.skill)
                place = library.place(name, "skills", row)
                yield error(
                    place, "exercise-of-unknown-skill", message, did_you_mean(scored.skill, library.skills)
                )
        for level in exercise.levels:
            for motion in exercise.motions:
                if not {*exercise.skill_ids} & {*library.skill_model(level).skills_for(motion)}:
                    message = say("shows no skill of %(level)s and %(motion)s", level=level, motion=motion)
                    yield error(library.place(name, "skills"), "exercise-of-unknown-skill", message)


def observation_of_unrated_skill(library: Library) -> Iterator[Finding]:
    """Report something to look for in an exercise that bears on a skill which the exercise does not rate."""
    for exercise in library.exercises():
        for row, seen in enumerate(exercise.observe):
            if seen.skill not in exercise.skill_ids:
                message = say("%(exercise)s does not rate %(skill)s", exercise=exercise.id, skill=seen.skill)
                place = library.place(f"question_banks/exercises/{exercise.id}.yaml", "observe", row)
                near = did_you_mean(seen.skill, exercise.skill_ids)
                yield error(place, "observation-of-unrated-skill", message, near)


def must_have_without_exercise(library: Library) -> Iterator[Finding]:
    """Report a must-have skill that no exercise shows at its level and motion."""
    shown = {
        (level, motion, skill)
        for exercise in library.exercises()
        for level in exercise.levels
        for motion in exercise.motions
        for skill in exercise.skill_ids
    }
    for model in library.skill_models():
        for motion in MOTIONS:
            for weight in of_motion(model.skills, motion):
                if weight.must_have and (model.level, motion, weight.skill) not in shown:
                    row = model.skills.index(weight)
                    message = say(
                        "no exercise shows %(skill)s for %(motion)s", skill=weight.skill, motion=motion
                    )
                    place = library.place(f"skill_models/{model.level}.yaml", "skills", row)
                    yield error(place, "must-have-without-exercise", message)
