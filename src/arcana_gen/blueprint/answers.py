"""The file that a blueprint lives in: `.copier-answers.yml`, or a file for `--from`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self, cast

from arcana_gen.blueprint.blueprint import BLUEPRINT_FORMAT, Blueprint
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.errors import (
    AnswersNotFound,
    BlueprintError,
    BrokenYaml,
    InvalidShape,
    MergeMarkers,
    NewerBlueprint,
)
from arcana_gen.blueprint.insertion import KEY, insert_entity
from arcana_gen.blueprint.json_values import JsonValue, plain
from arcana_gen.blueprint.storage import entities_from_data, entity_to_data
from arcana_gen.blueprint.yaml_text import YamlProblem, as_block, load_document

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

ANSWERS_FILE: Final = ".copier-answers.yml"
_FORMAT: Final = "blueprint_format"
_MERGE_MARKER: Final = re.compile(r"^(<{7}|>{7})( |$)", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """An answers file: its text as it stands, and the blueprint in it.

    `source` and `commit` are what Copier recorded of the template.
    """

    text: str
    path: Path
    blueprint: Blueprint
    source: str = ""
    commit: str = ""

    @classmethod
    def read(cls, path: Path) -> Self:
        """Read and check the file."""
        return cls.parse(_read_text(path), path=path)

    @classmethod
    def parse(cls, text: str, *, path: Path = Path(ANSWERS_FILE)) -> Self:
        """Read and check a text; `path` is named in errors."""
        data, _ = _load(text, path)
        return cls(
            text=text,
            path=path,
            blueprint=_blueprint(data, path, shorthand=False),
            source=str(data.get("_src_path", "")),
            commit=str(data.get("_commit", "")),
        )

    def dump(self) -> str:
        """The text to write; reading it gives the same blueprint."""
        return self.text

    def with_entity(self, entity: Entity) -> Self:
        """The answers with one more entity, checked against the others.

        Each line that was there stays, so comments, order and quotes do.
        """
        expected = self.blueprint.with_entity(entity)
        data, root = _load(self.text, self.path)
        recorded = cast("Mapping[str, JsonValue]", data.get(KEY) or {})
        text = insert_entity(self.text, root, recorded, (entity.name, entity_to_data(entity)))
        changed = self.parse(text, path=self.path)
        if changed.blueprint != expected:  # an alias of YAML, say, makes one line mean two things
            problem = f"there is no place for `{entity.name}`; write `{KEY}` without aliases"
            raise InvalidShape(problem=problem).at(f"`{self.path}`")
        return changed


def blueprint_from_file(path: Path) -> Blueprint:
    """Read a blueprint that a person wrote, for `--from`.

    It looks like an answers file but may leave out what has a default, and write fields in the
    shorthand: `number: str:max=32:unique`. Its options are those given, not yet completed.
    """
    data, _ = _load(_read_text(path), path)
    return _blueprint(data, path, shorthand=True)


def _read_text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        raise AnswersNotFound(path=str(path)) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BrokenYaml(path=str(path), line=line, column=1, problem="no UTF-8") from None


def _load(text: str, path: Path) -> "tuple[Mapping[str, object], MappingNode]":
    marker = _MERGE_MARKER.search(text)
    if marker:
        raise MergeMarkers(path=str(path), line=text.count("\n", 0, marker.start()) + 1)
    try:
        data, root = load_document(text)
    except YamlProblem as error:
        raise BrokenYaml(
            path=str(path), line=error.line, column=error.column, problem=error.problem
        ) from None
    block = as_block(root)
    if not isinstance(data, dict) or block is None:
        raise InvalidShape(problem="it holds no answers, one to a line").at(f"`{path}`")
    for key in data:
        if not isinstance(key, str):
            raise InvalidShape(problem=f"the key `{key}` is no name").at(f"`{path}`")
    return data, block


def _blueprint(data: Mapping[str, object], path: Path, *, shorthand: bool) -> Blueprint:
    _check_format(data.get(_FORMAT, BLUEPRINT_FORMAT), path)
    try:
        entities = entities_from_data(data.get(KEY), shorthand=shorthand)
        return Blueprint(_options(data), dict(sorted(entities.items()))).checked()
    except BlueprintError as error:
        raise error.at(f"`{path}`") from None


def _check_format(found: object, path: Path) -> None:
    if not isinstance(found, int) or isinstance(found, bool):
        raise InvalidShape(problem=f"`{_FORMAT}` is not a number").at(f"`{path}`")
    if found > BLUEPRINT_FORMAT:
        raise NewerBlueprint(path=str(path), found=found, known=BLUEPRINT_FORMAT)


def _options(data: Mapping[str, object]) -> dict[str, JsonValue]:
    options: dict[str, JsonValue] = {}
    for key, value in data.items():
        if key.startswith("_") or key in {KEY, _FORMAT}:
            continue
        try:
            options[key] = plain(value)
        except TypeError:
            raise InvalidShape(problem=f"`{key}` needs quotes around `{value}`") from None
    return options
