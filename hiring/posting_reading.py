"""What a posting asks for, read from its words: skills, level, motion, numbers, and what it is silent on.

Every answer is given with its words. Lines under a heading of what the company tells of itself or offers ask for
nothing. The level is the one that the title names; else the one of the years of experience (none or 1: junior, 2 to 4:
mid, 5 or more: senior); else the one with most different words. It cannot be told with as many words for another, nor
where title and years are junior and senior. The motion is full_cycle where the text names both kinds of clients in one
phrase or where neither kind has more than twice as many different words as the other; else the one with more.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Literal

from hiring.cues import Sentences, Span, joined, sentences
from hiring.library import Library
from hiring.posting_numbers import Number, alone, named, sums, years_asked
from hiring.posting_words import PostingWords
from hiring.vocabulary import LANGUAGES, LEVELS, Id, Language, Level, Motion

Why = Literal["title", "years", "words", "silent", "undecided"]
MOST_READ = 200_000  # signs; the longest postings have a tenth of them
_TELLS_LANGUAGE = 20_000  # signs, in which the small words of a language are counted
_LONGEST_HEADING = 80
_LONGEST_TITLE = 120
_BEFORE_TITLE = 8  # lines in which a title is looked for
_FIRST_MID, _FIRST_SENIOR = 2, 5  # years
_UNLIKE = 2  # times as many words for one motion make it that motion alone


@dataclass(frozen=True)
class Cue:
    """What the words at some places of the text speak for: a skill, a level or a motion."""

    name: Id
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Reading:
    """What a posting says, each with the places that say it; a level or motion of none cannot be told."""

    language: Language
    skills: tuple[Cue, ...]
    level: Level | None
    why_level: Why
    level_cues: tuple[Cue, ...]
    motion: Motion | None
    why_motion: Why
    motion_cues: tuple[Cue, ...]
    numbers: tuple[Number, ...]
    contracts: tuple[Cue, ...]
    told: tuple[Id, ...]
    silent: tuple[Id, ...]
    title: Span
    brief: tuple[Cue, ...]

    def cue(self, name: Id | None, cues: Sequence[Cue]) -> Cue | None:
        """Return the evidence for one of several, or none."""
        return next((each for each in cues if each.name == name), None)


def read_posting(text: str, library: Library, language: Language | None = None) -> Reading:
    """Return what a posting in English or Polish says; without a language it is the one of its small words.

    Of a text of more than `MOST_READ` signs the rest is not read.
    """
    text = text[:MOST_READ]
    language = language or language_of(sentences(text[:_TELLS_LANGUAGE]), library)
    found = sentences(text, library.skill_words[language].abbreviations)
    return _Page(text, found, library.skill_words[language], language).reading(library)


def language_of(found: Sentences, library: Library) -> Language:
    """Return the language of which a text has more of the small words and letters; English where it has none."""
    counts = {}
    for each in LANGUAGES:
        known = set(library.skill_words[each].known_by)
        counts[each] = sum(token.small in known for token in found.tokens)
    counts["pl"] += sum(
        not token.small.isascii() and bool(_POLISH & set(token.small)) for token in found.tokens
    )
    return max(LANGUAGES, key=lambda each: counts[each])


_POLISH = frozenset("ąćęłńśźż")


class _Page:
    """A posting with all that its words were found to be."""

    def __init__(self, text: str, found: Sentences, words: PostingWords, language: Language) -> None:
        self.text, self.sentences, self.words, self.language = text, found, words, language
        self.ranges = words.cues.found([token.small for token in found.tokens])
        self.starts = [0, *(place + 1 for place, sign in enumerate(text) if sign == "\n")]
        self.offers = list(self._offers())
        self.title = self._title()

    def reading(self, library: Library) -> Reading:
        """Return what the page says."""
        level, why_level, level_cues = self._level()
        motion, why_motion, motion_cues = self._motion()
        numbers = self._numbers()
        parts = {each.part: each for each in self.words.parts}
        asked = [each.id for each in library.preparation.posting_reading if each.id in parts]
        told = [
            part
            for part in asked
            if self._spans(f"part {part}", everywhere=True)
            or any(number.kind in parts[part].numbers for number in numbers)
        ]
        contracts = (self._everywhere("contract", each.contract) for each in self.words.contracts)
        skills = [
            self._cue("skill", each.skill) for each in self.words.skills if each.skill in library.skills
        ]
        first = sorted((cue for cue in skills if cue.spans), key=lambda cue: -len(self._different(cue)))
        silent = tuple(part for part in asked if part not in told)
        brief = tuple(self._everywhere("brief", name) for name, _ in self.words.brief)
        return Reading(
            self.language, tuple(first), level, why_level, level_cues, motion, why_motion, motion_cues,
            tuple(numbers), tuple(cue for cue in contracts if cue.spans), tuple(told), silent,
            self.title, brief,
        )  # fmt: skip

    def _cue(self, kind: str, name: Id) -> Cue:
        return Cue(name, tuple(self._spans(f"{kind} {name}")))

    def _everywhere(self, kind: str, name: Id) -> Cue:
        return Cue(name, tuple(self._spans(f"{kind} {name}", everywhere=True)))

    def _spans(self, name: str, *, everywhere: bool = False) -> list[Span]:
        """Return where a list's words stand, but for phrases of another meaning and what the company offers."""
        tokens = self.sentences.tokens
        other = joined(self.ranges.get(f"not {name}", ()))
        spans = []
        for begin, end in joined(self.ranges.get(name, ())):
            first = begin + (tokens[begin].start == tokens[begin].end)  # the mark of a sentence's beginning
            place = bisect_right(other, (begin, len(tokens)))
            clear = (place == 0 or other[place - 1][1] <= begin) and (
                place == len(other) or other[place][0] >= end
            )
            if clear and (everywhere or not _inside(self.offers, tokens[first].start)):
                spans.append((tokens[first].start, tokens[end - 1].end))
        return spans

    def _different(self, cue: Cue) -> set[str]:
        """Return the different words of some evidence, so that a word said ten times counts once."""
        return {" ".join(self.text[begin:end].lower().split()) for begin, end in cue.spans}

    def _offers(self) -> Iterator[Span]:
        """Yield the parts of the text under headings of what the company tells of itself and offers."""
        tokens = self.sentences.tokens
        named_lines: dict[int, str] = {}
        for name in ("ask", "offer"):
            for begin, _ in self.ranges.get(f"heading {name}", ()):
                named_lines.setdefault(bisect_right(self.starts, tokens[begin].start) - 1, name)
        opened = -1
        for line, start in enumerate(self.starts):
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
            name = (
                _heading(self.text[start:end], named_lines.get(line))
                if end - start <= _LONGEST_HEADING
                else ""
            )
            if name and opened >= 0:
                yield opened, start
                opened = -1
            if name == "offer":
                opened = start
        if opened >= 0:
            yield opened, len(self.text)

    def _title(self) -> Span:
        """Return the line that names the job: of the first lines the first short one with such a name in it."""
        filled, titles = 0, self._spans("titles", everywhere=True)
        for line, start in enumerate(self.starts):
            end = self.starts[line + 1] if line + 1 < len(self.starts) else len(self.text)
            place = bisect_right(titles, (start, -1))
            if end - start <= _LONGEST_TITLE and place < len(titles) and titles[place][0] < end:
                return start, end
            filled += bool(self.text[start : start + 1].strip())
            if filled == _BEFORE_TITLE:
                break
        return 0, 0

    def _in_title(self, kind: str, names: Iterable[Id]) -> dict[Id, list[Span]]:
        """Return the words of the title that speak for each of several, where there are any."""
        begin, end = self.title
        found = {}
        for name in names:
            spans = self._spans(f"{kind} {name}", everywhere=True)
            if inside := [span for span in spans if begin <= span[0] < end]:
                found[name] = inside
        return found

    def _level(self) -> tuple[Level | None, Why, tuple[Cue, ...]]:
        """Return the level, what tells it, and the evidence for each level."""
        titles = self._in_title("title", LEVELS)
        years = [each for each in self._years() if not _inside(self.offers, each[1][0])]
        asked = _level_of(max((least for least, _ in years), default=None))
        spans = {level: set(self._spans(f"level {level}")) | set(titles.get(level, ())) for level in LEVELS}
        if asked:
            spans[asked] |= {span for _, span in years}
        cues = tuple(Cue(level, tuple(joined(list(spans[level])))) for level in LEVELS if spans[level])
        if len(titles) == 1:
            title = next(level for level in LEVELS if level in titles)
            opposite = {title, asked} == {"junior", "senior"}
            return (None, "undecided", cues) if opposite else (title, "title", cues)
        if asked:
            return asked, "years", cues
        if not cues:
            return None, "silent", cues
        counts = {cue.name: len(self._different(cue)) for cue in cues}
        best = [level for level in LEVELS if counts.get(level) == max(counts.values())]
        return (best[0], "words", cues) if len(best) == 1 else (None, "undecided", cues)

    def _years(self) -> Iterator[tuple[int, Span]]:
        lists = {name: self.ranges.get(f"years {name}", []) for name in ("experience", "but")}
        return years_asked(self.sentences, self.words.years, lists)

    def _motion(self) -> tuple[Motion | None, Why, tuple[Cue, ...]]:
        """Return the motion, what tells it, and the evidence for each motion."""
        cues = [self._cue("motion", each.motion) for each in self.words.motions]
        cues = [cue for cue in cues if cue.spans]
        counts = {cue.name: len(self._different(cue)) for cue in cues}
        new, existing = counts.get("new_business", 0), counts.get("expansion", 0)
        titles = self._in_title("motion", counts)
        if not counts:
            return None, "silent", ()
        if len(titles) == 1:
            return (
                next(each.motion for each in self.words.motions if each.motion in titles),
                "title",
                tuple(cues),
            )
        if "full_cycle" in counts or _UNLIKE * min(new, existing) >= max(new, existing):
            both = Cue("full_cycle", tuple(joined([span for cue in cues for span in cue.spans])))
            return "full_cycle", "words", (*(cue for cue in cues if cue.name != both.name), both)
        return ("new_business" if new > existing else "expansion"), "words", tuple(cues)

    def _numbers(self) -> list[Number]:
        """Return the quotas and the pay that the posting names, in its order."""
        tokens = self.sentences.tokens
        kinds = [
            (each.kind, span)
            for each in self.words.numbers
            for span in self._spans(f"number {each.kind}", everywhere=True)
        ]
        lines = [(tokens[begin].start, tokens[end - 1].end) for begin, end in self.sentences.ranges]
        found = list(named(self.text, sorted(kinds, key=lambda each: each[1]), lines))
        known = {number.span for number in found}
        found += [Number("pay", span) for span in alone(self.text) if span not in known]
        taken = set(chain.from_iterable(range(*span) for span in sums(self.text)))
        for each in self.words.numbers:
            for begin, end in self.ranges.get(f"counted {each.kind}", ()):
                last = tokens[end - 1]
                percent = self.text[last.end : last.end + 2].strip().startswith("%")
                if last.small[0].isdigit() and last.start not in taken and not percent:
                    found.append(Number(each.kind, (tokens[begin].start, last.end)))
        return sorted(found, key=lambda number: number.span)


def _heading(line: str, known: str | None) -> str:
    """Return what stands under a line: `offer` or `ask`, or nothing if it is no heading."""
    bare = line.strip().strip("*_ ")
    marked = line.lstrip().startswith(("#", "**")) or bare.endswith(":") or line.strip().isupper()
    if known and (marked or len(bare.split()) <= 7) and not bare.endswith((".", ";", ",")):
        return known
    return "ask" if marked and bare else ""


def _inside(parts: Sequence[Span], place: int) -> bool:
    """Whether a place is in one of several parts that stand in order."""
    at = bisect_right(parts, (place, place)) - 1
    return (at >= 0 and parts[at][0] <= place < parts[at][1]) or (
        at + 1 < len(parts) and parts[at + 1][0] == place
    )


def _level_of(years: int | None) -> Level | None:
    """Return the level that asks for so many years of experience."""
    if years is None:
        return None
    return "junior" if years < _FIRST_MID else "mid" if years < _FIRST_SENIOR else "senior"


def marked(text: str, cues: Mapping[str, Iterable[Span]]) -> list[tuple[str, tuple[str, ...]]]:
    """Return a text in pieces, each with the names of the cues that it is part of; together they are the text."""
    edges: dict[int, list[tuple[bool, str]]] = {0: [], len(text): []}
    for name, spans in cues.items():
        for begin, end in spans:
            edges.setdefault(begin, []).append((True, name))
            edges.setdefault(end, []).append((False, name))
    places, names, pieces = sorted(edges), list[str](), []
    for begin, end in pairwise(places):
        for opens, name in edges[begin]:
            (names.append if opens else names.remove)(name)
        pieces.append((text[begin:end], tuple(dict.fromkeys(names))))
    return pieces
