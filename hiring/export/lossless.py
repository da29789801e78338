"""Openings with their candidates as JSON that loses nothing, written piece by piece."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hiring.record import Plain

Openings = Iterable[tuple[Plain, Iterable[Plain]]]


def pieces(openings: Openings) -> Iterator[str]:
    """Yield one JSON document; each opening's candidates are read when their turn comes."""
    yield '{\n"document": "export",\n"openings": ['
    for number, (opening, candidates) in enumerate(openings):
        yield (",\n" if number else "\n") + dumped(opening).removesuffix("}") + ',\n"candidates": ['
        yield from listed(candidates)
        yield "]}"
    yield "\n]\n}\n"


def listed(parts: Iterable[Plain]) -> Iterator[str]:
    """Yield parts of a JSON list, one to a line."""
    for number, part in enumerate(parts):
        yield (",\n" if number else "\n") + dumped(part)


def dumped(value: Any) -> str:
    """Return plain data as JSON on one line, its keys in their order."""
    return json.dumps(value, ensure_ascii=False)
