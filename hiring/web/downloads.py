"""A document as a file to keep."""

from flask import Response

from hiring.formats import MEDIA_TYPES


def download(content: str | bytes, name: str, form: str) -> Response:
    """Return a text, or what is none, as a file of this name; `form` is one of MEDIA_TYPES."""
    answer = Response(content, mimetype=MEDIA_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
