"""Reads the settings in layers. Each layer overrides the one before it.

The order: defaults in the code, `config/default.yaml`, `config/<environment>.yaml`, files in
`/run/secrets`, `.env`, environment variables, arguments of the command.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml
from dotenv import dotenv_values
from pydantic import ValidationError

from app.bootstrap.errors import SettingsError
from app.bootstrap.setting_names import (
    SettingPath,
    describe_unknown,
    is_variable,
    known_settings,
    name_in_environment,
    name_in_files,
    path_of_variable,
)
from app.bootstrap.settings import Settings

ROOT = Path(__file__).resolve().parents[3]

_KNOWN = frozenset(known_settings(Settings))
_SECTIONS = frozenset(path[:-1] for path in _KNOWN)
_ENVIRONMENT: SettingPath = ("environment",)
_ENVIRONMENTS = frozenset({"development", "production"})


@dataclass(frozen=True, slots=True)
class _Given:
    """A value, with the name and place by which a person finds it."""

    value: object
    name: str
    place: str


_Layer: TypeAlias = dict[SettingPath, _Given]
_Problem: TypeAlias = tuple[_Given, str]


def load_settings(
    arguments: Mapping[SettingPath, object] | None = None,
    *,
    folder: Path = ROOT,
    environ: Mapping[str, str] = os.environ,
    secrets: Path = Path("/run/secrets"),
) -> Settings:
    """Read all layers.

    Raises:
        SettingsError: names every setting that is unknown, missing or wrong.
    """
    defaults = _read_file(folder / "config" / "default.yaml")
    above = {
        **_read_variables(_read_secrets(secrets), str(secrets)),
        **_read_variables(dotenv_values(folder / ".env"), ".env"),
        **_read_variables(environ, "environment"),
        **_read_arguments(arguments or {}),
    }
    chosen = {**defaults, **above}.get(_ENVIRONMENT)
    environment = chosen.value if chosen else Settings.model_fields["environment"].default
    specific = _read_file(folder / "config" / f"{environment}.yaml", only=_ENVIRONMENTS)
    given = {**defaults, **specific, **above}
    known = {path: source for path, source in given.items() if path in _KNOWN}
    settings, problems = _validate(known)
    problems += [_explain_unknown(source) for path, source in given.items() if path not in _KNOWN]
    if settings is None or problems:
        lines = [f"  {source.name} ({source.place}): {message}" for source, message in problems]
        raise SettingsError("\n".join(["the settings are wrong:", *lines]))
    return settings


def _read_file(path: Path, *, only: frozenset[str] | None = None) -> _Layer:
    if (only is not None and path.stem not in only) or not path.is_file():
        return {}
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not readable YAML: {error}") from error
    place = f"{path.parent.name}/{path.name}"
    return {leaf: _Given(value, name_in_files(leaf), place) for leaf, value in _leaves(content, ())}


def _leaves(content: object, path: SettingPath) -> Iterator[tuple[SettingPath, object]]:
    if path not in _SECTIONS:
        yield path, content
    elif isinstance(content, dict):
        for name, value in content.items():
            yield from _leaves(value, (*path, str(name)))
    elif content is not None:
        yield path, content


def _read_secrets(folder: Path) -> dict[str, str]:
    if not folder.is_dir():
        return {}
    files = [path for path in folder.iterdir() if is_variable(path.name) and path.is_file()]
    return {path.name: path.read_text(encoding="utf-8").strip() for path in sorted(files)}


def _read_variables(variables: Mapping[str, str | None], place: str) -> _Layer:
    return {
        path_of_variable(name): _Given(value, name, place)
        for name, value in variables.items()
        if is_variable(name)
    }


def _read_arguments(arguments: Mapping[SettingPath, object]) -> _Layer:
    return {
        path: _Given(value, f"--{path[-1].replace('_', '-')}", "command line")
        for path, value in arguments.items()
        if value is not None
    }


def _explain_unknown(source: _Given) -> _Problem:
    name_of = name_in_environment if is_variable(source.name) else name_in_files
    return source, describe_unknown(source.name, [name_of(path) for path in _KNOWN])


def _validate(given: _Layer) -> tuple[Settings | None, list[_Problem]]:
    nested: dict[str, Any] = {}
    for path, source in given.items():
        section = nested
        for name in path[:-1]:
            section = section.setdefault(name, {})
        section[path[-1]] = source.value
    try:
        return Settings.model_validate(nested), []
    except ValidationError as error:
        # Values are not shown: they may be secrets.
        return None, [_locate(item["loc"], given, item["msg"]) for item in error.errors()]


def _locate(location: tuple[int | str, ...], given: _Layer, message: str) -> _Problem:
    parts = tuple(str(part) for part in location)
    path = next((parts[:end] for end in range(len(parts), 0, -1) if parts[:end] in given), parts)
    place = f"config/default.yaml or {name_in_environment(path)}"
    return given.get(path) or _Given(None, name_in_files(path), place), message
