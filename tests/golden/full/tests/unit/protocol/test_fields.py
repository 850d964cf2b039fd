"""What a client writes into a message says the same as the command that it has."""

import pytest

from app.domain.errors import FieldError, Invalid
from app.protocol.codecs import PLAIN
from app.protocol.fields import MessageField, write

FIELDS = {
    "settings": MessageField(codec=PLAIN),
    "note": MessageField(codec=PLAIN, nullable=True),
}


def test_writes_what_is_given() -> None:
    assert write(FIELDS, {"settings": "{}", "note": None}) == {"settings": "{}"}


def test_a_field_that_must_have_a_value_does_not_get_its_default_instead_of_none() -> None:
    with pytest.raises(Invalid) as error:
        write(FIELDS, {"settings": None, "note": "x"})

    assert error.value.fields == (FieldError("settings", "missing", "must not be null"),)
