from collections.abc import Callable

import pytest

from arcana_gen.blueprint import (
    Blueprint,
    BlueprintError,
    Entity,
    Field,
    parse_entity,
    parse_field,
)

SHOP = (
    "Customer name:str email:email",
    "Order number:str customer:ref:Customer lines:refs:OrderLine previous:ref:Order:optional",
    "order line quantity:int note:text:optional",
)


@pytest.fixture
def shop() -> Blueprint:
    return Blueprint({"database": "sqlite"}).with_entities(map(parse_entity, SHOP))


def field_of(blueprint: Blueprint, entity: str, name: str) -> Field:
    return next(field for field in blueprint.entities[entity].fields if field.name == name)


def names_of(entity: Entity) -> list[str]:
    return [field.name for field in entity.fields]


def test_new_fields_stand_at_the_end_with_the_next_numbers(shop: Blueprint) -> None:
    changed = shop.with_fields("order line", [parse_field("price:decimal"), parse_field("sku:str")])

    line = changed.entities["OrderLine"]
    assert names_of(line) == ["quantity", "note", "price", "sku"]
    assert [field.proto for field in line.fields] == [10, 11, 12, 13]
    assert names_of(shop.entities["OrderLine"]) == ["quantity", "note"]


def test_the_number_of_a_field_that_went_is_never_given_again(shop: Blueprint) -> None:
    without = shop.without_fields("OrderLine", ["note"])
    changed = without.with_fields("OrderLine", [parse_field("note:text:optional")])

    assert without.entities["OrderLine"].reserved == (11,)
    assert field_of(changed, "OrderLine", "note").proto == 12
    assert changed.entities["OrderLine"].reserved == (11,)


def test_numbers_of_several_fields_are_reserved_in_order(shop: Blueprint) -> None:
    changed = shop.without_fields("Order", ["lines"]).without_fields("Order", ["number"])

    assert changed.entities["Order"].reserved == (10, 12)


def test_a_field_cannot_have_a_reserved_number(shop: Blueprint) -> None:
    without = shop.without_fields("OrderLine", ["note"])
    again = field_of(shop, "OrderLine", "note")

    with pytest.raises(BlueprintError, match="cannot have the protobuf number 11"):
        without.with_fields("OrderLine", [again])


def test_the_numbers_end_where_those_of_protobuf_itself_begin(shop: Blueprint) -> None:
    last = Field(name="last", type=parse_field("last:str").type, proto=18_999)
    changed = shop.with_fields("OrderLine", [last])

    with pytest.raises(BlueprintError, match="cannot have the protobuf number 19000"):
        changed.with_fields("OrderLine", [parse_field("more:str")])


@pytest.mark.parametrize("name", ["customer", "customer_id", "Customer", "customer-id"])
def test_a_field_is_found_by_any_of_its_names(shop: Blueprint, name: str) -> None:
    changed = shop.without_fields("order", [name])

    assert names_of(changed.entities["Order"]) == ["number", "lines", "previous"]


def test_a_field_that_refers_to_many_is_found_by_its_name_in_the_service(shop: Blueprint) -> None:
    changed = shop.without_fields("Order", ["lines_ids"])

    assert names_of(changed.entities["Order"]) == ["number", "customer", "previous"]


def test_an_entity_that_nothing_refers_to_can_go(shop: Blueprint) -> None:
    assert list(shop.without_entity("order").entities) == ["Customer", "OrderLine"]


def test_an_entity_that_others_refer_to_cannot_go(shop: Blueprint) -> None:
    more = shop.with_entity(parse_entity("Invoice payer:ref:Customer copies:refs:Customer"))

    with pytest.raises(BlueprintError) as caught:
        more.without_entity("Customer")

    assert caught.value.message == (
        "the entity `Customer` cannot go while `Invoice.payer`, `Invoice.copies`, "
        "`Order.customer` refer to it"
    )
    assert caught.value.hint == "remove these fields first, or the entities that they are in"


def test_a_renamed_entity_takes_its_plural_and_all_references_along(shop: Blueprint) -> None:
    changed = shop.with_renamed_entity("customer", "business partner")

    partner = changed.entities["BusinessPartner"]
    assert list(changed.entities) == ["BusinessPartner", "Order", "OrderLine"]
    assert (partner.plural, partner.table) == ("BusinessPartners", "business_partners")
    assert field_of(changed, "Order", "customer").target == "BusinessPartner"


def test_a_renamed_entity_still_refers_to_itself(shop: Blueprint) -> None:
    changed = shop.with_renamed_entity("Order", "Purchase")

    assert field_of(changed, "Purchase", "previous").target == "Purchase"


def test_a_chosen_plural_and_table_stay() -> None:
    person = parse_entity("Person/Persons name:str")
    legacy = parse_entity("Legacy name:str")
    chosen = Blueprint({}).with_entities([person])
    table = Entity(
        name="Legacy", plural=legacy.plural, fields=legacy.fields, custom_table="old_things"
    )

    human = chosen.with_renamed_entity("Person", "Human").entities["Human"]
    modern = Blueprint({}, {"Legacy": table}).with_renamed_entity("Legacy", "Modern")

    assert (human.plural, human.table) == ("Persons", "persons")
    assert modern.entities["Modern"].plural == "Moderns"
    assert modern.entities["Modern"].table == "old_things"


def test_a_table_that_only_avoided_a_word_of_sql_follows_the_new_name() -> None:
    groups = Blueprint({}).with_entity(parse_entity("Group name:str"))

    assert groups.entities["Group"].table == "app_groups"
    assert groups.with_renamed_entity("Group", "Team").entities["Team"].table == "teams"


def test_the_plural_can_be_given_with_the_name(shop: Blueprint) -> None:
    changed = shop.with_renamed_entity("Customer", "Person", "persons")

    assert changed.entities["Person"].plural == "Persons"


def test_the_plural_alone_can_change(shop: Blueprint) -> None:
    changed = shop.with_renamed_entity("Customer", "Customer", "Clientele")

    assert changed.entities["Customer"].table == "clientele"
    assert shop.with_renamed_entity("Customer", "customer") == shop


def test_a_renamed_entity_keeps_its_reserved_numbers(shop: Blueprint) -> None:
    changed = shop.without_fields("Customer", ["email"]).with_renamed_entity("Customer", "Person")

    assert changed.entities["Person"].reserved == (11,)


def test_a_renamed_field_keeps_its_number_and_place(shop: Blueprint) -> None:
    changed = shop.with_renamed_field("Order", "number", "reference code")

    order = changed.entities["Order"]
    assert names_of(order) == ["reference_code", "customer", "lines", "previous"]
    assert order.fields[0].proto == 10
    assert order.reserved == ()


def test_a_renamed_reference_is_named_without_its_ending(shop: Blueprint) -> None:
    changed = shop.with_renamed_field("Order", "customer_id", "buyer_id")

    assert field_of(changed, "Order", "buyer").target == "Customer"


def test_options_and_ejected_paths_are_replaced(shop: Blueprint) -> None:
    changed = shop.with_options({"database": "mysql"}).with_ejected(["b/c", "a", "b/c"])

    assert changed.options == {"database": "mysql"}
    assert changed.ejected == ("a", "b/c")
    assert changed.to_answers()["ejected"] == ["a", "b/c"]
    assert "ejected" not in changed.with_ejected([]).to_answers()


def test_an_option_that_the_entities_do_not_fit_is_refused(shop: Blueprint) -> None:
    precise = shop.with_options({"database": "postgresql"}).with_fields(
        "Order", [parse_field("total:decimal:30,2")]
    )

    with pytest.raises(BlueprintError, match="`total` has 30 digits; SQLite keeps 18 exactly"):
        precise.with_options({"database": "sqlite"})


@pytest.mark.parametrize(
    "path", ["", ".", "/etc/passwd", "../a", "a/../b", "a//b", "a/", "./a", "a\\b", " a", "a\nb"]
)
def test_refuses_to_eject_what_is_no_path_in_the_project(shop: Blueprint, path: str) -> None:
    with pytest.raises(BlueprintError, match="it is no path in the project"):
        shop.with_ejected([path])


def test_names_what_does_not_exist_and_what_was_meant(shop: Blueprint) -> None:
    errors = []
    changes: tuple[Callable[[], Blueprint], ...] = (
        lambda: shop.without_entity("custmer"),
        lambda: shop.without_entity("Zebra"),
        lambda: shop.with_fields("Ordr", []),
        lambda: shop.without_fields("OrderLine", ["quantty"]),
        lambda: shop.with_renamed_field("OrderLine", "zebra", "lion"),
        lambda: Blueprint({}).with_renamed_entity("Order", "Purchase"),
    )
    for change in changes:
        with pytest.raises(BlueprintError) as caught:
            change()
        errors.append((caught.value.message, caught.value.hint))

    assert errors == [
        ("there is no entity `Custmer`", "did you mean `Customer`?"),
        ("there is no entity `Zebra`", "the entities are `Customer` `Order` `OrderLine`"),
        ("there is no entity `Ordr`", "did you mean `Order`?"),
        ("the entity `OrderLine` has no field `quantty`", "did you mean `quantity`?"),
        ("the entity `OrderLine` has no field `zebra`", "its fields are `quantity` `note`"),
        ("there is no entity `Order`", "add it with `arcana add entity`"),
    ]


def test_refuses_names_that_are_taken(shop: Blueprint) -> None:
    errors = []
    changes: tuple[Callable[[], Blueprint], ...] = (
        lambda: shop.with_fields("OrderLine", [parse_field("note:str")]),
        lambda: shop.with_fields("OrderLine", [parse_field("a:str"), parse_field("a:int")]),
        lambda: shop.with_renamed_field("OrderLine", "note", "Quantity"),
        lambda: shop.with_renamed_entity("Order", "order line"),
        lambda: shop.with_fields("Order", [parse_field("customer_id:uuid")]),
        lambda: shop.with_renamed_field("OrderLine", "note", "created at"),
    )
    for change in changes:
        with pytest.raises(BlueprintError) as caught:
            change()
        errors.append(caught.value.message)

    assert errors == [
        "the entity `OrderLine` has a field `note` already",
        "the entity `OrderLine` has a field `a` already",
        "the entity `OrderLine` has a field `quantity` already",
        "the entity `OrderLine` exists already",
        (
            "entity `Order`: the fields `customer` and `customer_id` are both `customer_id` "
            "in the service"
        ),
        "`created_at` cannot be used as field name: it is a field that every entity has by itself",
    ]


def test_the_last_field_cannot_go(shop: Blueprint) -> None:
    with pytest.raises(BlueprintError) as caught:
        shop.without_fields("order line", ["note", "quantity"])

    assert caught.value.message == "the entity `OrderLine` would have no field left"
    assert caught.value.hint == "`arcana remove entity OrderLine` removes the whole"
