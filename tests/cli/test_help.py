import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.cli.running import Arcana

import arcana_gen


def unwrapped(text: str) -> str:
    """The words of a help text, without frames and line breaks."""
    return " ".join(re.sub(r"[│╭╮╰╯─]", " ", text).split())


def test_the_overview_shows_the_commands_and_examples(arcana: Arcana) -> None:
    ended = arcana("--help")

    assert ended.code == 0
    assert "Make a service." in ended.out
    assert "Merge a newer version of the template into the project" in ended.out
    assert "arcana add entity Customer name:str email:email" in ended.out


@pytest.mark.parametrize("words", [(), ("add",)])
def test_a_group_without_a_command_shows_its_help(arcana: Arcana, words: tuple[str, ...]) -> None:
    assert arcana(*words).out == arcana(*words, "--help").out


def test_tells_its_version(arcana: Arcana) -> None:
    assert arcana("--version").out == f"arcana {arcana_gen.__version__}\n"


def test_the_help_of_new_lists_the_questions_of_the_template(arcana: Arcana, tiny: Path) -> None:
    assert tiny.is_dir()

    text = unwrapped(arcana("new", "--help").out)

    assert "--preset [minimal|standard] How much to start with; `standard` by default." in text
    assert "--docs --no-docs" in text
    assert "Whether there are docs; depends on the preset." in text
    assert "--project-name" not in text


def test_the_help_of_new_follows_the_template_that_is_named(
    arcana: Arcana, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ARCANA_TEMPLATE")

    for words in (["--template", str(tiny)], [f"--template={tiny}"]):
        assert "--workers" in arcana("new", *words, "--help").out
    assert "--workers" not in arcana("new", "--help").out


def test_the_help_of_set_lists_the_options_of_the_project(
    arcana: Arcana, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = unwrapped(arcana("set", "--help").out)
    monkeypatch.chdir(shop.parent)
    monkeypatch.delenv("ARCANA_TEMPLATE")
    there = unwrapped(arcana("set", "--project", "shop", "--help").out)
    nowhere = unwrapped(arcana("set", "-h").out)

    assert "Options and their values project_name TEXT author TEXT" in here
    assert "database sqlite postgresql docs true false" in here
    assert "workers NUMBER" in there
    assert "workers" not in nowhere
    assert "grpc true false jobs none database redis" in nowhere
    assert "preset" not in here


@pytest.mark.parametrize("words", [("--help",), ("new", "--help"), ("add", "entity", "--help")])
def test_no_part_of_an_example_becomes_a_picture(arcana: Arcana, words: tuple[str, ...]) -> None:
    """Rich takes `:email:` and `:date:` for emoji."""
    text = arcana(*words).out

    assert not [letter for letter in text if ord(letter) > 0x25FF]
    assert "\\b" not in text


def test_every_example_of_the_help_is_a_command_that_works(arcana: Arcana, shop: Path) -> None:
    lines = [line.strip() for line in arcana("add", "entity", "--help").out.splitlines()]
    examples = [line for line in lines if line.startswith("arcana add entity ")]

    codes = [arcana(*example.split()[1:], "--project", str(shop)).code for example in examples]

    assert codes == [0, 0, 0, 0]


@pytest.mark.parametrize("words", ["--help", "--version", "add --help"])
def test_starts_without_what_is_slow(words: str) -> None:
    slow = ("copier", "questionary", "jinja2", "inflect", "yaml", "asyncio")
    program = (
        "import sys\n"
        "from arcana_gen.cli import main\n"
        f"main({words.split()!r})\n"
        f"print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stderr == "[]\n"
