import builtins
import keyword

import pytest
from pydantic import BaseModel

from arcana_gen.blueprint import (
    BlueprintError,
    Field,
    FieldType,
    attribute_of,
    make_entity,
    parse_entity,
    parse_field,
)
from arcana_gen.blueprint.reserved import reserved_field_reason

NAME = Field(name="name", type=FieldType.STR)


def error_of(text: str) -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        parse_entity(text)
    return caught.value


def test_derives_the_names_of_an_entity() -> None:
    entity = parse_entity("purchase order line item name:str")

    assert entity.name == "PurchaseOrderLineItem"
    assert entity.module == "purchase_order_line_item"
    assert entity.plural == "PurchaseOrderLineItems"
    assert entity.table == "purchase_order_line_items"
    assert entity.route == "purchase-order-line-items"


def test_a_table_that_sql_reserves_gets_a_prefix() -> None:
    assert parse_entity("Group name:str").table == "app_groups"
    assert parse_entity("Line name:str").table == "app_lines"
    assert parse_entity("Order name:str").custom_table == ""


def test_a_plural_may_equal_the_singular() -> None:
    entity = parse_entity("Sheep name:str")

    assert (entity.module, entity.table, entity.route) == ("sheep", "sheep", "sheep")


def test_the_plural_can_be_chosen() -> None:
    entity = make_entity("Person", [NAME], plural="persons")

    assert (entity.plural, entity.table) == ("Persons", "persons")


def test_the_table_can_be_chosen() -> None:
    assert make_entity("Order", [NAME], table="legacy_orders").table == "legacy_orders"
    assert make_entity("Order", [NAME], table="orders").custom_table == ""


@pytest.mark.parametrize("table", ["Orders", "order", "a b", "sqlite_orders", "alembic_version"])
def test_refuses_a_table_that_is_none(table: str) -> None:
    with pytest.raises(BlueprintError, match="cannot be the table of `Order`"):
        make_entity("Order", [NAME], table=table)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("App", "a name that the service itself uses"),
        ("Domain", "a name that the service itself uses"),
        ("Base", "a name that the service itself uses"),
        ("Decimal", "a name that the service itself uses"),
        ("UnitOfWork", "a name that the service itself uses"),
        ("Class", "a keyword of Python"),
        ("Import", "a keyword of Python"),
        ("List", "a builtin of Python"),
        ("Type", "a builtin of Python"),
        ("Warning", "a builtin of Python"),
        ("Aux", "no legal file name on Windows"),
        ("Com1", "no legal file name on Windows"),
        ("O", "easily taken for a digit"),
        ("Create", "half of the name of its own classes"),
        ("UpdateMask", "a field of protobuf messages that have the entity as another"),
        ("EventId", "a field of protobuf messages that have the entity as another"),
    ],
)
def test_refuses_an_entity_name_that_is_taken(name: str, reason: str) -> None:
    error = error_of(f"{name} name:str")

    assert error.message == f"`{name}` cannot be used as entity name: it is {reason}"
    assert error.hint == f"choose another name, such as `{name}Record`"


@pytest.mark.parametrize(
    "name", ["Order", "Tag", "Zone", "Person", "User", "Token", "Match", "Key"]
)
def test_takes_the_names_that_people_use(name: str) -> None:
    assert parse_entity(f"{name} name:str").name == name


@pytest.mark.parametrize("plural", ["NextPageToken", "TotalSize"])
def test_refuses_a_plural_that_lists_in_protobuf_use(plural: str) -> None:
    error = error_of(f"Thing/{plural} name:str")

    assert error.message == (
        f"`{plural}` cannot be used as plural name: it is "
        "a field of every protobuf message that is a part of a list"
    )
    assert error.hint == f"choose another name, such as `{plural}s`"


def test_an_entity_that_needs_another_of_its_kind_is_refused() -> None:
    error = error_of("Category parent:ref:Category")

    assert error.message == (
        "`parent` must always refer to another `Category`: there can be no first one"
    )
    assert error.hint == "add `optional`"


def test_reserves_every_keyword_builtin_and_attribute_of_pydantic() -> None:
    models = {name for name in dir(BaseModel) if not name.startswith("_")}
    taken = [*keyword.kwlist, *dir(builtins), *models]

    assert [name for name in taken if not reserved_field_reason(name)] == []


def test_numbers_the_fields_from_ten() -> None:
    entity = parse_entity("Order a:str b:str c:str")

    assert [field.proto for field in entity.fields] == [10, 11, 12]


def test_new_fields_get_the_numbers_after_the_highest() -> None:
    fields = [NAME, Field(name="a", type=FieldType.STR, proto=40), parse_field("b:str")]

    assert [field.proto for field in make_entity("Order", fields).fields] == [41, 40, 42]


@pytest.mark.parametrize("protos", [(10, 10), (9, 10), (10, 19_000)])
def test_refuses_protobuf_numbers_that_are_not_free(protos: tuple[int, int]) -> None:
    fields = [Field(name=f"f{n}", type=FieldType.STR, proto=n) for n in protos]

    with pytest.raises(BlueprintError, match="cannot have the protobuf number"):
        make_entity("Order", fields)


@pytest.mark.parametrize(
    ("field", "attribute"),
    [
        ("customer:ref:Tag", "customer_id"),
        ("tags:refs:Tag", "tag_ids"),
        ("labels:refs:Tag", "labels_ids"),
        ("name:str", "name"),
    ],
)
def test_references_are_called_by_the_identifiers_they_hold(field: str, attribute: str) -> None:
    tag = parse_entity("Tag name:str")

    assert attribute_of(parse_field(field), tag) == attribute


def test_knows_which_other_entities_it_refers_to() -> None:
    entity = parse_entity("Order parent:ref:Order:optional a:ref:B c:refs:D e:ref:B")

    assert entity.targets == ("B", "D")
