"""One question at a time: the own answer first, then what to compare it with, the own rating, the next day."""

from flask import Blueprint, Response, abort, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hiring.answer import MOST_EVIDENCE, MOST_SECONDS, MOST_SIGNS, Answer, Review, enough
from hiring.exercise import Exercise
from hiring.exercise_sheet import candidates_part
from hiring.findings import Said, say
from hiring.phrases import phrases
from hiring.practice import SCORES, reviewed
from hiring.question_bank import Question
from hiring.storage.practice import answers, reviews, setting_up
from hiring.storage.practice.answers import Save
from hiring.vocabulary import CONTROL
from hiring.web.access import now, open_here
from hiring.web.cards import new_editor, wants_json
from hiring.web.practice.comparing import card_of, kept_page
from hiring.web.practice.mock_room import asked_for, held_back, lead_on, place
from hiring.web.practice.room import answer_or_404, cards, keeping, looking, setup, today
from hiring.web.practice.start import plan_of
from hiring.web.security import HEADERS

blueprint = Blueprint("answers", __name__, url_prefix="/practice")
open_here(blueprint)
RECORDING = {
    "Content-Security-Policy": f"{HEADERS['Content-Security-Policy']}; media-src blob:",
    "Permissions-Policy": HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)"),
}
TOO_LITTLE = say("Answer first, in a few words or aloud; then the descriptions are shown.")
TOO_LITTLE_IN_MOCK = say("Answer first, in a few words or aloud, or leave it out.")


@blueprint.after_request
def may_record(response: Response) -> Response:
    """Let these pages alone use the microphone, and play what they recorded."""
    response.headers.update(RECORDING)
    return response


@blueprint.context_processor
def words_of_keys() -> dict[str, bool]:
    """Return whether single keys do something."""
    return {"keys": setting_up.keys(looking())}


@blueprint.post("/next")
def ask_next() -> ResponseReturnValue:
    """Open the next question of today; where there is none, show the plan."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for("practice.choose"), 303)
    first = next(iter(plan_of(wanted, cards(wanted)).days), None)
    if first is None or first.date != today() or not first.items:
        return redirect(url_for("practice.show"), 303)
    return opened(first.items[0].card, first.items[0].variant)


@blueprint.post("/ask/<question_id>")
def ask(question_id: str) -> ResponseReturnValue:
    """Open a question of one's own choice."""
    wanted = setup()
    if wanted is None:
        return redirect(url_for("practice.choose"), 303)
    card = next(
        (card for card in cards(wanted) if question_id in {each.id for each in card.variants}), None
    ) or abort(404)
    return opened(card.id, question_id)


def opened(card: str, question_id: str) -> ResponseReturnValue:
    """Lead to the answer to a question: the draft begun earlier, or a new one."""
    with keeping() as db:
        found = answers.open_answer(db, card, question_id, now())
    return redirect(url_for(".show", answer_id=found), 303)


@blueprint.get("/answers/<int:answer_id>")
def show(answer_id: int) -> ResponseReturnValue:
    """Show a question to be answered; once the answer is kept what to compare it with; once it is rated an example."""
    found = answer_or_404(answer_id)
    asked = asked_for(found)
    if asked is None:
        return render_template("practice/in_use.html", answer=found)
    if found.state == "draft":
        return draft_page(found, asked, found.text, found.version)
    if held_back(found):
        return redirect(url_for("mocks.show", mock_id=found.mock_id), 303)
    return kept_page(found, asked)


def draft_page(
    found: Answer,
    asked: Question | Exercise,
    text: str,
    version: int,
    mistake: Said | None = None,
    other: str = "",
) -> ResponseReturnValue:
    """Return the page to answer on, with the text as typed."""
    page = render_template(
        "mocks/exercise.html" if isinstance(asked, Exercise) else "practice/answer.html",
        place=place(found),
        brief=candidates_part(asked, g.language) if isinstance(asked, Exercise) else None,
        answer=found,
        question=asked,
        text=text,
        known=version,
        editor=new_editor(),
        mistake=mistake,
        other=other,
        most=MOST_SIGNS,
    )
    return page, 422 if mistake else 200


@blueprint.post("/answers/<int:answer_id>")
def save(answer_id: int) -> ResponseReturnValue:
    """Keep what was typed as a draft, or for good; what another window typed since is never lost."""
    found = answer_or_404(answer_id)
    typed, mistake = read(found)
    for_good = request.form.get("action") == "keep"
    if mistake is None and for_good and not (enough(typed.text) or typed.seconds):
        mistake = TOO_LITTLE_IN_MOCK if found.mock_id else TOO_LITTLE
    if mistake:
        return refused(found, typed, mistake)
    with keeping() as db:
        version = answers.save(db, answer_id, typed, now())
        if version is not None and for_good:
            answers.keep(db, answer_id, now())
    if version is None:
        return taken(answer_or_404(answer_id), typed)
    if wants_json():
        return {"state": "saved", "version": version, "at": now().isoformat()}
    if for_good and found.mock_id:
        return lead_on(found.mock_id)
    if found.mock_id:
        return redirect(url_for("mocks.show", mock_id=found.mock_id), 303)
    return redirect(url_for(".show", answer_id=answer_id) if for_good else url_for("practice.show"), 303)


def read(found: Answer) -> tuple[Save, Said | None]:
    """Return what was sent, and what is wrong with it."""
    form = request.form
    text = form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")
    seconds = number(form.get("seconds", ""), MOST_SECONDS)
    typed = Save(
        number(form.get("version", ""), 10**9) or 0,
        form.get("editor", "")[:40],
        number(form.get("sequence", ""), 10**9) or 0,
        text,
        seconds or found.seconds,
    )
    if len(text) > MOST_SIGNS:
        return typed, say(
            "At most %(most)s characters; there are %(count)s", most=MOST_SIGNS, count=len(text)
        )
    if form.get("seconds", "").strip() and seconds is None:
        return typed, say("Type the seconds as a whole number, at most %(most)s", most=MOST_SECONDS)
    if CONTROL.search(text):
        return typed, say("There are signs in it that cannot be shown; type them anew")
    return typed, None


def number(typed: str, most: int) -> int | None:
    """Return a whole number from 0 to a bound, or none."""
    good = typed.isascii() and typed.isdigit() and len(typed) < 10
    return int(typed) if good and int(typed) <= most else None


def refused(found: Answer, typed: Save, mistake: Said) -> ResponseReturnValue:
    """Tell what keeps a draft from being kept; the text stands on the page as typed."""
    asked = asked_for(found)
    if wants_json():
        return {"state": "refused", "words": [told(mistake)]}, 422
    if asked is None or found.state != "draft":
        return too_late(found, typed.text)
    return draft_page(found, asked, typed.text, typed.version, mistake)


def taken(found: Answer, typed: Save) -> ResponseReturnValue:
    """Tell that another window has saved since, or kept the answer for good; both texts are shown."""
    asked = asked_for(found)
    if wants_json():
        return {"state": "conflict"}, 409
    if found.text == typed.text:
        return redirect(url_for(".show", answer_id=found.id), 303)
    if asked is None or found.state != "draft":
        return too_late(found, typed.text)
    words = say("Another window has saved another text since; take from it what you need, then save.")
    return draft_page(found, asked, typed.text, found.version, words, found.text)


def too_late(found: Answer, typed: str) -> ResponseReturnValue:
    """Give back what was typed in a window whose answer was kept or rated in another one."""
    if not typed.strip():
        return redirect(url_for(".show", answer_id=found.id), 303)
    return render_template("practice/too_late.html", answer=found, typed=typed), 409


def told(words: Said) -> str:
    """Return a sentence in the language of the page."""
    return words.told(phrases(g.language).gettext)


@blueprint.post("/answers/<int:answer_id>/rate")
def rate(answer_id: int) -> ResponseReturnValue:
    """Keep the own rating, and with it when the card is due again."""
    found, wanted = answer_or_404(answer_id), setup()
    asked = asked_for(found)
    typed = {name: request.form.get(name, "").strip() for name in ("score", "evidence")}
    if found.review and found.review.evidence != typed["evidence"]:
        return too_late(found, typed["evidence"])
    if wanted is None or asked is None or found.state != "kept" or held_back(found):
        return redirect(url_for(".show", answer_id=answer_id), 303)
    if mistake := wrong(typed):
        return kept_page(found, asked, typed, mistake)
    review = Review(int(typed["score"]), typed["evidence"], today(), now())
    card = None if isinstance(asked, Exercise) else card_of(found, asked)
    with keeping() as db:
        before = reviews.due_of(db, card.id) if card else None
        after = reviewed(before, card, review.score, review.day, wanted) if card else None
        reviews.rate(db, found, review, before, after)
    return redirect(url_for(".show", answer_id=answer_id), 303)


def wrong(typed: dict[str, str]) -> Said | None:
    """Return what is wrong with a rating."""
    if typed["score"] not in {str(score) for score in SCORES}:
        return say("Choose the description that your answer comes nearest to.")
    if not typed["evidence"]:
        return say("Write one line first: what in your answer shows this score?")
    if len(typed["evidence"]) > MOST_EVIDENCE or CONTROL.search(typed["evidence"]):
        return say("At most %(most)s characters in one line", most=MOST_EVIDENCE)
    return None


@blueprint.post("/keys")
def choose_keys() -> ResponseReturnValue:
    """Keep whether single keys do something on these pages."""
    with keeping() as db:
        setting_up.choose_keys(db, on=request.form.get("keys") == "on")
    return redirect(url_for("practice.show"), 303)


@blueprint.post("/undo")
def undo() -> ResponseReturnValue:
    """Take the last rating back; the answer waits to be rated anew."""
    with keeping() as db:
        found = reviews.take_back(db)
    if found is None:
        return redirect(url_for("practice.show"), 303)
    return redirect(url_for(".show", answer_id=found), 303)
