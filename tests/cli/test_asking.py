"""What a person in a terminal is asked before a project changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import PipeInput, create_pipe_input
from prompt_toolkit.output import DummyOutput
from tests.cli.running import Arcana
from tests.lifecycle.versions import VERSIONS, make_versions

from arcana_gen.blueprint import ANSWERS_FILE, Answers
from arcana_gen.reconcile.tree import read_tree

ENTER = "\r"


@pytest.fixture
def keyboard(monkeypatch: pytest.MonkeyPatch) -> Iterator[PipeInput]:
    """A terminal with somebody at it, whose keys are typed ahead."""
    monkeypatch.setattr("arcana_gen.console.can_ask", lambda: True)
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        yield pipe


def fields_of(shop: Path) -> list[str]:
    return [f.name for f in Answers.read(shop / ANSWERS_FILE).blueprint.entities["Tag"].fields]


def test_the_value_of_rows_that_exist(arcana: Arcana, shop: Path, keyboard: PipeInput) -> None:
    keyboard.send_text(f"7{ENTER}")

    ended = arcana("add", "field", "Tag", "rank:int")

    assert ended.code == 0, ended.err
    assert fields_of(shop) == ["label", "rank"]


def test_the_fields_where_none_are_given(arcana: Arcana, shop: Path, keyboard: PipeInput) -> None:
    keyboard.send_text(f"note:text:optional{ENTER}{ENTER}")

    assert arcana("add", "field", "Tag").code == 0
    assert fields_of(shop) == ["label", "note"]


def test_whether_data_may_be_lost(arcana: Arcana, shop: Path, keyboard: PipeInput) -> None:
    arcana("add", "field", "Tag", "note:text:optional", "--yes")
    before = read_tree(shop)

    keyboard.send_text("n")
    refused = arcana("remove", "field", "Tag", "note")
    unchanged = read_tree(shop)
    keyboard.send_text("y")
    accepted = arcana("remove", "field", "Tag", "note")

    assert (refused.code, accepted.code) == (1, 0)
    assert "this loses the column `tags.note`" in refused.err
    assert unchanged == before
    assert fields_of(shop) == ["label"]


def test_whether_an_update_shall_go_on_as_planned(
    arcana: Arcana,
    work: Path,
    tmp_path: Path,
    keyboard: PipeInput,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = f"{make_versions(tmp_path / 'versions')}@{VERSIONS[0]}"
    arcana("new", "shop", "--yes", "--no-git", "--no-install", "--template", place)
    monkeypatch.chdir(work / "shop")
    before = read_tree(work / "shop")

    keyboard.send_text("n")
    refused = arcana("update")
    unchanged = read_tree(work / "shop")
    told = arcana("update", "--to", VERSIONS[1], "--yes")
    keyboard.send_text("yn")  # and no checks
    accepted = arcana("update")

    assert refused.code == 130
    assert "note: The docs have a second page." in refused.err
    assert "+ more.md" in refused.out
    assert unchanged == before
    assert "+ more.md" in told.out
    assert accepted.code == 0, accepted.err
    assert Answers.read(work / "shop" / ANSWERS_FILE).commit == VERSIONS[2]
