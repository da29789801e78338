"""Polish that marks a person's gender is found, and nouns and present tense that look like it are not."""

import pytest

from hiring.findings import Place
from hiring.wording import polish_findings

NEUTRAL = (
    *("wysyłam", "przesyłam", "przysyłam", "działam", "współdziałam", "wołam", "zdołam"),
    *(
        "źródłem",
        "kwartałem",
        "oddziałem",
        "udziałem",
        "zespołem",
        "światłem",
        "pomysłem",
        "przemysłem",
        "modułem",
    ),
)
GENDERED = (
    *("zrobiłem", "widziałem", "działałem", "miałem", "wziąłem", "udałem"),
    *("wysłałam", "chciałam", "byłam"),
    *("zrobiłeś", "poszłaś", "chciałbyś", "mogłabyś"),
)


def found(text: str) -> list[str]:
    """Return the words of a text that mark a gender."""
    return [dict(finding.message.values)["word"] for finding in polish_findings(text, Place("a.yaml"))]  # type: ignore[misc]


@pytest.mark.parametrize("word", NEUTRAL)
def test_a_word_that_only_looks_like_past_tense_is_no_finding(word: str) -> None:
    assert found(f"Dziś {word} i czekam.") == []


@pytest.mark.parametrize("word", GENDERED)
def test_past_tense_of_the_first_and_second_person_is_a_finding(word: str) -> None:
    assert found(f"Dziś {word} i czekam.") == [word]
