"""All in one process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.process import Server, answers_http, serving


@contextmanager
def serving_mode(folder: Path, url: str, **variables: str) -> Iterator[Server]:
    """Start the service on a database and yield what answers HTTP."""
    with serving(
        folder,
        "-m",
        "app",
        "serve",
        answers=answers_http,
        APP__DATABASE__URL=url,
        **variables,
    ) as server:
        yield server
