"""The file that a blueprint lives in: `.copier-answers.yml`, or a file for `--from`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Self

from arcana_gen.blueprint.blueprint import BLUEPRINT_FORMAT, Blueprint
from arcana_gen.blueprint.comparison import EJECTED, ENTITIES, Comparison, Recorded, Renames
from arcana_gen.blueprint.editing import edit_document
from arcana_gen.blueprint.ejection import ejected_from_data
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.errors import (
    AnswersNotFound,
    BlueprintError,
    BrokenYaml,
    InvalidShape,
    MergeMarkers,
    NewerBlueprint,
    NotAFile,
)
from arcana_gen.blueprint.json_values import JsonValue, plain
from arcana_gen.blueprint.layout import Unchangeable
from arcana_gen.blueprint.storage import entities_from_data
from arcana_gen.blueprint.yaml_text import YamlProblem, as_block, dump_yaml, load_document

if TYPE_CHECKING:
    from yaml.nodes import MappingNode

ANSWERS_FILE: Final = ".copier-answers.yml"
_FORMAT: Final = "blueprint_format"
_NO_ENTITIES: Final[Mapping[str, str]] = MappingProxyType({})
_NO_FIELDS: Final[Mapping[tuple[str, str], str]] = MappingProxyType({})
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
        """The answers with one more entity, checked against the others."""
        return self.to(self.blueprint.with_entity(entity))

    def to(
        self,
        blueprint: Blueprint,
        *,
        source: str | None = None,
        commit: str | None = None,
        renamed_entities: Mapping[str, str] = _NO_ENTITIES,
        renamed_fields: Mapping[tuple[str, str], str] = _NO_FIELDS,
    ) -> Self:
        """The answers with another blueprint, or of another template.

        Each line that need not change stays as it is, and comments stay with what they are about.
        Renames say what is not another thing but the same under a new name: entities as old to
        new, fields as (new name of the entity, old name) to new. Raises InvalidShape where the
        text cannot be changed so that it holds exactly this blueprint.
        """
        wanted = Recorded(
            blueprint=blueprint.checked(),
            source=self.source if source is None else source,
            commit=self.commit if commit is None else commit,
        )
        for exact in (False, True):
            changed = self._changed(
                wanted, Renames(entities=renamed_entities, fields=renamed_fields), exact=exact
            )
            if changed is not None:
                return changed
        problem = f"`{ENTITIES}` cannot be changed as it is written; write it without aliases"
        raise InvalidShape(problem=problem).at(f"`{self.path}`")

    def _changed(self, wanted: Recorded, renames: Renames, *, exact: bool) -> Self | None:
        """The changed answers, or None if the text comes to mean anything else."""
        data, root = _load(self.text, self.path)
        before = Recorded(blueprint=self.blueprint, source=self.source, commit=self.commit)
        edit = Comparison(
            raw=data, before=before, after=wanted, renames=renames, exact=exact
        ).edit()
        if not edit.is_needed:
            return self if before == wanted else None
        try:
            changed = self.parse(edit_document(self.text, root, edit), path=self.path)
        except (BlueprintError, Unchangeable):
            return None
        found = Recorded(blueprint=changed.blueprint, source=changed.source, commit=changed.commit)
        return changed if found == wanted else None


def render_blueprint(blueprint: Blueprint) -> str:
    """The text of a blueprint alone, without where its template comes from.

    It reads back as the same blueprint, and its lines are those that Copier would write.
    """
    answers = blueprint.to_answers()
    return "".join(dump_yaml({key: answers[key]}) for key in sorted(answers, key=str.lower))


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
    except IsADirectoryError:
        raise NotAFile(path=str(path)) from None
    except (FileNotFoundError, NotADirectoryError):
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
        entities = entities_from_data(data.get(ENTITIES), shorthand=shorthand)
        ejected = ejected_from_data(data.get(EJECTED))
        return Blueprint(_options(data), dict(sorted(entities.items())), ejected).checked()
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
        if key.startswith("_") or key in {ENTITIES, EJECTED, _FORMAT}:
            continue
        try:
            options[key] = plain(value)
        except TypeError:
            raise InvalidShape(problem=f"`{key}` needs quotes around `{value}`") from None
    return options
