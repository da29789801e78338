"""Own folders with more stages of a kind than ours, each under its own id."""

from pathlib import Path

from hiring.library import Library


def with_copies(own: Path, stage: str, number: int) -> tuple[Library, list[str]]:
    """Return a library where a stage stands several times, and the ids: `screen`, `screen_2`, `screen_3` and so on."""
    ids = [stage, *(f"{stage}_{row}" for row in range(2, number + 1))]
    text = Library(own).path(f"scorecards/stages/{stage}.yaml").read_text("utf-8")
    folder = own / "scorecards/stages"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ids[1:]:
        (folder / f"{name}.yaml").write_text(text.replace(f"id: {stage}\n", f"id: {name}\n", 1), "utf-8")
    return Library(own), ids
