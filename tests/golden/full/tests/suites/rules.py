"""What an entity must do with its rules."""

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.bootstrap.seeding import Seeder
from app.domain.errors import Invalid
from tests.worlds import make_fake_world


class RulesSuite:
    """Bind it to an entity with `name` and values that break a rule."""

    name: ClassVar[str]
    wrong: ClassVar[tuple[tuple[str, Any], ...]]

    async def test_accepts_every_sample(self) -> None:
        for seed in range(30):
            world = make_fake_world()
            seeder = Seeder(world.services, seed=seed)

            created = await seeder.create(self.name)

            assert created.version == 1

    async def test_refuses_values_that_break_a_rule_and_names_the_field(self) -> None:
        valid = await make_fake_world().seeder.create(self.name)
        for field, value in self.wrong:
            with pytest.raises(Invalid) as caught:
                replace(valid, **{field: value})

            assert [error.field for error in caught.value.fields] == [field], value

    async def test_cannot_be_changed(self) -> None:
        valid = await make_fake_world().seeder.create(self.name)

        with pytest.raises(FrozenInstanceError):
            valid.version = 2

    async def test_accepts_a_text_or_says_what_is_wrong(self) -> None:
        valid = await make_fake_world().seeder.create(self.name)
        names = [field.name for field in fields(valid) if field.type is str]

        @given(text=st.text(max_size=300))
        @settings(max_examples=50)
        def check(text: str) -> None:
            for name in names:
                assert _change(valid, name, text) in (text, name)

        check()


def _change(entity: Any, name: str, text: str) -> str:
    """Return the text that was accepted, or the name of the field that was refused."""
    try:
        return str(getattr(replace(entity, **{name: text}), name))
    except Invalid as error:
        return error.fields[0].field
