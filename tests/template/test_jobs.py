"""The files of jobs are clean for all names and fields, without a formatter, and do their work."""

import ast
import re
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.places import CACHE, INCLUDES, QUESTIONS, TEMPLATE
from tests.support.projects import Project, Workshop, make_blueprint

from arcana_gen.blueprint import PRIORITIES, Job, job_to_data, load_options, make_job
from arcana_gen.blueprint.identifiers import MAX_CLASS
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import MAX_ENTITY, MAX_FIELD
from arcana_gen.blueprint.reserved import JOB_CLASS_NAMES, OPTION_TABLES
from arcana_gen.template import own_template, render

ENTITIES = ("Order number:str", "Order2 number:str", "Order10 number:str", "Zone name:str")
EVERY_TYPE = (
    *("a_str:str a_text:text an_int:int a_bigint:bigint a_float:float a_bool:bool".split()),
    *("a_decimal:decimal:9,3 a_date:date a_datetime:datetime a_time:time".split()),
    *("a_duration:duration a_uuid:uuid a_json:json an_email:email a_url:url".split()),
    *("an_enum:enum:in-progress,2nd,x order10:ref:Order10 order2:ref:Order2".split()),
    "zone:ref:Zone:optional",
)
OPTIONAL = tuple(f"{field}:optional" for field in EVERY_TYPE if not field.endswith("optional"))
DEFAULTS = (
    "a_str:str:default=say \"x\" and 'y'",
    "a_text:text:default=field copies_of dt.date Decimal",
    *("an_int:int:default=-1 a_bigint:bigint:default=1 a_float:float:default=1e300".split()),
    *("a_decimal:decimal:default=1.50 whole:decimal:default=2 a_bool:bool:default=false".split()),
    *("a_date:date:default=2026-01-31 a_time:time:default=09:30".split()),
    *("a_datetime:datetime:default=2026-01-31T09:30:00Z an_enum:enum:a,b:default=b".split()),
    *("a_duration:duration:default=P1DT0.5S a_json:json:default={}".split()),
    *('a_list:json:default=[] more:json:default={"a":[1,null]}'.split()),
    "maybe:str:optional:default=x",
)
IN_LOGS = ("event", "exc_info", "job", "level", "log_level", "logger", "request_id", "timestamp")
LONG = "a" * 40


def jobs() -> list[Job]:
    """Short and long names, early and late ones; no field, fields of every type, with defaults."""
    words = "OAb" * 10 + "O"
    enum = f"{'v' * (MAX_CLASS - MAX_ENTITY)}:enum:{LONG}"
    return [
        made("Ab"),
        made("Zz", "zone:ref:Zone", priority="critical"),
        made("SendInvoice", *EVERY_TYPE),
        made("PurchaseOrderLineItem", *OPTIONAL, cron="*/5 0-6 * jan,feb mon-fri"),
        made("Person", *DEFAULTS, cron="30 3 * * *", priority="low"),
        made("Lines", "a10:enum:x", "a2:enum:x", "b:enum:x:optional"),
        made("Event", *(f"{name}:str" for name in IN_LOGS)),
        made("Z" + "y" * (MAX_ENTITY - 1), f"{enum}:default={LONG}", f"{'f' * MAX_FIELD}:json"),
        made(f"{words}b", enum),
        made(f"{words}c", cron="0 0 1 1 *"),
    ]


def made(name: str, *fields: str, cron: str = "", priority: str = "") -> Job:
    entities = [text.split()[0] for text in ENTITIES]
    return make_job(name, fields, entities=entities, cron=cron, priority=priority)


def render_jobs(folder: Path, found: Sequence[Job], database: str = "sqlite") -> None:
    blueprint = make_blueprint(ENTITIES, database=database, jobs="database")
    template = replace(own_template(), source="arcana", version="tested")
    render(template, blueprint.to_answers(), folder, jobs=list(map(job_to_data, found)))


def files_of(root: Path, found: Job) -> list[Path]:
    return sorted(root.rglob(f"**/*{found.module}.py"))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, workshop: Workshop) -> Project:
    folder = tmp_path_factory.mktemp("jobs") / "shop"
    render_jobs(folder, jobs())
    return Project(folder, make_blueprint(), workshop.environment)


def test_a_job_has_three_files(project: Project) -> None:
    for found in jobs():
        assert [
            path.relative_to(project.root).as_posix() for path in files_of(project.root, found)
        ] == [
            f"src/app/application/jobs/payloads/{found.module}.py",
            f"src/app/interfaces/worker/{found.module}.py",
            f"tests/unit/worker/test_{found.module}.py",
        ]


def test_they_are_clean_for_all_names_and_fields(project: Project) -> None:
    project.check("ruff", "format", "--check", ".")
    project.check("ruff", "check", ".")
    project.check("mypy", "--cache-dir", str(CACHE / "mypy-jobs"))
    project.check("lint-imports", "--no-cache")


def test_their_tests_pass(project: Project) -> None:
    written = project.check("pytest", "-q", "tests/unit/worker")

    assert " failed" not in written


def test_their_tests_notice_what_is_no_longer_done(project: Project, tmp_path: Path) -> None:
    copy = shutil.copytree(project.root, tmp_path / "shop")
    handler = copy / "src/app/interfaces/worker/person.py"
    text = handler.read_text(encoding="utf-8")
    handler.write_text(text.replace("an_int=payload.an_int,", "").replace("30 3", "31 3"), "utf-8")

    ended = replace(project, root=copy).run("pytest", "-q", "tests/unit/worker/test_person.py")

    assert "2 failed" in ended.stdout


def test_what_they_are_given_survives_being_stored(project: Project) -> None:
    found = jobs()[2]
    script = (
        f"from app.application.jobs.payloads.{found.module} import {found.constant} as job\n"
        "from app.infrastructure.jobs.payloads import read_payload, write_payload\n"
        f"test = open('tests/unit/worker/test_{found.module}.py').read()\n"
        "names: dict = {}\n"
        "body = test.split('payload = ')[1].split('\\n\\n')[0]\n"
        "exec(test.split('async def')[0] + 'payload = ' + body, names)\n"
        "text = write_payload(job, names['payload'])\n"
        "assert read_payload(job, text, version=1) == names['payload']\n"
    )

    project.check("python", "-c", script)


def test_a_plain_rendering_writes_none(tmp_path: Path) -> None:
    render_jobs(tmp_path / "shop", [])

    assert sorted(
        path.name for path in (tmp_path / "shop/src/app/interfaces/worker").iterdir()
    ) == ["__init__.py"]


def test_no_job_can_be_called_like_what_its_files_import(project: Project) -> None:
    own = {name for found in jobs() for name in job_classes(found)}
    classes: set[str] = set()
    for found in jobs():
        for path in files_of(project.root, found):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for node in ast.walk(tree):
                names = [alias.name for alias in getattr(node, "names", [])]
                classes.update(name for name in names if re.match("[A-Z].*[a-z]|UUID", name))

    ids = {f"{text.split()[0]}Id" for text in ENTITIES}
    assert classes - own - ids == JOB_CLASS_NAMES


def job_classes(found: Job) -> list[str]:
    classes = job_to_data(found)["classes"]
    assert isinstance(classes, list)
    return [str(name) for name in classes]


def test_priorities_are_those_of_the_template() -> None:
    text = (TEMPLATE / "src/app/application/jobs/job_type.py").read_text(encoding="utf-8")

    [members] = re.findall(
        r"class Priority\(IntEnum\):.*?\n\n((?:    [A-Z]+ = \d\n)+)", text, re.DOTALL
    )
    assert [line.split()[0].lower() for line in members.splitlines()] == list(PRIORITIES)


def test_no_entity_can_have_the_table_of_an_option() -> None:
    options = load_options(QUESTIONS)
    found = {
        table
        for jobs in options["jobs"].choice_values
        for table in tables(options.computed("option_tables", all_with(str(jobs))))
    }

    assert found == OPTION_TABLES
    spelled = (INCLUDES / "option_tables.jinja").read_text(encoding="utf-8")
    assert set(re.findall(r"^  '(\w+)': {$", spelled, re.MULTILINE)) == found


def all_with(jobs: str) -> dict[str, JsonValue]:
    return {"project_name": "x", "jobs": jobs, "events": jobs != "none"}


def tables(found: object) -> list[str]:
    assert isinstance(found, list)
    return [str(name) for name in found]
