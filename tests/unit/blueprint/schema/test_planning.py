"""The order of renames."""

from hypothesis import given
from hypothesis import strategies as st

from arcana_gen.blueprint.identifiers import MAX_IDENTIFIER
from arcana_gen.blueprint.schema.planning import ordered_renames


def steps(names: dict[str, str]) -> list[tuple[str, str]]:
    return [(rename.old, rename.new) for rename in ordered_renames(names)]


def test_a_name_is_free_before_it_is_taken() -> None:
    assert steps({"a": "b", "b": "c"}) == [("b", "c"), ("a", "b")]


def test_what_keeps_its_name_is_left_alone() -> None:
    assert steps({"a": "a"}) == []


def test_two_exchange_their_names_over_a_name_between() -> None:
    assert steps({"a": "b", "b": "a"}) == [("a", "between_a"), ("b", "a"), ("between_a", "b")]


@given(st.permutations("abcdefg"), st.sets(st.sampled_from("abcdefg")))
def test_all_get_their_names_whatever_they_are(order: list[str], gone: set[str]) -> None:
    names = {old: new for old, new in zip("abcdefg", order, strict=True) if old not in gone}
    held = {name: name for name in names}

    for rename in ordered_renames(names):
        assert rename.new not in held
        held[rename.new] = held.pop(rename.old)
        assert held[rename.new] == rename.origin

    assert held == {new: old for old, new in names.items()}


def test_the_name_between_is_one_that_every_database_takes() -> None:
    first, second = "a" * MAX_IDENTIFIER, "b" * MAX_IDENTIFIER

    assert all(len(new) <= MAX_IDENTIFIER for _, new in steps({first: second, second: first}))
