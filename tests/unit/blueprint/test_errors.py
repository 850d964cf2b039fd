import inspect

import pytest

from arcana_gen.blueprint import errors
from arcana_gen.errors import ArcanaError

CLASSES = [
    error
    for _, error in inspect.getmembers(errors, inspect.isclass)
    if issubclass(error, ArcanaError) and error.text
]


def sample(error: type[ArcanaError]) -> ArcanaError:
    kinds = {"str": "x", "int": 1}
    return error(**{name: kinds[kind.__name__] for name, kind in error.__annotations__.items()})


@pytest.mark.parametrize("error", CLASSES, ids=lambda error: str(error.__name__))
def test_every_error_says_what_failed_and_what_to_do(error: type[ArcanaError]) -> None:
    shown = sample(error)

    assert shown.message
    assert "{" not in shown.message
    assert not shown.message.endswith(".")
    assert shown.hint is None or "{" not in shown.hint


def test_each_error_has_a_code_of_its_own() -> None:
    codes = {sample(error).code for error in CLASSES}

    assert len(codes) == len(CLASSES)
    assert "unknown-type" in codes


def test_an_error_names_where_it_happened_from_the_outside_in() -> None:
    error = errors.EnumWithoutValues(field="status").at("entity `Order`").at("`blueprint.yaml`")

    assert str(error) == "`blueprint.yaml`: entity `Order`: the enum `status` has no values"


def test_an_error_carries_its_data() -> None:
    error = errors.KeyTooLong(field="url", length=2048, limit=768)

    assert error.data == {"field": "url", "length": 2048, "limit": 768}
    assert error.exit_code == 1


def test_values_are_never_taken_for_placeholders() -> None:
    error = errors.InvalidShorthand(shorthand="{self.data}{0}")

    assert error.message == "`{self.data}{0}` is not a field"
