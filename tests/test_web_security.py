import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pages import FILLED, PAGES, SAME_ORIGIN, Reader, app_over, send, text_of
from werkzeug.routing import Rule

from hiring.web.access import anyone
from hiring.web.app import Site, create_app

ROOT = Path(__file__).parent.parent
CLIENT = app_over().test_client()
SAMPLES = {"lang": "en", "level": "mid", "skill": "discovery", "form": "md", "filename": "hiring.css",
           "question_id": "motivation_company", "exercise": "negotiation", "document": "scorecard", "kind": "html",
           "motion": "expansion"}  # fmt: skip
EXPECTED = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
RULES = list(app_over().url_map.iter_rules())
REVIEWED = Counter({"hiring/render.py": 6, "hiring/web/posting_marks.py": 1})


def address(rule: Rule) -> str:
    parts = {name: SAMPLES[name] for name in rule.arguments}
    return re.sub(r"<(?:[^:>]+:)?(\w+)>", lambda found: parts[found.group(1)], rule.rule)


def security_headers(client: FlaskClient, method: str, where: str) -> dict[str, str | None]:
    with client.open(where, method=method, headers=SAME_ORIGIN) as answer:
        return {name: answer.headers.get(name) for name in EXPECTED}


@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "DELETE"])
@pytest.mark.parametrize("rule", RULES, ids=str)
def test_every_answer_of_every_route_carries_the_security_headers(rule: Rule, method: str) -> None:
    assert security_headers(CLIENT, method, address(rule)) == EXPECTED


def test_the_routes_tried_are_real_ones() -> None:
    codes = {}
    for rule in RULES:
        with CLIENT.open(address(rule), method="POST" if "POST" in (rule.methods or ()) else "GET") as answer:
            codes[rule.endpoint] = answer.status_code

    refused = {
        "postings.work": 403,
        "postings.look": 403,
        "read_posting.show": 403,
        "ready.answer": 403,
        "kits.panel": 403,
        "first_page": 302,
    }
    assert codes == {rule.endpoint: refused.get(rule.endpoint, 200) for rule in RULES}


@pytest.mark.parametrize("where", ["/en/nowhere", "/xx/", "/static/nothing.css", "/static/../app.py", "/en"])
def test_an_answer_outside_the_routes_carries_them_too(where: str) -> None:
    assert security_headers(CLIENT, "GET", where) == EXPECTED


def test_a_fault_of_our_own_is_told_in_words_with_the_same_headers() -> None:
    app = app_over()
    app.add_url_rule("/fault", view_func=anyone(lambda: str(1 // 0)))

    answer = app.test_client().get("/fault")

    assert answer.status_code == 500
    assert "Something went wrong here" in text_of(answer.text)
    assert "ZeroDivisionError" not in answer.text
    assert {name: answer.headers.get(name) for name in EXPECTED} == EXPECTED


def test_pages_are_not_kept_by_caches() -> None:
    assert {CLIENT.get(f"/en{page}").headers["Cache-Control"] for page in PAGES} == {"no-store"}


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("127.0.0.1:8700", 200),
        ("localhost:1", 200),
        ("localhost", 200),
        ("[::1]:8700", 200),
        ("evil.example", 400),
        ("localhost.evil.example", 400),
        ("127.0.0.1.evil.example", 400),
        ("evil.example@localhost", 400),
        ("localhost:999999", 400),
        ("localhost/", 400),
        ("a b", 400),
        ("", 400),
    ],
)
def test_only_this_machine_is_a_host(host: str, code: int) -> None:
    answer = CLIENT.get("/en/", headers={"Host": host})

    assert (answer.status_code, host in answer.text if host and code == 400 else False) == (code, False)


def test_another_host_is_refused_in_words_in_the_readers_language() -> None:
    answer = CLIENT.get("/pl/", headers={"Host": "evil.example", "Accept-Language": "pl"})

    assert answer.text == "Otwórz tę aplikację pod adresem, który pokazała po uruchomieniu.\n"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": ""}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, 200),
        ({"Origin": "http://localhost"}, 200),
        ({"Origin": "http://localhost:8701"}, 403),
        ({"Origin": "https://localhost"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
    ids=str,
)
def test_a_form_is_taken_from_our_own_pages_only(headers: dict[str, str], code: int) -> None:
    answer = CLIENT.post("/en/posting", data=FILLED, headers=headers)

    assert (answer.status_code, "was refused" in text_of(answer.text)) == (code, code == 403)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "BREW"])
def test_any_method_that_could_change_something_is_guarded(method: str) -> None:
    assert CLIENT.open("/en/posting", method=method).status_code == 403


def test_a_method_that_a_page_does_not_know_is_told_which_ones_it_knows() -> None:
    answer = CLIENT.delete("/en/library/", headers=SAME_ORIGIN)

    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize(("size", "code"), [(250_000, 200), (262_144, 413), (1_000_000, 413)])
def test_more_than_256_kib_is_refused_in_words(size: int, code: int) -> None:
    answer = send(CLIENT, "/en/posting", {**FILLED, "about": "x" * size})

    assert (answer.status_code, "at most 256 KiB" in text_of(answer.text)) == (code, code == 413)


@pytest.mark.parametrize(("count", "code"), [(300, 200), (601, 413), (20_000, 413)])
def test_more_fields_than_a_page_has_are_refused(count: int, code: int) -> None:
    answer = send(CLIENT, "/en/posting", {f"field{number}": "" for number in range(count)})

    assert answer.status_code == code


@cache
def every_page(app: Flask) -> list[tuple[str, str]]:
    client = app.test_client()
    pages = [(page, client.get(f"/{lang}{page}").text) for page in PAGES for lang in ("en", "pl")]
    refused = send(client, "/en/posting", {"action": "preview", "company": "<b onclick=x>"})
    preview = send(
        client, "/en/posting", {**FILLED, "level": "mid", "motion": "full_cycle", "action": "preview"}
    )
    return [*pages, ("422", refused.text), ("preview", preview.text)]


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own() -> None:
    found = [
        (page, tag, name)
        for page, text in every_page(CLIENT.application)
        for tag, attributes in Reader(text).tags
        for name in (*attributes, tag)
        if name in {"style", "srcdoc"}
        or name.startswith("on")
        or (name == "script" and "src" not in attributes)
    ]

    assert found == []


def test_every_page_loads_from_this_app_only() -> None:
    loaded = {
        address
        for _, text in every_page(CLIENT.application)
        for tag, attribute in (("link", "href"), ("script", "src"), ("img", "src"), ("iframe", "src"))
        for address in Reader(text).values(tag, attribute)
    }

    of_forms = {"/static/posting.css", "/static/posting.js", "/static/vendor/htmx-2.0.11.min.js"}
    assert loaded == {
        "/static/icon.svg",
        "/static/vendor/pico-2.1.1.min.css",
        "/static/hiring.css",
        *of_forms,
    }


def test_the_style_sheets_load_nothing_from_elsewhere() -> None:
    sheets = [file.read_text("utf-8") for file in ROOT.glob("hiring/web/static/**/*.css")]

    found = [place for sheet in sheets for place in re.findall(r"@import|url\((?![\"']?data:).{0,40}", sheet)]

    assert found == []


def test_no_text_gets_round_escaping_but_in_the_reviewed_places() -> None:
    files = [*ROOT.glob("hiring/**/*.py"), *ROOT.glob("templates/**/*.html"), *ROOT.glob("templates/**/*.j2")]
    around = re.compile(r"\|\s*safe\b|\bMarkup\(|autoescape\s+false|autoescape\s*=\s*False|Markup\.format")

    found = Counter(
        {str(file.relative_to(ROOT)): len(around.findall(file.read_text("utf-8"))) for file in files}
    )

    assert +found == REVIEWED


@pytest.mark.parametrize(
    ("address", "host", "code"),
    [
        ("https://Hiring.Example.org", "hiring.example.org", 200),
        ("https://hiring.example.org:443", "hiring.example.org", 200),
        ("https://hiring.example.org", "HIRING.example.org:443", 200),
        ("https://hiring.example.org:8443", "hiring.example.org:8443", 200),
        ("https://hiring.example.org:8443", "hiring.example.org", 400),
        ("https://hiring.example.org", "hiring.example.org:80", 400),
        ("https://hiring.example.org", "evil.example", 400),
    ],
)
def test_a_host_is_the_same_whatever_its_letters_and_the_usual_port(
    address: str, host: str, code: int
) -> None:
    app = create_app(None, None, Site(address))

    answer = app.test_client().get("/en/", headers={"Host": host})

    assert (answer.status_code == 400) == (code == 400)


def test_a_form_is_taken_from_our_own_address_however_that_was_spelt() -> None:
    app = create_app(None, None, Site("https://Hiring.example.org:443/"))
    headers = {"Host": "hiring.example.org", "Origin": "https://hiring.example.org"}

    assert app.test_client().post("/en/posting", data=FILLED, headers=headers).status_code != 403
