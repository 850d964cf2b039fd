"""What an enum must fulfil: its values, and the numbers that protobuf knows them by."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from arcana_gen.blueprint.enums import (
    MAX_VALUE,
    UNSPECIFIED,
    enum_member,
    enum_numbers,
    enum_prefix,
    is_enum_value,
)
from arcana_gen.blueprint.errors import (
    BadValue,
    EnumNamesMeet,
    EnumNumberTaken,
    EnumValuesClash,
    EnumWithoutValues,
    ModifierNotAllowed,
    TooManyNumbers,
    ValueMeansNone,
)
from arcana_gen.blueprint.fields import TYPES, Field, FieldType

MAX_NUMBER: Final = 2**31 - 1


def check_values(field: Field) -> None:
    """Raise if the values are none, or two of them have one name."""
    if field.type != FieldType.ENUM:
        return
    if not field.values:
        raise EnumWithoutValues(field=field.name)
    for value in field.values:
        if not is_enum_value(value):
            expected = f"letters and digits joined by one of ` _./+-`, {MAX_VALUE} at most"
            raise BadValue(field=field.name, modifier="values", value=value, expected=expected)
        if enum_member(value) == UNSPECIFIED:
            raise ValueMeansNone(field=field.name, value=value)
    for language, name_of in _NAMES.items():
        _check_different(field, language, name_of)


def check_numbers(field: Field) -> None:
    """Raise if two values have one number, or a value has one that is not free."""
    if field.type != FieldType.ENUM:
        if field.numbers or field.reserved:
            modifier = "numbers" if field.numbers else "reserved"
            allowed = " ".join(sorted(TYPES[field.type].modifiers))
            raise ModifierNotAllowed(
                field=field.name, type=field.type, modifier=modifier, allowed=allowed
            )
        return
    if len(field.numbers) > len(field.values):
        numbers, values = len(field.numbers), len(field.values)
        raise TooManyNumbers(field=field.name, numbers=numbers, values=values)
    used = set(field.reserved)
    for value, number in numbers_by_value(field).items():
        if number in used or not 1 <= number <= MAX_NUMBER:
            raise EnumNumberTaken(field=field.name, value=value, number=number)
        used.add(number)


def numbers_by_value(field: Field) -> dict[str, int]:
    """The protobuf number of each value."""
    numbers = enum_numbers(len(field.values), field.numbers, field.reserved)
    return dict(zip(field.values, numbers, strict=True))


def with_numbers(field: Field, numbers: Sequence[int], reserved: Sequence[int]) -> Field:
    """The field with these numbers in the one form that they are stored in."""
    numbers = enum_numbers(len(field.values), numbers, reserved)
    is_plain = not reserved and numbers == enum_numbers(len(numbers), (), ())
    return replace(
        field, numbers=() if is_plain else numbers, reserved=tuple(sorted(set(reserved)))
    )


def check_value_names(fields: Sequence[Field]) -> None:
    """Raise if values of different fields have one name: protobuf has one space for all of them."""
    seen: dict[str, tuple[Field, str]] = {}
    for field in fields:
        for value, name in _names_in_protobuf(field):
            other, same = seen.setdefault(name, (field, value))
            if other != field:
                raise EnumNamesMeet(
                    field=field.name, value=value, other=other.name, same=same, name=name
                )


def _names_in_protobuf(field: Field) -> Iterator[tuple[str, str]]:
    if field.type == FieldType.ENUM:
        for value in (UNSPECIFIED.lower(), *field.values):
            yield value, f"{enum_prefix(field.name)}_{enum_member(value)}"


def _check_different(field: Field, language: str, name_of: Callable[[str], str]) -> None:
    seen: dict[str, str] = {}
    for value in field.values:
        name = name_of(value)
        if name in seen:
            raise EnumValuesClash(
                field=field.name, first=seen[name], second=value, member=name, language=language
            )
        seen[name] = value


def _without_underscores(value: str) -> str:
    """What is left of the name where languages write it in PascalCase."""
    return "".join(word.capitalize() for word in enum_member(value).split("_"))


_NAMES: Final[Mapping[str, Callable[[str], str]]] = {
    "Python": enum_member,
    "protobuf": _without_underscores,
}
