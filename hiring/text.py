"""One text in English and Polish."""

from hiring.vocabulary import Language, Line, Seeds, Strict


class Ours(str):
    """Words of our own content: they may hold Markdown, while anything else is text as typed."""

    __slots__ = ()


class Text(Strict):
    """What one thing says, in both languages."""

    en: Line
    pl: Line

    def __getitem__(self, language: Language) -> Ours:
        return Ours(self.pl if language == "pl" else self.en)


class Statement(Strict):
    """One sentence of content with the seed facts that it carries."""

    text: Text
    seed: Seeds = []
