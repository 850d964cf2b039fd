"""The routes of orders."""

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from app.application.services.order.listing import (
    FIELDS,
)
from app.application.services.order.service import (
    OrderService,
)
from app.domain.entities.order.entity import (
    Order,
    OrderId,
)
from app.interfaces.http.bodies import json_response
from app.interfaces.http.handlers.order.schemas import (
    OrderCreate,
    OrderPatch,
    OrderRead,
    OrderReplace,
)
from app.interfaces.http.listing import PageBody, describe, next_cursor, parse_request
from app.interfaces.http.parameters import IfMatch, PathId
from app.interfaces.http.problems import responses
from app.interfaces.http.versions import expected_version, make_etag

PATH = "/api/v1/orders"
_ONE = TypeAdapter(OrderRead)
_PAGE = TypeAdapter(PageBody[OrderRead])


def make_router(
    service: OrderService,
) -> APIRouter:
    """Return the routes, which call this service."""
    router = APIRouter(prefix=PATH, tags=["orders"])
    _add_reads(router, service)
    _add_writes(router, service)
    _add_updates(router, service)
    return router


def _add_reads(
    router: APIRouter,
    service: OrderService,
) -> None:
    @router.get(
        "",
        summary="List orders",
        response_model=PageBody[OrderRead],
        openapi_extra=describe(FIELDS),
    )
    async def list_order(
        request: Request,
    ) -> Response:
        wanted = parse_request(FIELDS, request)
        page = await service.list(wanted)
        body = PageBody(
            items=[OrderRead.of(item) for item in page.items],
            next_cursor=next_cursor(FIELDS, wanted, page),
            total=page.total,
        )
        return json_response(_PAGE.dump_json(body))

    @router.get(
        "/{id}",
        summary="Get one",
        response_model=OrderRead,
        responses=responses(404),
    )
    async def get_order(
        identity: PathId,
    ) -> Response:
        return _present(await service.get(OrderId(identity)))


def _add_writes(
    router: APIRouter,
    service: OrderService,
) -> None:
    @router.post(
        "",
        summary="Create one",
        status_code=201,
        response_model=OrderRead,
        responses=responses(409),
    )
    async def create_order(
        body: OrderCreate,
    ) -> Response:
        created = await service.create(body.to_command())
        return _present(created, status=201, location=f"{PATH}/{created.id}")

    @router.delete(
        "/{id}",
        summary="Delete one",
        status_code=204,
        responses=responses(404, 409, 412),
    )
    async def delete_order(
        identity: PathId,
        if_match: IfMatch = None,
    ) -> Response:
        await service.delete(
            OrderId(identity),
            expected_version=expected_version(if_match),
        )
        return Response(status_code=204)


def _add_updates(
    router: APIRouter,
    service: OrderService,
) -> None:
    @router.put(
        "/{id}",
        summary="Replace one",
        response_model=OrderRead,
        responses=responses(404, 409, 412),
    )
    async def replace_order(
        identity: PathId,
        body: OrderReplace,
        if_match: IfMatch = None,
    ) -> Response:
        changed = await service.update(
            OrderId(identity),
            body.to_update(),
            expected_version=expected_version(if_match),
        )
        return _present(changed)

    @router.patch(
        "/{id}",
        summary="Change some fields of one",
        response_model=OrderRead,
        responses=responses(404, 409, 412),
    )
    async def patch_order(
        identity: PathId,
        body: OrderPatch,
        if_match: IfMatch = None,
    ) -> Response:
        changed = await service.update(
            OrderId(identity),
            body.to_command(),
            expected_version=expected_version(if_match),
        )
        return _present(changed)


def _present(
    entity: Order,
    *,
    status: int = 200,
    **headers: str,
) -> Response:
    return json_response(
        _ONE.dump_json(OrderRead.of(entity)),
        status=status,
        headers=make_etag(entity.version) | headers,
    )
