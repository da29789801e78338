"""Rounds of questions in the terminal: the answer first, kept line by line, then what to compare it with, then the rating."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from time import monotonic

import click
from babel.dates import format_date

from hiring.answer import MOST_EVIDENCE, MOST_SECONDS, MOST_SIGNS, Answer, Review, enough
from hiring.cli.practice_paper import Paper
from hiring.findings import Said, say
from hiring.library import Library
from hiring.practice import SCORES, Card, Setup, deck, reviewed
from hiring.practice_plan import plan
from hiring.question_bank import Question
from hiring.storage.database import Database
from hiring.storage.practice import answers, mocks, reviews
from hiring.storage.practice.answers import Save
from hiring.vocabulary import CONTROL

EDITOR = "terminal"
ALOUD = ("aloud", "na głos")
END, TAKE_BACK = "q", "u"


class Enough(Exception):  # noqa: N818 - a wish, not a mistake
    """The candidate has had enough for now."""


@dataclass
class Talk:
    """One sitting at the terminal."""

    database: Database
    library: Library
    setup: Setup
    hidden: frozenset[str]
    clock: Callable[[], datetime]

    def __post_init__(self) -> None:
        self.paper = Paper(self.library, self.setup.language)
        wanted = self.setup
        self.cards = {card.id: card for card in deck(wanted.level, wanted.motion, self.library, self.hidden)}
        everything = (each for name in self.library.banks for each in self.library.bank(name))
        self.questions = {
            each.id: each for each in everything if each.practice and each.id not in self.hidden
        }

    def hold(self) -> None:
        """Go through what was begun earlier and then through today's plan, until that or the candidate's wish ends."""
        self.paper.say(
            say(
                "Type your answer line by line; an empty line ends it. aloud starts a clock, u takes the last rating back, q ends."
            )
        )
        try:
            with suppress(Enough):
                while begun := next(self.begun(), None) or self.planned():
                    self.go_through(begun)
                self.paper.say(say("That is all for today."))
                return
            click.echo()
        except EOFError:
            click.echo()
            self.paper.say(say("What you answered is kept; the next start goes on from there."))

    def begun(self) -> Iterator[int]:
        """Yield the answers that were begun and can still be asked, the newest first."""
        with self.database.read() as db:
            found = answers.unfinished(db)
        yield from (each.id for each in found if each.question in self.questions)

    def planned(self) -> int | None:
        """Open the next question of today; none where there is no more."""
        today = self.clock().date()
        with self.database.read() as db:
            dues = {due.card: due for due in reviews.dues(db)}
            seen, mock_done = answers.rated_on(db, today), mocks.last_finished(db)
        days = plan(self.setup, list(self.cards.values()), dues, seen, today, mock_done=mock_done).days
        if not days or days[0].date != today or not days[0].items:
            return None
        item = days[0].items[0]
        with self.database.write() as db:
            return answers.open_answer(db, item.card, item.variant, self.clock())

    def go_through(self, answer_id: int) -> None:
        """Ask one question, up to its rating."""
        found = self.answer(answer_id)
        asked = self.questions[found.question]
        self.paper.question(asked)
        if found.state == "draft":
            self.listen(found)
            found = self.answer(answer_id)
        if found.state == "kept":
            self.paper.compare(found, asked, self.setup)
            self.rate(found, asked)

    def answer(self, answer_id: int) -> Answer:
        """Return an answer as it is kept now."""
        with self.database.read() as db:
            found = answers.answer(db, answer_id)
        if found is None:
            raise Enough  # deleted in another window
        return found

    def listen(self, found: Answer) -> None:
        """Keep an answer line by line until it ends; lines of an earlier day stay."""
        if found.text:
            self.paper.typed(found.text)
        while (now := self.answer(found.id)).state == "draft":
            line = self.line("> ")
            if line == TAKE_BACK:
                self.take_back()
                return
            if line == END:
                raise Enough
            if line.casefold() in ALOUD:
                self.keep(now, now.text, self.timed())
            elif line.strip():
                self.keep(now, f"{now.text}\n{line}" if now.text else line, now.seconds)
            elif not self.finished(now):
                words = say("Answer first, in a few words or aloud; then the descriptions are shown.")
                self.paper.say(words)

    def finished(self, found: Answer) -> bool:
        """Keep an answer for good if there is one; return whether there was."""
        if not (enough(found.text) or found.seconds):
            return False
        with self.database.write() as db:
            answers.keep(db, found.id, self.clock())
        return True

    def keep(self, found: Answer, text: str, seconds: int | None) -> None:
        """Keep a draft's words at once."""
        if len(text) > MOST_SIGNS:
            words = say("At most %(most)s characters; there are %(count)s", most=MOST_SIGNS, count=len(text))
            self.paper.say(words)
            return
        typed = Save(found.version, EDITOR, found.sequence + 1, text, seconds)
        with self.database.write() as db:
            saved = answers.save(db, found.id, typed, self.clock())
        if saved is None:
            self.paper.say(say("Another window has changed this answer; type the last line again."))

    def line(self, prompt: str) -> str:
        """Read one line; signs that cannot be shown are left out, and that is said."""
        typed = input(prompt)
        line = CONTROL.sub("", typed)
        if line != typed:
            self.paper.say(say("Signs that cannot be shown were left out."))
        return line

    def timed(self) -> int:
        """Return for how many seconds an answer was told aloud."""
        self.line(self.paper.told(say("Enter starts the clock.")) + " ")
        begun = monotonic()
        self.line(self.paper.told(say("The clock runs; Enter stops it.")) + " ")
        seconds = min(MOST_SECONDS, max(1, round(monotonic() - begun)))
        self.paper.say(
            say("%(time)s; note a few words of it if you like.", time=f"{seconds // 60}:{seconds % 60:02d}")
        )
        return seconds

    def rate(self, found: Answer, asked: Question) -> None:
        """Ask for the own rating, keep it and tell when the question comes back; it may wait for another time."""
        evidence = self.evidence()
        score = self.wanted(
            "Which description does it come nearest to? (1–5)", {str(each) for each in SCORES}
        )
        card = Card(found.card, asked.skill, (asked,), asked.minutes)
        now = self.clock()
        review = Review(int(score), evidence, now.date(), now)
        with self.database.write() as db:
            before = reviews.due_of(db, card.id)
            after = reviewed(before, card, review.score, review.day, self.setup)
            reviews.rate(db, found, review, before, after)
        self.paper.say(say("This question or a similar one comes back: %(day)s.", day=self.day(after.due)))
        self.paper.example(asked)

    def wanted(self, words: str, choices: set[str]) -> str:
        """Ask until one of some words is typed; q ends."""
        while (typed := self.line(f"{self.paper.told(say(words))} ").strip()) not in choices:
            if typed == END:
                raise Enough
            self.paper.say(say("Type a number from 1 to 5, or q to rate it another time."))
        return typed

    def evidence(self) -> str:
        """Ask what a score rests on."""
        question = self.paper.told(say("What in your answer shows it? One line")) + " "
        while mistake := self.wrong(typed := self.line(question).strip()):
            self.paper.say(mistake)
        return typed

    @staticmethod
    def wrong(evidence: str) -> Said | None:
        """Return what keeps a line from being what a score rests on."""
        if not evidence:
            return say("Write one line first: what in your answer shows this score?")
        if evidence.casefold() in {END, TAKE_BACK}:
            return say("Write one line about your answer; Ctrl+D leaves the rating for another time.")
        if len(evidence) > MOST_EVIDENCE:
            return say("At most %(most)s characters in one line", most=MOST_EVIDENCE)
        return None

    def take_back(self) -> None:
        """Take the last rating back and ask for it anew."""
        with self.database.write() as db:
            found = reviews.take_back(db)
        if found is None:
            self.paper.say(say("There is no rating to take back."))
        elif self.answer(found).question not in self.questions:
            self.paper.say(say("The rating is taken back; its question cannot be shown now."))
        else:
            self.paper.say(say("The rating is taken back; rate the answer anew."))
            self.go_through(found)

    def day(self, day: date | None) -> str:
        """Return a day in words."""
        if day is None:
            return self.paper.told(say("not again before the interview"))
        return str(format_date(day, "EEE d MMM", locale=self.setup.language))
