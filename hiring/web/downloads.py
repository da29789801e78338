"""A document as a file to keep."""

from flask import Response

from hiring.formats import MEDIA_TYPES


def download(text: str, name: str, form: str) -> Response:
    """Return a text as a file of this name; `form` is one of MEDIA_TYPES."""
    answer = Response(text, mimetype=MEDIA_TYPES[form])
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
