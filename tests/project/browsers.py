"""A page in a real browser, and what it tells."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Final

import pytest
from tests.project.servers import PATIENCE

_PAGE: Final = Path(__file__).with_name("browser_page.html")
_BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True, slots=True)
class Page:
    """A page on an origin of its own."""

    origin: str
    browser: str
    told: Queue[str]

    def visit(self, folder: Path, query: str) -> str:
        """Open it in a browser; return what it tells, as JSON."""
        command = [
            self.browser,
            "--headless",
            "--disable-gpu",
            "--no-first-run",
            f"--user-data-dir={folder}",
            *(["--no-sandbox"] if os.geteuid() == 0 else []),  # root has none
            f"{self.origin}/?{query}",
        ]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as browser:
            try:
                return self.told.get(timeout=PATIENCE)
            finally:
                browser.terminate()


def _find_browser() -> str:
    found = next(filter(None, map(shutil.which, _BROWSERS)), None)
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@contextmanager
def served_page() -> Iterator[Page]:
    """Serve the page on a free port; skips the test where there is no browser for it."""
    browser = _find_browser()
    told: Queue[str] = Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(_PAGE.read_bytes())

        def do_POST(self) -> None:
            told.put(self.rfile.read(int(self.headers["content-length"])).decode())
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield Page(f"http://127.0.0.1:{server.server_port}", browser, told)
        finally:
            server.shutdown()
