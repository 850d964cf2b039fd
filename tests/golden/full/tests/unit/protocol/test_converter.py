"""Entities and their commands as messages, whatever the entity."""

from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.field_mask_pb2 import FieldMask

from app.application.unset import given
from app.bootstrap.discovery import discover_modules
from app.domain.errors import Invalid
from app.protocol import messages
from app.protocol.converter import given_version, read_identity
from tests.worlds import make_fake_world

CONVERTERS = discover_modules(messages.__name__, attribute="CONVERTER")
IDENTITY = UUID("00000000-0000-7000-8000-000000000001")

each_entity = pytest.mark.parametrize("name", sorted(CONVERTERS))


@each_entity
async def test_an_entity_comes_back_without_its_secrets(name: str) -> None:
    converter, world = CONVERTERS[name], make_fake_world()
    for _ in range(10):
        entity = await world.seeder.create(name)

        message = converter.message.FromString(converter.to_message(entity).SerializeToString())

        back = converter.to_entity(message)
        assert {field.name: _shown(back, field.name) for field in fields(entity)} == {
            field.name: None if _is_secret(name, field.name) else getattr(entity, field.name)
            for field in fields(entity)
        }


@each_entity
async def test_a_command_comes_back(name: str) -> None:
    converter, world = CONVERTERS[name], make_fake_world()
    for _ in range(10):
        command = await world.seeder.command(name)

        back = converter.to_create(converter.from_create(command))

        assert replace(back, **given(command)) == replace(command, **given(command)) == back


@each_entity
async def test_an_update_comes_back(name: str) -> None:
    converter = CONVERTERS[name]
    command = given(await make_fake_world().seeder.command(name))
    for field in fields(converter.update):
        update = converter.update(**{field.name: command.get(field.name, ())})

        message, mask = converter.from_update(IDENTITY, update, 7)

        assert message.id == str(IDENTITY)
        assert given_version(message) == 7
        assert converter.to_update(message, mask) == update


@each_entity
def test_nothing_is_changed_where_nothing_is_given(name: str) -> None:
    converter = CONVERTERS[name]

    assert converter.to_update(converter.message(), FieldMask()) == converter.update()


@each_entity
@pytest.mark.parametrize("path", ["id", "created_at", "version", "no_such_field", "id.x"])
def test_a_mask_names_only_what_can_be_changed(name: str, path: str) -> None:
    converter = CONVERTERS[name]

    with pytest.raises(Invalid) as caught:
        converter.to_update(converter.message(), FieldMask(paths=[path]))

    assert [error.field for error in caught.value.fields] == [path]


@each_entity
def test_says_that_a_path_of_a_mask_is_empty(name: str) -> None:
    converter = CONVERTERS[name]

    with pytest.raises(Invalid, match=r"^update_mask has an empty path$"):
        converter.to_update(converter.message(), FieldMask(paths=[""]))


@each_entity
async def test_a_mask_of_a_star_names_everything_that_can_be_changed(name: str) -> None:
    converter = CONVERTERS[name]
    command = await make_fake_world().seeder.command(name)

    update = converter.to_update(converter.from_create(command), FieldMask(paths=["*"]))

    expected = {
        field: value
        for field, value in given(command).items()
        if value is not None and not converter.fields[field].constant
    }
    assert given(update).items() >= expected.items()


@pytest.mark.parametrize("text", ["", "1", "x" * 36])
def test_an_identity_must_be_a_uuid(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_identity(text)

    assert [(error.field, error.code) for error in caught.value.fields] == [("id", "malformed")]


def _is_secret(name: str, field: str) -> bool:
    declared = CONVERTERS[name].fields.get(field)
    return declared is not None and declared.secret


def _shown(entity: Any, field: str) -> Any:
    return getattr(entity, field, None)
