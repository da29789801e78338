"""Own folders with changed copies of our content files, and with more stages than ours."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from hiring.library import Kept, Library

KEPT: Kept = {}  # our own files are read once for all these libraries


def read(library: Library, name: str) -> Any:
    """Return the plain data of a content file."""
    return yaml.load(library.path(name).read_text("utf-8"), Loader=yaml.CSafeLoader)


def library_of(own: Path) -> Library:
    """Return the library over an own folder as it is now, made if it is not there."""
    own.mkdir(parents=True, exist_ok=True)
    return Library(own, KEPT)


def put(own: Path, name: str, data: Any) -> Library:
    """Keep a content file in an own folder; return the library over it."""
    path = own / name
    path.parent.mkdir(parents=True, exist_ok=True)
    plain = json.loads(json.dumps(data))  # without aliases for what stands in two places
    path.write_text(yaml.dump(plain, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False), "utf-8")
    return library_of(own)


def changed(own: Path, name: str, change: Callable[[Any], None]) -> Library:
    """Return a library whose own folder has a changed copy of one file."""
    data = read(library_of(own), name)
    change(data)
    return put(own, name, data)


def with_copies(own: Path, stage: str, number: int) -> tuple[Library, list[str]]:
    """Return a library where a stage stands several times, and the ids: `screen`, `screen_2`, `screen_3` and so on."""
    ids = [stage, *(f"{stage}_{row}" for row in range(2, number + 1))]
    data = read(library_of(own), f"scorecards/stages/{stage}.yaml")
    for name in ids[1:]:
        put(own, f"scorecards/stages/{name}.yaml", {**data, "id": name})
    return library_of(own), ids
