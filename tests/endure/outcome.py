"""What one part of an endurance run found: counts, longest times, and everything that was wrong."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Counts and longest times by name; a part has failed when anything is wrong."""

    counts: Counter[str] = field(default_factory=Counter)
    times: dict[str, float] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def count(self, name: str, how_many: int = 1) -> None:
        self.counts[name] += how_many

    def longest(self, name: str, seconds: float) -> None:
        self.times[name] = max(seconds, self.times.get(name, 0.0))

    def at_most(self, name: str, seconds: float) -> None:
        """Take it for wrong if the longest of a name took longer."""
        if self.times.get(name, 0.0) > seconds:
            self.wrong.append(f"{name} took {self.times[name]:.1f} s, at most {seconds:g} s are allowed")

    def at_least(self, name: str, how_many: int) -> None:
        """Take it for wrong if there were fewer: a part that met nothing proves nothing."""
        if self.counts[name] < how_many:
            self.wrong.append(f"{self.counts[name]} {name}, at least {how_many} are needed")

    def add(self, found: Iterable[str], where: str) -> None:
        self.wrong += [f"{where}: {each}" for each in found]

    def __str__(self) -> str:
        counted = [f"{how_many:,} {name}" for name, how_many in self.counts.items()]
        timed = [f"longest {name} {seconds:.1f} s" for name, seconds in self.times.items()]
        return ", ".join([*counted, *timed, f"{len(self.wrong)} wrong"])
