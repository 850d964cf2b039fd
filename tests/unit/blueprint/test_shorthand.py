import pytest

from arcana_gen.blueprint import (
    BlueprintError,
    Field,
    FieldType,
    format_field,
    parse_entity,
    parse_field,
)
from arcana_gen.blueprint.shorthand import split_colons


def error_of(text: str) -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        parse_field(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "field"),
    [
        (
            "number:str:max=32:unique",
            Field(name="number", type=FieldType.STR, max=32, unique=True),
        ),
        (
            "total:decimal:12,2:min=0",
            Field(name="total", type=FieldType.DECIMAL, precision=12, scale=2, min="0"),
        ),
        ("total:decimal", Field(name="total", type=FieldType.DECIMAL, precision=12, scale=2)),
        ("total:decimal:9", Field(name="total", type=FieldType.DECIMAL, precision=9, scale=2)),
        (
            "status:enum:pending,paid,shipped:default=pending",
            Field(
                name="status",
                type=FieldType.ENUM,
                values=("pending", "paid", "shipped"),
                default="pending",
            ),
        ),
        (
            "customer:ref:Customer",
            Field(name="customer", type=FieldType.REF, target="Customer", on_delete="restrict"),
        ),
        (
            "customer_id:ref:customer:optional:on_delete=set_null",
            Field(
                name="customer",
                type=FieldType.REF,
                target="Customer",
                optional=True,
                on_delete="set_null",
            ),
        ),
        (
            "tags:refs:Tag",
            Field(name="tags", type=FieldType.REFS, target="Tag", on_delete="cascade"),
        ),
        ("note:text:optional", Field(name="note", type=FieldType.TEXT, optional=True)),
        ("placed_at:datetime:index", Field(name="placed_at", type=FieldType.DATETIME, index=True)),
        ("token:str:secret", Field(name="token", type=FieldType.STR, secret=True)),
        (
            "views:int:default=0:readonly",
            Field(name="views", type=FieldType.INT, default=0, readonly=True),
        ),
    ],
)
def test_reads_the_shorthand(text: str, field: Field) -> None:
    assert parse_field(text) == field


@pytest.mark.parametrize(
    ("text", "key", "value"),
    [
        ("since:datetime:default=2026-01-01T00:00:00Z", "default", "2026-01-01T00:00:00Z"),
        ("since:datetime:min=2026-01-01T01:00:00+01:00:index", "min", "2026-01-01T00:00:00Z"),
        ("opens:time:default=09:30:optional", "default", "09:30:00"),
        ("code:str:pattern=^a:b$", "pattern", "^a:b$"),
        ("code:str:pattern=(?i:a|b):c:unique", "pattern", "(?i:a|b):c"),
        ("label:str:default=a::unique", "default", "a:unique"),
        ("label:str:default=::x", "default", ":x"),
        ("label:str:default=x:::optional", "default", "x:"),
        ('settings:json:default={"a":{"b":1}}', "default", {"a": {"b": 1}}),
        ("label:str:default=a=b", "default", "a=b"),
        ("label:str:default=", "default", ""),
    ],
)
def test_a_piece_that_is_no_modifier_goes_on_with_the_value_before_it(
    text: str, key: str, value: object
) -> None:
    assert getattr(parse_field(text), key) == value


def test_a_doubled_colon_is_a_colon_of_the_text() -> None:
    assert split_colons("a:b::c:::d::::e") == ["a", "b:c:", "d::e"]


def test_a_mistyped_modifier_after_a_value_is_not_swallowed() -> None:
    error = error_of("label:str:default=x:uniqe")

    assert error.message == "the field `label` has `uniqe` after `default`"
    assert error.hint == (
        "did you mean `unique`? A colon that belongs to the value is written `::`"
    )


def test_suggests_the_modifier_that_was_meant() -> None:
    error = error_of("number:str:optinal")

    assert error.message == "the field `number` has the unknown modifier `optinal`"
    assert error.hint == "did you mean `optional`?"


def test_lists_the_modifiers_of_the_type_when_nothing_is_near() -> None:
    error = error_of("paid:bool:xyz")

    assert error.hint == "the modifiers are default index optional readonly secret"


def test_suggests_the_type_that_was_meant() -> None:
    error = error_of("number:datetme")

    assert error.message == "the field `number` has the unknown type `datetme`"
    assert error.hint == "did you mean `datetime`?"


@pytest.mark.parametrize(
    ("word", "near"),
    [("string", "str"), ("Integer", "int"), ("fk", "ref"), ("timestamp", "datetime")],
)
def test_knows_what_other_tools_call_the_types(word: str, near: str) -> None:
    assert error_of(f"number:{word}").hint == f"did you mean `{near}`?"


def test_lists_the_types_when_nothing_is_near() -> None:
    assert "decimal bool date" in str(error_of("number:qqqq").hint)


@pytest.mark.parametrize("text", ["number", "number:", ":str", ""])
def test_refuses_what_has_no_name_or_no_type(text: str) -> None:
    assert error_of(text).code == "invalid-shorthand"


def test_refuses_a_modifier_given_twice() -> None:
    assert error_of("number:str:max=3:max=4").message == (
        "the field `number` has the modifier `max` twice"
    )


@pytest.mark.parametrize("text", ["status:enum", "status:enum:", "status:enum:default=a"])
def test_refuses_an_enum_without_values(text: str) -> None:
    assert error_of(text).message == "the enum `status` has no values"


@pytest.mark.parametrize("text", ["customer:ref", "customer:ref:optional", "tags:refs:"])
def test_refuses_a_reference_without_a_target(text: str) -> None:
    assert error_of(text).code == "missing-target"


@pytest.mark.parametrize(
    "text",
    [
        "number:str:unique:max=32",
        "kind:enum:unique,",
        "label:str:default=::x::unique",
        "total:decimal:12,2:min=0",
    ],
)
def test_writes_what_it_reads(text: str) -> None:
    assert format_field(parse_field(text)) == text


def test_reads_an_entity_with_its_fields() -> None:
    entity = parse_entity("order line number:str:max=32 customer:ref:Customer")

    assert entity.name == "OrderLine"
    assert [field.name for field in entity.fields] == ["number", "customer"]
    assert [field.proto for field in entity.fields] == [10, 11]


def test_an_entity_can_name_its_plural() -> None:
    assert parse_entity("Person/Persons name:str").plural == "Persons"


@pytest.mark.parametrize(
    ("text", "plural"),
    [
        ("Person:soft_delete name:str", "People"),
        ("Person/Persons:soft_delete name:str", "Persons"),
        ("order line:soft_delete name:str", "OrderLines"),
    ],
)
def test_an_entity_can_say_that_deleted_ones_are_kept(text: str, plural: str) -> None:
    entity = parse_entity(text)

    assert entity.soft_delete
    assert entity.plural == plural
    assert [field.name for field in entity.fields] == ["name"]


def test_the_modifier_of_an_entity_is_no_value_of_a_field() -> None:
    entity = parse_entity("Order state:str:default=a::soft_delete")

    assert not entity.soft_delete
    assert entity.fields[0].default == "a:soft_delete"


def test_quotes_after_an_equals_sign_hold_a_value_together() -> None:
    entity = parse_entity("""Note title:str:default="hello world" body:str:default='it is'""")

    assert [field.default for field in entity.fields] == ["hello world", "it is"]


def test_backslashes_and_braces_reach_the_pattern() -> None:
    field = parse_entity(r"Order number:str:pattern=\d{4}-\w+").fields[0]

    assert field.pattern == r"\d{4}-\w+"


def test_refuses_an_entity_without_a_name() -> None:
    with pytest.raises(BlueprintError, match="is not an entity with fields"):
        parse_entity("number:str")


def test_refuses_an_entity_without_fields() -> None:
    with pytest.raises(BlueprintError, match="the entity `Order` has no fields"):
        parse_entity("Order")
