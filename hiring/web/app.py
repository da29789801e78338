"""The Flask app: languages, errors in words, and one blueprint for each noun."""

from pathlib import Path
from urllib.parse import urlencode

from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError

import hiring
from hiring.findings import HiringError
from hiring.library import Library, shipped
from hiring.names import teller
from hiring.phrases import phrases
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language
from hiring.web import home, kits, library_pages, postings, question_pages, ready
from hiring.web.security import guard


def create_app(own: Path | None = None) -> Flask:
    """Return the app over our content and, if given, a user's own folder."""
    app = Flask("hiring.web", template_folder=str(shipped("templates") / "pages"))
    app.config["OWN"], app.config["READ"] = own, {}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda words: phrases(language()).gettext(words),
        lambda one, many, count: phrases(language()).ngettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, words: phrases(language()).pgettext(context, words),
        npgettext=lambda context, one, many, count: phrases(language()).npgettext(context, one, many, count),
    )
    guard(app)
    app.before_request(open_library)
    app.context_processor(page_words)
    app.url_value_preprocessor(take_language)
    app.url_defaults(keep_language)
    app.register_error_handler(HTTPException, told_in_words)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(HiringError, library_broken)
    app.get("/")(first_page)
    prefix = f"/<any({','.join(LANGUAGES)}):lang>"
    for module in (home, postings, kits, ready, library_pages, question_pages):
        app.register_blueprint(module.blueprint, url_prefix=prefix + (module.blueprint.url_prefix or ""))
    return app


def language() -> Language:
    """Return the language of the page, of an address that leads nowhere, or the reader's first among ours."""
    wanted = (g.get("language"), request.path.split("/")[1], *request.accept_languages.values())
    found = next((tag for each in wanted if (tag := str(each).lower().partition("-")[0]) in LANGUAGES), "en")
    return "pl" if found == "pl" else "en"


def take_language(endpoint: str | None, values: dict[str, str] | None) -> None:  # noqa: ARG001 - Flask's signature
    """Take the language out of the address, so that no page needs to know of it."""
    g.language = (values or {}).pop("lang", None)


def keep_language(endpoint: str, values: dict[str, object]) -> None:
    """Put the page's language into every address that has a place for it."""
    if "." in endpoint:
        values.setdefault("lang", language())


def open_library() -> None:
    """Open the library anew, so that an edited file is read again at the next request, and no other."""
    if request.endpoint != "static":
        g.library = Library(current_app.config["OWN"], current_app.config["READ"])


def page_words() -> dict[str, object]:
    """Return what every page template gets."""
    tell = teller(language(), g.library) if "library" in g else phrases(language()).gettext
    return {
        "language": language(),
        "languages": LANGUAGES,
        "levels": LEVELS,
        "motions": MOTIONS,
        "version": hiring.__version__,
        "in_language": in_language,
        "said": lambda sentence: sentence.told(tell),
    }


def in_language(other: str) -> str:
    """Return the address of this very page in another language."""
    if request.endpoint is None or "." not in request.endpoint:
        return url_for("home.doors", lang=other)
    address = url_for(request.endpoint, **{**(request.view_args or {}), "lang": other})
    query = urlencode(list(request.args.items(multi=True)))
    return f"{address}?{query}" if query else address


def first_page() -> ResponseReturnValue:
    """Lead to the home page in the reader's language."""
    return redirect(url_for("home.doors"))


def told_in_words(problem: HTTPException) -> ResponseReturnValue:
    """Show an error page in plain words."""
    code = problem.code or 500
    answer = Response(render_template("errors/error.html", code=code), code)
    if code == 405 and problem.get_headers():
        answer.headers["Allow"] = dict(problem.get_headers()).get("Allow", "GET")
    return answer


def wrong_host(problem: SecurityError) -> ResponseReturnValue:
    """Refuse a request that names another host; there is no address that a page could link to."""
    words = phrases(language()).gettext("Open this app by the address that it showed at its start.")
    return Response(f"{words}\n", problem.code, mimetype="text/plain")


def library_broken(problem: HiringError) -> ResponseReturnValue:
    """Show what is wrong in the library's files; the rest of the app goes on working."""
    return render_template("errors/library.html", findings=problem.findings), 503
