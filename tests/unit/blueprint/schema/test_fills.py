"""Values for columns that come back empty."""

import pytest

from arcana_gen.blueprint import JsonValue, parse_field
from arcana_gen.blueprint.schema.fills import neutral_value


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("a:str", ""),
        ("a:str:default=x", "x"),
        ("a:int", 0),
        ("a:int:min=3", 3),
        ("a:int:max=-2", -2),
        ("a:decimal:12,2:min=0.01", "0.01"),
        ("a:float:max=-0.5", -0.5),
        ("a:bool", False),
        ("a:bool:default=true", True),
        ("a:date", "1970-01-01"),
        ("a:date:min=2000-01-01", "2000-01-01"),
        ("a:datetime:default=now", "now"),
        ("a:duration:min=PT1M", "PT1M"),
        ("a:enum:open,done", "open"),
        ("a:json", {}),
        ("a:bytes", ""),
        ("a:uuid", "00000000-0000-0000-0000-000000000000"),
        ("a:uuid:unique", None),
        ("a:int:unique", None),
        ("a:ref:Tag", None),
    ],
)
def test_the_value_is_one_that_the_database_accepts(field: str, value: JsonValue) -> None:
    assert neutral_value(parse_field(field)) == value
