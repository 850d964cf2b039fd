"""Rules that the template keeps, and every project that is rendered from it."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest
from tests.support.entities import SHOP
from tests.support.places import QUESTIONS, TEMPLATE
from tests.support.projects import make_blueprint, render_project, tree

DATABASES = ("sqlite", "postgresql", "mysql")
CIS = ("github", "gitlab", "none")
MAX_PATH = 140
MAX_FILE = 150
MAX_FUNCTION = 40
MAX_CONDITIONALS = 3
NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\\]|[. ]$|^(?:con|nul|aux|prn)(?:\.|$)', re.IGNORECASE)
UNFINISHED = re.compile(r"\b(?:TODO|FIXME|XXX|NotImplementedError)\b")
# What only one choice may speak of.
OF_DATABASES = {
    "sqlite": ("asyncpg", "asyncmy", "postgresql", "mysql", "mariadb", "pool_size", "greenlet"),
    "postgresql": ("asyncmy", "mariadb", "sqlite3"),
    "mysql": ("asyncpg", "sqlite3"),
}
OF_CIS = {"github": ("gitlab",), "gitlab": (".github/",), "none": ("gitlab", ".github/")}


def sources() -> list[Path]:
    return sorted(path for path in TEMPLATE.rglob("*") if path.is_file())


def is_of_an_entity(path: Path) -> bool:
    return "{% yield" in str(path)


@pytest.fixture(scope="module", params=DATABASES)
def rendered(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, bytes]:
    """A project on each database, each with another CI: bare, with jobs, with all options."""
    ci = CIS[DATABASES.index(request.param)]
    grpc = "true" if request.param == "mysql" else "false"
    jobs = {"postgresql": "database", "mysql": "redis"}.get(request.param, "none")
    folder = tmp_path_factory.mktemp("rendered") / "shop"
    events = "true" if request.param == "mysql" else "false"
    options = {"database": request.param, "ci": ci, "grpc": grpc, "jobs": jobs, "events": events}
    render_project(make_blueprint(SHOP, **options), folder)
    return tree(folder)


def python_of(files: dict[str, bytes], folder: str) -> Iterator[tuple[str, str]]:
    for path, content in files.items():
        if path.startswith(folder) and path.endswith(".py"):
            yield path, content.decode()


def test_a_file_is_a_template_only_when_its_body_varies() -> None:
    without_need = [
        path
        for path in sources()
        if path.suffix == ".jinja" and not re.search(r"{[{%]", path.read_text(encoding="utf-8"))
    ]
    assert without_need == []


def test_python_that_is_about_no_entity_has_no_conditionals() -> None:
    conditional = [
        path
        for path in sources()
        if path.name.endswith(".py.jinja")
        and not is_of_an_entity(path)
        and re.search(r"{%-?\s*(?:if|elif|else)\b", path.read_text(encoding="utf-8"))
    ]
    assert conditional == []


def test_other_files_have_few_conditionals() -> None:
    many = {
        path: count
        for path in sources()
        if not path.name.endswith(".py.jinja")
        and (count := len(re.findall(r"{%-?\s*if\b", path.read_text(encoding="utf-8"))))
        > MAX_CONDITIONALS
    }
    assert many == {}


def found(path: str) -> bool:
    """Whether there is such a file or folder; `*` stands for the folders of all entities."""
    return any(TEMPLATE.glob(path[1:]))


def test_what_is_excluded_exists() -> None:
    excluded = re.findall(r"^    (/\S+)$", QUESTIONS.read_text(encoding="utf-8"), re.MULTILINE)
    missing = [path for path in excluded if not found(path) and not found(f"{path}.jinja")]
    assert excluded
    assert missing == []


def test_every_file_ends_with_one_newline_and_no_line_with_a_blank(
    rendered: dict[str, bytes],
) -> None:
    ends = [
        path
        for path, content in rendered.items()
        if content and (not content.endswith(b"\n") or content.endswith(b"\n\n"))
    ]
    trailing = re.compile(rb"[ \t]$", re.MULTILINE)
    blanks = [path for path, content in rendered.items() if trailing.search(content)]
    assert ends == []
    assert blanks == []


def test_every_path_is_legal_everywhere(rendered: dict[str, bytes]) -> None:
    parts = set(chain.from_iterable(path.split("/") for path in rendered))
    assert [part for part in parts if NOT_ON_WINDOWS.search(part)] == []
    assert [path for path in rendered if len(path) > MAX_PATH] == []
    assert len({path.lower() for path in rendered}) == len(rendered)


def test_no_word_of_unfinished_work(rendered: dict[str, bytes]) -> None:
    assert [path for path, text in rendered.items() if UNFINISHED.search(text.decode())] == []


def test_files_and_functions_are_short(rendered: dict[str, bytes]) -> None:
    files = [path for path, text in python_of(rendered, "src/") if text.count("\n") > MAX_FILE]
    functions = [
        f"{path}:{node.name}"
        for path, text in python_of(rendered, "src/")
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= MAX_FUNCTION
    ]
    # The routes and bodies of an entity grow with its fields.
    assert [path for path in files if "/handlers/" not in path] == []
    assert functions == []


@pytest.mark.parametrize("database", DATABASES)
def test_nothing_speaks_of_a_database_that_was_not_chosen(database: str, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP, database=database), folder)

    assert list(_mentions(tree(folder), OF_DATABASES[database])) == []


@pytest.mark.parametrize("ci", CIS)
def test_nothing_speaks_of_a_ci_that_was_not_chosen(ci: str, tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP, ci=ci), folder)

    assert list(_mentions(tree(folder), OF_CIS[ci])) == []


def test_nothing_speaks_of_grpc_where_it_is_off(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP), folder)

    files = {path: text for path, text in tree(folder).items() if path != ".copier-answers.yml"}
    assert list(_mentions(files, ("grpc", "proto/", "protobuf", "_pb2"))) == []


def test_nothing_speaks_of_jobs_where_there_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP, ci="gitlab"), folder)

    files = {path: text for path, text in tree(folder).items() if path != ".copier-answers.yml"}
    assert list(_mentions(files, ("job", "cronsim", "queueing", "enqueue", "schedule"))) == []


def test_nothing_speaks_of_events_where_there_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP, grpc="true", jobs="redis"), folder)

    files = {path: text for path, text in tree(folder).items() if path != ".copier-answers.yml"}
    words = ("domain event", "domain.events", "subscriber", "event_feed", "changes.py", "publisher")
    assert list(_mentions(files, words)) == []


def test_nothing_speaks_of_redis_where_jobs_wait_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "shop"
    render_project(make_blueprint(SHOP, jobs="database"), folder)

    assert list(_mentions(tree(folder), ("redis", "outbox"))) == []


def _mentions(files: dict[str, bytes], words: tuple[str, ...]) -> Iterator[str]:
    for path, content in files.items():
        text = f"{path}\n{content.decode()}".lower()
        for word in words:
            if word in text:
                yield f"{path}: {word}"
