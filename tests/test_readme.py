"""The README's own commands, in their order, in an empty folder."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
EXECUTED = re.compile(r"<!-- executed by tests/test_readme.py -->\n```sh\n(.*?)```", re.DOTALL)


def test_every_command_of_the_readme_does_what_it_says(tmp_path: Path) -> None:
    blocks = EXECUTED.findall((ROOT / "README.md").read_text("utf-8"))
    commands = [line.partition("  #")[0].strip() for block in blocks for line in block.splitlines()]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"

    failed = [
        command
        for command in commands
        if subprocess.run(
            command.split(), cwd=tmp_path, env={**os.environ, "PATH": path}, check=False
        ).returncode
    ]

    assert (len(commands), failed) == (25, [])
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == [
        "brief-posting-en.docx",
        "brief-posting-en.html",
        "brief-posting-en.json",
        "brief-posting-en.jsonld",
        "brief-posting-en.md",
        "brief-posting-en.pdf",
        "brief-posting-en.txt",
        "for-the-candidate.md",
        "kit-b.html",
        "scorecards.html",
        "senior.html",
    ]


def test_every_command_of_the_program_is_in_the_readme() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "hiring.cli", "--help"], capture_output=True, text=True, check=True
    )
    commands = re.findall(r"^  (\w+)  +\w", listed.stdout.partition("Commands:")[2], re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")

    assert [command for command in commands if f"hiring {command}" not in readme] == []
