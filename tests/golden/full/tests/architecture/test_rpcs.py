"""The rpcs in `proto/`, the methods that answer them and the routes of HTTP are the same."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from google.protobuf.descriptor import MethodDescriptor
from google.protobuf.message_factory import GetMessageClass

from app.bootstrap.discovery import discover
from app.infrastructure.protobuf.stubs import ROOT, Stubs
from app.interfaces.grpc import servicers
from app.interfaces.grpc.rpcs import Servicer, find_rpcs, method_name
from app.interfaces.http import handlers
from tests.worlds import make_fake_world

RPC = re.compile(r"rpc (\w+)\((stream )?(\w+)\) returns \((stream )?[\w.]*?(\w+)\)")
# What a verb is called in HTTP; `Stream` is a list that has no end there, and what `Watch` tells is
# no route of the entity.
ROUTES = {
    "Get": {"GET /{id}"},
    "List": {"GET "},
    "Stream": set(),
    "Watch": set(),
    "Create": {"POST "},
    "Update": {"PATCH /{id}", "PUT /{id}"},
    "Delete": {"DELETE /{id}"},
}
WORLD = make_fake_world()
SERVICERS: dict[str, Servicer] = {
    name: make_servicer(WORLD.services[name])
    for name, make_servicer in discover(
        servicers.__name__, module="servicer", attribute="make_servicer"
    ).items()
}
PATHS: dict[str, str] = discover(handlers.__name__, module="routes", attribute="PATH")
ROUTERS = discover(handlers.__name__, module="routes", attribute="make_router")

each_entity = pytest.mark.parametrize("name", sorted({*SERVICERS, *PATHS}))


def proto_of(name: str) -> Path:
    """Return the file that declares the rpcs of an entity."""
    return ROOT / "proto" / "app" / "v1" / f"{name}.proto"


def rpcs_of(name: str) -> list[MethodDescriptor]:
    """Return the rpcs of an entity, as the stubs have them."""
    return list(SERVICERS[name].service.methods)


def method_of(name: str, rpc: MethodDescriptor) -> Any:
    """Return what answers an rpc."""
    return getattr(type(SERVICERS[name].methods), method_name(rpc))


def routes_of(name: str) -> set[str]:
    """Return the routes of an entity, without what they have in common."""
    routes = ROUTERS[name](WORLD.services[name]).routes
    return {
        f"{method} {route.path.removeprefix(PATHS[name])}"
        for route in routes
        for method in route.methods
    }


def as_routes(rpc: MethodDescriptor) -> set[str]:
    """Return what an rpc is called in HTTP; a verb of your own is `POST /{id}/verb`."""
    [verb, *_] = re.findall(r"[A-Z][^A-Z]*", rpc.name)
    return ROUTES.get(verb, {f"POST /{{id}}/{verb.lower()}"})


def test_the_stubs_are_those_of_the_files() -> None:
    assert not Stubs().are_stale()


def test_every_file_declares_the_service_of_an_entity() -> None:
    files = sorted((ROOT / "proto").rglob("*.proto"))

    assert files == [proto_of(name) for name in sorted(PATHS)]
    assert sorted(SERVICERS) == sorted(PATHS)


@each_entity
def test_the_stubs_know_every_rpc_of_the_file(name: str) -> None:
    declared = RPC.findall(proto_of(name).read_text(encoding="utf-8"))

    assert declared == [
        (
            rpc.name,
            "stream " if rpc.client_streaming else "",
            rpc.input_type.name,
            "stream " if rpc.server_streaming else "",
            rpc.output_type.name,
        )
        for rpc in rpcs_of(name)
    ]


@each_entity
def test_every_rpc_has_a_method_and_every_method_an_rpc(name: str) -> None:
    methods = vars(type(SERVICERS[name].methods))

    assert len(list(find_rpcs(SERVICERS[name]))) == len(rpcs_of(name))
    assert {method for method in methods if not method.startswith("_")} == {
        method_name(rpc) for rpc in rpcs_of(name)
    }


@each_entity
def test_every_method_takes_and_returns_the_messages_of_its_rpc(name: str) -> None:
    for rpc in rpcs_of(name):
        hints = get_type_hints(method_of(name, rpc))
        answer = hints["return"]

        assert hints["request"] is GetMessageClass(rpc.input_type), rpc.name
        assert (get_origin(answer) is AsyncIterator) is rpc.server_streaming, rpc.name
        [returned] = get_args(answer) or (answer,)
        assert returned is GetMessageClass(rpc.output_type), rpc.name


@each_entity
def test_the_rpcs_of_an_entity_are_its_routes(name: str) -> None:
    rpcs = {rpc.name: as_routes(rpc) for rpc in rpcs_of(name)}

    assert routes_of(name) - {"HEAD ", "HEAD /{id}"} == set().union(*rpcs.values())
