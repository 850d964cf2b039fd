"""What has to happen to the tables, as data."""

import pytest
from tests.support.projects import make_blueprint

from arcana_gen.blueprint.errors import (
    BadValue,
    CannotConvert,
    FillViolatesRule,
    OneValueForUnique,
    UnknownFill,
)
from arcana_gen.blueprint.schema import SchemaChanges, operation_to_data, schema_changes

ORDER = "Order number:str:max=32"
TAG = "Tag label:str"


def changes(before: list[str], after: list[str], **fills: str) -> SchemaChanges:
    """The changes; values are for fields of `Order`."""
    given = {("Order", name): text for name, text in fills.items()}
    return schema_changes(make_blueprint(before), make_blueprint(after), fills=given)


def kinds(found: SchemaChanges) -> list[object]:
    return [operation_to_data(operation)["kind"] for operation in found.up]


@pytest.mark.parametrize(
    "after",
    [
        ORDER,
        f"{ORDER}:default=none",
        f"{ORDER}:min=1:pattern=[a-z]+",
        f"{ORDER}:secret",
        f"{ORDER}:readonly",
    ],
)
def test_what_the_database_does_not_know_changes_nothing(after: str) -> None:
    found = changes([ORDER], [after])

    assert not found
    assert found.down == ()


def test_the_order_of_an_enum_and_of_fields_changes_nothing() -> None:
    found = changes(
        ["Order status:enum:open,done number:str"], ["Order number:str status:enum:done,open"]
    )

    assert not found


def test_nothing_is_lost_by_what_is_added() -> None:
    found = changes([ORDER], [f"{ORDER} note:text:optional tags:refs:Tag", TAG])

    assert found.losses == ()
    assert found.missing_fills == ()


def test_losses_are_named() -> None:
    found = changes(
        [TAG, f"{ORDER} note:text tags:refs:Tag total:decimal:12,4"],
        [f"{ORDER} total:decimal:12,2"],
    )

    assert set(found.losses) == {
        "the table `tags` and what is in it",
        "the table `orders_tags` and what is in it",
        "the column `orders.note` and what is in it",
        "the digits of `orders.total` after the point beyond 2",
    }


def test_a_required_column_without_a_default_needs_a_value() -> None:
    found = changes(
        [TAG, f"{ORDER} note:text:optional"],
        [TAG, f"{ORDER} note:text rank:int size:int:default=1 tag:ref:Tag paid:bool:optional"],
    )

    assert set(found.missing_fills) == {("Order", "note"), ("Order", "rank"), ("Order", "tag")}


def test_a_value_that_is_given_is_missing_no_more() -> None:
    found = changes([ORDER], [f"{ORDER} rank:int:max=9"], rank="3")

    assert found.missing_fills == ()
    assert {"kind": "fill", "value": 3}.items() <= operation_to_data(found.up[1]).items()


def test_a_value_is_read_by_the_type_of_its_field() -> None:
    with pytest.raises(BadValue, match="`fill=three` of the field `rank` is not a whole number"):
        changes([ORDER], [f"{ORDER} rank:int"], rank="three")
    with pytest.raises(BadValue, match="is not a UUID"):
        changes([ORDER], [f"{ORDER} key:uuid"], key="x")
    with pytest.raises(BadValue, match="is not bytes in base64"):
        changes([ORDER], [f"{ORDER} seal:bytes"], seal="!")


def test_a_value_keeps_the_rules_of_its_field() -> None:
    with pytest.raises(FillViolatesRule, match="`12` as `rank`: it violates `max=9`"):
        changes([ORDER], [f"{ORDER} rank:int:max=9"], rank="12")
    with pytest.raises(FillViolatesRule, match="`max=2`"):
        changes([ORDER], [f"{ORDER} seal:bytes:max=2"], seal="AAECAw==")
    with pytest.raises(FillViolatesRule):
        changes([ORDER], [f"{ORDER} status:enum:open,done"], status="paid")


def test_a_secret_field_takes_a_value_though_it_takes_no_default() -> None:
    assert changes([ORDER], [f"{ORDER} token:str:secret"], token="none").missing_fills == ()  # noqa: S106 - no secret


def test_a_value_that_no_row_needs_is_refused() -> None:
    with pytest.raises(UnknownFill, match="no row needs a value for `number`"):
        changes([ORDER], [ORDER], number="x")


def test_rows_cannot_share_a_unique_value() -> None:
    with pytest.raises(OneValueForUnique, match="entity `Order`: the new field `key`") as caught:
        changes([ORDER], [f"{ORDER} key:uuid:unique"])

    assert "`optional`" in str(caught.value.hint)


def test_new_entities_may_have_what_rows_could_not() -> None:
    found = changes([TAG], [TAG, "Order number:str:unique"])

    assert kinds(found) == ["create_table"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("value:str", "value:int"),
        ("value:bool", "value:int"),
        ("value:uuid", "value:str"),
        ("value:bigint", "value:float"),
        ("value:float", "value:decimal"),
        ("value:decimal", "value:int"),
        ("value:ref:Tag", "value:refs:Tag"),
        ("value:ref:Tag", "value:ref:Customer"),
        ("value:refs:Tag", "value:refs:Customer"),
    ],
)
def test_what_no_database_converts_is_refused(before: str, after: str) -> None:
    others = [TAG, "Customer name:str"]

    with pytest.raises(CannotConvert, match="the field `value` cannot become") as caught:
        changes([*others, f"Order {before}"], [*others, f"Order {after}"])

    assert "add a field of the new type" in str(caught.value.hint)


def test_a_reference_to_a_renamed_entity_is_the_same_reference() -> None:
    found = renamed(
        [TAG, "Order tag:ref:Tag"], ["Label label:str", "Order tag:ref:Label"], Tag="Label"
    )

    assert kinds(found) == ["rename_table"]


def test_links_to_a_renamed_entity_get_another_column() -> None:
    found = renamed(
        [TAG, "Order tags:refs:Tag"], ["Label label:str", "Order tags:refs:Label"], Tag="Label"
    )

    assert kinds(found) == ["alter_table", "rename_table", "rename_column", "alter_table"]


def test_tables_are_created_after_and_dropped_before_those_they_refer_to() -> None:
    before = [ORDER]
    after = [ORDER, "Anchor chain:ref:Chain links:refs:Ring", "Chain ring:ref:Ring", "Ring x:int"]

    found = changes(before, after)

    assert [operation_to_data(operation).get("entity") for operation in found.up] == [
        "Ring",
        "Chain",
        "Anchor",
        "Anchor",
    ]
    assert [operation_to_data(operation).get("table") for operation in found.down] == [
        "anchors_links",
        "anchors",
        "chains",
        "rings",
    ]


def test_one_table_is_changed_in_one_go() -> None:
    found = changes(
        ["Order number:str total:int:min=0 status:enum:a,b"],
        ["Order number:str:unique total:int:max=9 status:enum:a,b,c size:int:optional"],
    )

    assert kinds(found) == ["require", "require", "alter_table"]


def test_rows_are_looked_at_before_a_check_is_added() -> None:
    found = changes(["Order status:enum:a,b"], ["Order status:enum:b,c"])

    assert next(operation_to_data(operation) for operation in found.up) == {
        "kind": "require",
        "table": "orders",
        "name": "ck_orders_status_choice",
        "entity": "Order",
        "field": "status",
    }


@pytest.mark.parametrize(
    ("before", "after", "slug"),
    [
        ([ORDER], [f"{ORDER} note:text:optional"], "add_note_to_orders"),
        ([f"{ORDER} a:int b:int"], [ORDER], "remove_a_and_b_from_orders"),
        ([f"{ORDER} a:int"], [f"{ORDER} a:bigint"], "change_a_of_orders"),
        ([f"{ORDER} a:int"], [f"{ORDER} b:int:default=1"], "change_orders"),
        (
            [f"PurchaseOrderLineItem {'a' * 20}:int {'b' * 20}:int"],
            [f"PurchaseOrderLineItem {'a' * 20}:bigint {'b' * 20}:bigint"],
            "change_purchase_order_line_items",
        ),
        ([TAG, ORDER], [ORDER], "remove_tags"),
        ([ORDER], [ORDER, TAG, "Zoo name:str"], "add_tags_zoos"),
        ([ORDER], ["Order/Purchases number:str:max=32"], "rename_orders_to_purchases"),
        (
            [ORDER, TAG],
            [f"{ORDER} x:int:optional", f"{TAG} y:int:optional"],
            "add_x_to_orders_and_add_y_to_tags",
        ),
        (
            [f"{name} x:int" for name in ("Apple", "Banana", "Cherry", "Date")],
            [
                f"{name} x:bigint note:str:optional"
                for name in ("Apple", "Banana", "Cherry", "Date")
            ],
            "change_4_tables",
        ),
    ],
)
def test_a_migration_is_called_after_what_it_does(
    before: list[str], after: list[str], slug: str
) -> None:
    assert changes(before, after).slug == slug


def test_a_rename_is_not_called_after_those_who_refer_to_it() -> None:
    found = renamed(
        [TAG, "Order tag:ref:Tag tags:refs:Tag"],
        ["Label label:str", "Order tag:ref:Label tags:refs:Label"],
        Tag="Label",
    )

    assert found.slug == "rename_tags_to_labels"


def test_many_new_entities_have_a_short_name_together() -> None:
    names = [f"PurchaseOrderLine{letter} number:str" for letter in "ABCDE"]

    assert changes([ORDER], [ORDER, *names]).slug == "add_5_entities"


def renamed(before: list[str], after: list[str], **entities: str) -> SchemaChanges:
    return schema_changes(make_blueprint(before), make_blueprint(after), renamed_entities=entities)


def test_what_goes_up_comes_down_by_the_same_rules() -> None:
    before, after = make_blueprint([TAG, ORDER]), make_blueprint(["Order note:text"])

    there = schema_changes(before, after, fills={("Order", "note"): "x"})
    back = schema_changes(after, before, fills={("Order", "number"): ""})

    assert there.down == back.up


def test_deleted_rows_are_lost_where_they_are_kept_no_more() -> None:
    kept = ["Order:soft_delete number:str:max=32:unique"]
    not_kept = ["Order number:str:max=32:unique"]

    on, off = changes(not_kept, kept), changes(kept, not_kept)

    assert on.losses == ()
    assert off.losses == ("the deleted rows of `orders`, which could be restored",)
    assert (on.slug, off.slug) == ("soft_delete_orders", "delete_for_good_orders")
    assert kinds(on) == ["alter_table"]
    assert kinds(off) == ["purge", "alter_table"]
    assert on.down == off.up
