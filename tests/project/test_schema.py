"""What a rendered service answers is what its OpenAPI document says, whatever is sent to it."""

import re
from pathlib import Path

from tests.project.servers import empty_database, serving
from tests.support.projects import Project

CONFIGURATION = Path(__file__).with_name("schemathesis.toml")
# A value can fit the schema and still be refused: it is taken already, or refers to nothing.
NOT_CHECKED = "positive_data_acceptance"
# Answers that have no end: the project's own tests listen to them.
ENDLESS = "/changes$"


def test_no_answer_contradicts_the_document(shop: Project, tmp_path: Path) -> None:
    with empty_database(shop) as database, serving(shop, database, tmp_path / "log") as service:
        shop.check("python", "-m", "app", "seed", APP__DATABASE__URL=database)

        written = shop.check(
            "schemathesis",
            f"--config-file={CONFIGURATION}",
            "run",
            f"{service.url}/openapi.json",
            "--checks=all",
            f"--exclude-checks={NOT_CHECKED}",
            f"--exclude-path-regex={ENDLESS}",
            "--max-examples=15",
            "--generation-deterministic",
            "--no-color",
        )

    generated = re.search(r"(\d+) generated", written)
    assert generated, written
    assert int(generated[1]) > 500
