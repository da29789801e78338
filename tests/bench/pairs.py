"""How things are measured: one right after the other, and the median of the ratios."""

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAIRS = 21
Goal = tuple[str, float, float]  # its name, the most that it allows, the figure


def wall(command: list[str], *, quiet: bool = False) -> float:
    """Return the seconds that a command takes, started in the project's folder with its output thrown away.

    What a quiet one tells on standard error is thrown away too.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    told = subprocess.DEVNULL if quiet else None
    subprocess.run(command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=told)
    return time.perf_counter() - start


def took(work: Callable[[], object]) -> float:
    """Return the seconds that a call takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratio(ours: Callable[[], float], other: Callable[[], float], pairs: int = PAIRS) -> float:
    """Return the median of the ratios of pairs, each measured one right after the other."""
    ours(), other()
    return statistics.median(ours() / other() for _ in range(pairs))
