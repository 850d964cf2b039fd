"""How much is told about a failure."""

from base64 import b64encode
from urllib.parse import quote

import pytest

from app.domain.errors import FieldError, Invalid
from app.protocol.statuses import to_error, to_status

LONG = {
    "letters": "x" * 20_000,
    "umlauts": "ä" * 20_000,
    "faces": "😀" * 20_000,
    "percents": "%" * 20_000,
    "lines": "\n" * 20_000,
}


@pytest.mark.parametrize("count", [1, 200])
@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_whatever_a_client_sent_fits_into_its_trailers(text: str, count: int) -> None:
    fields = [FieldError(text, "unknown", text)] * count

    code, status = to_status(Invalid(text, fields=fields), request_id="r" * 128)

    details = status.SerializeToString()
    back = to_error(code, status.message, details)
    assert len(details) < 4096
    assert len(quote(status.message)) + len(b64encode(details)) < 8000
    assert (type(back), back.code) == (Invalid, "invalid")
    assert back.message[:100] == text[:100]
    assert back.message.endswith("…")
    assert back.fields[0].field[:100] == text[:100]


def test_says_how_many_fields_it_does_not_name() -> None:
    fields = [FieldError(f"field_{n}", "unknown", "cannot be changed") for n in range(200)]

    code, status = to_status(Invalid("wrong", fields=fields), request_id="r1")

    found = to_error(code, "wrong", status.SerializeToString()).fields
    assert found[:-1] == tuple(fields[:20])
    assert found[-1].message == "180 more are not listed"


@pytest.mark.parametrize("text", ["x" * 1000, "wrong: 日本", "ä" * 200, ""])
def test_tells_what_is_short_as_it_is(text: str) -> None:
    problem = FieldError("note", "too_long", text[:200])

    code, status = to_status(Invalid(text, fields=[problem]), request_id="r1")

    back = to_error(code, status.message, status.SerializeToString())
    assert (back.message, back.fields) == (text, (problem,))
