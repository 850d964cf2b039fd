"""Headers for browsers."""

from starlette.types import Receive, Scope, Send

from app.interfaces.http.middleware.security_headers import SecurityHeadersMiddleware
from tests.asgi import answer_ok, call


async def test_forbids_browsers_to_guess_embed_and_load() -> None:
    answer = await call(SecurityHeadersMiddleware(answer_ok))

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


async def test_keeps_the_policy_that_a_page_brings() -> None:
    async def page(_scope: Scope, _receive: Receive, send: Send) -> None:
        headers = [(b"content-security-policy", b"script-src 'self'")]
        await send({"type": "http.response.start", "status": 200, "headers": headers})

    answer = await call(SecurityHeadersMiddleware(page))

    assert answer.headers["content-security-policy"] == "script-src 'self'"
    assert answer.headers["x-content-type-options"] == "nosniff"


async def test_demands_https_of_clients_that_came_by_https() -> None:
    app = SecurityHeadersMiddleware(answer_ok)

    by_https = await call(app, scheme="https")
    by_http = await call(app, scheme="http")

    assert "strict-transport-security" in by_https.headers
    assert "strict-transport-security" not in by_http.headers
