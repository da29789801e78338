"""Code names: enough of them, each once, and none that tells who somebody is."""

import pytest

from hiring.code_names import NAMES, suggested, tells_who
from hiring.vocabulary import LANGUAGES, Language


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_at_least_sixty_names_each_once(language: Language) -> None:
    names = NAMES[language]

    assert len({name.casefold() for name in names}) == len(names) >= 60
    assert all(name.isalpha() and name.istitle() for name in names)


def test_the_first_name_not_used_yet_is_suggested_whatever_its_capitals() -> None:
    first, second, third = NAMES["en"][:3]

    assert suggested("en", []) == first
    assert suggested("en", [first.upper(), third]) == second


def test_names_go_on_with_a_number_once_all_are_used() -> None:
    used = [*NAMES["pl"], f"{NAMES['pl'][0]} 2"]

    assert suggested("pl", used) == f"{NAMES['pl'][1]} 2"


@pytest.mark.parametrize(
    ("code_name", "real_name", "tells"),
    [
        ("Jan Kowalski", "jan  kowalski", True),
        ("KOWALSKI", "Jan Kowalski", True),
        ("jk", "Jan Kowalski", True),
        ("J. K.", "Jan Kowalski", True),
        ("ŁŻN", "Łucja Żak-Nowak", True),
        ("nowak", "Łucja Żak-Nowak", True),
        ("Amber", "Amber Stone", True),
        ("Granite", "Jan Kowalski", False),
        ("Granite", "", False),
        ("G", "", False),
        ("!", "- .", False),
    ],
)
def test_a_code_name_tells_who_it_is_by_name_part_or_initials(
    code_name: str, real_name: str, *, tells: bool
) -> None:
    assert tells_who(code_name, real_name) is tells
