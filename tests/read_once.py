"""A process of tests reads each of our content files once, whoever asks for it; an own folder's are read as always."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from hiring import library, yaml_file
from hiring.yaml_file import Loaded

KEPT: dict[tuple[Path, int, type[BaseModel], str], Loaded[Any]] = {}


def load(path: Path, model: type[BaseModel], name: str, *, one_language: bool = False) -> Loaded[Any]:
    """Return what a file of ours was read as before, if it is as it was then."""
    if one_language or not path.is_file():
        return yaml_file.load(path, model, name, one_language=one_language)
    key = (path, path.stat().st_mtime_ns, model, name)
    if key not in KEPT:
        KEPT[key] = yaml_file.load(path, model, name)
    return KEPT[key]


class Once:
    """What a library takes for `yaml_file`."""

    load = staticmethod(load)


def begin() -> None:
    """Let every library of this process read through this."""
    vars(library)["yaml_file"] = Once
