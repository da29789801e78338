"""What a disk holds after a power cut, played from the log of a watched process.

The shim writes down each deed in the order in which it was done. A disk keeps for certain only what was
synced; of the rest it may keep nothing, a part or all. A name in a folder counts as kept when the folder
was synced after it (strict), or at once. Folders themselves are taken as always there, and a rename from
one folder to another is kept with its new folder.
"""

import os
import shutil
import struct
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from random import Random
from typing import Generic, Literal, TypeVar

Policy = Literal["none", "torn", "all"]
Who = tuple[int, int]  # process and thread
Write = tuple[int, bytes | None]  # a place and what was put there; None: the file was cut there
Rename = tuple[tuple[str, "File | None"], ...]  # names and what they stand for from now on; None: nothing
Image = TypeVar("Image")
Change = TypeVar("Change")

POLICIES: tuple[Policy, ...] = ("none", "torn", "all")
SECTOR = 512
HEADER = struct.Struct("=IIIIQq")  # struct record in shim.c


@dataclass(frozen=True)
class Record:
    """One deed: its kind as shim.c names it, who did it, the file's inode, the place in it, bytes or names."""

    kind: str
    who: Who
    file: int
    place: int
    content: bytes

    @property
    def name(self) -> str:
        return os.fsdecode(self.content)


@dataclass(frozen=True)
class Cut:
    """What one power cut leaves: a folder, and the marks that had been made by then."""

    record: int
    policy: Policy
    folder: Path
    marks: tuple[str, ...]


def mark(words: str, log: Path | None = None) -> None:
    """Put words between the deeds in a log, of this process's own if none is named: "acknowledged 7"."""
    content = words.encode()
    head = HEADER.pack(len(content), ord("M"), os.getpid(), 0, 0, 0)
    target = os.open(log or os.environ["ENDURE_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(target, head + content)
    finally:
        os.close(target)


def read_log(log: Path) -> list[Record]:
    """Return what a log holds, oldest first, without a last record that a kill cut short."""
    whole, at, records = log.read_bytes(), 0, []
    while at + HEADER.size <= len(whole):
        size, kind, process, thread, file, place = HEADER.unpack_from(whole, at)
        at += HEADER.size + size
        if at <= len(whole):
            records.append(Record(chr(kind), (process, thread), file, place, whole[at - size : at]))
    return records


def after_marks(records: Sequence[Record]) -> list[int]:
    """Return the moments just after each mark, as numbers of records played."""
    return [number for number, record in enumerate(records, start=1) if record.kind == "M"]


def some(moments: Sequence[int], count: int, *, seed: int) -> list[int]:
    """Choose so many moments by chance, the same for the same seed."""
    return sorted(_chance(seed).sample(moments, count))


def power_cuts(
    records: Sequence[Record],
    moments: Iterable[int],
    into: Path,
    *,
    seed: int,
    policies: Collection[Policy] = POLICIES,
    disk: "Disk | None" = None,
) -> Iterator[Cut]:
    """Yield what a power cut leaves at each moment under each policy, earliest first.

    A new strict disk is empty; of a folder that was not, give `Disk(before=a_copy)`. Each cut's folder is
    removed when the next is asked for, so that of a failed test stays.
    """
    disk, played, marks = disk or Disk(), 0, list[str]()
    for moment in sorted(set(moments)):
        for record in records[played:moment]:
            disk.play(record)
            if record.kind == "M":
                marks.append(record.name)
        played = moment
        for policy in policies:
            folder = into / f"{moment}-{policy}"
            disk.write(folder, policy, _chance(f"{seed} {moment}"))
            yield Cut(moment, policy, folder, tuple(marks))
            shutil.rmtree(folder)


def _chance(seed: int | str) -> Random:
    return Random(seed)  # noqa: S311 - chance that can be repeated, no secret


class Synced(Generic[Image, Change]):
    """What changes at once for those who look, and for certain on the disk only when it is synced."""

    def __init__(self, seen: Image, kept: Image, apply: Callable[[Image, Change], None]) -> None:
        self.seen, self.kept, self.apply = seen, kept, apply
        self.waiting: list[Change] = []
        self._covered = 0
        self._begun: dict[Who, int] = {}

    def change(self, change: Change) -> None:
        self.apply(self.seen, change)
        self.waiting.append(change)

    def begin(self, who: Who) -> None:
        """Remember what a sync can cover: what was changed before it began."""
        self._begun[who] = self._covered + len(self.waiting)

    def end(self, who: Who, *, failed: bool = False) -> None:
        """Keep what a sync covered. After a failed one it is lost: Linux takes the pages for clean."""
        count = max(0, self._begun.pop(who) - self._covered)
        for change in self.waiting[: 0 if failed else count]:
            self.apply(self.kept, change)
        del self.waiting[:count]
        self._covered += count


def put(image: bytearray, write: Write) -> None:
    """Write into a file's bytes, with zeros before a place past the end, or cut them."""
    place, content = write
    if len(image) < place:
        image.extend(bytes(place - len(image)))
    if content is None:
        del image[place:]
    else:
        image[place : place + len(content)] = content


def name(names: "dict[str, File]", change: Rename) -> None:
    """Let names stand for other files, or for none."""
    for path, file in change:
        if file is None:
            names.pop(path, None)
        else:
            names[path] = file


class File(Synced[bytearray, Write]):
    """A file's bytes."""

    def __init__(self, content: bytes = b"") -> None:
        super().__init__(bytearray(content), bytearray(content), put)

    def left(self, policy: Policy, chance: Random) -> bytes:
        """Return what a power cut leaves of it; torn is a part of the writes, the last cut at a sector."""
        if policy != "torn":
            return bytes(self.kept if policy == "none" else self.seen)
        image, share = bytearray(self.kept), chance.random()
        written = [write for write in self.waiting if chance.random() < share]
        for write in written[:-1]:
            put(image, write)
        for place, content in written[-1:]:
            end = place + len(content or b"")
            cut = chance.randint(place // SECTOR, end // SECTOR) * SECTOR
            put(image, (place, content and content[: max(0, cut - place)]))
        return bytes(image)


class Disk:
    """A folder as the running system sees it and as its disk keeps it."""

    def __init__(self, *, strict: bool = True, before: Path | None = None) -> None:
        self._strict = strict
        self._seen: dict[str, File] = {}
        self._folders: dict[str, Synced[dict[str, File], Rename]] = {}
        self._open: dict[int, File | Synced[dict[str, File], Rename]] = {}
        for path in sorted(before.rglob("*")) if before else ():
            if path.is_file():
                self._seen[str(path.relative_to(before or path))] = File(path.read_bytes())
        self._kept = dict(self._seen)

    def play(self, record: Record) -> None:
        """Let one deed happen."""
        match record.kind:
            case "O":
                self._opened(record)
            case "W" | "T":
                self._file(record).change((record.place, record.content if record.kind == "W" else None))
            case "B" | "E" | "F":
                self._synced(record)
            case "U":
                self._rename(((record.name, None),))
            case "R" | "L":
                self._moved(record)
            case "M":
                pass
            case _:
                raise ValueError(f"{record} cannot be played")

    def write(self, folder: Path, policy: Policy, chance: Random) -> None:
        """Write what a power cut now would leave into a new folder. SQLite's shared memory never is left."""
        names = dict(self._seen if policy == "all" else self._kept)
        for _, at in sorted(self._folders.items()) if policy == "torn" else ():
            for change in at.waiting[: chance.randint(0, len(at.waiting))]:
                name(names, change)
        folder.mkdir(parents=True)
        left = {id(file): file.left(policy, chance) for _, file in sorted(names.items())}
        for path, file in names.items():
            if not path.endswith("-shm"):
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(left[id(file)])

    def _folder(self, path: str) -> Synced[dict[str, File], Rename]:
        return self._folders.setdefault(path, Synced(self._seen, self._kept, name))

    def _file(self, record: Record) -> File:
        file = self._open[record.file]
        assert isinstance(file, File)
        return file

    def _synced(self, record: Record) -> None:
        synced = self._open.get(record.file)
        if synced is None:  # it was opened for reading only, so nothing waits
            return
        if record.kind == "B":
            synced.begin(record.who)
        else:
            synced.end(record.who, failed=record.kind == "F")

    def _opened(self, record: Record) -> None:
        if record.place:
            self._open[record.file] = self._folder(record.name)
            return
        file = self._seen.get(record.name)
        if file is None:
            file = File()
            self._rename(((record.name, file),))
        self._open[record.file] = file

    def _moved(self, record: Record) -> None:
        old, new = record.name.split("\0")
        file = self._seen.get(old)
        if file is None:
            raise ValueError(
                f"{old or new!r} was renamed or linked, and is no file that was made in the folder"
            )
        gone: Rename = ((old, None),) if record.kind == "R" else ()
        self._rename((*gone, (new, file)) if new else gone)

    def _rename(self, change: Rename) -> None:
        if not change:
            return
        self._folder(str(PurePosixPath(change[-1][0]).parent)).change(change)
        if not self._strict:
            name(self._kept, change)
