import pytest

from arcana_gen.blueprint import BlueprintError, parse_field


def error_of(text: str) -> BlueprintError:
    with pytest.raises(BlueprintError) as caught:
        parse_field(text)
    return caught.value


@pytest.mark.parametrize("value", ["2147483648", "-2147483649", "1.5", "x", "1_000", "٣", ""])
def test_refuses_an_integer_that_is_none(value: str) -> None:
    assert error_of(f"n:int:default={value}").message == (
        f"`default={value}` of the field `n` is not a whole number of 32 bits"
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("n:bigint:max=9223372036854775808", "bad-value"),
        ("n:float:min=nan", "bad-value"),
        ("n:float:max=inf", "bad-value"),
        ("n:decimal:5,2:default=1e3", "bad-value"),
        ("n:decimal:5,2:max=1000", "bad-value"),
        ("n:decimal:5,2:min=0.001", "bad-value"),
        ("n:decimal:39,2", "bad-value"),
        ("n:decimal:5,6", "bad-value"),
        ("n:decimal:0,0", "bad-value"),
        ("n:bool:default=yes", "bad-value"),
        ("n:date:default=2026-02-30", "bad-value"),
        ("n:date:min=today", "bad-value"),
        ("n:datetime:default=2026-01-01", "bad-value"),
        ("n:datetime:default=2026-01-01T00:00:00", "bad-value"),
        ("n:datetime:max=now", "bad-value"),
        ("n:time:default=25:00", "bad-value"),
        ("n:time:default=09:30Z", "bad-value"),
        ("n:duration:default=90s", "bad-value"),
        ("n:duration:default=P", "bad-value"),
        ("n:duration:default=PT", "bad-value"),
        ("n:duration:default=P1Y", "bad-value"),
        ("n:json:default={", "bad-value"),
        ("n:json:default=null", "bad-value"),
        ("n:json:default=[NaN]", "bad-value"),
        ("n:json:default=[1e999]", "bad-value"),
        ("n:email:default=nobody", "bad-value"),
        ("n:url:default=ftp://example.com", "bad-value"),
        ("n:str:max=0", "bad-value"),
        ("n:str:max=-1", "bad-value"),
        ("n:str:max=4001", "bad-value"),
        ("n:email:max=255", "bad-value"),
        ("n:str:pattern=", "bad-value"),
        ("n:ref:Order:on_delete=delete", "bad-value"),
        ("n:refs:Order:on_delete=set_null", "bad-value"),
        ("n:enum:a,,b", "bad-value"),
        ("n:enum:-a", "bad-value"),
        ("n:enum:größe", "bad-value"),
        ("n:uuid:default=x", "modifier-not-allowed"),
        ("n:ref:Order:default=x", "modifier-not-allowed"),
        ("n:refs:Order:optional", "modifier-not-allowed"),
        ("n:refs:Order:unique", "modifier-not-allowed"),
        ("n:bytes:default=x", "modifier-not-allowed"),
        ("n:bytes:index", "modifier-not-allowed"),
        ("n:text:unique", "modifier-not-allowed"),
        ("n:json:index", "modifier-not-allowed"),
        ("n:bool:max=1", "modifier-not-allowed"),
        ("n:int:pattern=x", "modifier-not-allowed"),
        ("n:str:on_delete=cascade", "modifier-not-allowed"),
    ],
)
def test_refuses_what_the_type_does_not_take(text: str, code: str) -> None:
    assert error_of(text).code == code


def test_says_what_the_type_takes_instead() -> None:
    assert error_of("n:refs:Order:optional").hint == "`refs` takes on_delete readonly"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("n:int:min=3:max=2", "3", "2"),
        ("n:str:min=300", "300", "255"),
        ("n:email:min=255", "255", "254"),
        ("n:decimal:min=0.10:max=0.09", "0.10", "0.09"),
        ("n:float:min=1:max=0.5", "1.0", "0.5"),
        ("n:date:min=2026-02-01:max=2026-01-31", "2026-02-01", "2026-01-31"),
        ("n:duration:min=PT90S:max=PT1M", "PT1M30S", "PT1M"),
        ("n:time:min=10:00:max=09:59", "10:00:00", "09:59:00"),
        (
            "n:datetime:min=2026-01-01T00:00:00Z:max=2026-01-01T00:30:00+01:00",
            "2026-01-01T00:00:00Z",
            "2025-12-31T23:30:00Z",
        ),
    ],
)
def test_refuses_a_range_that_holds_nothing(text: str, low: str, high: str) -> None:
    assert error_of(text).message == (
        f"the field `n` allows nothing: min `{low}` is above max `{high}`"
    )


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("n:int:min=1:default=0", "`min=1`"),
        ("n:int:max=1:default=2", "`max=1`"),
        ("n:str:max=3:default=abcd", "`max=3`"),
        ("n:str:min=3:default=ab", "`min=3`"),
        ("n:str:pattern=[a-z]+:default=a1", "`pattern=[a-z]+`"),
        ("n:decimal:max=1:default=1.01", "`max=1`"),
        ("n:date:min=2026-01-02:default=2026-01-01", "`min=2026-01-02`"),
        ("n:enum:a,b:default=c", "`values=a,b`"),
        ("n:str:secret:default=x", "`secret`: a default would stand in the source"),
    ],
)
def test_refuses_a_default_that_the_field_itself_refuses(text: str, rule: str) -> None:
    error = error_of(text)

    assert error.code == "default-violates-rule"
    assert error.message.endswith(f"of the field `n` violates {rule}")


def test_refuses_a_default_that_no_database_stores() -> None:
    assert error_of("n:str:default=a\x00b").code == "default-violates-rule"
    assert error_of('n:json:default="\\ud800"').code == "default-violates-rule"


@pytest.mark.parametrize("text", ["n:date:default=today:min=2026-01-01", "n:datetime:default=now"])
def test_takes_defaults_that_move_with_the_clock(text: str) -> None:
    assert parse_field(text).default in {"today", "now"}


@pytest.mark.parametrize(
    ("text", "key", "stored"),
    [
        ("n:decimal:default=-0.00", "default", "0.00"),
        ("n:decimal:default=+1.50", "default", "1.50"),
        ("n:float:default=1", "default", 1.0),
        ("n:duration:default=PT90M", "default", "PT1H30M"),
        ("n:duration:default=P1W", "default", "P7D"),
        ("n:duration:default=PT0.50S", "default", "PT0.5S"),
        ("n:duration:default=PT0S", "default", "PT0S"),
        ("n:duration:default=PT24H", "default", "P1D"),
        (
            "n:datetime:default=2026-01-01T02:00:00.5+02:00",
            "default",
            "2026-01-01T00:00:00.500000Z",
        ),
        ("n:time:default=09:30", "default", "09:30:00"),
        ("n:bool:default=false", "default", False),
        ("n:json:default=[]", "default", []),
    ],
)
def test_stores_a_value_in_one_form(text: str, key: str, stored: object) -> None:
    value = getattr(parse_field(text), key)

    assert value == stored
    assert type(value) is type(stored)


@pytest.mark.parametrize("text", ["n:str:max=769:unique", "n:url:index", "n:str:max=4000:index"])
def test_refuses_an_index_on_texts_that_databases_cannot_index(text: str) -> None:
    error = error_of(text)

    assert error.code == "key-too-long"
    assert error.hint == "add `max=768` or less"


def test_a_unique_field_needs_no_index_besides() -> None:
    assert parse_field("n:int:unique:index").index is False


def test_refuses_two_enum_values_with_one_name_in_python() -> None:
    assert error_of("status:enum:in-progress,in_progress").message == (
        "the enum `status` has `in-progress` and `in_progress`, "
        "which are both `IN_PROGRESS` in Python"
    )


def test_refuses_two_enum_values_with_one_name_in_protobuf() -> None:
    assert error_of("status:enum:level-1,level1").message == (
        "the enum `status` has `level-1` and `level1`, which are both `Level1` in protobuf"
    )


def test_refuses_the_value_that_protobuf_has_for_none() -> None:
    error = error_of("status:enum:paid,Unspecified")

    assert error.message == (
        "the enum `status` cannot have the value `Unspecified`: "
        "in protobuf that means none of the values"
    )
    assert error.hint == "use another word, such as `unknown`, or make the field `optional`"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(", "missing \\), unterminated subpattern"),
        ('say "hi"', "double quote"),
        ("a\nb", "control character"),
        ("größe", "letter outside ASCII"),
        ("x" * 201, "longer than 200"),
    ],
)
def test_refuses_a_pattern_that_cannot_stand_in_the_source(pattern: str, reason: str) -> None:
    with pytest.raises(BlueprintError, match=reason) as caught:
        parse_field(f"n:str:pattern={pattern}")

    assert caught.value.code == "invalid-pattern"


def test_set_null_needs_an_optional_reference() -> None:
    error = error_of("owner:ref:User:on_delete=set_null")

    assert error.message == "`owner` has `on_delete=set_null` but must always be set"
    assert error.hint == "add `optional`, or use `on_delete=restrict`"


def test_a_field_that_is_set_when_it_is_missing_is_not_optional() -> None:
    assert error_of("at:datetime:optional:default=now").code == "optional-with-moving-default"
    assert error_of("on:date:optional:default=today").code == "optional-with-moving-default"
    assert parse_field("at:datetime:default=now").default == "now"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("id", "a field that every entity has by itself"),
        ("created_at", "a field that every entity has by itself"),
        ("limit", "a parameter of every list"),
        ("copy", "an attribute of every pydantic model"),
        ("model_config", "in the part of the names that pydantic keeps for itself"),
        ("class", "a keyword of Python"),
        ("type", "a builtin of Python"),
        ("xmin", "a system column of the database"),
        ("dt", "used by the service itself"),
    ],
)
def test_refuses_a_field_name_that_is_taken(name: str, reason: str) -> None:
    error = error_of(f"{name}:str")

    assert error.message == f"`{name}` cannot be used as field name: it is {reason}"
    assert "choose another name, such as `" in str(error.hint)


def test_a_reference_may_have_such_a_name_since_its_attribute_ends_in_id() -> None:
    assert parse_field("type:ref:ProductType").name == "type"


@pytest.mark.parametrize("name", ["order", "group", "user", "key", "desc", "date", "match"])
def test_takes_field_names_that_only_sql_reserves(name: str) -> None:
    assert parse_field(f"{name}:int").name == name
