"""What every request and answer goes through: whose request it is, how large, and which headers go back."""

import re
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request
from werkzeug.exceptions import SecurityError

V = TypeVar("V", bound=Callable[..., Any])
MOST_BYTES = 256 * 1024
MOST_FIELDS = 600
_THIS_MACHINE = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]{1,5})?")
USUAL_PORTS = {"http": ":80", "https": ":443"}
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


def guard(app: Flask) -> None:
    """Refuse requests for other hosts, from other sites and oversized ones; put the security headers on every answer."""
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES)
    app.before_request(refuse_other_hosts)
    app.before_request(refuse_other_sites)
    app.before_request(refuse_too_many_fields)
    app.after_request(with_headers)


def refuse_other_hosts() -> None:
    """Refuse a request for another host than this machine or the public address, as a rebound name of another site makes."""
    host, address = request.environ.get("HTTP_HOST", ""), current_app.config.get("ADDRESS")
    if not (own_host(host, address) if address else _THIS_MACHINE.fullmatch(host)):
        raise SecurityError


def own_host(host: str, address: str) -> bool:
    """Whether a request names the host of the public address, in whatever letters, with the usual port or without."""
    parts = urlsplit(address)
    return host.lower().removesuffix(USUAL_PORTS.get(parts.scheme, "")) == parts.netloc


def plain_address(address: str) -> str:
    """Return an address as browsers write it: the host in small letters, without the usual port and a last slash."""
    parts = urlsplit(address)
    scheme = parts.scheme.lower()
    return f"{scheme}://{parts.netloc.lower().removesuffix(USUAL_PORTS.get(scheme, ''))}"


def refuse_other_sites() -> None:
    """Refuse an unsafe request that another site caused, or that does not say who caused it."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        allowed = site in {"same-origin", "none"}
    else:
        own = current_app.config.get("ADDRESS") or request.host_url
        allowed = request.headers.get("Origin") == own.rstrip("/")
    if not allowed:
        abort(403)


def take_a_file(most: int) -> Callable[[V], V]:
    """Mark a view that takes a file of so many bytes at most; other forms stay as small as they are."""

    def marked(view: V) -> V:
        view.most_bytes = most + MOST_BYTES  # type: ignore[attr-defined]
        return view

    return marked


def take_a_text(most: int) -> Callable[[V], V]:
    """Mark a view that takes a form of so many bytes at most; other forms stay as small as they are."""

    def marked(view: V) -> V:
        view.most_bytes = view.most_text = most  # type: ignore[attr-defined]
        return view

    return marked


def refuse_too_many_fields() -> None:
    """Refuse a form of more fields than any page of ours has, and a larger one than its view takes."""
    view = current_app.view_functions.get(request.endpoint or "")
    request.max_content_length = getattr(view, "most_bytes", MOST_BYTES)
    request.max_form_memory_size = getattr(view, "most_text", MOST_BYTES)
    if request.method not in SAFE_METHODS and sum(1 for _ in request.form.items(multi=True)) > MOST_FIELDS:
        abort(413)


def with_headers(response: Response) -> Response:
    """Put the security headers on an answer; pages are not kept by caches, static files are."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response
