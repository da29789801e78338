"""Templates in the user's own folder: what they may change, and what their mistakes say."""

import re
from pathlib import Path, PurePosixPath

import pytest

from hiring import render
from hiring.library import Library, shipped
from hiring.own_folder import file_never_read, template_mistakes
from hiring.render import FILTERS
from hiring.samples import sample_facts

DOCUMENTS = Path("templates") / "documents"

BLOCKS = {
    "posting": [
        "title", "facts", "about", "summary", "duties", "goals", "requirements", "nice_to_have", "preview", "pay",
        "interviews", "apply", "equal_treatment", "data_protection",
    ],
    "posting_short": ["title", "facts", "summary", "duties", "requirements", "pay", "apply", "equal_treatment"],
    "rubric": ["title", "intro", "scale", "rubric"],
    "cards": ["title", "intro", "skill", "question"],
    "delta": ["title", "step"],
    "kit": ["title", "intro", "shortfalls", "coverage", "stage", "question", "exercise", "not_to_ask"],
    "scorecard": ["title", "intro", "stage", "skill", "recommendation"],
    "prep_sheet": ["title", "intro", "stages", "stage", "skills", "rating", "prepare", "adjustments"],
    "preparation": [
        "title", "intro", "posting_reading", "skills", "dos", "donts", "numbers", "ask_back", "checklist",
    ],
    "panel": ["title", "left_over", "stages", "skills", "loads"],
    "debrief": ["title", "intro", "reservations", "agenda", "topic", "result", "recommendations"],
    "dossier": [
        "title", "intro", "decisions", "decision", "result", "skills", "recommendations", "scorecards", "scorecard",
        "asked", "anchors", "hashes",
    ],
    "feedback": ["title", "intro", "skills", "skill", "basis", "contact"],
    "exercise": ["title", "candidate", "interviewers"],
}  # fmt: skip

MISTAKES = {
    "syntax": ("{% block title %}\n{% if %}\n{% endblock %}", 2, "Expected an expression"),
    "unclosed block": ("# Title\n\n{% for x in [] %}", 3, "Unexpected end of template"),
    "unknown tag": ("\n{% import_all %}", 2, "unknown tag"),
    "undefined name": ("# Title\n{{ postng.title }}", 2, "'postng' is undefined"),
    "undefined part": ("\n\n{{ posting.titel }}", 3, "no attribute 'titel'"),
    "undefined name in a condition": ("{% if nothing %}{% endif %}", 1, "'nothing' is undefined"),
    "unknown filter": ("{{ 'a' | nothing }}", 1, "No filter named 'nothing'"),
    "filter that fills the memory": ("\n{{ 'a' | center(100000000) }}", 2, "No filter named 'center'"),
    "filter that reads attributes": ("{{ posting | attr('keys') }}", 1, "No filter named 'attr'"),
    "filter that stops the escaping": ("{{ posting.about | safe }}", 1, "No filter named 'safe'"),
    "power": ("\n{{ 9 ** 9 ** 9 }}", 2, "** is allowed"),
    "product of a text": ("\n{{ 'a' * 1000000000 }}", 2, "* is allowed"),
    "format of a text": ("\n{{ '%1000000000d' % 1 }}", 2, "% is allowed"),
    "filter that fills lists": ("{{ [1] | batch(1000000000, 'x') | list }}", 1, "No filter named 'batch'"),
    "endless range": ("\n\n{% for x in range(100000000) %}{% endfor %}", 3, "Range too big"),
    "division by zero": ("\n{{ 1 / 0 }}", 2, "division by zero"),
    "way out by a class": ("\n{{ ''.__class__.__mro__ }}", 2, "unsafe"),
    "way out by globals": ("\n{{ range.__globals__ }}", 2, "unsafe"),
    "way out by format": ("\n{{ '{0.__class__}'.format(1) }}", 2, "unsafe"),
    "change of what it gets": ("\n{{ posting.duties.append(1) }}", 2, "unsafe"),
    "template that is not there": ("\n{% extends 'nothing.md.j2' %}", 2, "nothing.md.j2"),
    "file outside the folder": ("\n{% include '../../../../etc/passwd' %}", 2, "passwd"),
    "endless recursion": ("\n{% macro again() %}{{ again() }}{% endmacro %}{{ again() }}", 2, "without end"),
}


def put(own: Path, name: str, text: str) -> None:
    (own / DOCUMENTS).mkdir(parents=True, exist_ok=True)
    (own / DOCUMENTS / name).write_text(text, "utf-8")


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_a_template_is_a_finding_with_file_and_line(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    put(tmp_path, "posting.md.j2", text)

    findings = list(template_mistakes(Library(tmp_path)))

    path = tmp_path / DOCUMENTS / "posting.md.j2"
    assert [(str(f.place), f.rule) for f in findings] == [(f"{path}:{line}:1", "template")]
    assert words in str(findings[0].message)


def test_one_block_of_a_shipped_template_can_be_changed(tmp_path: Path, library: Library) -> None:
    put(
        tmp_path,
        "posting.md.j2",
        '{% extends "shipped/posting.md.j2" %}\n{% block title %}\n# {{ posting.title }} at {{ posting.company }}\n{% endblock %}',
    )
    facts = dict(sample_facts("en", library))["posting"]

    ours = render.document("posting", facts, "en")
    theirs = render.document("posting", facts, "en", tmp_path)

    assert theirs == ours.replace(
        "# Account Executive\n", "# Account Executive at Northwind Instruments\n", 1
    )
    assert theirs != ours
    assert list(template_mistakes(Library(tmp_path))) == []


def test_a_mistake_in_an_own_part_is_told_at_the_part(tmp_path: Path) -> None:
    parts = (shipped("templates") / "documents" / "parts.md.j2").read_text("utf-8")
    put(tmp_path, "parts.md.j2", parts.replace("- {{ line.text }}", "- {{ line.txt }}"))

    places = {str(finding.place) for finding in template_mistakes(Library(tmp_path))}

    assert places == {f"{tmp_path / DOCUMENTS / 'parts.md.j2'}:3:1"}


def test_a_template_that_is_no_text_is_a_finding_at_its_folder(tmp_path: Path) -> None:
    put(tmp_path, "posting.md.j2", "")
    (tmp_path / DOCUMENTS / "posting.md.j2").write_bytes("# Zażółć".encode("iso8859-2"))

    findings = list(template_mistakes(Library(tmp_path)))

    assert [(str(f.place), f.rule) for f in findings] == [(str(tmp_path / DOCUMENTS), "template")]


def test_products_and_remainders_of_numbers_are_allowed(tmp_path: Path) -> None:
    put(tmp_path, "posting.md.j2", "{{ 6 * 7 }} {{ 7 % 4 }}")

    assert render.document("posting", {}, "en", tmp_path) == "42 3\n"


def test_without_own_templates_there_is_nothing_to_find(tmp_path: Path) -> None:
    assert list(template_mistakes(Library())) == list(template_mistakes(Library(tmp_path))) == []


@pytest.mark.parametrize("name", BLOCKS)
def test_the_blocks_of_a_document_are_those_promised(name: str) -> None:
    text = (shipped("templates") / "documents" / f"{name}.md.j2").read_text("utf-8")

    assert re.findall(r"{% block (\w+)", text) == BLOCKS[name]


def test_every_document_has_sample_facts_and_promised_blocks(library: Library) -> None:
    documents = {
        path.name.removesuffix(".md.j2") for path in (shipped("templates") / "documents").glob("*.md.j2")
    }

    assert (
        documents - {"parts", "exercise_parts", "debrief_parts"}
        == set(BLOCKS)
        == {name for name, _ in sample_facts("en", library)}
    )


@pytest.mark.parametrize(
    ("name", "guess"),
    [
        ("scorecards/rubrics/empathy.yml", "scorecards/rubrics/empathy.yaml"),
        ("scorecards/rubric.yaml", "scorecards/"),
        ("templates/posting.md.j2", "templates/documents/posting.md.j2"),
        ("templates/documents/postings.md.j2", "templates/documents/posting.md.j2"),
        ("templates/documents/prepsheet.md.j2", "templates/documents/prep_sheet.md.j2"),
        ("question_banks/exercise/forecast.yaml", "question_banks/exercises/forecast.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_found_with_the_nearest_name(
    tmp_path: Path, name: str, guess: str
) -> None:
    path = (tmp_path / name).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a: 1\n", "utf-8")

    findings = list(file_never_read(Library(tmp_path)))

    assert [(f.place.file, f.rule) for f in findings] == [(str(path), "file-never-read")]
    assert guess in str(findings[0].suggestion)


def test_a_part_that_another_template_includes_and_briefs_beside_the_shelves_are_no_findings(
    tmp_path: Path,
) -> None:
    put(tmp_path, "posting.md.j2", "{% include 'banner.md.j2' %}")
    put(tmp_path, "banner.md.j2", "Ahoy")
    (tmp_path / "brief.yaml").write_text("a: 1\n", "utf-8")

    assert list(file_never_read(Library(tmp_path))) == []


def test_a_block_that_the_shipped_template_does_not_have_is_found_at_its_line(tmp_path: Path) -> None:
    text = '{% extends "shipped/posting.md.j2" %}\n\n{% block equal_treatmnt %}x{% endblock %}\n'
    put(tmp_path, "posting.md.j2", text)

    findings = list(template_mistakes(Library(tmp_path)))

    assert [(f.place.line, f.rule, str(f.suggestion)) for f in findings] == [
        (3, "unknown-block", "did you mean equal_treatment?")
    ]


@pytest.mark.parametrize("side", ["shortfalls", "left_over", "candidate", "interviewers"])
def test_a_mistake_in_a_part_that_few_documents_show_is_found(tmp_path: Path, side: str) -> None:
    [name] = [name for name, blocks in BLOCKS.items() if side in blocks]
    text = (shipped("templates") / "documents" / f"{name}.md.j2").read_text("utf-8")
    changed = re.sub(rf"({{% block {side} %}}\n{{% if .* %}}\n)", r"\1{{ nothing }}", text)
    put(tmp_path, f"{name}.md.j2", changed)

    findings = [(f.place.line, str(f.message)) for f in template_mistakes(Library(tmp_path))]

    line = changed.count("\n", 0, changed.index("{{ nothing }}")) + 1
    assert findings == [(line, "'nothing' is undefined")]


def guide() -> str:
    return (Path(__file__).parent.parent / "docs" / "own-folder.md").read_text("utf-8")


def test_the_guide_names_the_blocks_of_every_document_and_what_it_gets(library: Library) -> None:
    rows = re.findall(r"\| `(\w+)\.md\.j2` \| (.*) \| (.*) \|", guide())

    listed = {name: (blocks.split(", "), re.findall(r"`(\w+)`", gets)) for name, blocks, gets in rows}
    assert listed == {name: (BLOCKS[name], list(facts)) for name, facts in sample_facts("en", library)}


def test_the_guide_names_a_place_for_every_file_of_ours(library: Library) -> None:
    rows = re.findall(r"\| (`.*`) \| .* \|", guide().partition("## Templates")[0])
    listed = [re.findall(r"`(.*?)`", cell) for cell in rows]
    places = {
        name if "/" in name else f"{cell[0].rpartition('/')[0]}/{name}" for cell in listed for name in cell
    }

    left_out = [
        name
        for name, _ in library.files()
        if not any(PurePosixPath(name).match(place.replace("NAME", "*").lstrip("/")) for place in places)
    ]
    assert left_out == []


def test_the_guide_names_the_filters_that_there_are() -> None:
    listed = " ".join(guide().split()).partition("these filters are there: `")[2].partition("`")[0]
    assert tuple(listed.split(", ")) == FILTERS
