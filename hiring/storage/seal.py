"""A checksum that a file carries within itself: of all its bytes, with its own place read as zeros."""

import mmap
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

LENGTH = 64  # hexadecimal digits
AT_ONCE = 1 << 20  # bytes


def mark() -> str:
    """Return a random text that holds the place of a checksum until the file is sealed."""
    return secrets.token_hex(LENGTH // 2)


def seal(file: Path, marked: str) -> str:
    """Put the checksum where the mark stands, and return it; ValueError unless the mark is there just once."""
    place = _place(file, marked)
    checksum = _checksum(file, place)
    with file.open("r+b") as stream:
        stream.seek(place)
        stream.write(checksum.encode())
    return checksum


def whole(file: Path, checksum: str) -> bool:
    """Whether not one byte of a file has changed since it was sealed with this checksum."""
    try:
        return len(checksum) == LENGTH and _checksum(file, _place(file, checksum)) == checksum
    except ValueError:
        return False


def _place(file: Path, sought: str) -> int:
    with file.open("rb") as stream, mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        place = content.find(sought.encode())
        if place < 0 or content.find(sought.encode(), place + 1) >= 0:
            raise ValueError("the place of the checksum is not clear")
        return place


def _checksum(file: Path, place: int) -> str:
    found = sha256()
    with file.open("rb") as stream:
        for piece in _pieces(stream, place):
            found.update(piece)
    return found.hexdigest()


def _pieces(stream: BinaryIO, place: int) -> Iterator[bytes]:
    """Yield all bytes of a file, with zeros for as many as a checksum has from a place on."""
    while place and (piece := stream.read(min(place, AT_ONCE))):
        place -= len(piece)
        yield piece
    yield b"0" * len(stream.read(LENGTH))
    while piece := stream.read(AT_ONCE):
        yield piece
