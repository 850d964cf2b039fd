"""Commands that are killed or interrupted, as real processes."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.unit.machine import commit_all

from arcana_gen.blueprint import ANSWERS_FILE
from arcana_gen.reconcile.tree import read_tree

ROOT = Path(__file__).parents[2]
ADD = ("add", "entity", "Order", "number:str:unique")


def start(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "arcana_gen", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.fixture
def moments() -> random.Random:
    """Random moments; the seed is shown when a test fails."""
    seed = int(os.environ.get("ARCANA_KILL_SEED") or time.time_ns() % 1_000_000)
    sys.stderr.write(f"ARCANA_KILL_SEED={seed}\n")
    return random.Random(seed)  # noqa: S311 - moments, no secrets


@pytest.mark.parametrize(("command", "at_least"), [("add", 20), ("branch", 30), ("new", 25)])
def test_killed_at_every_change_of_a_file(
    tiny: Path, tmp_path: Path, command: str, at_least: int
) -> None:
    assert tiny.is_dir()
    folder = tmp_path / "rounds"
    folder.mkdir()
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT)])

    done = subprocess.run(
        [sys.executable, "-m", "tests.cli.dying", command, str(folder)],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 0, done.stderr
    assert int(done.stdout) >= at_least


def test_killed_at_any_moment_the_next_command_finds_a_whole_project(
    arcana: Arcana, shop: Path, tmp_path: Path, moments: random.Random
) -> None:
    project = tmp_path / "project"
    add = (*ADD, "--project", str(project))
    shutil.copytree(shop, project)
    before, began = read_tree(project), time.perf_counter()
    start(*add).communicate()
    after, duration = read_tree(project), time.perf_counter() - began

    for _ in range(int(os.environ.get("ARCANA_KILL_ROUNDS", "6"))):
        shutil.rmtree(project)
        shutil.copytree(shop, project)
        process = start(*add)
        time.sleep(moments.uniform(0.3, 1.1) * duration)
        process.kill()
        process.communicate()
        arcana("add", "entity", "Nothing", "--project", str(project))  # recovers, then fails

        assert read_tree(project) in (before, after)
    assert before != after


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_command_leaves_nothing_behind(
    tiny: Path,
    work: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    moments: random.Random,
    number: signal.Signals,
) -> None:
    assert tiny.is_dir()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    codes = set()

    for round_ in range(4):
        process = start("new", f"market{round_}", "--no-install", "--no-git")
        time.sleep(moments.uniform(0.3, 1.0))
        process.send_signal(number)
        _, err = process.communicate()
        codes.add(process.returncode)

        assert "Traceback" not in err or process.returncode < 0
        assert list(scratch.iterdir()) == []
        assert [path.name for path in work.iterdir() if path.name.startswith(".")] == []
    assert codes <= {0, 130, -number}, codes


def test_ctrl_c_during_the_commit_leaves_all_as_it_was(shop: Path) -> None:
    commit_all(shop)
    hook = shop / ".git" / "hooks" / "pre-commit"
    hook.write_text("#!/bin/sh\nkill -INT 0\nsleep 9\n")  # to all that the terminal runs
    hook.chmod(0o755)
    before = read_tree(shop / "docs"), (shop / ANSWERS_FILE).read_bytes()

    process = start("set", "docs=no", "--branch", "without-docs")
    _, err = process.communicate()

    assert (process.returncode, err) == (130, "error: stopped; nothing was changed\n")
    assert (read_tree(shop / "docs"), (shop / ANSWERS_FILE).read_bytes()) == before
    assert git(shop, "branch", "--list") == "* main\n"
    assert git(shop, "status", "--porcelain", "--ignored") == ""


def git(folder: Path, *words: str) -> str:
    return subprocess.run(
        ["git", *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout
