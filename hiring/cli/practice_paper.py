"""What practice shows in the terminal, in the language of the questions."""

from collections.abc import Iterable
from shutil import get_terminal_size

import click

from hiring.answer import Answer
from hiring.cards_sheet import best_example, ladder
from hiring.coach import coach
from hiring.findings import Said, say
from hiring.library import Library
from hiring.names import teller
from hiring.phrases import phrases
from hiring.practice import Setup
from hiring.question_bank import Question
from hiring.text import Text
from hiring.vocabulary import Language

WIDEST = 88


class Paper:
    """Writes to standard output, in lines that fit the terminal."""

    def __init__(self, library: Library, language: Language) -> None:
        self.library, self.language = library, language
        self.phrases = phrases(language)
        self.tell = teller(language, library)

    def told(self, words: Said) -> str:
        """Return a sentence in the language."""
        return words.told(self.tell)

    def say(self, words: Said) -> None:
        """Write a sentence."""
        self.write(self.told(words))

    def write(self, text: str, indent: str = "") -> None:
        """Write a text in lines that fit; further lines stand under the first word."""
        width = min(get_terminal_size().columns, WIDEST)
        further = " " * len(indent)
        for line in text.splitlines():
            click.echo(click.wrap_text(line, width, indent, further))

    def head(self, words: Said) -> None:
        """Write a heading."""
        click.echo()
        click.echo(click.style(self.told(words), bold=True))

    def question(self, asked: Question) -> None:
        """Write a question with its skill, type and minutes."""
        length = self.phrases.ngettext("%(num)s minute", "%(num)s minutes", asked.minutes)
        parts = [self.phrases.pgettext("question type", asked.type), length % {"num": asked.minutes}]
        if asked.skill:
            parts.insert(0, self.library.rubric(asked.skill).name[self.language])
        click.echo()
        line = " · ".join(parts)
        self.write(line[0].upper() + line[1:])
        click.echo(
            click.style(
                click.wrap_text(asked.text[self.language], min(get_terminal_size().columns, WIDEST)),
                bold=True,
            )
        )

    def typed(self, text: str) -> None:
        """Write what was answered so far."""
        self.say(say("So far:"))
        self.write(text, "  ")

    def compare(self, found: Answer, asked: Question, setup: Setup) -> None:
        """Write what to compare an answer with: the coach's notes, key, signals and what each score looks like."""
        level = setup.level if setup.level in asked.levels else asked.levels[0]
        self.notes(found, asked)
        if asked.key:
            self.head(say("Key"))
            self.write(asked.key[self.language])
        self.listed(say("Strong signals"), asked.strong)
        self.listed(say("Weak signals"), asked.weak)
        self.head(say("What it looks like; 3 meets the bar for this level"))
        for score, text in ladder(asked, level, self.library):
            self.write(text[self.language], f"{score}  ")
        click.echo()

    def listed(self, name: Said, texts: Iterable[Text]) -> None:
        """Write texts under a heading; without texts nothing."""
        lines = [text[self.language] for text in texts]
        if lines:
            self.head(name)
        for line in lines:
            self.write(line, "– ")

    def notes(self, found: Answer, asked: Question) -> None:
        """Write what the rules see in an answer."""
        words = self.library.coach_words(self.language)
        self.head(say("What the rules see"))
        notes = coach(found.text, asked.type, words, found.seconds).notes
        for note in notes:
            self.write(f"{self.told(note.message)} {self.told(note.mend)}", "– ")
        if not notes:
            self.say(say("Nothing to mend by these rules."))

    def example(self, asked: Question) -> None:
        """Write the strongest answer that a question has as an example."""
        if example := best_example(asked, self.language):
            self.head(say("An example of a strong answer"))
            self.write(example)
