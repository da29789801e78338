"""The words of a DOCX, read in bounds: nothing is unpacked to disk, no entity is expanded, no relation followed."""

import re
import zlib
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from struct import error as StructError  # noqa: N812 - it is a class
from typing import Protocol
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from hiring.findings import HiringError, Place, Said, refused, say
from hiring.posting_words_in_docx import Styles, Words

MOST_BYTES = 5 * 1024 * 1024
MOST_MEMBERS = 2000
MOST_UNPACKED = 20 * 1024 * 1024
MOST_TIMES = 200  # as long as it is packed; Word's own text is packed to a tenth
MOST_ELEMENTS = 200_000  # a long posting has some thousands
MOST_IN_TAG = 512 * 1024
FREE = 1024 * 1024  # bytes that any part may unpack to
MOST_SIGNS = 1024 * 1024
_CHUNK = 64 * 1024
_MAIN = re.compile(r"word/document[0-9]{0,3}\.xml")
_STYLES = "word/styles.xml"
_ENCRYPTED = 0x1
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, LookupError,
           StructError, OverflowError)  # fmt: skip
_PASTE = say("paste the text of the posting")


class _Forbidden(Exception):  # noqa: N818 - what it holds
    """XML that declares a type or entities, which no DOCX does."""


def docx_text(raw: bytes, name: str) -> str:
    """Return the words of a DOCX, a paragraph a line: points begin with `- `, headings with `# `. Raises HiringError."""
    if len(raw) > MOST_BYTES:
        raise _refused(name, "too-large", say("the file is over 5 MiB"))
    try:
        with ZipFile(BytesIO(raw)) as package:
            return "\n".join(_lines(package, name)).strip() + "\n"
    except expat.ExpatError:
        raise _damaged(name) from None
    except _Forbidden:
        message = say("it declares entities, which no DOCX of a word processor does")
        raise _refused(name, "unsafe", message) from None
    except _BROKEN:
        raise _damaged(name) from None


def _lines(package: ZipFile, name: str) -> list[str]:
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise _refused(name, "too-large", say("it holds more than %(most)s files", most=MOST_MEMBERS))
    known = {member.filename: member for member in members}
    main = next((each for each in known if _MAIN.fullmatch(each)), None)
    if main is None:
        raise _no_docx(known, name)
    parts, styles = _Parts(package, name), Styles()
    if _STYLES in known:
        parts.read(known[_STYLES], styles)
    words = Words(styles)
    parts.read(known[main], words)
    return words.lines


class _Reader(Protocol):
    """Takes what a part holds; `signs` is how long the text is that it has kept."""

    signs: int

    def begin(self, tag: str, given: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def text(self, words: str) -> None: ...


class _Parts:
    """Reads parts piece by piece, and counts what all of them come to."""

    def __init__(self, package: ZipFile, name: str) -> None:
        self.package, self.name = package, name
        self.unpacked = self.elements = 0

    def read(self, member: ZipInfo, reader: _Reader) -> None:
        """Give a part's elements and words to a reader, as long as it stays in its bounds."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _forbid
        parser.StartElementHandler = partial(self._begin, reader)
        parser.EndElementHandler, parser.CharacterDataHandler = reader.end, reader.text
        given = 0
        for piece in self._pieces(member):
            parser.Parse(piece, False)  # noqa: FBT003 - expat's own signature
            given += len(piece)
            if given - parser.CurrentByteIndex > MOST_IN_TAG:
                raise self._too_much()
            if reader.signs > MOST_SIGNS:
                raise _refused(self.name, "too-large", say("its text is over 1 MiB"))
        parser.Parse(b"", True)  # noqa: FBT003

    def _begin(self, reader: _Reader, tag: str, given: dict[str, str]) -> None:
        self.elements += 1
        if self.elements > MOST_ELEMENTS:
            raise self._too_much()
        reader.begin(tag, given)

    def _pieces(self, member: ZipInfo) -> Iterator[bytes]:
        if member.flag_bits & _ENCRYPTED:
            mend = say("save it as .docx without a password, or paste the text")
            raise refused(Place(self.name), "encrypted", say("the file has a password"), mend)
        if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
            raise _damaged(self.name)
        own, most = 0, max(FREE, member.compress_size * MOST_TIMES)
        with self.package.open(member) as stream:
            while piece := stream.read(_CHUNK):
                own += len(piece)
                self.unpacked += len(piece)
                if own > most or self.unpacked > MOST_UNPACKED:
                    raise self._too_much()
                yield piece

    def _too_much(self) -> HiringError:
        return _refused(self.name, "too-large", say("it unpacks to far more than a posting"))


def _forbid(*_: object) -> None:
    raise _Forbidden


def _no_docx(known: dict[str, ZipInfo], name: str) -> HiringError:
    """Return why another kind of file that is packed in the same way is refused."""
    mend = say("save it as .docx or paste the text")
    if "content.xml" in known and "mimetype" in known:
        return refused(Place(name), "kind-of-file", say("ODT is not read"), mend)
    return refused(Place(name), "kind-of-file", say("this is a packed file, and no DOCX"), mend)


def _damaged(name: str) -> HiringError:
    mend = say("open it, save it anew as .docx, or paste the text")
    return refused(Place(name), "damaged", say("the file is cut off or damaged"), mend)


def _refused(name: str, rule: str, message: Said) -> HiringError:
    return refused(Place(name), rule, message, _PASTE)
