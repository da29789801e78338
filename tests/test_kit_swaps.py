"""Questions of a kit swapped on its page: what may be asked instead, what that changes, and the way back."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from kit_page import CLIENT, asked, hash_of, ids, one_line, shown
from pages import Reader, text_of

from hiring.kit import Kit, Wish, make_kit
from hiring.library import Library
from hiring.phrases import phrases

TWO_SWAPS = (
    "discovery_changed_offer=account_growth_upsell_story",
    "pipeline_short_quarter=communication_tone",
)


def table(page: str) -> list[list[str]]:
    """Return the words in each row of what may be asked instead."""
    part = page.partition('<section class="instead">')[2].partition("</section>")[0]
    rows = re.findall(r"<tr.*?</tr>", part.partition("<tbody>")[2], re.DOTALL)
    return [
        [text_of(cell) for cell in re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)] for row in rows
    ]


def offers(page: str) -> list[str]:
    """Return the links of what may be asked instead."""
    part = page.partition('<section class="instead">')[2].partition("</tbody>")[0]
    return list(Reader(part).values("a", "href"))


def row(words: str, kit: Kit, question: str, before: Kit | None = None) -> list[str]:
    """Return a row of the table: words, skill and type of a question, what it changes, what its kit is worth."""
    found = next(each for stage in kit.stages for each in stage.questions if each.id == question)
    skill = str(kit.library.rubric(found.skill).name.en) if found.skill else "–"
    kind = phrases("en").pgettext("question type", found.type)
    worth = (kit.value.must_haves_twice, kit.value.weight, -kit.value.in_mix, kit.value.minutes)
    return [one_line(words), skill, kind, changes(before, kit) if before else "", *map(str, worth)]


def changes(before: Kit, after: Kit) -> str:
    """Return how often skills are seen in one kit and in another, where that differs."""
    old, new = before.times_seen, after.times_seen
    lines = [f"{before.library.rubric(skill).name.en} {old[skill]} → {new[skill]}" for skill in old if old[skill] != new[skill]]  # fmt: skip
    return " ".join(lines) or "as before"


@pytest.mark.parametrize("place", [0, 1, -1])
def test_what_may_be_asked_instead_is_told_with_the_coverage_before_and_after(
    place: int, library: Library
) -> None:
    kit = make_kit(Wish("mid", "full_cycle"), library)
    question = ids(kit)[place]

    found = table(shown(instead=question))

    after = [row(str(other.text.en), changed, other.id, kit) for other, changed in kit.instead(question)]
    assert found[0] == row("As it is now", kit, question)
    assert sorted(found[1:]) == sorted(after) != []


@pytest.mark.parametrize("place", [0, 1, -1])
def test_every_question_offered_can_be_asked_and_taken_back(place: int) -> None:
    before = shown()
    question = asked(before)[place]

    for link in offers(shown(instead=question)):
        answer = CLIENT.get(link)
        new = link.partition("#")[2]
        changed = [new if each == question else each for each in asked(before)]
        assert (answer.status_code, asked(answer.text)) == (200, changed)

        swap = parse_qs(urlsplit(link).query)["swap"]
        back = next(each for each in offers(shown(instead=new, swap=swap)) if each.endswith(f"#{question}"))
        undone = CLIENT.get(back).text
        assert (asked(undone), hash_of(undone)) == (asked(before), hash_of(before))


def test_every_question_offered_after_two_swaps_can_be_asked() -> None:
    page = shown(swap=list(TWO_SWAPS), instead="account_growth_upsell_story")

    assert len(offers(page)) > 3
    assert [link for link in offers(page) if CLIENT.get(link).status_code != 200] == []


def test_a_second_swap_keeps_the_first_and_one_link_undoes_both() -> None:
    page = shown(level="mid", swap=list(TWO_SWAPS))
    before = shown()

    undo = next(link for link in Reader(page).values("a", "href") if link.endswith("/kit/?level=mid"))
    changed = [swap for swap in zip(asked(before), asked(page), strict=True) if swap[0] != swap[1]]
    assert changed == [tuple(swap.split("=")) for swap in TWO_SWAPS]
    assert hash_of(CLIENT.get(undo).text) == hash_of(before)
