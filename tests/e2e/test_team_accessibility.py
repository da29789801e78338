"""The team's pages: no barrier that axe finds, and no sideways scrolling on a narrow screen, filled as the demo is."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, Page
from served import serving

from hiring.demo_company import read_company
from hiring.library import Library
from hiring.storage import people
from hiring.storage.database import Database
from hiring.storage.demo import fill
from hiring.web.app import create_app

AT = datetime(2026, 3, 4, 10, 0, tzinfo=UTC)
MANAGER = {
    "openings": "/openings/",
    "a brief": "/openings/new",
    "an opening": "/openings/1",
    "its kit": "/openings/1/kits/1/kit",
    "a candidate": "/candidates/2",
    "invitations": "/candidates/2/interviews/5/invitations",
    "debrief": "/candidates/1/debrief",
    "debrief with a disagreement": "/candidates/3/debrief",
    "side by side": "/openings/1/candidates",
    "people": "/people/",
    "account": "/account",
    "reliability": "/reliability",
    "counts": "/openings/1/counts",
    "audit": "/audit",
    "retention": "/retention",
    "erasing": "/candidates/1/erase",
    "a posting to open": "/posting",
    "a kit to use": "/kit/",
}
INTERVIEWER = {"scorecards": "/scorecards/", "a card": "/scorecards/1", "calibration": "/calibration/"}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> Iterator[tuple[str, Database]]:
    """Serve the made-up company and return its address."""
    file = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copy(empty_file, file)
    database = Database(str(file))
    with database.write() as db:
        fill(db, read_company(), Library(), AT, UTC)
    app = create_app(None, database)
    app.config["CLOCK"] = lambda: AT
    with serving(app) as address:
        yield address, database
    database.close()


@pytest.fixture(scope="module")
def windows(demo: tuple[str, Database], browser: Browser) -> Iterator[dict[str, Page]]:
    """Return a window of a manager and one of an interviewer who has cards of their own."""
    address, database = demo
    with database.write() as db:
        everybody = people.everybody(db)
        tokens = {
            "manager": people.start_session(
                db, next(each.id for each in everybody if each.manages), "test", AT
            ),
            "interviewer": people.start_session(db, owner_of_first_card(database), "test", AT),
        }
    made = {}
    for role, token in tokens.items():
        context = browser.new_context(base_url=address, reduced_motion="reduce")
        context.add_cookies([{"name": "hiring", "value": token, "url": address}])
        made[role] = context.new_page()
    yield made
    for page in made.values():
        page.context.close()


def owner_of_first_card(database: Database) -> int:
    from sqlalchemy import select

    from hiring.storage.tables import scorecards

    with database.read() as db:
        return int(db.execute(select(scorecards.c.person_id).where(scorecards.c.id == 1)).scalar_one())


def barriers(window: Page) -> list[tuple[str, str, str]]:
    found = Axe().run(window, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        (rule["id"], str(node["target"]), node["failureSummary"]) for rule in found for node in rule["nodes"]
    ]


@pytest.mark.parametrize(("lang", "scheme", "width"), [("en", "light", 1280), ("pl", "dark", 390)])
@pytest.mark.parametrize(
    ("role", "address"),
    [("manager", each) for each in MANAGER.values()]
    + [("interviewer", each) for each in INTERVIEWER.values()],
    ids=[*MANAGER, *INTERVIEWER],
)
def test_a_page_of_the_team_has_no_barrier_and_never_scrolls_sideways(
    windows: dict[str, Page], role: str, address: str, lang: str, scheme: str, width: int
) -> None:
    window = windows[role]
    window.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    window.set_viewport_size({"width": width, "height": 900})
    answer = window.goto(f"/{lang}{address}")
    assert answer
    found = barriers(window)

    window.set_viewport_size({"width": 320, "height": 640})
    assert (answer.status, found, window.evaluate("document.documentElement.scrollWidth")) == (200, [], 320)
