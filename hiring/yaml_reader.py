"""YAML text to plain data and the place of everything in it, every mistake noted on the way.

Only block style and plain data are accepted. Scalars follow YAML 1.2 (`no`, `12:30`, `010` stay text);
aliases, anchors, tags, merge keys, duplicate keys, flow mappings and depth over 40 are refused while
libyaml's events go by, before anything could recurse or grow.
"""

import gc
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import yaml

from hiring.findings import NOTHING, Finding, HiringError, Place, Said, error, refused, say
from hiring.vocabulary import CONTROL

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 40

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,14})(\.[0-9]{1,6})?")
_UNREADABLE = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_WORDS = {"": None, **dict.fromkeys(("~", "null", "Null", "NULL"))}
_WORDS |= dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)


@dataclass(slots=True)
class Node:
    """Where one value stands, where its key stands, and the nodes inside it."""

    mark: yaml.Mark
    key: yaml.Mark
    inside: dict[str | int, "Node"] = field(default_factory=dict)


@dataclass(frozen=True)
class Sheet:
    """A file's plain data, the place of everything in it, and the mistakes met while reading."""

    file: str
    data: Any
    root: Node
    findings: tuple[Finding, ...] = ()

    def with_data(self, data: Any) -> "Sheet":
        """Return a sheet of other data at the same places, without the mistakes of reading."""
        other = copy(self)
        object.__setattr__(other, "data", data)
        object.__setattr__(other, "findings", ())
        return other

    def without(self, key: str) -> "Sheet":
        """Return the sheet without a key of its outermost mapping; the mistakes of reading stay."""
        if not isinstance(self.data, dict) or key not in self.data:
            return self
        other = self.with_data({name: value for name, value in self.data.items() if name != key})
        object.__setattr__(other, "findings", self.findings)
        return other

    def place(self, loc: Sequence[str | int] = (), *, key: bool = False) -> Place:
        """Return where the value (or its key) at a path stands; for a missing one, what should hold it."""
        node, found = self.root, 0
        for step in loc:
            if step not in node.inside:
                break
            node = node.inside[step]
            found += 1
        mark = node.key if key and found == len(loc) else node.mark
        return Place(self.file, mark.line + 1, mark.column + 1, ".".join(map(str, loc)))


@contextmanager
def garbage_collection_paused() -> Iterator[None]:
    """Keep the collector from walking a growing library again and again (it makes loading super-linear)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def parse(text: str, name: str) -> Sheet:
    """Return the plain data of a YAML text with its places and mistakes; raise HiringError where reading stops."""
    _refuse_unreadable(text, name)
    with garbage_collection_paused():
        reader = _Reader(text, name)
        try:
            sheet = reader.sheet()
        except yaml.YAMLError as problem:
            raise HiringError([*reader.findings, _syntax(problem, name)]) from None
    return sheet


def _refuse_unreadable(text: str, name: str) -> None:
    """Refuse signs that YAML does not know, at their place (libyaml does not tell it)."""
    found = _UNREADABLE.search(text)
    if found:
        lines = text[: found.start()].split("\n")
        place = Place(name, len(lines), len(lines[-1]) + 1)
        raise refused(place, "control", say("a control character stands in the text"), say("remove it"))


class _Reader:
    """Builds plain data and places from libyaml's events, noting every mistake and going on."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.findings: list[Finding] = []
        self._next = _Loader(text).get_event

    def sheet(self) -> Sheet:
        """Return the one document of the text."""
        self._next()  # the stream's start
        event = self._next()
        if type(event) is yaml.StreamEndEvent:
            raise refused(Place(self.name, 1, 1), "empty", say("the file is empty"))
        event = self._next()
        data, root = self._value(event, event.start_mark, 1)
        self._next()  # the document's end
        event = self._next()
        if type(event) is not yaml.StreamEndEvent:
            self._note(event, "documents", say("a second document starts here"), say("keep one in a file"))
        return Sheet(self.name, data, root, tuple(self.findings))

    def _value(self, event: Any, key: yaml.Mark, depth: int) -> tuple[Any, Node]:
        kind = type(event)
        node = Node(event.start_mark, key)
        if kind is yaml.ScalarEvent:
            if event.anchor or event.tag:
                self._plain_data_only(event)
            self._no_control_characters(event)
            return _scalar(event), node
        if kind is yaml.AliasEvent:
            self._note(event, "alias", say("aliases are not allowed"), say("repeat the text"))
            return None, node
        if depth > MAX_DEPTH:
            raise refused(self._at(event), "depth", say("nested more than 40 deep"))
        if event.anchor or event.tag:
            self._plain_data_only(event)
        if kind is yaml.SequenceStartEvent:
            return self._list(node, depth), node
        return self._mapping(event, node, depth), node

    def _list(self, node: Node, depth: int) -> list[Any]:
        values: list[Any] = []
        event = self._next()
        while type(event) is not yaml.SequenceEndEvent:
            value, inside = self._value(event, event.start_mark, depth + 1)
            node.inside[len(values)] = inside
            values.append(value)
            event = self._next()
        return values

    def _mapping(self, start: Any, node: Node, depth: int) -> dict[str, Any]:
        values: dict[str, Any] = {}
        event = self._next()
        if start.flow_style and type(event) is not yaml.MappingEndEvent:
            self._note(
                start,
                "flow-mapping",
                say("braces are not allowed: a comma in a text would start a new key"),
                say("write one key on each line"),
            )
        while type(event) is not yaml.MappingEndEvent:
            name = self._key(event, values, depth)
            value, inside = self._value(self._next(), event.start_mark, depth + 1)
            values[name] = value
            node.inside[name] = inside
            event = self._next()
        return values

    def _key(self, event: Any, seen: dict[str, Any], depth: int) -> str:
        if type(event) is not yaml.ScalarEvent:
            self._note(event, "key", say("a key must be a word"))
            self._value(event, event.start_mark, depth + 1)
            return ""
        if event.anchor or event.tag:
            self._plain_data_only(event)
        self._no_control_characters(event)
        name = str(event.value)
        if name == "<<" and event.implicit[0]:
            self._note(event, "merge", say("merge keys are not allowed"), say("repeat the keys"))
        elif name in seen:
            self._note(event, "duplicate", say("the key %(key)s stands twice", key=name), say("remove one"))
        return name

    def _no_control_characters(self, event: Any) -> None:
        if event.style == '"' and CONTROL.search(event.value):
            self._note(event, "control", say("a control character stands in the text"), say("remove it"))

    def _plain_data_only(self, event: Any) -> None:
        rule, sign = ("anchor", event.anchor) if event.anchor else ("tag", event.tag)
        self._note(
            event, rule, say("%(sign)s: anchors and tags are not allowed", sign=sign), say("remove it")
        )

    def _note(self, event: Any, rule: str, message: Said, suggestion: Said = NOTHING) -> None:
        self.findings.append(error(self._at(event), rule, message, suggestion))

    def _at(self, event: Any) -> Place:
        return Place(self.name, event.start_mark.line + 1, event.start_mark.column + 1)


def _scalar(event: Any) -> Any:
    """Resolve a plain scalar by YAML 1.2's core schema, less what only looks like a number."""
    value: str = event.value
    if not event.implicit[0]:
        return value
    if value in _WORDS:
        return _WORDS[value]
    if len(value) <= 22 and value[0] in "+-0123456789" and _NUMBER.fullmatch(value):
        return float(value) if "." in value else int(value)
    return value


_SYNTAX = (
    (
        "cannot start any token",
        "a tab or a sign that YAML keeps for itself stands here",
        "indent with spaces; put a text that starts with a sign in quotes",
    ),
    (
        "mapping values are not allowed",
        "a colon is read as the start of a new key",
        "put the text in double quotes",
    ),
    (
        "expected <block end>",
        "the indentation does not fit the lines above",
        "line the keys up with the keys above them",
    ),
    (
        "did not find expected key",
        "the indentation does not fit the lines above, or a quote ends too early",
        'line the keys up; write a double quote inside double quotes as \\"',
    ),
    ("could not find expected ':'", "a key without a colon", "write a colon and a space after the key"),
    ("unexpected end of stream", "a quote or bracket is never closed", "close it"),
    (
        "expected ',' or ']'",
        "a comma or the closing bracket is missing",
        "divide the entries with commas and close the bracket",
    ),
)


def _syntax(problem: yaml.YAMLError, name: str) -> Finding:
    """Turn libyaml's complaint into a finding in plain words."""
    words = str(getattr(problem, "problem", None) or getattr(problem, "reason", None) or problem)
    marks = ("context_mark", "problem_mark") if "end of stream" in words else ("problem_mark", "context_mark")
    mark = getattr(problem, marks[0], None) or getattr(problem, marks[1], None)
    place = Place(name, mark.line + 1, mark.column + 1) if mark else Place(name, 1, 1)
    for sign, message, suggestion in _SYNTAX:
        if sign in words:
            return error(place, "syntax", say(message), say(suggestion))
    return error(place, "syntax", say("this is not YAML: %(why)s", why=words))
