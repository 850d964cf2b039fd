"""What a repository must do, in memory and on the database."""

from collections.abc import Mapping
from dataclasses import fields, replace
from itertools import product
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from app.application.listing.declaration import ListFields
from app.application.unset import given
from app.bootstrap.seeding import Seeder
from app.domain.errors import Conflict, NotFound, StaleVersion
from app.domain.paging import Filter, Operator, PageRequest, Sort
from tests.fakes.repository import matches, rank
from tests.fakes.store import FakeReference, OnDelete
from tests.worlds import SEED, World

ROWS = 7


class StorageSuite:
    """Bind it to an entity with `name` and what is declared about it."""

    name: ClassVar[str]
    list_fields: ClassVar[ListFields]
    update: ClassVar[type[Any]]
    unique: ClassVar[tuple[str, ...]]
    references: ClassVar[Mapping[str, FakeReference]]

    async def test_returns_what_was_created(self, world: World) -> None:
        created = await world.seeder.create(self.name)

        assert await world.services[self.name].get(created.id) == created

    async def test_raises_not_found_for_an_unknown_identifier(self, world: World) -> None:
        with pytest.raises(NotFound):
            await world.services[self.name].get(uuid4())

    async def test_refuses_a_taken_unique_value(self, world: World) -> None:
        created = await world.seeder.create(self.name)
        for field in self.unique:
            other = await world.seeder.command(self.name)
            command = replace(other, **{field: getattr(created, field)})

            with pytest.raises(Conflict):
                await world.services[self.name].create(command)

    async def test_stores_an_update_and_counts_the_version(self, world: World) -> None:
        service = world.services[self.name]
        created = await world.seeder.create(self.name)
        command = await self._other_values(world)

        updated = await service.update(created.id, command, expected_version=created.version)

        assert updated == await service.get(created.id)
        assert updated.version == created.version + 1
        assert updated.created_at == created.created_at < updated.updated_at
        for name, value in given(command).items():
            assert getattr(updated, name) == value

    async def test_refuses_an_update_of_an_old_version(self, world: World) -> None:
        service = world.services[self.name]
        created = await world.seeder.create(self.name)
        await service.update(created.id, self.update())

        with pytest.raises(StaleVersion):
            await service.update(created.id, self.update(), expected_version=created.version)

    async def test_deletes(self, world: World) -> None:
        service = world.services[self.name]
        created = await world.seeder.create(self.name)

        await service.delete(created.id)

        with pytest.raises(NotFound):
            await service.get(created.id)

    async def test_pages_through_everything_in_every_order(self, world: World) -> None:
        everything = await self._fill(world)
        sortable = [name for name, field in self.list_fields.items() if field.sortable]
        for name, descending in product(sortable, (False, True)):
            sort = (Sort(name, descending), Sort("id", descending))[: 1 if name == "id" else 2]

            seen = await self._walk(world, PageRequest(limit=3, sort=sort))

            keys = [tuple(rank(getattr(row, key.field)) for key in sort) for row in everything]
            expected = sorted(zip(keys, everything, strict=True), key=_first, reverse=descending)
            assert seen == [row for _, row in expected], name

    async def test_skips_and_counts_with_an_offset(self, world: World) -> None:
        everything = await self._fill(world)

        page = await world.services[self.name].list(PageRequest(limit=3, offset=2))

        ordered = sorted(everything, key=lambda row: row.id)
        assert page.items == tuple(ordered[2:5])
        assert page.total == len(everything)
        assert page.more is (len(everything) > 5)

    async def test_filters_by_every_field_and_operator(self, world: World) -> None:
        everything = await self._fill(world)
        for name, field in self.list_fields.items():
            for operator in field.allowed:
                condition = _condition(everything[0], name, operator)
                if condition is None:
                    continue

                page = await world.services[self.name].list(
                    PageRequest(limit=100, filters=(condition,))
                )

                expected = {row.id for row in everything if matches(row, condition)}
                assert {row.id for row in page.items} == expected, condition

    async def test_treats_references_as_declared_when_their_target_is_deleted(
        self, world: World
    ) -> None:
        for number, (field, reference) in enumerate(self.references.items(), SEED + 1):
            if reference.target == self.name:
                continue
            # A new one each time: it must not refer to what was deleted before.
            seeder = Seeder(world.services, seed=number)
            created = await seeder.create(self.name)
            [target, *_] = _as_tuple(getattr(created, field))

            await self._delete_target(world, reference, target, created.id)

    async def _delete_target(
        self, world: World, reference: FakeReference, target: Any, identity: Any
    ) -> None:
        others = world.services[reference.target]
        if reference.on_delete is OnDelete.RESTRICT:
            with pytest.raises(Conflict):
                await others.delete(target)
            assert await others.get(target)
        elif await self._deleted(others, target):
            await self._assert_released(world, reference, target, identity)

    async def _deleted(self, others: Any, target: Any) -> bool:
        """Delete, unless another field of this entity forbids it."""
        try:
            await others.delete(target)
        except Conflict:
            return False
        return True

    async def _assert_released(
        self, world: World, reference: FakeReference, target: Any, identity: Any
    ) -> None:
        service = world.services[self.name]
        if reference.on_delete is OnDelete.CASCADE and await self._gone(service, identity):
            return
        row = await service.get(identity)
        held = [one for field in self.references for one in _as_tuple(getattr(row, field))]
        assert target not in held

    async def _gone(self, service: Any, identity: Any) -> bool:
        try:
            await service.get(identity)
        except NotFound:
            return True
        return False

    async def _fill(self, world: World) -> list[Any]:
        await world.seeder.fill(ROWS)
        page = await world.services[self.name].list(PageRequest(limit=100))
        return list(page.items)

    async def _walk(self, world: World, request: PageRequest) -> list[Any]:
        seen: list[Any] = []
        page = await world.services[self.name].list(request)
        seen += page.items
        while page.more:
            after = tuple(getattr(seen[-1], key.field) for key in request.sort)
            page = await world.services[self.name].list(replace(request, after=after))
            seen += page.items
        return seen

    async def _other_values(self, world: World) -> Any:
        command = await world.seeder.command(self.name)
        names = [field.name for field in fields(self.update)]
        given = {name: getattr(command, name, None) for name in names}
        return self.update(**{name: value for name, value in given.items() if value is not None})


def _condition(row: Any, name: str, operator: Operator) -> Filter | None:
    if operator is Operator.NULL:
        return Filter(name, operator, value=True)
    value = getattr(row, name)
    if isinstance(value, tuple):
        value = next(iter(value), None)
    if value is None:
        return None
    return Filter(name, operator, (value,) if operator is Operator.IN else value)


def _as_tuple(value: Any) -> tuple[Any, ...]:
    if isinstance(value, tuple):
        return value
    return () if value is None else (value,)


def _first(pair: tuple[Any, Any]) -> Any:
    return pair[0]
