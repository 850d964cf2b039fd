"""Browsers call the rpcs by Connect and gRPC-Web: a real server, and a client of those protocols."""

from collections.abc import AsyncIterator

import httpx
import pytest
from connectrpc.client import ConnectClient
from connectrpc.code import Code
from connectrpc.errors import ConnectError
from connectrpc.method import StreamType
from connectrpc.protocol import ProtocolType
from google.protobuf.wrappers_pb2 import StringValue
from structlog.testing import capture_logs

from tests.integration.grpc.browsers import ORIGIN, PROTOCOLS, make_client, method, serving_web
from tests.integration.grpc.things import FAILURES, Things

GET = method("GetThing")
STREAM = method("StreamThings", StreamType.SERVER_STREAM)


@pytest.fixture
async def address() -> AsyncIterator[str]:
    """Return the address of a server."""
    async with serving_web() as found:
        yield found


@pytest.fixture(params=PROTOCOLS, ids=str)
async def client(request: pytest.FixtureRequest, address: str) -> AsyncIterator[ConnectClient]:
    """Return a client of each protocol."""
    async with make_client(address, request.param) as made:
        yield made


async def test_answers(client: ConnectClient) -> None:
    answer = await client.execute_unary(request=StringValue(value="hello"), method=GET)

    assert answer == StringValue(value="hello")


async def test_streams(client: ConnectClient) -> None:
    parts = client.execute_server_stream(request=StringValue(value="third"), method=STREAM)

    assert [part.value async for part in parts] == ["first", "second", "third"]


async def test_refuses_with_the_details_that_grpc_has(client: ConnectClient) -> None:
    with pytest.raises(ConnectError) as caught:
        await client.execute_unary(request=StringValue(value="taken"), method=GET)

    assert caught.value.code is Code.FAILED_PRECONDITION
    assert caught.value.message == "taken"
    names = [detail.type_name for detail in caught.value.details]
    assert names == ["google.rpc.ErrorInfo", "google.rpc.BadRequest"]


async def test_keeps_internals_to_itself(client: ConnectClient) -> None:
    with capture_logs() as lines, pytest.raises(ConnectError) as caught:
        await client.execute_unary(request=StringValue(value="bug"), method=GET)

    assert caught.value.code is Code.INTERNAL
    assert str(FAILURES["bug"]) not in caught.value.message
    assert [line["code"] for line in lines if line["event"] == "call_failed"] == ["internal"]


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=str)
async def test_says_that_the_time_has_run_out(protocol: ProtocolType) -> None:
    things, wait = Things(), StringValue(value="wait")
    with capture_logs() as lines:
        async with (
            serving_web(things, request_timeout=0.2) as address,
            make_client(address, protocol) as client,
        ):
            with pytest.raises(ConnectError) as unary:
                await client.execute_unary(request=wait, method=GET)
            parts = aiter(client.execute_server_stream(request=wait, method=STREAM))
            before = [(await anext(parts)).value for _ in range(2)]
            with pytest.raises(ConnectError) as stream:
                await anext(parts)

    assert before == ["first", "second"]
    assert (unary.value.code, stream.value.code) == (Code.DEADLINE_EXCEEDED,) * 2
    assert things.cancelled.is_set()
    assert [line for line in lines if line["event"] == "response_interrupted"] == []


async def test_a_script_can_send_json(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, headers={"origin": ORIGIN}) as browser:
        answer = await browser.post("/tests.ThingService/GetThing", json="hello")

    assert (answer.status_code, answer.json()) == (200, "hello")
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert answer.headers["x-request-id"]


async def test_lets_scripts_of_known_origins_send_what_their_protocol_needs(address: str) -> None:
    preflight = {
        "origin": ORIGIN,
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type,x-grpc-web,connect-protocol-version",
    }
    async with httpx.AsyncClient(base_url=address) as browser:
        path = "/tests.ThingService/GetThing"
        known = await browser.options(path, headers=preflight)
        unknown = await browser.options(path, headers={**preflight, "origin": "https://x.example"})

    assert (known.status_code, unknown.status_code) == (200, 400)


async def test_answers_404_for_what_is_no_rpc(address: str) -> None:
    async with httpx.AsyncClient(base_url=address) as browser:
        answer = await browser.post("/tests.ThingService/NoSuchThing", json="hello")

    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
