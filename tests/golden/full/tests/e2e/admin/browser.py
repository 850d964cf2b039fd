"""Drives a headless Chromium over a pipe, in the terms of its DevTools protocol."""

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from tests.e2e.process import PATIENCE

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# The protocol's messages come and go on these.
_READ, _WRITE = 3, 4


def find_browser() -> str | None:
    """Return the program, if there is one."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@dataclass(slots=True)
class Browser:
    """A page in a browser."""

    commands: IO[bytes]
    events: IO[bytes]
    session: str | None = None
    number: int = 0
    # What the page has asked for, and what it has complained about.
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def send(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Give a command and wait until it is done."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if self.session is not None:
            command["sessionId"] = self.session
        self.commands.write(json.dumps(command).encode() + b"\0")
        self.commands.flush()
        while True:
            message = self._next()
            if message.get("id") == self.number:
                assert "error" not in message, message
                result: dict[str, Any] = message["result"]
                return result

    def _next(self) -> dict[str, Any]:
        text = bytearray()
        while (byte := self.events.read(1)) != b"\0":
            assert byte, "the browser has ended"
            text += byte
        message: dict[str, Any] = json.loads(text)
        parameters = message.get("params", {})
        if message.get("method") == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif message.get("method") == "Log.entryAdded":
            self.complaints.append(parameters["entry"]["text"])
        elif message.get("method") == "Runtime.exceptionThrown":
            self.complaints.append(json.dumps(parameters["exceptionDetails"]))
        return message

    def open(self, address: str) -> None:
        """Open a page."""
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        attached = self.send("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Network", "Log", "Runtime", "Page"):
            self.send(f"{domain}.enable")
        self.send("Page.navigate", url=address)

    def evaluate(self, script: str) -> Any:
        """Return the value of an expression in the page."""
        done = self.send("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def wait_until(self, condition: str) -> None:
        """Wait until an expression is true."""
        deadline = time.monotonic() + PATIENCE
        while not self.evaluate(f"Boolean({condition})"):
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.05)

    def wait_for(self, text: str) -> None:
        """Wait until the page shows a text."""
        self.wait_until(f"document.body?.innerText.includes({json.dumps(text)})")

    def click(self, name: str) -> None:
        """Press the first button or link that is seen and is called so."""
        wanted = json.dumps(name)
        script = f"""[...document.querySelectorAll('button, a')].find((one) =>
            one.checkVisibility() && !one.disabled
            && one.innerText.trim().replace(/\\s+/g, " ") === {wanted})"""
        self.wait_until(script)
        self.evaluate(f"{script}.click()")

    def text(self) -> str:
        """Return what the page shows."""
        shown: str = self.evaluate("document.body?.innerText ?? ''")
        return shown


@contextmanager
def browsing(program: str, profile: Path) -> Iterator[Browser]:
    """Run a browser while the context is open."""
    to_browser, commands = os.pipe()
    events, from_browser = os.pipe()
    # `exec` puts the pipes where the browser looks for them.
    pipes = f"exec {_READ}<&{to_browser} {_WRITE}>&{from_browser}"
    options = "--headless=new --no-sandbox --disable-gpu --no-first-run --remote-debugging-pipe"
    process = subprocess.Popen(
        ["bash", "-c", f'{pipes}; exec "$0" {options} --user-data-dir="$1"', program, str(profile)],
        pass_fds=(to_browser, from_browser),
        stderr=subprocess.DEVNULL,
    )
    os.close(to_browser)
    os.close(from_browser)
    try:
        with os.fdopen(commands, "wb") as writing, os.fdopen(events, "rb") as reading:
            browser = Browser(writing, reading)
            yield browser
            browser.session = None
            browser.send("Browser.close")
        process.wait(PATIENCE)
    finally:
        process.kill()
        process.wait()
