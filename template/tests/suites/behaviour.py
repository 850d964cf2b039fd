"""What clients can rely on, whatever protocol they speak."""

import asyncio
from collections.abc import Callable
from typing import Any, ClassVar
from uuid import uuid4

import pytest

from app.bootstrap.seeding import Seeder
from tests.api import Api, Body, Category, Query, Refused


class BehaviourSuite:
    """Bind it to an entity with `name` and what is declared about it."""

    name: ClassVar[str]
    unique: ClassVar[tuple[str, ...]] = ()
    required: ClassVar[tuple[str, ...]] = ()
    optional: ClassVar[tuple[str, ...]] = ()
    readonly: ClassVar[tuple[str, ...]] = ()
    secret: ClassVar[tuple[str, ...]] = ()
    wrong: ClassVar[tuple[tuple[str, str], ...]] = ()
    make_body: ClassVar[Callable[..., dict[str, Any]]]

    async def test_returns_what_was_created(self, api: Api, seeder: Seeder) -> None:
        body = await self._body(seeder)

        created = await api.create(self.name, body)

        assert await api.get(self.name, created["id"]) == created
        assert {name: created[name] for name in body if name not in self.secret} == {
            name: value for name, value in body.items() if name not in self.secret
        }
        assert [created.get(name) for name in self.secret] == [None] * len(self.secret)
        assert created["version"] == 1

    async def test_refuses_an_unknown_identifier(self, api: Api) -> None:
        unknown = str(uuid4())

        answers = await asyncio.gather(
            api.get(self.name, unknown),
            api.update(self.name, unknown, {}),
            api.delete(self.name, unknown),
            return_exceptions=True,
        )

        refused = [answer for answer in answers if isinstance(answer, Refused)]
        assert [answer.category for answer in refused] == [Category.NOT_FOUND] * 3
        assert {answer.code for answer in refused} == {"not_found"}

    async def test_pages_to_the_end(self, api: Api, seeder: Seeder) -> None:
        created = [(await seeder.create(self.name)).body for _ in range(3)]

        first = await api.list(self.name, Query(limit=2))
        second = await api.list(self.name, Query(limit=2, cursor=first.cursor))

        assert first.items + second.items == created
        assert (second.cursor, first.total, second.total) == (None, None, None)

    async def test_skips_and_counts(self, api: Api, seeder: Seeder) -> None:
        created = [(await seeder.create(self.name)).body for _ in range(3)]

        page = await api.list(self.name, Query(offset=1, newest_first=True))

        assert page.items == created[1::-1]
        assert page.total == len(created)

    async def test_filters(self, api: Api, seeder: Seeder) -> None:
        first, second = [(await seeder.create(self.name)).body for _ in range(2)]

        same = await api.list(self.name, Query(where=(("id", "=", first["id"]),)))
        later = await api.list(self.name, Query(where=(("created_at", ">", first["created_at"]),)))

        assert same.items == [first]
        assert later.items == [second]

    async def test_refuses_a_list_by_what_it_does_not_know(self, api: Api) -> None:
        for query in (Query(where=(("no_such_field", "=", "1"),)), Query(cursor="x")):
            with pytest.raises(Refused) as caught:
                await api.list(self.name, query)

            assert caught.value.category is Category.INVALID
            assert len(caught.value.fields) == 1

    async def test_names_the_field_that_is_missing(self, api: Api, seeder: Seeder) -> None:
        body = await self._body(seeder)
        for field in self.required:
            without = {name: value for name, value in body.items() if name != field}

            await self._assert_invalid(api.create(self.name, without), field)

    async def test_names_the_field_that_breaks_a_rule(self, api: Api, seeder: Seeder) -> None:
        body = await self._body(seeder)
        for field, value in self.wrong:
            await self._assert_invalid(api.create(self.name, {**body, field: value}), field)

    async def test_changes_nothing_when_nothing_is_given(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body

        updated = await api.update(self.name, created["id"], {})

        assert _changed(created, updated) == {"updated_at", "version"}
        assert updated["version"] == 2

    async def test_gives_no_default_to_what_is_given_as_nothing(
        self, api: Api, seeder: Seeder
    ) -> None:
        for field in self.optional:
            body = await self._body(seeder)

            created = await api.create(self.name, {**body, field: None})

            assert created[field] is None

    async def test_takes_away_what_is_given_as_nothing(self, api: Api, seeder: Seeder) -> None:
        body = await self._body(seeder)
        for field in self.optional:
            created = (await seeder.create(self.name)).body

            kept = await api.update(self.name, created["id"], {})
            taken = await api.update(self.name, created["id"], {field: None})

            assert kept[field] == created[field]
            assert taken[field] is None
            assert _changed(created, taken) <= {field, "updated_at", "version"}
        assert set(self.optional) <= set(body)

    async def test_refuses_to_take_away_what_is_required(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        for field in set(self.required) - set(self.readonly):
            request = api.update(self.name, created["id"], {field: None})

            await self._assert_invalid(request, field)

    async def test_refuses_to_change_what_is_set_once(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body
        for field in ("created_at", *self.readonly):
            request = api.update(self.name, created["id"], {field: created[field]})

            await self._assert_invalid(request, field)

    async def test_lets_one_of_two_writers_win(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body

        answers = await asyncio.gather(
            *(api.update(self.name, created["id"], {}, version=1) for _ in range(2)),
            return_exceptions=True,
        )

        [refused] = [answer for answer in answers if isinstance(answer, Refused)]
        assert (refused.category, refused.code) == (Category.STALE, "stale_version")

    async def test_deletes_the_version_that_was_seen(self, api: Api, seeder: Seeder) -> None:
        created = (await seeder.create(self.name)).body

        with pytest.raises(Refused) as stale:
            await api.delete(self.name, created["id"], version=9)
        await api.delete(self.name, created["id"], version=1)
        with pytest.raises(Refused) as again:
            await api.delete(self.name, created["id"])

        assert stale.value.category is Category.STALE
        assert again.value.category is Category.NOT_FOUND

    async def test_creates_a_unique_value_once(self, api: Api, seeder: Seeder) -> None:
        for _ in self.unique[:1]:
            body = await self._body(seeder)

            answers = await asyncio.gather(
                *(api.create(self.name, body) for _ in range(20)), return_exceptions=True
            )

            refused = [answer for answer in answers if isinstance(answer, Refused)]
            assert len(refused) == 19
            assert {answer.category for answer in refused} == {Category.CONFLICT}
            assert {answer.code for answer in refused} == {"already_exists"}
            assert {answer.fields[0] for answer in refused} <= set(self.unique)

    async def _body(self, seeder: Seeder) -> dict[str, Any]:
        return type(self).make_body(await seeder.command(self.name))

    async def _assert_invalid(self, request: Any, field: str) -> None:
        with pytest.raises(Refused) as caught:
            await request

        assert caught.value.category is Category.INVALID
        assert caught.value.fields == (field,)


def _changed(before: Body, after: Body) -> set[str]:
    return {name for name in before if before[name] != after[name]}
