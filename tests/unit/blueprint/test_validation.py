from collections.abc import Iterable

import pytest

from arcana_gen.blueprint import Blueprint, BlueprintError, parse_entity


def build(*texts: str, database: str = "sqlite") -> Blueprint:
    blueprint = Blueprint({"database": database})
    return blueprint.with_entities(parse_entity(text) for text in texts)


def error_of(*texts: str, database: str = "sqlite") -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        build(*texts, database=database)
    return caught.value


def names(entities: Iterable[object]) -> list[str]:
    return [str(getattr(entity, "name", entity)) for entity in entities]


def test_keeps_the_entities_sorted_by_name() -> None:
    assert list(build("Zone a:str", "Order a:str", "Tag a:str").entities) == [
        "Order",
        "Tag",
        "Zone",
    ]


def test_refuses_an_entity_that_exists() -> None:
    assert error_of("Order a:str", "order b:str").message == "the entity `Order` exists already"


def test_suggests_the_entity_that_a_reference_meant() -> None:
    error = error_of("Customer a:str", "Order b:ref:Custmer")

    assert error.message == (
        "entity `Order`: the field `b` refers to `Custmer`, which is no entity"
    )
    assert error.hint == "did you mean `Customer`?"


def test_lists_the_entities_when_none_is_near() -> None:
    error = error_of("Order b:refs:Tag")

    assert error.hint == "add `Tag` first; the entities are `Order`"


def test_entities_added_together_may_stand_in_any_order() -> None:
    blueprint = build("Order customer:ref:Customer", "Customer name:str")

    assert names(blueprint.in_dependency_order()) == ["Customer", "Order"]


def test_an_entity_may_refer_to_itself() -> None:
    blueprint = build("Category parent:ref:Category:optional related:refs:Category")

    assert names(blueprint.in_dependency_order()) == ["Category"]


def test_shows_the_circle_that_references_make() -> None:
    error = error_of("A to:ref:B", "B to:refs:C", "C to:ref:A", "D to:ref:A")

    assert error.message == "the entities refer to each other in a circle: `A` → `B` → `C` → `A`"


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (
            ("Person name:str", "Human/People name:str"),
            "`Human` and `Person` both have the plural `People`",
        ),
        (
            ("OrdersTag name:str", "Order tag:refs:OrdersTag", "Thing/OrdersTags a:str"),
            "`OrdersTag` and `Thing` both have the plural `OrdersTags`",
        ),
        (
            ("Tag name:str", "Order tags:refs:Tag", "OrdersTag name:str"),
            "`Order.tags` and `OrdersTag` both have the database name `orders_tags`",
        ),
        (
            ("Sheep dog_a:str:unique", "Dog/SheepDog a:str:unique"),
            "`Dog.a` and `Sheep.dog_a` both have the database name `uq_sheep_dog_a`",
        ),
        (
            ("Order name:str", "OrderService name:str"),
            "`Order` and `OrderService` both have the class `OrderService`",
        ),
        (
            ("Order status:enum:a,b", "OrderStatus name:str"),
            "`Order.status` and `OrderStatus` both have the class `OrderStatus`",
        ),
        (
            ("Order name:str", "GetOrderRequest name:str"),
            "`GetOrderRequest` and `Order` both have the protobuf name `GetOrderRequest`",
        ),
        (
            ("ListPeopleResponse name:str", "Person name:str"),
            "`ListPeopleResponse` and `Person` both have the protobuf name `ListPeopleResponse`",
        ),
        (
            ("Order:soft_delete name:str", "RestoreOrderRequest name:str"),
            "`Order` and `RestoreOrderRequest` both have the protobuf name `RestoreOrderRequest`",
        ),
        (
            ("Order read:enum:a,b",),
            "`Order` and `Order.read` both have the class `OrderRead`",
        ),
    ],
)
def test_refuses_names_that_two_things_would_have(texts: tuple[str, ...], message: str) -> None:
    assert error_of(*texts).message == message


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ("customer:ref:Tag customer_id:uuid", "customer_id"),
        ("tags:refs:Tag tag_ids:json", "tag_ids"),
        ("name:str name:str", "name"),
        ("line_1:str line1:str", "line1"),
    ],
)
def test_refuses_two_fields_that_come_to_one_name(fields: str, name: str) -> None:
    error = error_of("Tag name:str", f"Order {fields}")

    assert error.code == "duplicate-field"
    assert error.message.startswith("entity `Order`: the fields")
    assert f"both `{name}` in the service" in error.message


def test_an_entity_that_cannot_be_restored_leaves_that_name_to_others() -> None:
    assert len(build("Order name:str", "RestoreOrderRequest name:str").entities) == 2


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (
            "to:enum:be_sent to_be:enum:sent",
            "`be_sent` of the enum `to` and `sent` of the enum `to_be` are both `TO_BE_SENT`",
        ),
        (
            "to:enum:a,be_none to_be:enum:b,none",
            "`be_none` of the enum `to` and `none` of the enum `to_be` are both `TO_BE_NONE`",
        ),
    ],
)
def test_refuses_values_of_two_enums_that_come_to_one_name(fields: str, message: str) -> None:
    error = error_of(f"Order {fields}")

    assert error.message == f"entity `Order`: {message} in protobuf"
    assert error.hint == "rename one of the fields, or the value"


def test_the_value_that_protobuf_adds_meets_no_other_either() -> None:
    error = error_of("Order to:enum:be_unspecified to_be:enum:sent")

    assert error.message.endswith("are both `TO_BE_UNSPECIFIED` in protobuf")


def test_enums_of_different_entities_may_share_their_values() -> None:
    assert len(build("Order to:enum:be_sent", "Letter to_be:enum:sent").entities) == 2


def test_refuses_a_database_name_that_postgresql_would_cut() -> None:
    error = error_of(f"PurchaseOrderLineItem {'quantity_' * 3}left:int")

    assert error.message == (
        "the database name `ck_purchase_order_line_items_quantity_quantity_quantity_left_choices` "
        "has 68 characters; PostgreSQL takes 63"
    )
    assert error.hint == "shorten `PurchaseOrderLineItem` or `quantity_quantity_quantity_left`"


def test_refuses_an_enum_whose_class_has_more_than_40_characters() -> None:
    error = error_of("PurchasePurchasePurchase state_state_of_orders:enum:open,done")

    assert error.code == "class-name-too-long"
    assert error.message == (
        "the class `PurchasePurchasePurchaseStateStateOfOrders` of the enum "
        "`state_state_of_orders` has 42 characters of at most 40"
    )
    assert error.hint == "shorten `PurchasePurchasePurchase` or `state_state_of_orders`"


def test_refuses_more_digits_than_sqlite_keeps() -> None:
    error = error_of("Order total:decimal:19,2")

    assert error.message == "entity `Order`: `total` has 19 digits; SQLite keeps 18 exactly"
    assert "Order" in build("Order total:decimal:38,2", database="postgresql").entities


def test_refuses_more_decimal_places_than_mysql_keeps() -> None:
    error = error_of("Order total:decimal:38,31", database="mysql")

    assert "31 digits after the point; MySQL keeps 30" in error.message
    assert "Order" in build("Order total:decimal:38,38", database="postgresql").entities


def test_prunes_to_entities_and_what_they_refer_to() -> None:
    blueprint = build("A x:str", "B to:ref:A", "C to:refs:B", "D x:str")

    assert list(blueprint.pruned(["C"]).entities) == ["B", "C"]


def test_changing_a_blueprint_leaves_the_first_one_alone() -> None:
    before = build("Tag name:str")

    before.with_entity(parse_entity("Order name:str"))

    assert list(before.entities) == ["Tag"]
