"""The questions that a person is asked, answered by keys as from a keyboard."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from arcana_gen.blueprint import Entity, format_field, load_options, parse_entity
from arcana_gen.cli.prompts import ask_entities, ask_entity, ask_options

ENTER, DOWN, SPACE = "\r", "\x1b[B", " "


class Keys(Protocol):
    """Types keys ahead."""

    def __call__(self, *typed: str) -> None:
        """Add to what will be read."""
        ...


@pytest.fixture
def keys() -> Iterator[Keys]:
    """Type keys ahead; the questions read them one after another."""
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):

        def type_ahead(*typed: str) -> None:
            pipe.send_text("".join(typed))

        yield type_ahead


def shorthand(entity: Entity) -> str:
    return " ".join([entity.name, *map(format_field, entity.fields)])


def test_every_question_that_was_not_answered_is_asked(tiny: Path, keys: Keys) -> None:
    options = load_options(tiny / "copier.yml")
    keys(ENTER, "Order Service", ENTER, "Ann", ENTER, DOWN, ENTER, ENTER, ENTER)

    answers = ask_options(options, {})

    assert answers == {
        "preset": "standard",
        "project_name": "order-service",
        "author": "Ann",
        "database": "postgresql",
        "docs": True,
        "workers": 2,
    }


def test_what_was_given_is_not_asked(tiny: Path, keys: Keys) -> None:
    options = load_options(tiny / "copier.yml")
    given = {"preset": "minimal", "project_name": "shop", "author": "", "database": "sqlite"}
    keys(ENTER, "\b4", ENTER)

    assert ask_options(options, given) == {**given, "docs": False, "workers": 4}


def test_an_answer_that_is_refused_is_asked_again(tiny: Path, keys: Keys) -> None:
    options = load_options(tiny / "copier.yml")
    given = {"preset": "minimal", "author": "", "database": "sqlite", "docs": False, "workers": 1}
    keys("forbidden", ENTER, *["\b"] * 9, "allowed", ENTER)

    assert ask_options(options, given)["project_name"] == "allowed"


def test_an_entity_is_asked_for_field_by_field(
    keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    name_and_plural = ("order line", ENTER, ENTER)
    number = ("number", ENTER, ENTER, "max=32", ENTER)
    note = ("note:text", ENTER)
    no_more = (ENTER,)
    unique = (SPACE, ENTER)
    optional = (DOWN, SPACE, ENTER)
    index = (ENTER,)
    for_good = (ENTER,)
    keys(*name_and_plural, *number, *note, *no_more, *unique, *optional, *index, *for_good)

    entity = ask_entity({})

    assert shorthand(entity) == "OrderLine number:str:unique:max=32 note:text:optional"
    assert entity.plural == "OrderLines"
    assert not entity.soft_delete
    assert "`arcana add entity OrderLine number:str:unique:max=32" in capsys.readouterr().err


def test_the_parts_of_a_type_are_asked_for(keys: Keys) -> None:
    to_decimal, to_enum, to_ref, to_refs = ([DOWN] * count for count in (5, 15, 17, 18))
    keys("total", ENTER, *to_decimal, ENTER, *["\b"] * 4, "9,3", ENTER, ENTER)
    keys("status", ENTER, *to_enum, ENTER, "open, paid", ENTER, ENTER)
    keys("customer", ENTER, *to_ref, ENTER, ENTER, ENTER)
    keys("related", ENTER, *to_refs, ENTER, DOWN, ENTER, ENTER)
    keys(*[ENTER] * 5)

    entity = ask_entity(
        {"Customer": parse_entity("Customer name:str")}, name="Order", plural="Orders"
    )

    assert shorthand(entity) == (
        "Order total:decimal:9,3 status:enum:open,paid customer:ref:Customer related:refs:Order"
    )


def test_a_field_that_is_wrong_is_explained_and_asked_again(
    keys: Keys, capsys: pytest.CaptureFixture[str]
) -> None:
    keys("class:str", ENTER, "name:strr", ENTER, "name:str", ENTER, *[ENTER] * 5)

    entity = ask_entity({}, name="Order", plural="Orders")

    assert shorthand(entity) == "Order name:str"
    assert "did you mean `str`?" in capsys.readouterr().err


def test_what_is_deleted_may_be_kept(keys: Keys, capsys: pytest.CaptureFixture[str]) -> None:
    keys("label:str", *[ENTER] * 5, DOWN, ENTER)

    entity = ask_entity({}, name="Tag", plural="Tags")

    assert entity.soft_delete
    assert "`arcana add entity Tag label:str --soft-delete`" in capsys.readouterr().err


def test_entities_are_asked_for_until_there_are_enough(keys: Keys) -> None:
    tag = ("y", "Tag", ENTER, ENTER, "label:str", ENTER, *[ENTER] * 5)
    keys(*tag, "n")

    assert list(map(shorthand, ask_entities())) == ["Tag label:str"]


def test_ctrl_c_ends_the_questions(tiny: Path, keys: Keys) -> None:
    keys("\x03")

    with pytest.raises(KeyboardInterrupt):
        ask_options(load_options(tiny / "copier.yml"), {})
