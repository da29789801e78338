"""JSON Schemas of our YAML files, for editors that complete and check as one types."""

import json

from pydantic import BaseModel

from hiring.brief import Brief
from hiring.interviewer import Interviewers
from hiring.shelves import SHELVES
from hiring.variants import variants_schema


def schemas() -> dict[str, str]:
    """Return the schema of each kind of file as JSON text, by the name in the files' first lines."""
    models: dict[str, type[BaseModel]] = {
        "brief": Brief,
        "interviewers": Interviewers,
        **{_name(pattern): model for pattern, model in SHELVES.items()},
    }
    found = {name: model.model_json_schema() for name, model in models.items()}
    found["brief"] = variants_schema(found["brief"])
    return {
        name: json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema},
            ensure_ascii=False,
            indent=2,
        )
        + "\n"
        for name, schema in found.items()
    }


def _name(pattern: str) -> str:
    """Return `rubric` for `scorecards/rubrics/*.yaml`, `scale` for `scorecards/scale.yaml`."""
    folder, _, file = pattern.removesuffix(".yaml").rpartition("/")
    return file if file != "*" else folder.rpartition("/")[2].removesuffix("s")
