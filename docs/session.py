"""Records a real session in a pseudo-terminal and draws it as docs/session.svg.

    python docs/session.py

It makes a service from what is committed here, adds an entity, asks the running service, and runs
the service's tests. Nothing is edited but the name of the scratch folder, which becomes `~`. The
dependencies are installed before they are needed, since what that prints is about the machine.
Needs git, curl, and the port 8000.
"""

import fcntl
import os
import pty
import re
import shlex
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from io import StringIO
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.text import Text

ROOT: Final = Path(__file__).resolve().parents[1]
PICTURE: Final = ROOT / "docs" / "session.svg"
COLUMNS: Final = 100
ROWS: Final = 50
MARGIN: Final = 2
"""Columns that stay free, for fonts that are wider than the picture expects."""

PORT: Final = 8000
PATIENCE: Final = 60.0
"""Seconds until a server counts as stuck."""

# What Rich writes by itself embeds a font from a remote host.
SVG: Final = """\
<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix, .{unique_id}-title {{
font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
font-variant-east-asian: full-width;
}}
.{unique_id}-matrix {{ font-size: {char_height}px; line-height: {line_height}px; }}
.{unique_id}-title {{ font-size: 18px; font-weight: bold; }}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""

_TOKEN: Final = re.compile(
    r"\x1b\[(?P<arguments>[?0-9;]*)(?P<command>[A-Za-z])"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|(?P<text>[^\x1b])",
    re.DOTALL,
)


@dataclass
class Screen:
    """What a terminal shows after some output: enough of one for progress that erases itself."""

    lines: list[list[tuple[str, str]]] = field(default_factory=lambda: [[]])
    row: int = 0
    column: int = 0
    style: str = ""

    def feed(self, output: str) -> None:
        """Take what a program wrote."""
        for token in _TOKEN.finditer(output):
            if token["text"]:
                self._write(token["text"])
            elif token["command"]:
                self._obey(token["command"], token["arguments"])

    def text(self, *, colours: bool = True) -> str:
        """All lines."""
        return "\n".join(_joined(line, colours=colours) for line in self.lines).rstrip()

    def _write(self, character: str) -> None:
        if character == "\n" or (self.column == COLUMNS and character.isprintable()):
            self.row += 1
            self.column = 0
            if self.row == len(self.lines):
                self.lines.append([])
        if character == "\r":
            self.column = 0
        elif character.isprintable():
            line = self.lines[self.row]
            line += [("", " ")] * (self.column + 1 - len(line))
            line[self.column] = (self.style, character)
            self.column += 1

    def _obey(self, command: str, arguments: str) -> None:
        if command == "m":
            is_reset = arguments.rpartition(";")[2].strip("0") == ""
            self.style = "" if is_reset else f"{self.style}\x1b[{arguments}m"
        elif command == "A":
            self.row = max(0, self.row - int(arguments or 1))
        elif command == "K":
            start = 0 if arguments == "2" else self.column
            del self.lines[self.row][start:]
        elif command == "J":
            del self.lines[self.row + 1 :]
            del self.lines[self.row][self.column :]


class Program:
    """A command in a pseudo-terminal of its own."""

    def __init__(self, command: str, *, folder: Path, environment: Mapping[str, str]) -> None:
        self._output, terminal = pty.openpty()
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self._process = subprocess.Popen(  # noqa: S603 - the commands below
            ["/bin/sh", "-c", command],
            stdin=terminal,
            stdout=terminal,
            stderr=terminal,
            cwd=folder,
            env=environment,
            start_new_session=True,
        )
        os.close(terminal)

    def finish(self) -> tuple[str, int]:
        """Wait for its end; return what it wrote, and its exit code."""
        found = b""
        while True:
            try:
                found += os.read(self._output, 65536)
            except OSError:  # how a pseudo-terminal says that nobody writes any more
                return found.decode(), self._process.wait()

    def interrupt(self) -> None:
        """Press Ctrl-C."""
        os.killpg(self._process.pid, signal.SIGINT)
        self._process.wait(PATIENCE)


@dataclass
class Session:
    """Runs commands one after the other and remembers what the terminal showed."""

    folder: Path
    environment: Mapping[str, str]
    screen: Screen = field(default_factory=Screen)

    def run(self, command: str, *, shown: bool = True) -> None:
        """Run a command to its end; raises RuntimeError if it fails."""
        if shown:
            self._prompt(command)
        output, code = self._start(command).finish()
        if shown:
            self._show(output)
        if code != 0:
            raise RuntimeError(f"{command} failed:\n{self.screen.text(colours=False)}\n{output}")

    def enter(self, folder: str) -> None:
        """Change the folder."""
        self._prompt(f"cd {folder}")
        self.folder /= folder

    @contextmanager
    def serving(self, command: str) -> Iterator[None]:
        """Run a server in the background, from the moment that it answers."""
        if _answers():
            raise RuntimeError(f"something serves on the port {PORT} already")
        self._prompt(f"{command} &")
        server = self._start(command)
        try:
            deadline = time.monotonic() + PATIENCE
            while not _answers():
                if time.monotonic() > deadline:
                    raise TimeoutError(command)
                time.sleep(0.2)
            yield
        finally:
            server.interrupt()

    def _start(self, command: str) -> Program:
        return Program(command, folder=self.folder, environment=self.environment)

    def _prompt(self, command: str) -> None:
        if self.screen.lines != [[]]:
            self._show("\n")
        self._show(f"\x1b[1;32m$\x1b[0m \x1b[1m{command}\x1b[0m\n")

    def _show(self, output: str) -> None:
        self.screen.feed(output)
        if self.screen.column:
            self.screen.feed("\n")


def record(scratch: Path) -> str:
    """The session as text with colours."""
    session = Session(scratch, _environment(scratch))
    session.run('arcana new shop --yes --entity "Customer name:str:max=80 email:email:unique"')
    session.enter("shop")
    session.run(
        "arcana add entity Order number:str:max=32:unique total:decimal:12,2:min=0"
        " customer:ref:Customer"
    )
    session.run("uv sync --quiet", shown=False)
    with session.serving("uv run shop serve > shop.log 2>&1"):
        for body, collection in (
            ('{"name": "Ada", "email": "ada@example.com"}', "customers"),
            ('{"number": "A-1", "total": "-1"}', "orders"),
        ):
            session.run(f"curl -s --json '{body}' localhost:{PORT}/api/v1/{collection}")
    session.run("echo 'RUSH_FEE = 5' >> src/app/domain/entities/order/entity.py")
    session.run("arcana rename entity Order Purchase")
    session.run("arcana add field Purchase note:text:optional")
    session.run("arcana diff")
    session.run("uv run pytest -q")
    return session.screen.text().replace(str(scratch), "~")


def draw(text: str) -> str:
    """The picture of a text with colours."""
    console = Console(
        record=True,
        width=COLUMNS + MARGIN,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
    )
    console.print(Text.from_ansi(text))
    return console.export_svg(title="arcana", code_format=SVG, unique_id="session")


def main() -> None:
    """Record the session and write the picture."""
    with tempfile.TemporaryDirectory() as folder:
        text = record(Path(folder).resolve())
    PICTURE.write_text(draw(text), encoding="utf-8")


def _answers() -> bool:
    """Whether something listens on the port."""
    with closing(socket.socket()) as probe:
        return probe.connect_ex(("127.0.0.1", PORT)) == 0


def _joined(line: Iterable[tuple[str, str]], *, colours: bool) -> str:
    """The characters of a line, each run of one style in its codes."""
    parts = []
    for style, run in groupby(line, key=itemgetter(0)):
        text = "".join(character for _, character in run)
        parts.append(f"{style}{text}\x1b[0m" if style and colours else text)
    return "".join(parts)


def _environment(scratch: Path) -> Mapping[str, str]:
    """The environment of the session, with an `arcana` that is what is committed here."""
    copy, programs = scratch / ".arcana", scratch / ".bin"
    subprocess.run(["git", "clone", "--quiet", ROOT, copy], check=True)  # noqa: S603, S607 - our own
    programs.mkdir()
    arcana = programs / "arcana"
    arcana.write_text(
        "#!/bin/sh\n"
        f"PYTHONPATH={shlex.quote(str(copy / 'src'))} exec {shlex.quote(sys.executable)}"
        ' -m arcana_gen "$@"\n',
        encoding="utf-8",
    )
    arcana.chmod(0o755)
    path = os.pathsep.join([str(programs), str(Path(sys.executable).parent), os.environ["PATH"]])
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"NO_COLOR", "PYTHONPATH", "VIRTUAL_ENV"}
    }
    roles, parts = ("AUTHOR", "COMMITTER"), ("NAME", "EMAIL")
    author = {f"GIT_{role}_{part}": "me" for role in roles for part in parts}
    return {**kept, **author, "PATH": path, "TERM": "xterm-256color", "COLORTERM": "truecolor"}


if __name__ == "__main__":
    main()
