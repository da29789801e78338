"""A posting from a file of any common kind: Markdown, text, HTML or DOCX; others are refused with what to do instead."""

import re
from pathlib import Path

from hiring.findings import HiringError, Place, Said, refused, say
from hiring.posting_docx import MOST_BYTES as MOST_DOCX
from hiring.posting_docx import docx_text
from hiring.posting_plain import plain_text
from hiring.vocabulary import CONTROL

MOST_TEXT = 1024 * 1024
_CHARSETS = frozenset(["utf-8", "utf-16", "windows-1250", "windows-1252", "iso-8859-1", "iso-8859-2"])
_DECLARED = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([a-zA-Z0-9-]{1,20})|^<\?xml[^>]{0,100}encoding=[\"']([a-zA-Z0-9-]{1,20})", re.IGNORECASE)  # fmt: skip
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")  # more than PK, with which names of banks begin
_LOOKED_AT = 4096
_TELLING = re.compile("[ąśźĄŚŹ]")  # the Polish letters that the two old charsets keep in different places
_AS_DOCX = say("save it as .docx or paste the text")
_WITHOUT_PASSWORD = say("save it as .docx without a password, or paste the text")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM", b"RIFF")
_OTHERS = (
    (b"{\\rtf", say("RTF is not read"), _AS_DOCX),
    (b"\xd0\xcf\x11\xe0", say("this is an old .doc, or a file with a password"), _WITHOUT_PASSWORD),
    (b"\x1f\x8b", say("this is a packed file"), _AS_DOCX),
    *((begin, say("this is a picture"), say("type or paste its text")) for begin in _PICTURES),
)


def posting_text_of(path: Path, name: str = "") -> str:
    """Return the text of a posting's file; `name` is the file as a person calls it. Raises HiringError."""
    called = name or str(path)
    try:
        with path.open("rb") as stream:
            raw = stream.read(MOST_DOCX + 1)
    except OSError as problem:
        message = say("cannot be read: %(why)s", why=problem.strerror or problem)
        raise refused(Place(called), "file", message) from None
    return posting_text_in(raw, called)


def posting_text_in(raw: bytes, name: str) -> str:
    """Return the text of a posting, given its file's bytes and name; what it is, its first bytes say."""
    if mistake := _not_read(raw, name):
        raise mistake
    text = docx_text(raw, name) if raw.startswith(_ZIPS) else _plain(raw, name)
    if not any(sign.isalnum() for sign in text):
        raise refused(Place(name), "no-text", say("there are no words to read"), say("paste the text"))
    return text


def _not_read(raw: bytes, name: str) -> HiringError | None:
    """Return why a file of a kind that is not read is refused."""
    if b"%PDF-" in raw[:1024]:
        return _refused(name, say("PDF is not read"), _AS_DOCX)
    for begin, message, mend in _OTHERS:
        if raw.startswith(begin) and (len(begin) > 2 or b"\0" in raw[:64]):
            return _refused(name, message, mend)
    if name.lower().endswith(".docx") and raw and not raw.startswith(_ZIPS):
        return _refused(name, say("this is no DOCX, though its name says so"), _AS_DOCX)
    return None


def _refused(name: str, message: Said, mend: Said) -> HiringError:
    return refused(Place(name), "kind-of-file", message, mend)


def _plain(raw: bytes, name: str) -> str:
    """Return the text of a file of Markdown, text or HTML."""
    if len(raw) > MOST_TEXT:
        message, mend = say("the file is over 1 MiB"), say("paste the text of the posting alone")
        raise refused(Place(name), "too-large", message, mend)
    text = _decoded(raw)
    if "\0" in text or len(CONTROL.findall(text)) > len(text) // 50:
        raise _refused(name, say("this is no text"), _AS_DOCX)
    page = "<html><body>" if name.lower().endswith((".html", ".htm")) else ""
    return CONTROL.sub("", plain_text(page + text.removeprefix("\ufeff").replace("\f", "\n")))


def _decoded(raw: bytes) -> str:
    """Return bytes as text: by their mark, by what a page declares, else as what they can be."""
    marked = [charset for mark, charset in _MARKS if raw.startswith(mark)]
    declared = _DECLARED.search(raw[:_LOOKED_AT])
    named = [str(declared[declared.lastindex or 1], "ascii").lower()] if declared else []
    for charset in [*marked, *(each for each in named if each in _CHARSETS - {"utf-16"}), "utf-8"]:
        try:
            return raw.decode(charset)
        except UnicodeDecodeError:
            continue
    return _guessed(raw)


def _guessed(raw: bytes) -> str:
    """Return text that is no UTF-8: UTF-16 if every other byte is mostly zero, else one of the old Polish charsets."""
    evens, odds = raw[::2].count(0), raw[1::2].count(0)
    if max(evens, odds) * 3 > len(raw):
        return raw.decode("utf-16-be" if evens > odds else "utf-16-le", "replace")
    windows, iso = raw.decode("cp1250", "replace"), raw.decode("iso-8859-2")
    return iso if not CONTROL.search(iso) and _polish(iso) > _polish(windows) else windows


def _polish(text: str) -> int:
    return len(_TELLING.findall(text))
