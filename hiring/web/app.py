"""The Flask app: languages, errors in words, and one blueprint for each noun."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from urllib.parse import urlencode
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_datetime
from flask import Flask, Response, current_app, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

import hiring
from hiring.findings import HiringError, NotInstalled, Place, refused, say
from hiring.library import Library, shipped
from hiring.names import teller
from hiring.phrases import phrases
from hiring.render import compiled_templates
from hiring.scoring import shown
from hiring.storage.database import Database
from hiring.vocabulary import LANGUAGES, LEVELS, MOTIONS, Language
from hiring.web import (
    audit,
    calibration,
    candidates,
    debriefs,
    exports,
    home,
    invitations,
    kits,
    library_pages,
    opening_kits,
    openings,
    people,
    postings,
    preparation,
    question_pages,
    read_posting,
    ready,
    reliability,
    retention,
    scorecards,
    sign_in,
    submitted,
)
from hiring.web.access import anyone, watch
from hiring.web.addresses import LateRule
from hiring.web.practice import answers, mocks, reading, start, stories, taking_along
from hiring.web.security import guard, plain_address

OPEN_HERE = (home, postings, read_posting, kits, ready, library_pages, question_pages, preparation)
PRACTICE = (start, answers, stories, reading, mocks, taking_along)
TEAM = (
    sign_in,
    people,
    debriefs,
    scorecards,
    submitted,
    calibration,
    openings,
    opening_kits,
    candidates,
    invitations,
    exports,
    retention,
    audit,
    reliability,
)
# The noun of the main menu that a blueprint's pages belong to.
NOUNS = {
    "questions": "library",
    "read_posting": "postings",
    **dict.fromkeys(("answers", "stories", "reading", "mocks", "taking_along"), "practice"),
}
# The pages of a team: endpoint, name, whether interviewers have it too.
TEAM_PAGES = (
    ("openings.every", "Openings", False),
    ("scorecards.mine", "My scorecards", True),
    ("calibration.start", "Calibration", True),
    ("reliability.show", "Reliability", False),
    ("people.everybody", "People", False),
    ("retention.show", "Retention", False),
    ("audit.show", "Audit", False),
)


@dataclass(frozen=True)
class Site:
    """How people reach the app: its public address if a team does, how many proxies stand before it, its time zone."""

    address: str | None = None
    proxies: int = 0
    zone: str | None = None


ALONE = Site()


def create_app(
    own: Path | None = None,
    database: Database | None = None,
    site: Site = ALONE,
    practice: Database | None = None,
) -> Flask:
    """Return the app over our content and, if given, a user's own folder; openings need a database.

    Practice needs a file of its own, and is there on this machine alone: a site with an address has none.
    """
    if site.address:
        practice = None
    app = Flask("hiring.web", template_folder=str(shipped("templates") / "pages"))
    app.url_rule_class = LateRule
    app.config.update(
        OWN=own,
        READ={},
        DATABASE=database,
        PRACTICE=practice,
        IN_USE={},
        ADDRESS=site.address and plain_address(site.address),
        TEAM=site.address is not None,
    )
    app.config["ZONE"] = zone_of(site.zone)
    speak(app)
    if site.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=site.proxies, x_proto=0, x_host=0)  # type: ignore[method-assign]
    answer(app)
    prefix = f"/<any({','.join(LANGUAGES)}):lang>"
    for module in (*OPEN_HERE, *(TEAM if database else ()), *(PRACTICE if practice else ())):
        app.register_blueprint(module.blueprint, url_prefix=prefix + (module.blueprint.url_prefix or ""))
    return app


def answer(app: Flask) -> None:
    """Guard every request, open what it reads, find its language, and tell mistakes in words."""
    guard(app)
    app.before_request(open_library)
    watch(app)
    app.context_processor(page_words)
    app.url_value_preprocessor(take_language)
    app.url_defaults(keep_language)
    app.register_error_handler(HTTPException, told_in_words)
    app.register_error_handler(SecurityError, wrong_host)
    app.register_error_handler(HiringError, library_broken)
    app.register_error_handler(NotInstalled, not_installed)
    app.get("/")(first_page)


def speak(app: Flask) -> None:
    """Give templates the phrases in the reader's language, and times and days as it writes them."""
    app.jinja_options = {**app.jinja_options, "bytecode_cache": compiled_templates()}
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        lambda words: phrases(language()).gettext(words),
        lambda one, many, count: phrases(language()).ngettext(one, many, count),
        newstyle=True,
        pgettext=lambda context, words: phrases(language()).pgettext(context, words),
        npgettext=lambda context, one, many, count: phrases(language()).npgettext(context, one, many, count),
    )
    app.jinja_env.filters["moment"] = moment
    app.jinja_env.filters["on_day"] = on_day


def zone_of(name: str | None) -> tzinfo | None:
    """Return the time zone that pages show times in; none is that of this machine."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError) as problem:
        words = say("%(name)s is no time zone", name=name)
        raise refused(Place("HIRING_TIMEZONE"), "zone", words, say("write it as Europe/Warsaw")) from problem


def moment(at: datetime | None, form: str = "d MMM y, HH:mm") -> str:
    """Return a time in the reader's language and the team's time zone; `form` is a pattern of Babel."""
    if at is None:
        return ""
    return str(format_datetime(at.astimezone(current_app.config["ZONE"]), form, locale=language()))


def on_day(day: date) -> str:
    """Return a day in the reader's language."""
    return str(format_date(day, "EEE d MMM", locale=language()))


def language() -> Language:
    """Return the language of the page, of an address that leads nowhere, or the reader's first among ours."""
    if (known := g.get("language")) in LANGUAGES:
        return "pl" if known == "pl" else "en"  # asked for with every word of a page
    wanted = (request.path.split("/")[1], *request.accept_languages.values())
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
        "person": g.get("person"),
        "team_pages": team_pages(),
        "public": current_app.config["TEAM"],
        "skill_name": skill_name,
        "practice": current_app.config["PRACTICE"] is not None,
        "noun_of": lambda blueprint: NOUNS.get(blueprint, blueprint),
        "said": lambda sentence: sentence.told(tell),
        "shown": lambda value: shown(value, language()),
    }


def skill_name(skill: str | None) -> str:
    """Return a skill's name; what shows no skill is asked for one's motives."""
    if skill is None:
        return phrases(language()).gettext("Motivation")
    return str(g.library.rubric(skill).name[language()])


def team_pages() -> list[tuple[str, str]]:
    """Return the pages of a team with their names: an interviewer's are few."""
    tell = phrases(language()).gettext
    manages = g.get("person") is not None and g.person.manages
    pages = [(name, words) for name, words, for_all in TEAM_PAGES if for_all or manages]
    return [(name, tell(words)) for name, words in pages if name in current_app.view_functions]


def in_language(other: str) -> str:
    """Return the address of this very page in another language."""
    if request.endpoint is None or "." not in request.endpoint:
        return url_for("home.doors", lang=other)
    address = url_for(request.endpoint, **{**(request.view_args or {}), "lang": other})
    query = urlencode(list(request.args.items(multi=True)))
    return f"{address}?{query}" if query else address


@anyone
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


def not_installed(problem: NotInstalled) -> ResponseReturnValue:
    """Say what this server would need to answer; what was typed is kept in the page."""
    return render_template("errors/not_installed.html", findings=problem.findings), 404


def library_broken(problem: HiringError) -> ResponseReturnValue:
    """Show what is wrong in the library's files; the rest of the app goes on working."""
    return render_template("errors/library.html", findings=problem.findings), 503
