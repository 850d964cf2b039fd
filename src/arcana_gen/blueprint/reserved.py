"""Names that are taken: by Python, by the databases, and by the code that Arcana writes.

The template's own names stand in the tables below; whoever makes a template use another name
adds it here.
"""

import builtins
import keyword
from typing import Final

from arcana_gen.blueprint.reserved_sql import SQL_KEYWORDS

TEMPLATE_CLASS_NAMES: Final = frozenset(
    """
    APIRouter Annotated Any AsyncIterator Base64 BaseModel BehaviourSuite Body Change
    ChangeConverter Changes ClassVar Clock Conflict Converter CoreChannel Decimal DomainError
    DomainEvent Empty EventFeed FakeClock FakeIdentifiers FakeReference FakeRepository FakeRules
    FakeSoftDeleteRepository FakeStore Field FieldError Filter Forbidden HttpSuite Identifiers
    IfMatch Infrastructure Invalid JourneySuite JsonValue Linked ListFields MessageField NewType
    NotFound OnDelete PageBody PageRequest PatchBody Path PathId Protocol Published RateLimited
    Reached RecordingUnitOfWork References ReferringSuite Request Response RulesSuite Samples Self
    ServiceSuite Servicer SoftDeleteRepository Sort SqlRepository StaleVersion StorageSuite StrEnum
    TellingStore TimeOfDay Timeout Told Transaction TypeAdapter UUID Unauthenticated Unavailable
    UnitOfWork Unset UtcDateTime
    """.split()
)
"""Names in PascalCase that the files of an entity import or define; a test compares."""

JOB_CLASS_NAMES: Final = frozenset(
    """
    Decimal FakeRun Handler JobType Priority Run Schedule Services StrEnum UUID
    """.split()
)
"""Names in PascalCase that the files of a job import."""

TEMPLATE_MODULE_NAMES: Final = frozenset(
    """
    app application base bootstrap conftest domain infrastructure interfaces main migrations
    tests
    """.split()
)
"""Packages of the service and of its tests."""

OPTION_TABLES: Final = frozenset(
    {"event_positions", "events", "handled_events", "jobs", "outbox", "schedules"}
)
"""Tables of options, which no entity can have, so that options can be switched on at any time."""

WINDOWS_NAMES: Final = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)

RESERVED_PROJECTS: Final = frozenset(
    """
    aiosqlite alembic anyio app asyncmy asyncpg click coverage cronsim cryptography fastapi
    fastapi-offline granian greenlet hiredis httpcore httptools httpx hypothesis import-linter
    jinja2 just mako mypy pip pydantic pydantic-core pydantic-settings pytest pytest-asyncio python
    python-dotenv pyyaml redis rstr ruff rust-just sqlalchemy starlette structlog test typer
    types-pyyaml uuid-utils uv uvicorn uvloop
    """.split()
)
"""What a service depends on or runs: a project of that name would stand in for it."""

MESSAGE_FIELDS: Final = frozenset({"change", "event_id", "update_mask"})
"""Fields of messages of protobuf that have a field called like the module of the entity."""

LIST_MESSAGE_FIELDS: Final = frozenset({"next_page_token", "total_size"})
"""The same for the plural."""

DERIVED_CLASS_NAMES: Final = (
    "{}Id",
    "{}Service",
    "{}Repository",
    "Sql{}Repository",
    "Fake{}Repository",
    "{}Servicer",
    "Remote{}Service",
    "Create{}",
    "Update{}",
    "{}Create",
    "{}Read",
    "{}Replace",
    "{}Patch",
    "{}Changed",
)
"""Classes that each entity has besides its own; no other entity may have one of these names."""

STANDARD_FIELDS: Final = frozenset({"id", "created_at", "updated_at", "version"})

# `UUID` is `Uuid` as the name of an entity: not the same in Python, but to a reader.
_LOWER_CLASS_NAMES: Final = frozenset(name.lower() for name in TEMPLATE_CLASS_NAMES)
_LOWER_JOB_NAMES: Final = frozenset(name.lower() for name in JOB_CLASS_NAMES)
_PYDANTIC: Final = frozenset(
    """
    construct copy dict from_orm json parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate fields_set
    """.split()
)
_LIST_PARAMETERS: Final = frozenset({"limit", "offset", "cursor", "sort"})
_SYSTEM_COLUMNS: Final = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "rowid"})
_SERVICE_NAMES: Final = frozenset(
    """
    self cls dt request response if_match field dataclass etag deleted_at of sent t copies_of
    nothing_sent to_command to_scale to_update
    """.split()
)

_LIKE_DIGITS: Final = frozenset({"I", "O", "l"})
_READ_WRONGLY: Final = {
    "Create": "half of the name of its own classes",
    "This": "no name in a sentence such as `This over HTTP`",
}

_FIELD_REASONS: Final = (
    (STANDARD_FIELDS, "a field that every entity has by itself"),
    (_LIST_PARAMETERS, "a parameter of every list"),
    (_PYDANTIC, "an attribute of every pydantic model"),
    (_SYSTEM_COLUMNS, "a system column of the database"),
    (_SERVICE_NAMES, "used by the service itself"),
    (_LIKE_DIGITS, "easily taken for a digit"),
)

_BETTER_FIELDS: Final = {
    "all": "everything",
    "filter": "criteria",
    "format": "layout",
    "hash": "digest",
    "id": "number",
    "input": "content",
    "json": "document",
    "license": "licence",
    "list": "listing",
    "max": "maximum",
    "min": "minimum",
    "next": "following",
    "object": "subject",
    "range": "span",
    "sum": "total",
    "type": "kind",
    "version": "revision",
}


def reserved_field_reason(name: str) -> str:
    """Why no field may come to this attribute, or nothing."""
    for names, reason in _FIELD_REASONS:
        if name in names:
            return reason
    if name.startswith("model_"):
        return "in the part of the names that pydantic keeps for itself"
    return _python_reason(name)


def better_field(name: str) -> str:
    """A name to use in place of a reserved one."""
    return _BETTER_FIELDS.get(name, f"{name}_value")


def reserved_entity_reason(name: str, module: str) -> str:
    """Why no entity may have this class name and module name, or nothing."""
    if name.lower() in _LOWER_CLASS_NAMES or module in TEMPLATE_MODULE_NAMES:
        return "a name that the service itself uses"
    if name in _LIKE_DIGITS:
        return "easily taken for a digit"
    if name in _READ_WRONGLY:
        return _READ_WRONGLY[name]
    if module in WINDOWS_NAMES:
        return "no legal file name on Windows"
    if module in MESSAGE_FIELDS:
        return "a field of protobuf messages that have the entity as another"
    return _python_reason(name) or _python_reason(module)


def reserved_plural_reason(module: str) -> str:
    """Why no plural may have this name in snake_case, or nothing."""
    if module in LIST_MESSAGE_FIELDS:
        return "a field of every protobuf message that is a part of a list"
    return ""


def reserved_job_reason(name: str, module: str) -> str:
    """Why no job may have this class name and module name, or nothing."""
    if name == module.upper():
        return "the same in capitals, as its declaration is written"
    if name.lower() in _LOWER_JOB_NAMES:
        return "a name that the files of every job import"
    if module in WINDOWS_NAMES:
        return "no legal file name on Windows"
    if keyword.iskeyword(module):
        return "a keyword of Python"
    return _python_reason(name)


def needs_table_prefix(table: str) -> bool:
    """Whether a table of this name would have to be quoted, or could not be made."""
    taken = table in OPTION_TABLES or table == "alembic_version"
    return taken or table in SQL_KEYWORDS or table.startswith("sqlite_")


def _python_reason(name: str) -> str:
    if keyword.iskeyword(name):
        return "a keyword of Python"
    if hasattr(builtins, name):
        return "a builtin of Python"
    return ""
