#!/usr/bin/env python3
"""Set-up and tests of this repository: needs Python 3.11 or newer, pip and git, nothing else.

    python3 dev.py demo     make a service in `demo/` and start it
    python3 dev.py test     format, lint, types, architecture, and all tests

Both make what they need in `.venv` first; later runs find it there.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PROGRAMS = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = PROGRAMS / "python"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
MARKER = VENV / "requirements.sha256"
DEMO = ROOT / "demo"
DEMO_ENTITY = "Order number:str:max=32:unique total:decimal:12,2:min=0 note:text:optional"
OLDEST = (3, 11)


def main(arguments: list[str]) -> int:
    """Run a command; return its exit code."""
    commands = {"demo": demo, "test": test}
    if sys.version_info < OLDEST:
        print("dev.py needs Python 3.11 or newer; start it with one, as `python3.12 dev.py test`.")
        return 2
    if not arguments or arguments[0] not in commands:
        print(__doc__)
        return 0 if arguments in ([], ["-h"], ["--help"]) else 2
    prepare()
    return commands[arguments[0]](arguments[1:])


def demo(arguments: list[str]) -> int:
    """Make a service with one entity, or those given, and start it."""
    if not DEMO.exists():
        entities = arguments or [DEMO_ENTITY]
        options = [option for entity in entities for option in ("--entity", entity)]
        made = run(PROGRAMS / "arcana", "new", "demo", "--yes", "--no-git", *options)
        if made != 0:
            return made
    print("\nhttp://127.0.0.1:8000/docs shows what it can do; Ctrl-C ends it.\n", flush=True)
    return run(PROGRAMS / "uv", "run", "demo", "serve", cwd=DEMO)


def test(arguments: list[str]) -> int:
    """Check the code, then run the tests; arguments go to pytest instead of the checks."""
    checks = [
        ["ruff", "format", "--check"],
        ["ruff", "check"],
        ["mypy"],
        ["lint-imports"],
    ]
    for program, *rest in [] if arguments else checks:
        print(f"$ {' '.join([program, *rest])}", flush=True)
        code = run(PROGRAMS / program, *rest)
        if code != 0:
            return code
    # One test at a time: the slow ones, which come first, are shared out among the workers.
    return run(PYTHON, "-m", "pytest", "-n", "auto", "--maxschedchunk=1", *arguments)


def prepare() -> None:
    """Make the virtual environment, or renew it when the pinned requirements have changed."""
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()
    if MARKER.exists() and MARKER.read_text() == wanted:
        return
    print("Setting up .venv (once) …", flush=True)
    venv.create(VENV, with_pip=True, clear=True)
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for arguments in (["-r", REQUIREMENTS], ["--no-deps", "--editable", ROOT]):
        if run(*pip, *arguments) != 0:
            sys.exit("The set-up failed; what pip said above tells why.")
    MARKER.write_text(wanted)


def run(*command: object, cwd: Path = ROOT) -> int:
    """Run a program with the environment's programs on its path; return its exit code."""
    path = f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}"
    variables = os.environ | {"PATH": path, "VIRTUAL_ENV": str(VENV)}
    if cwd != ROOT:
        del variables["VIRTUAL_ENV"]
    try:
        return subprocess.run(  # noqa: S603 - programs of the environment made above
            [str(part) for part in command], cwd=cwd, env=variables, check=False
        ).returncode
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
