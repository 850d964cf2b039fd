"""The type that a field's column has, and which types can be made into which."""

from typing import Final, TypeAlias

from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.rules import longest

ColumnType: TypeAlias = tuple[str | int, ...]
"""What columns are compared by; the templates spell it (`includes/types.jinja`)."""

IDENTIFIER: Final[ColumnType] = ("Identifier",)

_TEXTS: Final = frozenset(
    {FieldType.STR, FieldType.TEXT, FieldType.EMAIL, FieldType.URL, FieldType.ENUM}
)
_WHOLE: Final = frozenset({FieldType.INT, FieldType.BIGINT})
_CONVERTIBLE: Final = (
    *((old, new) for old in _TEXTS for new in _TEXTS),
    *((old, new) for old in _WHOLE for new in (*_WHOLE, FieldType.DECIMAL)),
    # A bigint has more digits than a float.
    (FieldType.INT, FieldType.FLOAT),
)


def column_type(field: Field) -> ColumnType:
    """The type of the field's column; a `refs` field has none."""
    if field.type == FieldType.ENUM:
        return ("String", max(map(len, field.values)))
    if field.type in {FieldType.STR, FieldType.EMAIL, FieldType.URL}:
        return ("String", longest(field) or 0)
    if field.type == FieldType.DECIMAL:
        return ("Decimal", field.precision or 0, field.scale or 0)
    if field.type in {FieldType.UUID, FieldType.REF}:
        return IDENTIFIER
    return (str(field.type),)


def can_convert(old: Field, new: Field) -> bool:
    """Whether each database can make the values of the one type values of the other.

    The database may still refuse values that do not fit, but it loses none.
    """
    return old.type == new.type or (old.type, new.type) in _CONVERTIBLE


def scale_of(column: ColumnType) -> int | None:
    """The digits after the point that a column keeps; None for what is no exact number."""
    if column[0] == "Decimal":
        return int(column[2])
    return 0 if column[0] in _WHOLE else None


def shortened(old: ColumnType, new: ColumnType) -> int | None:
    """How long texts may be from now on, where they could be longer before."""
    if new[0] != "String" or old == new:
        return None
    length = int(new[1])
    return None if old[0] == "String" and int(old[1]) < length else length
