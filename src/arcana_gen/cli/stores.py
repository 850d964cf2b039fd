"""What a change of options means for where a service keeps its data, as its own files tell."""

from collections.abc import Iterator, Mapping
from typing import Final

from arcana_gen.blueprint.yaml_text import YamlProblem, load_mapping
from arcana_gen.reconcile import Entry, Plan

_SETTINGS: Final = "config/default.yaml"
_SERVICES: Final = "compose.yaml"
_FILES: Final = "sqlite"


def notes_on_data(plan: Plan) -> Iterator[str]:
    """Say of a database that is another one now that what was stored does not follow."""
    before, after = _addresses(plan)
    files = renamed_file(plan)
    if files:
        yield (
            f"the service opens the database `{files[1]}` now; rename `{files[0]}` to that while "
            "nothing runs, in the volumes of containers too"
        )
    elif has_other_database(plan):
        yield (
            f"the service uses {_kind(after)} now, which begins empty: what is stored in "
            f"{_kind(before)} stays there, and nothing carries it over"
        )


def has_other_database(plan: Plan) -> bool:
    """Whether the plan leads to a database of another kind, which has no tables yet."""
    before, after = map(_kind, _addresses(plan))
    return bool(before and after) and before != after


def renamed_file(plan: Plan) -> tuple[str, str] | None:
    """The file that was the database and the one that shall be, where these are two."""
    before, after = _addresses(plan)
    if before == after or {_kind(before), _kind(after)} != {_FILES}:
        return None
    return before.partition("///")[2], after.partition("///")[2]


def servers_to_start(plan: Plan) -> list[str]:
    """The servers that the service needs from now on."""
    before, after = (_images(side) for side in _sides(plan, _SERVICES))
    return sorted(after - before)


def _sides(plan: Plan, path: str) -> tuple[Mapping[str, object], Mapping[str, object]]:
    """The file before and after; nothing where the plan leaves it, or it cannot be read."""
    for write in plan.writes:
        if write.path == path:
            return _read(write.before), _read(write.after)
    return {}, {}


def _read(entry: Entry | None) -> Mapping[str, object]:
    try:
        return load_mapping(entry.content.decode()) if entry else {}
    except (YamlProblem, UnicodeDecodeError):
        return {}


def _address(settings: Mapping[str, object]) -> str:
    database = settings.get("database")
    return str(database.get("url", "")) if isinstance(database, Mapping) else ""


def _addresses(plan: Plan) -> tuple[str, str]:
    before, after = _sides(plan, _SETTINGS)
    return _address(before), _address(after)


def _kind(address: str) -> str:
    return address.partition(":")[0]


def _images(file: Mapping[str, object]) -> set[str]:
    """Services that are not built from the project itself."""
    services = file.get("services")
    if not isinstance(services, Mapping):
        return set()
    return {
        str(name)
        for name, service in services.items()
        if isinstance(service, Mapping) and "image" in service
    }
