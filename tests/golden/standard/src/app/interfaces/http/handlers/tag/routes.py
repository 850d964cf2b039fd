"""The routes of tags."""

from fastapi import APIRouter
from pydantic import TypeAdapter
from starlette.requests import Request
from starlette.responses import Response

from app.application.services.tag.listing import (
    FIELDS,
)
from app.application.services.tag.service import (
    TagService,
)
from app.domain.entities.tag.entity import (
    Tag,
    TagId,
)
from app.interfaces.http.bodies import json_response
from app.interfaces.http.handlers.tag.schemas import (
    TagCreate,
    TagPatch,
    TagRead,
    TagReplace,
)
from app.interfaces.http.listing import PageBody, describe, next_cursor, parse_request
from app.interfaces.http.parameters import IfMatch, PathId
from app.interfaces.http.problems import responses
from app.interfaces.http.versions import expected_version, make_etag

PATH = "/api/v1/tags"
_ONE = TypeAdapter(TagRead)
_PAGE = TypeAdapter(PageBody[TagRead])


def make_router(
    service: TagService,
) -> APIRouter:
    """Return the routes, which call this service."""
    router = APIRouter(prefix=PATH, tags=["tags"])
    _add_reads(router, service)
    _add_writes(router, service)
    _add_updates(router, service)
    return router


def _add_reads(
    router: APIRouter,
    service: TagService,
) -> None:
    @router.get(
        "",
        summary="List tags",
        response_model=PageBody[TagRead],
        openapi_extra=describe(FIELDS),
    )
    async def list_tag(
        request: Request,
    ) -> Response:
        wanted = parse_request(FIELDS, request)
        page = await service.list(wanted)
        body = PageBody(
            items=[TagRead.of(item) for item in page.items],
            next_cursor=next_cursor(FIELDS, wanted, page),
            total=page.total,
        )
        return json_response(_PAGE.dump_json(body))

    @router.get(
        "/{id}",
        summary="Get one",
        response_model=TagRead,
        responses=responses(404),
    )
    async def get_tag(
        identity: PathId,
    ) -> Response:
        return _present(await service.get(TagId(identity)))


def _add_writes(
    router: APIRouter,
    service: TagService,
) -> None:
    @router.post(
        "",
        summary="Create one",
        status_code=201,
        response_model=TagRead,
        responses=responses(409),
    )
    async def create_tag(
        body: TagCreate,
    ) -> Response:
        created = await service.create(body.to_command())
        return _present(created, status=201, location=f"{PATH}/{created.id}")

    @router.delete(
        "/{id}",
        summary="Delete one",
        status_code=204,
        responses=responses(404, 409, 412),
    )
    async def delete_tag(
        identity: PathId,
        if_match: IfMatch = None,
    ) -> Response:
        await service.delete(
            TagId(identity),
            expected_version=expected_version(if_match),
        )
        return Response(status_code=204)


def _add_updates(
    router: APIRouter,
    service: TagService,
) -> None:
    @router.put(
        "/{id}",
        summary="Replace one",
        response_model=TagRead,
        responses=responses(404, 409, 412),
    )
    async def replace_tag(
        identity: PathId,
        body: TagReplace,
        if_match: IfMatch = None,
    ) -> Response:
        changed = await service.update(
            TagId(identity),
            body.to_update(),
            expected_version=expected_version(if_match),
        )
        return _present(changed)

    @router.patch(
        "/{id}",
        summary="Change some fields of one",
        response_model=TagRead,
        responses=responses(404, 409, 412),
    )
    async def patch_tag(
        identity: PathId,
        body: TagPatch,
        if_match: IfMatch = None,
    ) -> Response:
        changed = await service.update(
            TagId(identity),
            body.to_command(),
            expected_version=expected_version(if_match),
        )
        return _present(changed)


def _present(
    entity: Tag,
    *,
    status: int = 200,
    **headers: str,
) -> Response:
    return json_response(
        _ONE.dump_json(TagRead.of(entity)),
        status=status,
        headers=make_etag(entity.version) | headers,
    )
