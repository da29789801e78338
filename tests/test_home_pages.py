import pytest
from pages import PAGES, Reader, app_over, text_of

CLIENT = app_over().test_client()


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("pl", "/pl/"), ("pl-PL,en;q=0.5", "/pl/"), ("en;q=0.2,pl;q=0.9", "/pl/"), ("de,en", "/en/"), ("de", "/en/"),
     ("", "/en/"), ("*", "/en/"), (";;q=,", "/en/")],
)  # fmt: skip
def test_the_first_page_is_in_the_readers_language(accepted: str, home: str) -> None:
    answer = CLIENT.get("/", headers={"Accept-Language": accepted})

    assert (answer.status_code, answer.location) == (302, home)


@pytest.mark.parametrize("lang", ["en", "pl"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_language_and_marks_it_in_the_switch(path: str, lang: str) -> None:
    tags = Reader(CLIENT.get(f"/{lang}{path}").text).tags

    marked = [found["lang"] for _, found in tags if found.get("aria-current") == "true"]
    assert ([found["lang"] for tag, found in tags if tag == "html"], marked) == ([lang], [lang])


def other_language(address: str) -> str:
    links = [
        found for tag, found in Reader(CLIENT.get(address).text).tags if tag == "a" and "hreflang" in found
    ]
    return next(found["href"] for found in links if found["hreflang"] != address[1:3])


@pytest.mark.parametrize(
    ("address", "other"),
    [
        ("/en/", "/pl/"),
        ("/pl/library/role", "/en/library/role"),
        ("/en/library/levels/mid?motion=expansion", "/pl/library/levels/mid?motion=expansion"),
        ("/en/library/levels/mid?level=junior", "/pl/library/levels/mid?level=junior"),
        ("/en/library/?q=%C5%82%26%2B+x", "/pl/library/?q=%C5%82%26%2B+x"),
        ("/en/library/?q=a&q=b", "/pl/library/?q=a&q=b"),
        ("/en/library/?lang=en", "/pl/library/?lang=en"),
        ("/en/library/?_external=1&_scheme=javascript", "/pl/library/?_external=1&_scheme=javascript"),
        ("/en/library/?endpoint=static&_anchor=x", "/pl/library/?endpoint=static&_anchor=x"),
        ("/en/library/?q=%22%3E%3Cscript%3E", "/pl/library/?q=%22%3E%3Cscript%3E"),
        ("/en/nowhere", "/pl/"),
        ("/pl/nowhere", "/en/"),
    ],
)
def test_the_language_switch_keeps_page_and_query(address: str, other: str) -> None:
    assert other_language(address) == other


@pytest.mark.parametrize(
    "address", ["/de/", "/EN/", "/xx/library/", "/en/nowhere", "/en/posting/1", "/favicon.ico"]
)
def test_an_unknown_address_is_a_page_in_words(address: str) -> None:
    answer = CLIENT.get(address)

    assert (answer.status_code, "This page does not exist" in text_of(answer.text)) == (404, True)


def test_every_link_of_every_page_leads_somewhere() -> None:
    pages = [Reader(CLIENT.get(f"/en{path}").text) for path in PAGES]
    links = {link for page in pages for link in page.values("a", "href") if link.startswith("/")}
    refused = {"/en/kit/?stages=nonsense", "/pl/kit/?stages=nonsense"}

    broken = [link for link in sorted(links - refused) if CLIENT.get(link).status_code != 200]
    assert (broken, len(links) > 60) == ([], True)


def test_every_link_within_a_page_has_its_target() -> None:
    for page in PAGES:
        tags = Reader(CLIENT.get(f"/en{page}").text).tags
        targets = {found["id"] for _, found in tags if "id" in found}

        links = {found["href"][1:] for tag, found in tags if tag == "a" and found["href"].startswith("#")}
        assert (page, links - targets) == (page, set())


def test_the_home_page_asks_what_one_wants_to_do_and_opens_three_doors() -> None:
    page = Reader(CLIENT.get("/en/").text)

    buttons = [found["href"] for tag, found in page.tags if tag == "a" and found.get("role") == "button"]
    assert buttons == ["/en/posting", "/en/kit/", "/en/preparation/"]
