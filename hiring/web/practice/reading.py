"""Reading somebody else's posting: what it asks for, which own stories fit, and what to ask; nothing is kept."""

from typing import TYPE_CHECKING

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from hiring.findings import Said, say
from hiring.library import Library
from hiring.question_bank import QuestionBack
from hiring.storage.practice import stories
from hiring.vocabulary import CONTROL, LEVELS, MOTIONS, Level, Motion
from hiring.web.access import open_here
from hiring.web.practice.room import looking, setup

if TYPE_CHECKING:
    from hiring.posting_reading import Reading

blueprint = Blueprint("reading", __name__, url_prefix="/practice/posting")
open_here(blueprint)
MOST_SIGNS = 30_000
LEAST_WORDS = 10


@blueprint.get("/")
def ask() -> ResponseReturnValue:
    """Show where to paste a posting."""
    return page("")


@blueprint.post("/")
def show() -> ResponseReturnValue:
    """Show what a pasted posting asks for, with the words that say so."""
    text = request.form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    mistake = wrong(text)
    if mistake:
        return page(text, mistake)
    from hiring.posting_reading import marked, read_posting

    reading = read_posting(text, g.library)
    wanted = setup()
    level = reading.level or (wanted.level if wanted else LEVELS[1])
    motion = reading.motion or (wanted.motion if wanted else MOTIONS[1])
    silent = {part.id: part for part in g.library.preparation.posting_reading if part.id in reading.silent}
    return render_template(
        "reading/show.html",
        text=text,
        reading=reading,
        pieces=marked(text, spans_of(reading)),
        quoted=lambda spans: quoted(text, spans),
        kept=[each.story for each in stories.every_story(looking())],
        silent=silent.values(),
        questions=questions_back(g.library, level, motion),
        level=level,
        motion=motion,
    )


def page(text: str, mistake: Said | None = None) -> ResponseReturnValue:
    """Return the form, as typed and with what has to be mended."""
    shown = render_template("reading/ask.html", text=text, mistake=mistake, most=MOST_SIGNS)
    return shown, 422 if mistake else 200


def wrong(text: str) -> Said | None:
    """Return what keeps a text from being read as a posting."""
    if len(text) > MOST_SIGNS:
        return say("At most %(most)s characters; there are %(count)s", most=MOST_SIGNS, count=len(text))
    if CONTROL.search(text):
        return say("There are signs in it that cannot be shown; type them anew")
    if len(text.split()) < LEAST_WORDS:
        return say("Paste the whole text of the posting; this is too short to read anything from it.")
    return None


def spans_of(reading: "Reading") -> dict[str, tuple[tuple[int, int], ...]]:
    """Return all places of a posting that something was read from, by what it was."""
    found = {f"skill-{cue.name}": cue.spans for cue in reading.skills}
    found |= {
        f"{kind}-{name}": cue.spans
        for kind, name, cues in (
            ("level", reading.level, reading.level_cues),
            ("motion", reading.motion, reading.motion_cues),
        )
        if name and (cue := reading.cue(name, cues))
    }
    found |= {f"contract-{cue.name}": cue.spans for cue in reading.contracts}
    return found | {"number": tuple(number.span for number in reading.numbers)}


def quoted(text: str, spans: tuple[tuple[int, int], ...], most: int = 6) -> list[str]:
    """Return the different words at some places, as the posting writes them; the first few."""
    words = (" ".join(text[begin:end].split()) for begin, end in spans)
    return list({each.lower(): each for each in words}.values())[:most]


def questions_back(library: Library, level: Level, motion: Motion) -> list[QuestionBack]:
    """Return the questions to ask back that fit a level and motion."""
    return library.ask_back.asked_at(level, motion)
