"""What the admin port refuses: pages of other sites run in the browsers of operators."""

import httpx
import pytest


@pytest.mark.parametrize(
    "name",
    [
        "127.0.0.1:9000",
        "localhost",
        "localhost:9000",
        "[::1]:9000",
        "10.1.2.3:9000",
        "ADMIN.example",
    ],
)
async def test_answers_to_addresses_and_to_its_names(
    operator: httpx.AsyncClient, name: str
) -> None:
    answer = await operator.get("/live", headers={"host": name})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    "name", ["evil.example", "localhost.evil.example", "127.0.0.1.nip.io", "", "["]
)
async def test_a_name_that_is_not_its_own_is_refused(
    operator: httpx.AsyncClient, name: str
) -> None:
    answer = await operator.get("/metrics", headers={"host": name})

    assert (answer.status_code, answer.json()["code"]) == (421, "misdirected_request")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "http://127.0.0.1:8000"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
async def test_an_act_that_another_site_asks_for_is_refused(
    operator: httpx.AsyncClient, headers: dict[str, str]
) -> None:
    answer = await operator.post("/anything", json={}, headers=headers)

    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_an_act_that_a_form_could_ask_for_is_refused(
    operator: httpx.AsyncClient, kind: str
) -> None:
    answer = await operator.post("/anything", content=b"{}", headers={"content-type": kind})

    assert answer.status_code == 415


async def test_its_own_page_may_act(operator: httpx.AsyncClient) -> None:
    own = {"origin": "http://127.0.0.1:9000", "sec-fetch-site": "same-origin"}

    answer = await operator.post("/anything", json={}, headers=own)

    assert answer.status_code == 404


async def test_no_other_site_is_allowed_to_read(operator: httpx.AsyncClient) -> None:
    answer = await operator.get("/metrics", headers={"origin": "http://evil.example"})

    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["x-frame-options"] == "DENY"


async def test_probes_are_answered(operator: httpx.AsyncClient) -> None:
    for path in ("/live", "/ready"):
        assert (await operator.get(path)).json() == {"status": "ok"}
