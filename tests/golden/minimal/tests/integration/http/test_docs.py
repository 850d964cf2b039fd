"""The documentation is a page of local files."""

import re

import pytest
from starlette.types import ASGIApp

from app.interfaces.http.app import About, make_app
from app.interfaces.http.settings import HttpSettings
from tests.asgi import call


@pytest.fixture
def app() -> ASGIApp:
    """Return the application."""
    return make_app(routers=[], settings=HttpSettings(), about=About(title="A <b> & C"))


async def test_everything_that_the_page_loads_is_there(app: ASGIApp) -> None:
    page = (await call(app, path="/docs")).body.decode()

    names = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert len(names) == 4
    for name in names:
        assert not name.startswith(("http:", "https:", "//"))
        assert (await call(app, path=f"/{name}")).status == 200


async def test_the_page_may_load_nothing_from_elsewhere(app: ASGIApp) -> None:
    policy = (await call(app, path="/docs")).headers["content-security-policy"]

    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    assert "http" not in policy


async def test_the_page_runs_no_script_of_its_own_text(app: ASGIApp) -> None:
    page = (await call(app, path="/docs")).body.decode()

    assert re.findall(r"<script[^>]*>([^<]+)</script>", page) == []
    assert "A &lt;b&gt; &amp; C" in page


async def test_swagger_ui_understands_the_version_of_the_document(app: ASGIApp) -> None:
    document = (await call(app, path="/openapi.json")).json()
    script = (await call(app, path="/docs/static/swagger-ui-bundle.js")).body

    assert document["openapi"].startswith("3.1")
    assert b"OAS31" in script


async def test_the_document_is_the_same_each_time(app: ASGIApp) -> None:
    first, second = [(await call(app, path="/openapi.json")).body for _ in range(2)]

    assert first == second


@pytest.mark.parametrize("path", ["/docs", "/docs/start.js", "/openapi.json"])
async def test_can_be_switched_off(path: str) -> None:
    app = make_app(routers=[], settings=HttpSettings(docs=False))

    assert (await call(app, path=path)).status == 404
