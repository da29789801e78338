"""The shim between a process and its disk: compiled on first use, switched on by a process's environment."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

SOURCE = Path(__file__).with_name("shim.c")
COMPILE = ("-std=gnu11", "-O2", "-Wall", "-Wextra", "-Werror", "-Wno-missing-attributes", "-shared", "-fPIC")


def compiled() -> Path:
    """Return the shim as a library to preload, compiled if this version of it never was."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "hiring-tests"
    library = cache / f"shim-{hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]}.so"
    if library.exists():
        return library
    compiler = shutil.which("cc")
    if compiler is None:
        raise RuntimeError("no C compiler for the power-cut tests: apt-get install gcc libc6-dev")
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as folder:
        made = Path(folder) / library.name
        done = subprocess.run(
            [compiler, *COMPILE, "-o", made, SOURCE], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise RuntimeError(f"the shim does not compile: apt-get install gcc libc6-dev\n{done.stderr}")
        made.replace(library)
    return library


def watching(folder: Path, *, log: Path | None = None, control: Path | None = None) -> dict[str, str]:
    """Return the environment of a process whose files under a folder are watched.

    What it does is written to the log; the faults that it meets are read from the control file.
    """
    place = folder.resolve()
    for other in (log, control):
        if other and other.resolve().is_relative_to(place):
            raise ValueError(f"{other} lies in the folder that is watched")
    asked = {"ENDURE_LOG": log, "ENDURE_CONTROL": control}
    environment = {name: value for name, value in os.environ.items() if name not in asked}
    environment |= {name: str(path.resolve()) for name, path in asked.items() if path}
    preloaded = [str(compiled()), environment.get("LD_PRELOAD", "")]
    return environment | {"ENDURE_FOLDER": str(place), "LD_PRELOAD": " ".join(filter(None, preloaded))}


class Faults:
    """The switches of the faults, in a control file that watched processes read at each call.

    Each is a context manager: the fault lasts as long as the block.
    """

    def __init__(self, control: Path) -> None:
        self.control = control
        self._on: dict[str, int] = {}
        self._write()

    def disk_full(self, *, after: int = 0) -> AbstractContextManager[None]:
        """Let no file come to be or grow, after so many times that each process still may (ENOSPC)."""
        return self._switched("enospc", after)

    def failing_sync(self, *, after: int = 0) -> AbstractContextManager[None]:
        """Let every fsync fail, after so many that each process still may (EIO)."""
        return self._switched("eio", after)

    def short_writes(self) -> AbstractContextManager[None]:
        """Let every write keep half of what it is given, and say so."""
        return self._switched("short", 0)

    def slow_sync(self, seconds: float) -> AbstractContextManager[None]:
        """Let every fsync take so much longer."""
        return self._switched("delay", round(seconds * 1000))

    def free_space(self, size: int) -> AbstractContextManager[None]:
        """Let the system tell that so many bytes are free; nothing fails by this alone."""
        return self._switched("free", size)

    @contextmanager
    def _switched(self, name: str, number: int) -> Iterator[None]:
        self._on[name] = number
        self._write()
        try:
            yield
        finally:
            del self._on[name]
            self._write()

    def _write(self) -> None:
        new = self.control.with_suffix(".new")
        new.write_text("".join(f"{name} {number}\n" for name, number in self._on.items()), "utf-8")
        new.replace(self.control)
