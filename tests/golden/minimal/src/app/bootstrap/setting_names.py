"""How settings are called: `http.port` in files is `APP__HTTP__PORT` in the environment."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import TypeAlias

from pydantic import BaseModel

SettingPath: TypeAlias = tuple[str, ...]

_PREFIX = "APP__"
_DELIMITER = "__"


def known_settings(model: type[BaseModel]) -> Iterator[SettingPath]:
    """Yield the path of every setting of a class and of the classes in it."""
    for name, field in model.model_fields.items():
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            yield from ((name, *rest) for rest in known_settings(field.annotation))
        else:
            yield (name,)


def name_in_files(path: SettingPath) -> str:
    """Return `http.port`."""
    return ".".join(path)


def name_in_environment(path: SettingPath) -> str:
    """Return `APP__HTTP__PORT`."""
    return _PREFIX + _DELIMITER.join(path).upper()


def as_environment(arguments: Mapping[SettingPath, object]) -> dict[str, str]:
    """Return the variables that say the same as the arguments of a command; `None` says nothing."""
    given = {path: value for path, value in arguments.items() if value is not None}
    return {name_in_environment(path): str(value) for path, value in given.items()}


def is_variable(name: str) -> bool:
    """Return whether a name in the environment claims to be a setting."""
    return name.upper().startswith(_PREFIX)


def path_of_variable(name: str) -> SettingPath:
    """Return the path that `APP__HTTP__PORT` stands for."""
    return tuple(name.lower()[len(_PREFIX) :].split(_DELIMITER))


def describe_unknown(name: str, known: Iterable[str]) -> str:
    """Say that a name is unknown, and which one may be meant."""
    similar = get_close_matches(name, sorted(known), n=1)
    return f"unknown setting; did you mean {similar[0]}?" if similar else "unknown setting"
