"""Finds routes of entities by a look-up: a request costs the same with any number of entities."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fastapi.routing import APIRoute
from starlette.convertors import Convertor
from starlette.datastructures import URLPath
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

_ALLOWED = "app.allowed_methods"


@dataclass(frozen=True, slots=True)
class _Resource:
    """One path and what can be done with it."""

    pattern: re.Pattern[str]
    convertors: Mapping[str, Convertor[object]]
    routes: dict[str, APIRoute] = field(default_factory=dict)

    def parameters(self, found: re.Match[str]) -> dict[str, object]:
        """Return the values of the path's parameters."""
        return {
            name: self.convertors[name].convert(text) for name, text in found.groupdict().items()
        }


class CollectionDispatcher(BaseRoute):
    """Routes below `prefix`, kept by the first segment behind it."""

    def __init__(self, prefix: str, routes: Iterable[APIRoute]) -> None:
        self._prefix = prefix
        self._collections: dict[str, dict[str, _Resource]] = {}
        self.routes = tuple(routes)
        for route in self.routes:
            self._add(route)
        for name, resources in self._collections.items():
            # A fixed name is no parameter: `/orders/changes` goes before `/orders/{id}`.
            fixed_first = sorted(resources.items(), key=lambda item: len(item[1].convertors))
            self._collections[name] = dict(fixed_first)

    def _add(self, route: APIRoute) -> None:
        collection = self._collection(route.path_format)
        if not route.path_format.startswith(self._prefix) or "{" in collection:
            message = f"{route.path_format} must start with {self._prefix} and a fixed name"
            raise ValueError(message)
        resources = self._collections.setdefault(collection, {})
        new = _Resource(route.path_regex, route.param_convertors)
        resource = resources.setdefault(route.path_regex.pattern, new)
        methods = route.methods or set()
        for method in methods:
            resource.routes.setdefault(method, route)
        if "GET" in methods:
            # Servers drop the body of an answer to HEAD.
            resource.routes.setdefault("HEAD", route)

    def _collection(self, path: str) -> str:
        return path[len(self._prefix) :].partition("/")[0]

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Look the collection up, then try its few paths."""
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or not path.startswith(self._prefix):
            return Match.NONE, {}
        allowed: set[str] = set()
        for resource in self._collections.get(self._collection(path), {}).values():
            found = resource.pattern.match(path)
            if found is None:
                continue
            route = resource.routes.get(scope["method"])
            if route is not None:
                return Match.FULL, {
                    "endpoint": route.endpoint,
                    "path_params": resource.parameters(found),
                    "route": route,
                }
            allowed.update(resource.routes)
        if allowed:
            return Match.PARTIAL, {_ALLOWED: ", ".join(sorted(allowed))}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the route that was found."""
        allowed = scope.get(_ALLOWED)
        if allowed is not None:
            detail = f"{scope['method']} is not possible here."
            raise HTTPException(405, detail, {"allow": allowed})
        await scope["route"].app(scope, receive, send)

    def url_path_for(self, name: str, /, **path_params: object) -> URLPath:
        """Build the address of a named route."""
        for route in self.routes:
            try:
                return route.url_path_for(name, **path_params)
            except NoMatchFound:
                continue
        raise NoMatchFound(name, path_params)
