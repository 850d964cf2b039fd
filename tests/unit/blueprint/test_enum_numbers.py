from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcana_gen.blueprint import (
    Answers,
    Blueprint,
    BlueprintError,
    parse_entity,
    parse_field,
    render_blueprint,
)
from arcana_gen.blueprint.enum_rules import numbers_by_value
from arcana_gen.blueprint.errors import ChangedOnBothSides
from arcana_gen.blueprint.merging import merge_blueprints
from arcana_gen.blueprint.numbering import numbered_after
from arcana_gen.blueprint.rules import check_field
from arcana_gen.blueprint.schema import schema_changes

VALUES = ("pending", "paid", "shipped")


def orders(
    *values: str, numbers: tuple[int, ...] = (), reserved: tuple[int, ...] = ()
) -> Blueprint:
    [order] = Blueprint({}).with_entity(parse_entity("Order status:enum:x")).entities.values()
    field = check_field(replace(order.fields[0], values=values, numbers=numbers, reserved=reserved))
    return Blueprint({}, {"Order": replace(order, fields=(field,))})


def numbers_of(blueprint: Blueprint) -> dict[str, int]:
    return numbers_by_value(blueprint.entities["Order"].fields[0])


def reserved_in(blueprint: Blueprint) -> tuple[int, ...]:
    return blueprint.entities["Order"].fields[0].reserved


def text_of(blueprint: Blueprint) -> str:
    return render_blueprint(blueprint)


def test_values_are_numbered_from_one_and_that_is_not_written() -> None:
    assert numbers_of(orders(*VALUES)) == {"pending": 1, "paid": 2, "shipped": 3}
    assert "numbers" not in text_of(orders(*VALUES))
    assert orders(*VALUES, numbers=(1, 2, 3)) == orders(*VALUES)


def test_a_value_keeps_its_number_wherever_it_stands() -> None:
    wanted = orders("shipped", "new", "paid", "pending")

    after = numbered_after(wanted, orders(*VALUES))

    assert numbers_of(after) == {"shipped": 3, "new": 4, "paid": 2, "pending": 1}
    assert reserved_in(after) == ()


def test_the_number_of_a_value_that_went_is_never_given_again() -> None:
    smaller = numbered_after(orders("pending", "shipped"), orders(*VALUES))
    again = numbered_after(orders(*VALUES), smaller)

    assert numbers_of(smaller) == {"pending": 1, "shipped": 3}
    assert reserved_in(smaller) == reserved_in(again) == (2,)
    assert numbers_of(again) == {"pending": 1, "paid": 4, "shipped": 3}


def test_the_last_value_that_went_is_remembered_too() -> None:
    smaller = numbered_after(orders("pending", "paid"), orders(*VALUES))

    assert numbers_of(numbered_after(orders("pending", "paid", "lost"), smaller))["lost"] == 4


def test_a_value_that_protobuf_knows_by_the_same_name_is_the_same() -> None:
    after = numbered_after(orders("in_progress"), orders("new", "in-progress"))

    assert numbers_of(after) == {"in_progress": 2}


def test_numbers_are_written_beside_the_values() -> None:
    after = numbered_after(orders("pending", "shipped"), orders(*VALUES))

    lines = [line.strip() for line in text_of(after).splitlines()]
    start = lines.index("values:")
    assert lines[start:] == [
        *("values:", "- pending", "- shipped"),
        *("numbers:", "- 1", "- 3"),
        *("reserved:", "- 2"),
    ]
    assert Answers.parse(text_of(after)).blueprint.entities == after.entities


def test_a_value_that_someone_wrote_without_a_number_gets_the_next_one() -> None:
    blueprint = orders(*VALUES, "lost", numbers=(1, 3), reserved=(4,))

    assert numbers_of(blueprint) == {"pending": 1, "paid": 3, "shipped": 5, "lost": 6}


@pytest.mark.parametrize(
    ("numbers", "reserved", "message"),
    [
        ((1, 1), (), "the value `paid` of the enum `status` cannot have the protobuf number 1"),
        ((0, 1), (), "`pending` of the enum `status` cannot have the protobuf number 0"),
        ((1, 2**31), (), "cannot have the protobuf number 2147483648"),
        ((1, 2), (2,), "`paid` of the enum `status` cannot have the protobuf number 2"),
        ((1, 2, 3), (), "the enum `status` has 3 `numbers` for 2 `values`"),
    ],
)
def test_refuses_numbers_that_are_not_free(
    numbers: tuple[int, ...], reserved: tuple[int, ...], message: str
) -> None:
    with pytest.raises(BlueprintError) as caught:
        orders("pending", "paid", numbers=numbers, reserved=reserved)

    assert message in caught.value.message


@pytest.mark.parametrize("key", ["numbers", "reserved"])
@pytest.mark.parametrize(("value", "problem"), [("3", "not a list"), ("[a]", "not a number")])
def test_refuses_what_is_no_list_of_numbers(key: str, value: str, problem: str) -> None:
    text = text_of(orders("pending")) + f"        {key}: {value}\n"

    with pytest.raises(BlueprintError, match=problem):
        Answers.parse(text)


def test_refuses_numbers_of_what_has_no_values() -> None:
    text = text_of(Blueprint({}).with_entity(parse_entity("Tag name:str")))

    with pytest.raises(BlueprintError, match="cannot have `reserved`: it is a `str`"):
        Answers.parse(f"{text}        reserved: [2]\n")


def test_a_renamed_field_keeps_the_numbers_of_its_values() -> None:
    before = numbered_after(orders("pending", "shipped"), orders(*VALUES))

    after = before.with_renamed_field("Order", "status", "state")

    assert numbers_of(after) == {"pending": 1, "shipped": 3}
    assert reserved_in(after) == (2,)


def test_numbers_alone_need_no_migration() -> None:
    other = numbered_after(orders("shipped", "paid", "pending"), orders(*VALUES))

    assert not schema_changes(orders(*VALUES), other)


def test_branches_cannot_give_one_number_to_two_values() -> None:
    base = orders("pending", "paid")
    ours, theirs = (numbered_after(orders("pending", "paid", new), base) for new in "ab")

    with pytest.raises(ChangedOnBothSides, match=r"the field `Order\.status`"):
        merge_blueprints(base, ours, theirs)


def test_branches_that_add_one_value_agree() -> None:
    base = orders("pending", "paid")
    ours, theirs = (numbered_after(orders("pending", "paid", "a"), base) for _ in range(2))
    theirs = theirs.with_fields("Order", [parse_field("note:text:optional")])

    merged = merge_blueprints(base, ours, theirs)

    assert numbers_of(merged) == {"pending": 1, "paid": 2, "a": 3}


@pytest.mark.parametrize(
    ("before", "after", "number"),
    [
        ("str", "text", 10),
        ("email", "str", 10),
        ("int", "bigint", 10),
        ("int", "decimal", 11),
        ("int", "float", 11),
        ("str", "enum:a", 11),
        ("enum:a", "str", 11),
        ("date", "datetime", 11),
    ],
)
def test_a_field_of_another_type_gets_another_number(before: str, after: str, number: int) -> None:
    old, new = (
        Blueprint({}).with_entity(parse_entity(f"Thing what:{kind}")) for kind in (before, after)
    )

    thing = numbered_after(new, old).entities["Thing"]

    assert [field.proto for field in thing.fields] == [number]
    assert thing.reserved == (() if number == 10 else (10,))
    assert numbered_after(new, numbered_after(new, old)).entities["Thing"] == thing


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", "e-f", "e_f"]), unique=True, min_size=1)


@given(st.lists(WORDS, min_size=2, max_size=6))
def test_no_number_ever_gets_another_meaning(history: list[list[str]]) -> None:
    meanings: dict[int, str] = {}
    now: Blueprint | None = None
    for values in history:
        members = {value.replace("-", "_"): value for value in values}
        wanted = orders(*members.values())
        now = numbered_after(wanted, now) if now else wanted
        numbers = {value.replace("-", "_"): number for value, number in numbers_of(now).items()}
        assert all(meanings.setdefault(number, name) == name for name, number in numbers.items())
        assert {*numbers.values(), *reserved_in(now)} == meanings.keys()
        assert Answers.parse(text_of(now)).blueprint.entities == now.entities
