import pytest
from hypothesis import given
from hypothesis import strategies as st

from arcana_gen.blueprint import BlueprintError, entity_name, plural_of, project_name
from arcana_gen.blueprint.names import (
    field_name,
    is_snake,
    kebab,
    pascal,
    plural_name,
    snake,
    words,
)

written_names = st.from_regex(r"[A-Za-z][A-Za-z0-9 _-]{0,30}", fullmatch=True)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("order", "Order"),
        ("order line", "OrderLine"),
        ("OrderLine", "OrderLine"),
        ("order_line", "OrderLine"),
        ("order-line", "OrderLine"),
        ("orderLine", "OrderLine"),
        ("ORDER LINE", "OrderLine"),
        ("HTTPRequest", "HttpRequest"),
        ("parseHTTPRequest2", "ParseHttpRequest2"),
        ("HTTP2Server", "Http2Server"),
        ("OAuth2Token", "OAuth2Token"),
        ("sha 256 sum", "Sha256Sum"),
        ("  Tag ", "Tag"),
    ],
)
def test_writes_an_entity_in_pascal_case_however_it_was_typed(written: str, name: str) -> None:
    assert entity_name(written) == name


@pytest.mark.parametrize(
    "written", ["", " ", "2Factor", "Café", "a.b", "Order!", "_Order", "Straße"]
)
def test_refuses_an_entity_that_is_no_english_name(written: str) -> None:
    with pytest.raises(BlueprintError, match="is not a legal entity name"):
        entity_name(written)


def test_refuses_an_entity_of_more_than_32_characters() -> None:
    with pytest.raises(BlueprintError, match="has 33 characters of at most 32"):
        entity_name("A" + "b" * 32)


def test_refuses_a_field_of_more_than_32_characters() -> None:
    with pytest.raises(BlueprintError, match="has 33 characters of at most 32"):
        field_name("a" * 33)


def test_refuses_a_plural_of_more_than_36_characters() -> None:
    with pytest.raises(BlueprintError, match="has 37 characters of at most 36"):
        plural_name("A" + "b" * 36)


@given(written_names)
def test_writing_a_name_twice_changes_nothing(written: str) -> None:
    once = pascal(written)

    assert pascal(once) == once


@given(written_names)
def test_capitals_alone_divide_the_words_of_a_written_name(written: str) -> None:
    name = pascal(written)

    assert snake(name) == "_".join(words(name))
    assert pascal(snake(name)) == name
    assert is_snake(snake(name))


@given(written_names)
def test_a_field_name_stays_as_it_is_once_it_was_written(written: str) -> None:
    try:
        name = field_name(written)
    except BlueprintError:
        return

    assert is_snake(name)
    assert field_name(name) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("placedAt", "placed_at"),
        ("PlacedAt", "placed_at"),
        ("placed at", "placed_at"),
        ("placed-at", "placed_at"),
        ("line_1", "line_1"),
        ("URL", "url"),
    ],
)
def test_writes_a_field_in_snake_case_however_it_was_typed(written: str, name: str) -> None:
    assert field_name(written) == name


@pytest.mark.parametrize("written", ["_hidden", "hidden_", "a__b", "1st", "größe", ""])
def test_refuses_a_field_that_could_be_mistaken_for_something_else(written: str) -> None:
    with pytest.raises(BlueprintError, match="is not a legal field name"):
        field_name(written)


@pytest.mark.parametrize(
    ("singular", "plural"),
    [
        ("Person", "People"),
        ("Address", "Addresses"),
        ("Status", "Statuses"),
        ("Sheep", "Sheep"),
        ("Category", "Categories"),
        ("Leaf", "Leaves"),
        ("Criterion", "Criteria"),
        ("PurchaseOrderLineItem", "PurchaseOrderLineItems"),
        ("Settings", "Settings"),
        ("HttpRequest", "HttpRequests"),
        ("Order2", "Order2s"),
    ],
)
def test_finds_the_plural(singular: str, plural: str) -> None:
    assert plural_of(singular) == plural


def test_writes_modules_and_routes() -> None:
    assert snake("PurchaseOrderLineItem") == "purchase_order_line_item"
    assert kebab("PurchaseOrderLineItems") == "purchase-order-line-items"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("order-service", "order-service"),
        ("Order Service", "order-service"),
        ("order_service", "order-service"),
        ("order.service", "order-service"),
        ("OrderService", "order-service"),
        ("service-2", "service-2"),
    ],
)
def test_writes_a_project_as_a_distribution_name(written: str, name: str) -> None:
    assert project_name(written) == name


@pytest.mark.parametrize("written", ["", "2fast", "naïve", "a/b", "../x", "-x", "con!"])
def test_refuses_a_project_that_is_no_distribution_name(written: str) -> None:
    with pytest.raises(BlueprintError) as caught:
        project_name(written)

    assert "is not a legal project name" in str(caught.value)
    assert "order-service" in str(caught.value.hint)


@pytest.mark.parametrize("written", ["fastapi", "FASTAPI", "pytest", "python", "uv", "app"])
def test_refuses_a_project_named_as_what_it_needs(written: str) -> None:
    with pytest.raises(BlueprintError, match="a package or command that every service uses"):
        project_name(written)


def test_refuses_a_project_of_more_than_fifty_characters() -> None:
    with pytest.raises(BlueprintError, match="at most 50"):
        project_name("a" * 51)
