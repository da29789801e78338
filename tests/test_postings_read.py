"""How well the labelled postings are read: floors, a little below what is measured, and the figures that are published."""

import sys
from collections import Counter
from pathlib import Path

import pytest

HERE = Path(__file__).parent / "postings"
sys.path.insert(0, str(HERE))
from posting_figures import LABELS, LIBRARY, Figures, figures, groups, reading_of, table  # noqa: E402

from hiring.posting_reading import read_posting  # noqa: E402

FLOORS = {  # level and motion right, precision and recall of skills
    "en": (13, 13, 0.95, 0.90),
    "pl": (12, 11, 0.95, 0.88),
    "plain words": (14, 13, 0.93, 0.90),
    "held out": (7, 1, 0.90, 0.58),
}
MOST_WRONG = {"en": 3, "pl": 3, "plain words": 1, "held out": 2}


def of(group: str) -> Figures:
    return figures(groups()[group])


def test_every_posting_has_a_label_and_every_label_a_posting() -> None:
    assert sorted(path.name for path in (HERE / "labelled").iterdir()) == sorted(LABELS)
    sizes = {name: len(names) for name, names in groups().items()}
    assert sizes == {"en": 16, "pl": 14, "plain words": 16, "held out": 8}


def test_every_level_and_motion_and_form_is_there_in_both_languages() -> None:
    for language in ("en", "pl"):
        labels = [label for name, label in LABELS.items() if name.startswith(language)]
        assert {label["level"] for label in labels} == {"junior", "mid", "senior", None}
        assert {label["motion"] for label in labels} >= {"new_business", "full_cycle", "expansion"}
        assert {Path(name).suffix for name in LABELS if name.startswith(language)} == {".txt", ".md", ".html"}


def test_labels_name_skills_and_rules_that_there_are() -> None:
    wording = LIBRARY.posting_wording
    rules = {rule.id for rule in (*wording.rules, *wording.contradictions)}

    assert {skill for label in LABELS.values() for skill in label["skills"]} <= set(LIBRARY.skills)
    assert {rule for label in LABELS.values() for rule in (*label["findings"], *label["clean"])} <= rules
    assert max(Counter(label["skills"]).most_common(1)[0][1] for label in LABELS.values()) == 1


@pytest.mark.parametrize("group", FLOORS)
def test_level_motion_and_skills_are_read_as_well_as_published(group: str) -> None:
    one, (level, motion, precision, recall) = of(group), FLOORS[group]

    assert one.level >= level
    assert one.motion >= motion
    assert one.precision >= precision
    assert one.recall >= recall
    assert one.wrong_level + one.wrong_motion <= MOST_WRONG[group]


@pytest.mark.parametrize("group", FLOORS)
def test_nearly_every_finding_expected_comes_and_few_where_none_should(group: str) -> None:
    one = of(group)

    assert one.findings[0] >= one.findings[1] - 3
    assert one.false_findings <= 1


@pytest.mark.parametrize("name", LABELS)
def test_the_language_is_told(name: str) -> None:
    assert reading_of(name).language == name[:2]


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("You knock on doors and you find out what annoys them.", {"prospecting", "discovery"}),
        ("You haggle with owners and write things down.", {"negotiation", "organisation"}),
        ("We sell by phone. Salary is paid on time. Get in touch with us.", set()),
        ("We are looking for new colleagues; our people stay with us. You need not have sold before.", set()),
        ("Dopytujesz, na czym klientom zależy, i nie odpuszczasz.", {"discovery", "determination"}),
        ("Bronisz marży, a młodszym kolegom przekazujesz wiedzę.", {"negotiation", "leadership"}),
        ("Wynagrodzenie wypłacamy na czas. Umowa na czas nieokreślony. Zadzwoń do nas.", set()),
        ("Szukasz nowych wyzwań? Nie musisz mieć doświadczenia, zostaniesz z nami na dłużej.", set()),
    ],
)
def test_plain_words_ask_for_skills_and_what_the_company_says_of_itself_does_not(
    text: str, skills: set[str]
) -> None:
    assert {cue.name for cue in read_posting(text, LIBRARY).skills} == skills


def test_the_published_figures_are_those_of_today() -> None:
    published = (HERE / "README.md").read_text("utf-8")

    assert "\n".join(table()) in published, "run python tests/postings/posting_figures.py"
