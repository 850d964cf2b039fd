"""Projects to measure, rendered from the template of this checkout."""

import subprocess
import sys
from pathlib import Path

import yaml

_ROOT = Path(__file__).parents[1]
PATH = "/api/v1/orders"
TABLE = "orders"
_FIELDS: dict[str, dict[str, object]] = {
    "number": {"type": "str", "max": 32, "unique": True},
    "total": {"type": "decimal", "precision": 12, "scale": 2, "min": "0"},
    "status": {"type": "enum", "values": ["pending", "paid", "shipped"], "default": "pending"},
    "note": {"type": "text", "optional": True},
    "placed_at": {"type": "datetime", "default": "now"},
}


def render(destination: Path, *, database: str, entities: int, grpc: bool = False) -> Path:
    """Render a project with `Order` and so many others of the same fields."""
    # The measured one comes last in alphabet and in start-up.
    others = [f"Item{number:03}" for number in range(1, entities)]
    fields = {
        name: {**field, "proto": proto} for proto, (name, field) in enumerate(_FIELDS.items(), 10)
    }
    data = {
        "project_name": "benchmarked",
        "database": database,
        "grpc": grpc,
        "entities": {name: {"plural": f"{name}s", "fields": fields} for name in [*others, "Order"]},
        "migration_list": [
            {
                "entities": [*others, "Order"],
                "revision": "aaaabbbbcccc",
                "down_revision": None,
                "created": "2026-01-01T00:00:00Z",
                "slug": "add_entities",
                "filename": "20260101000000_add_entities",
            }
        ],
    }
    destination.mkdir(parents=True)
    answers = destination.parent / f"{destination.name}.yml"
    answers.write_text(yaml.safe_dump(data, sort_keys=False))
    options = ["--data-file", str(answers), "--defaults", "--quiet", "--vcs-ref", "HEAD"]
    subprocess.run(
        [sys.executable, "-m", "copier", "copy", *options, str(_ROOT), str(destination)],
        check=True,
    )
    return destination
