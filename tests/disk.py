"""A disk that fills up under a running process: by the shim, which always works, or as a small mount of its own."""

import errno
import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from endure.shim import Faults, watching

MEBIBYTE = 1 << 20


@dataclass(frozen=True)
class Disk:
    """A folder on a disk, the environment of processes that work there, and the block in which it is full."""

    folder: Path
    environment: dict[str, str]
    full: Callable[[], AbstractContextManager[None]]


@contextmanager
def shimmed_disk(*, told: bool = False) -> Iterator[Disk]:
    """Lend a folder that is full when the shim says so: no file may come to be or grow.

    The system goes on telling how much is really free, so that a program meets the error itself;
    `told` makes it tell that nothing is.
    """
    with tempfile.TemporaryDirectory(prefix="hiring-disk-") as place:
        folder, faults = Path(place, "data"), Faults(Path(place, "faults"))
        folder.mkdir()

        @contextmanager
        def full() -> Iterator[None]:
            with faults.disk_full():
                if not told:
                    yield
                    return
                with faults.free_space(0):
                    yield

        yield Disk(folder, watching(folder, control=faults.control), full)


@contextmanager
def mounted_disk(mebibytes: int) -> Iterator[Disk]:
    """Lend a real disk of so many MiB in memory, full when a file takes all that is free. Needs root."""
    with tempfile.TemporaryDirectory(prefix="hiring-disk-") as place:
        folder = Path(place)
        _mount(folder, mebibytes)
        try:
            yield Disk(folder, dict(os.environ), lambda: filled(folder))
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def filled(folder: Path) -> Iterator[None]:
    """Take all that is free on a small disk for the length of the block."""
    filler = folder / "filler"
    try:
        with filler.open("wb", buffering=0) as file:
            for size in (MEBIBYTE, 4096, 1):
                _fill(file.fileno(), bytes(size))
        yield
    finally:
        filler.unlink(missing_ok=True)


@cache
def mounting_works() -> bool:
    """Tell whether this process may mount a disk; some containers forbid it even to root."""
    try:
        with mounted_disk(1):
            return True
    except RuntimeError:
        return False


def _mount(folder: Path, mebibytes: int) -> None:
    command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0700", "tmpfs", str(folder)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise RuntimeError("no mount command: apt-get install mount") from None
    if done.returncode:
        raise RuntimeError(f"a disk in memory cannot be mounted here: {done.stderr.strip()}")


def _fill(file: int, piece: bytes) -> None:
    """Write a piece over and over until the disk has no room for it."""
    try:
        while True:
            os.write(file, piece)
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
