"""What a change of options means for where a service keeps its data, as its own files tell."""

from collections.abc import Iterator, Mapping
from typing import Final
from urllib.parse import urlsplit

from arcana_gen.blueprint.yaml_text import YamlProblem, load_mapping
from arcana_gen.reconcile import Entry, Plan

_SETTINGS: Final = "config/default.yaml"
_SERVICES: Final = "compose.yaml"
_FILES: Final = "sqlite"


def notes_on_data(plan: Plan) -> Iterator[str]:
    """Say of a database that is another one now that what was stored does not follow."""
    before, after = (_address(side) for side in _sides(plan, _SETTINGS))
    if not (before and after) or before == after:
        return
    old, new = urlsplit(before), urlsplit(after)
    if old.scheme == new.scheme == _FILES:
        one, other = (_file(address) for address in (before, after))
        yield (
            f"the service opens the database `{other}` now, which is new and empty; rename "
            f"`{one}` to that while nothing runs, in the volumes of containers too"
        )
    elif old.scheme != new.scheme:
        yield (
            f"the service uses {new.scheme} now, which begins empty: what is stored in "
            f"{old.scheme} stays there, and nothing carries it over"
        )


def has_other_database(plan: Plan) -> bool:
    """Whether the plan leads to a database that has no tables yet."""
    return any(notes_on_data(plan))


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


def _file(address: str) -> str:
    return address.partition("///")[2]


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
