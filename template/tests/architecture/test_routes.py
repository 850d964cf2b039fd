"""Every route below the API can be found, is described, and says what it answers."""

from collections.abc import Iterator

from fastapi.routing import APIRoute
from starlette.routing import WebSocketRoute

from app.bootstrap.configuration import load_settings
from app.bootstrap.discovery import discover
from app.bootstrap.http import make_http_app
from app.interfaces.http import handlers
from app.interfaces.http.app import API_PREFIX
from app.interfaces.http.dispatch import CollectionDispatcher

APP = make_http_app(load_settings())
PATHS: dict[str, str] = discover(handlers.__name__, module="routes", attribute="PATH")
NO_CONTENT = 204


def api_routes() -> Iterator[APIRoute]:
    """Yield the routes of all entities."""
    for dispatcher in APP.router.routes:
        if isinstance(dispatcher, CollectionDispatcher):
            yield from (route for route in dispatcher.routes if route.path.startswith(API_PREFIX))


def named(route: APIRoute) -> str:
    """Return how a person finds the route."""
    return f"{'|'.join(sorted(route.methods or ()))} {route.path}"


def test_no_route_of_the_api_goes_around_the_dispatcher() -> None:
    answering = [route for route in APP.router.routes if not isinstance(route, WebSocketRoute)]
    paths = [getattr(route, "path", "") for route in answering]

    assert [path for path in paths if path.startswith(API_PREFIX)] == []


def test_every_route_is_below_the_path_of_an_entity() -> None:
    known = tuple(PATHS.values())

    assert [named(route) for route in api_routes() if not _is_below(route.path, known)] == []


def _is_below(path: str, known: tuple[str, ...]) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in known)


def test_every_route_says_what_it_answers() -> None:
    silent = [
        named(route)
        for route in api_routes()
        if route.response_model is None and route.status_code != NO_CONTENT
    ]

    assert silent == []


def test_every_route_is_described() -> None:
    hidden = [
        named(route)
        for route in api_routes()
        if route.summary is None or not route.include_in_schema
    ]

    assert hidden == []
