"""Finds what each entity brings to a layer: adding an entity edits no file."""

from importlib import import_module
from pathlib import Path
from typing import Any


class IncompleteEntityError(Exception):
    """A package lacks what its layer expects of it."""


def discover(package: str, *, module: str, attribute: str) -> dict[str, Any]:
    """Return `attribute` of `<package>.<entity>.<module>` for every entity, sorted by name.

    Raises:
        IncompleteEntityError: names the file and what it must define.
    """
    folder = _folder(package)
    names = sorted(path.name for path in folder.iterdir() if (path / "__init__.py").is_file())
    return {name: _load(f"{package}.{name}.{module}", attribute) for name in names}


def discover_modules(package: str, *, attribute: str) -> dict[str, Any]:
    """Return `attribute` of `<package>.<entity>` for every entity, sorted by name.

    Raises:
        IncompleteEntityError: names the file and what it must define.
    """
    names = sorted(path.stem for path in _folder(package).glob("*.py") if path.stem != "__init__")
    return {name: _load(f"{package}.{name}", attribute) for name in names}


def _folder(package: str) -> Path:
    [path] = import_module(package).__path__
    return Path(path)


def _load(module: str, attribute: str) -> Any:  # noqa: ANN401 - the caller's layer knows the type
    file = module.replace(".", "/") + ".py"
    try:
        found = import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise IncompleteEntityError(f"{file} is missing: create it, with `{attribute}`") from error
    if not hasattr(found, attribute):
        raise IncompleteEntityError(f"{file} does not define `{attribute}`: add it")
    return getattr(found, attribute)
