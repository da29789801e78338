"""How well the lint reads labelled sentences stays where it is, and is written down."""

import sys
from fractions import Fraction
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "lint"))
from lint_figures import HERE, halves, in_all, table

from hiring.vocabulary import LANGUAGES, Language

FLOOR = Fraction(9, 10)  # a little below what the sentences held out gave


@pytest.mark.parametrize("language", LANGUAGES)
def test_nine_of_ten_reports_are_right_in_sentences_that_no_list_was_tuned_on(language: Language) -> None:
    held_out = in_all(halves(language)["even"])

    assert held_out.expected > 50
    assert min(held_out.precision, held_out.recall) >= FLOOR


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_are_those_written_down(language: Language) -> None:
    assert table(language) in (HERE / "README.md").read_text("utf-8")
