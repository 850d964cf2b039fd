"""Which pages may open WebSockets."""

import pytest
from starlette.datastructures import Headers

from app.domain.errors import Forbidden
from app.interfaces.http.changes.origins import require_origin


@pytest.mark.parametrize(
    ("origin", "allowed"),
    [
        ("https://shop.example", ()),
        ("https://SHOP.example", ()),
        ("https://other.example", ("https://other.example",)),
        ("https://other.example", ("*",)),
    ],
)
def test_pages_of_the_service_and_of_the_settings_may(
    origin: str, allowed: tuple[str, ...]
) -> None:
    require_origin(Headers({"host": "shop.example", "origin": origin}), allowed)


def test_clients_that_are_no_browsers_may() -> None:
    require_origin(Headers({"host": "shop.example"}), ())


@pytest.mark.parametrize(
    "origin", ["https://other.example", "https://shop.example:81", "null", "", "https://"]
)
def test_other_pages_may_not(origin: str) -> None:
    with pytest.raises(Forbidden) as raised:
        require_origin(Headers({"host": "shop.example", "origin": origin}), ("https://no.example",))
    assert raised.value.code == "origin_not_allowed"


def test_a_page_without_a_host_is_not_taken_for_this_service() -> None:
    with pytest.raises(Forbidden):
        require_origin(Headers({"origin": "null"}), ())
