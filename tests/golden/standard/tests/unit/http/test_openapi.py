"""The document names every problem of every operation."""

from typing import Any

import pytest
from fastapi import APIRouter
from pydantic import BaseModel

from app.interfaces.http.app import make_app
from app.interfaces.http.problems import responses
from app.interfaces.http.settings import HttpSettings


class Order(BaseModel):
    """A body."""

    number: str


def make_document() -> dict[str, Any]:
    """Return the document of a small application."""
    router = APIRouter(prefix="/api/v1/orders")

    @router.get("/{id}", responses=responses(404))
    async def get(id: int) -> Order:  # noqa: A002 - the name of the parameter in the path
        return Order(number=str(id))

    @router.post("", responses=responses(409), status_code=201)
    async def create(order: Order) -> Order:
        return order

    @router.patch("")
    async def patch(order: Order) -> Order:
        return order

    return make_app(routers=[router], settings=HttpSettings()).openapi()


DOCUMENT = make_document()


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/api/v1/orders/{id}", "get", "200 400 404 422 500 503 504"),
        ("/api/v1/orders", "post", "201 400 409 413 415 422 500 503 504"),
        ("/live", "get", "200 400 500 503 504"),
    ],
)
def test_an_operation_names_what_it_can_answer(path: str, method: str, statuses: str) -> None:
    assert sorted(DOCUMENT["paths"][path][method]["responses"]) == statuses.split()


def test_every_error_is_a_problem() -> None:
    operations = [item for path in DOCUMENT["paths"].values() for item in path.values()]
    errors = {
        answer["$ref"].rpartition("/")[2]
        for operation in operations
        for status, answer in operation["responses"].items()
        if status >= "400"
    }

    described = DOCUMENT["components"]["responses"]
    assert errors == set(described)
    assert all(
        list(answer["content"]) == ["application/problem+json"] for answer in described.values()
    )


def test_every_reference_leads_somewhere() -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [name for value in part.values() for name in references(value)]
        if isinstance(part, list):
            return [name for value in part for name in references(value)]
        return []

    for reference in references(DOCUMENT):
        section, name = reference.removeprefix("#/components/").split("/")
        assert name in DOCUMENT["components"][section]


def test_the_framework_s_own_errors_are_not_described() -> None:
    schemas = DOCUMENT["components"]["schemas"]

    assert "Problem" in schemas
    assert not {"HTTPValidationError", "ValidationError"} & set(schemas)


def test_patches_may_be_sent_as_merge_patches() -> None:
    content = DOCUMENT["paths"]["/api/v1/orders"]["patch"]["requestBody"]["content"]

    assert sorted(content) == ["application/json", "application/merge-patch+json"]
