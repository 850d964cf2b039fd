"""Routes are found by the collection in the path."""

import pytest
from fastapi.routing import APIRoute
from starlette.routing import Match, NoMatchFound

from app.interfaces.http.dispatch import CollectionDispatcher


async def do_nothing() -> None:
    """Be an endpoint."""


def make_dispatcher(*collections: str) -> CollectionDispatcher:
    """Return a dispatcher with the usual routes for each collection."""
    routes = []
    for collection in collections:
        path = f"/api/v1/{collection}"
        for name, suffix, method in (
            ("list", "", "GET"),
            ("create", "", "POST"),
            ("get", "/{id}", "GET"),
            ("recent", "/recent", "GET"),
            ("delete", "/{id}", "DELETE"),
        ):
            full_name = f"{name} {collection}"
            routes.append(APIRoute(path + suffix, do_nothing, methods=[method], name=full_name))
    return CollectionDispatcher("/api/v1/", routes)


def find(dispatcher: CollectionDispatcher, method: str, path: str) -> tuple[Match, str | None]:
    """Return how well a request matches, and the name of its route."""
    match, found = dispatcher.matches({"type": "http", "method": method, "path": path})
    return match, found["route"].name if match is Match.FULL else None


@pytest.mark.parametrize(
    ("method", "path", "name"),
    [
        ("GET", "/api/v1/orders", "list orders"),
        ("POST", "/api/v1/orders", "create orders"),
        ("GET", "/api/v1/orders/7", "get orders"),
        ("DELETE", "/api/v1/orders/7", "delete orders"),
        ("GET", "/api/v1/orders/recent", "recent orders"),
        ("HEAD", "/api/v1/orders/7", "get orders"),
    ],
)
def test_finds_the_route_of_a_path_and_a_method(method: str, path: str, name: str) -> None:
    dispatcher = make_dispatcher("customers", "orders")

    assert find(dispatcher, method, path) == (Match.FULL, name)


def test_hands_on_what_handlers_and_logs_need() -> None:
    dispatcher = make_dispatcher("orders")

    _, found = dispatcher.matches({"type": "http", "method": "GET", "path": "/api/v1/orders/7"})

    assert found["path_params"] == {"id": "7"}
    assert found["route"].path_format == "/api/v1/orders/{id}"


@pytest.mark.parametrize(
    "path", ["/", "/api/v1/", "/api/v1/nothing", "/api/v1/orders/7/lines", "/api/v1/orders/", "/x"]
)
def test_finds_nothing_where_nothing_is(path: str) -> None:
    assert find(make_dispatcher("orders"), "GET", path) == (Match.NONE, None)


def test_a_collection_is_not_found_by_a_part_of_its_name() -> None:
    assert find(make_dispatcher("orders"), "GET", "/api/v1/order")[0] is Match.NONE


def test_a_wrong_method_is_a_partial_match() -> None:
    assert find(make_dispatcher("orders"), "PUT", "/api/v1/orders/7")[0] is Match.PARTIAL


def test_respects_the_path_that_the_service_is_mounted_at() -> None:
    scope = {"type": "http", "method": "GET", "path": "/shop/api/v1/orders", "root_path": "/shop"}

    assert make_dispatcher("orders").matches(scope)[0] is Match.FULL


def test_ignores_connections_that_are_not_http() -> None:
    assert make_dispatcher("orders").matches({"type": "websocket", "path": "/"})[0] is Match.NONE


@pytest.mark.parametrize("path", ["/other/orders", "/api/v1/{anything}"])
def test_refuses_routes_that_could_never_be_found(path: str) -> None:
    with pytest.raises(ValueError, match="must start with /api/v1/ and a fixed name"):
        CollectionDispatcher("/api/v1/", [APIRoute(path, do_nothing)])


def test_builds_addresses_of_named_routes() -> None:
    dispatcher = make_dispatcher("customers", "orders")

    assert dispatcher.url_path_for("get orders", id="7") == "/api/v1/orders/7"
    with pytest.raises(NoMatchFound):
        dispatcher.url_path_for("unknown")
