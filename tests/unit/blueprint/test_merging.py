from dataclasses import replace

import pytest

from arcana_gen.blueprint import Blueprint, BlueprintError, parse_entity, parse_field
from arcana_gen.blueprint.comparison import Recorded
from arcana_gen.blueprint.errors import ChangedOnBothSides
from arcana_gen.blueprint.merging import merge_blueprints, merge_recorded
from arcana_gen.blueprint.numbering import numbered_after

BASE = Blueprint({"database": "sqlite", "workers": 2}).with_entities(
    [parse_entity("Tag label:str"), parse_entity("Order number:str note:text:optional")]
)


def with_fields(*fields: str) -> Blueprint:
    return BASE.with_fields("Order", [parse_field(text) for text in fields])


def numbers(blueprint: Blueprint) -> dict[str, int]:
    return {field.name: field.proto for field in blueprint.entities["Order"].fields}


def test_has_the_entities_of_both_sides() -> None:
    ours = BASE.with_entity(parse_entity("Customer name:str"))
    theirs = BASE.with_entity(parse_entity("Coupon code:str tag:ref:Tag"))

    merged = merge_blueprints(BASE, ours, theirs)

    assert list(merged.entities) == ["Coupon", "Customer", "Order", "Tag"]


def test_has_the_options_that_either_side_changed() -> None:
    ours = BASE.with_options({"database": "postgresql", "workers": 2})
    theirs = BASE.with_options({"database": "sqlite", "workers": 4, "redis": True})

    merged = merge_blueprints(BASE, ours, theirs)

    assert merged.options == {"database": "postgresql", "workers": 4, "redis": True}


def test_what_one_side_removed_is_gone() -> None:
    theirs = BASE.without_entity("Tag").with_options({"database": "sqlite"})

    assert merge_blueprints(BASE, BASE, theirs) == theirs
    assert merge_blueprints(BASE, theirs, BASE) == theirs


def test_new_fields_of_one_entity_stand_one_after_the_other_with_numbers_of_their_own() -> None:
    ours, theirs = with_fields("total:int"), with_fields("paid:bool", "due:date")

    merged = merge_blueprints(BASE, ours, theirs)

    assert numbers(merged) == {"number": 10, "note": 11, "total": 12, "paid": 14, "due": 13}


def test_a_field_that_both_sides_added_alike_is_one() -> None:
    ours = with_fields("total:int")
    theirs = with_fields("due:date", "total:int")

    merged = merge_blueprints(BASE, ours, theirs)

    assert numbers(merged) == {"number": 10, "note": 11, "total": 12, "due": 13}


def test_numbers_of_removed_fields_of_both_sides_stay_reserved() -> None:
    ours = with_fields("total:int").without_fields("Order", ["note"])
    theirs = with_fields("due:date").without_fields("Order", ["due"])

    merged = merge_blueprints(BASE, ours, theirs).entities["Order"]

    assert merged.reserved == (11,)
    assert [(field.name, field.proto) for field in merged.fields] == [("number", 10), ("total", 12)]


def test_a_new_field_gets_no_number_that_the_other_side_has_reserved() -> None:
    ours = with_fields("due:date").without_fields("Order", ["due"])

    merged = merge_blueprints(BASE, ours, with_fields("total:int")).entities["Order"]

    assert merged.reserved == (12,)
    assert merged.fields[-1].proto == 13


def test_a_field_of_another_type_and_a_new_one_get_different_numbers() -> None:
    base = with_fields("size:int")
    size = replace(parse_field("size:decimal"), proto=12)
    fields = [*base.entities["Order"].fields[:-1], size]
    changed = replace(base.entities["Order"], fields=tuple(fields))
    entities = {**base.entities, "Order": changed}
    retyped = numbered_after(replace(base, entities=entities), base)
    added = base.with_fields("Order", [parse_field("due:date")])

    kept = merge_blueprints(base, added, retyped)
    taken = merge_blueprints(base, retyped, added)

    assert numbers(retyped) == {"number": 10, "note": 11, "size": 13}
    assert numbers(kept) == {"number": 10, "note": 11, "size": 14, "due": 13}
    assert numbers(taken) == {"number": 10, "note": 11, "size": 13, "due": 14}
    assert kept.entities["Order"].reserved == taken.entities["Order"].reserved == (12,)


def test_a_renamed_field_keeps_its_place_and_number() -> None:
    theirs = BASE.with_renamed_field("Order", "number", "code")

    merged = merge_blueprints(BASE, with_fields("total:int"), theirs)

    assert numbers(merged) == {"code": 10, "note": 11, "total": 12}


def test_ejected_paths_of_both_sides_are_taken_over() -> None:
    base = BASE.with_ejected(["a", "b"])
    ours, theirs = base.with_ejected(["a", "b", "c"]), base.with_ejected(["a", "d"])

    assert merge_blueprints(base, ours, theirs).ejected == ("a", "c", "d")


def test_a_newer_template_of_one_side_is_that_of_both() -> None:
    base = Recorded(blueprint=BASE, source="here", commit="1.0")
    ours = replace(base, blueprint=with_fields("total:int"))
    theirs = replace(base, commit="1.1")

    assert merge_recorded(base, ours, theirs) == replace(ours, commit="1.1")


@pytest.mark.parametrize(
    ("ours", "theirs", "what"),
    [
        (BASE.with_options({"workers": 3}), BASE.with_options({"workers": 4}), "`workers`"),
        (BASE.without_entity("Order"), with_fields("total:int"), "the entity `Order`"),
        (with_fields("total:int"), with_fields("total:bigint"), "`Order.total`"),
        (
            BASE.without_fields("Order", ["note"]),
            BASE.with_renamed_field("Order", "note", "remark"),
            "`Order.note`",
        ),
        (
            BASE.with_renamed_field("Order", "note", "remark"),
            with_fields("remark:str"),
            "`Order.remark`",
        ),
        (
            BASE.with_renamed_entity("Order", "Order", plural="Purchases"),
            with_fields("total:int"),
            "`Order`, of which one has another plural",
        ),
        (
            BASE.with_entity(parse_entity("Person/Persons name:str")),
            BASE.with_entity(parse_entity("Person name:str")),
            "`Person`",
        ),
    ],
    ids=range(7),
)
def test_what_both_changed_otherwise_is_a_conflict_with_a_name(
    ours: Blueprint, theirs: Blueprint, what: str
) -> None:
    for sides in ((ours, theirs), (theirs, ours)):
        with pytest.raises(ChangedOnBothSides, match=what):
            merge_blueprints(BASE, *sides)


def test_sides_that_do_not_fit_each_other_are_refused() -> None:
    ours = BASE.with_entity(parse_entity("Item order:ref:Order"))
    theirs = BASE.with_renamed_entity("Order", "Purchase")

    with pytest.raises(BlueprintError, match="`Order`, which is no entity"):
        merge_blueprints(BASE, ours, theirs)


def test_what_deleting_means_is_as_either_side_changed_it() -> None:
    order = BASE.entities["Order"]
    kept = replace(BASE, entities={**BASE.entities, "Order": replace(order, soft_delete=True)})

    merged = merge_blueprints(BASE, kept, with_fields("total:int"))

    assert merged.entities["Order"].soft_delete
    assert "total" in numbers(merged)
