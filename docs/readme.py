"""Writes the tables of README.md that follow from the code: options, field types, modifiers.

python docs/readme.py            write them
python docs/readme.py --check    fail when they are out of date
"""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, TypedDict, cast

from jinja2 import Environment, FileSystemLoader

from arcana_gen.blueprint import TYPES, FieldType, JsonValue, Options, Question, load_options
from arcana_gen.blueprint.building import FLAGS, MODIFIERS
from arcana_gen.blueprint.fields import ON_DELETE
from arcana_gen.blueprint.rules import DEFAULT_LENGTH

ROOT: Final = Path(__file__).resolve().parents[1]
README: Final = ROOT / "README.md"
NAME: Final = "project_name"


class TypeTexts(TypedDict):
    """What the template writes for a type; see `includes/types.jinja`."""

    python: str
    body: str
    column: str


_TARGETS: Final = {FieldType.REF: "Customer", FieldType.REFS: "Tag"}
"""What the examples refer to."""

_JSON: Final = {
    "str": "string",
    "int": "number",
    "float": "number",
    "Decimal": 'string, `"12.50"`',
    "bool": "`true`, `false`",
    "dt.date": '`"2026-01-31"`',
    "UtcDateTime": '`"2026-01-31T09:30:00Z"`',
    "TimeOfDay": '`"09:30:00"`',
    "dt.timedelta": '`"PT1H30M"`',
    "UUID": "string",
    "JsonValue": "as it is",
    "{class}": "string",
    "Base64": "string, base64",
    "{target}Id": "string, in `customer_id`",
    "tuple[{target}Id, ...]": "list of strings, in `tag_ids`",
}
"""By the type in a body."""

_SQL: Final = {
    "types.String({max})": "`VARCHAR(n)`",
    "types.LongText()": "`TEXT`; MySQL `LONGTEXT`",
    "sa.Integer()": "`INTEGER`",
    "sa.BigInteger()": "`BIGINT`",
    "types.Float()": "`DOUBLE PRECISION`",
    "types.Decimal({precision}, {scale})": "`NUMERIC(p, s)`; SQLite `BIGINT` of smallest units",
    "sa.Boolean()": "`BOOLEAN`",
    "types.Date()": "`DATE`",
    "types.UtcDateTime()": "`TIMESTAMP WITH TIME ZONE`; else `DATETIME` in UTC",
    "types.Time()": "`TIME`",
    "types.Duration()": "`BIGINT` of microseconds",
    "types.Identifier()": "`UUID`; MySQL `BINARY(16)`, SQLite `CHAR(32)`",
    "types.Json()": "`JSON`; PostgreSQL `JSONB`",
    "types.Binary()": "`BYTEA`; MySQL `LONGBLOB`, SQLite `BLOB`",
    "": "a table of pairs",
}
"""By the column in a table."""

_WITH: Final = {FieldType.ENUM: ", with a `CHECK`", FieldType.REF: "; with a `FOREIGN KEY`"}
"""What a column of the type has besides."""

_MODIFIERS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "optional": ("may be missing", "`T | None`", "no `NOT NULL`", "`null`, or not sent"),
    "unique": ("no two alike", "", "`UNIQUE`", "409 for a taken value"),
    "index": ("looked up often", "", "`CREATE INDEX`", ""),
    "secret": ("never shown", "not in `repr`", "", "written, never read, no filter"),
    "readonly": ("set once", "not in `Update…`", "", "in `POST` only"),
    "default": ("value when none is given", "default of `Create…`", "", "need not be sent"),
    "min": ("least value, or length", "checked", "`CHECK` for numbers", "422"),
    "max": ("greatest value, or length", "checked", "length, or `CHECK`", "422"),
    "pattern": ("expression for the whole text", "checked", "", "422"),
    "on_delete": ("when the target goes", "", "`ON DELETE …`", "409 for `restrict`"),
}
"""Its meaning, and what it becomes in Python, SQL, and JSON or HTTP."""


def options_table(options: Options) -> str:
    """One line per question of `copier.yml` that people decide."""
    presets = options["preset"].choice_values
    resolved = {preset: _resolve(options, preset) for preset in presets}
    lines = [
        [
            _flag(question),
            question.help,
            ", ".join(f"`{value}`" for value in question.values),
            *(_default(question, resolved[preset]) for preset in presets),
        ]
        for question in options
    ]
    heads = ["flag", "what", "values", *(f"with `{preset}`" for preset in presets)]
    return _table(heads, lines)


def types_table() -> str:
    """One line per type of a field."""
    texts = _type_texts()
    lines = [
        [
            f"`{type_}`",
            info.summary,
            f"`{info.example}`",
            f"`{_python(type_, texts[type_]['python'])}`",
            _JSON[texts[type_]["body"]],
            _SQL[texts[type_]["column"]] + _WITH.get(type_, ""),
        ]
        for type_, info in TYPES.items()
    ]
    return _table(["type", "what", "for example", "Python", "JSON", "SQL"], lines)


def modifiers_table() -> str:
    """One line per modifier of a field."""
    lines = []
    for modifier in MODIFIERS:
        what, python, sql, http = _MODIFIERS[modifier]
        spelled = f"`{modifier}`" if modifier in FLAGS else f"`{modifier}=`"
        lines.append([spelled, what, _allowed(modifier), python, sql, http])
    return _table(["modifier", "what", "for", "Python", "SQL", "JSON, HTTP"], lines)


def lengths_text() -> str:
    """How long values may be where no `max` says so, and the delete rules of references."""
    lengths = ", ".join(f"`{type_}` {length:,}" for type_, length in DEFAULT_LENGTH.items())
    rules = "; ".join(
        f"`{type_}`: {', '.join(f'`{rule}`' for rule in found)}"
        for type_, found in ON_DELETE.items()
    )
    return (
        f"Without `max`, a value has at most so many characters (bytes for `bytes`): {lengths}.\n"
        f"Delete rules, the first by default: {rules}."
    )


PARTS: Final[Mapping[str, Callable[[], str]]] = {
    "options": lambda: options_table(load_options(ROOT / "copier.yml")),
    "types": types_table,
    "modifiers": modifiers_table,
    "lengths": lengths_text,
}


def with_parts(text: str) -> str:
    """The README with every part written anew; raises ValueError where a marker is missing."""
    for name, write in PARTS.items():
        begin, end = f"<!-- {name}: written by docs/readme.py -->", f"<!-- end of {name} -->"
        pattern = re.compile(f"{re.escape(begin)}.*?{re.escape(end)}", re.DOTALL)
        new = f"{begin}\n{write()}\n{end}"
        found = pattern.findall(text)
        if len(found) != 1:
            raise ValueError(f"README.md needs one part between `{begin}` and `{end}`")
        text = text.replace(found[0], new)
    return text


def main(arguments: Sequence[str]) -> int:
    """Write the README, or compare it; return an exit code."""
    before = README.read_text(encoding="utf-8")
    after = with_parts(before)
    if "--check" not in arguments:
        README.write_text(after, encoding="utf-8")
        return 0
    if before != after:
        sys.stderr.write("README.md is out of date; `python docs/readme.py` writes it\n")
        return 1
    return 0


def _type_texts() -> Mapping[str, TypeTexts]:
    """The template's own table."""
    environment = Environment(loader=FileSystemLoader(ROOT), autoescape=False)  # noqa: S701 - no HTML
    template = "{% from 'includes/types.jinja' import TYPES %}{{ TYPES | tojson }}"
    return cast("Mapping[str, TypeTexts]", json.loads(environment.from_string(template).render()))


def _resolve(options: Options, preset: str) -> Mapping[str, JsonValue]:
    return options.resolve({"preset": preset, NAME: "my-service"})


def _flag(question: Question) -> str:
    if question.name == NAME:
        return "`NAME`"
    name = question.name.replace("_", "-")
    return f"`--{name}`, `--no-{name}`" if question.type == "bool" else f"`--{name}`"


def _default(question: Question, resolved: Mapping[str, JsonValue]) -> str:
    if not question.has_default:
        return ""
    value = str(resolved[question.name]).replace("my-service", "NAME")
    if question.type == "bool":
        value = value.lower()
    return f"`{value}`" if question.values else value


def _allowed(modifier: str) -> str:
    allowed = [type_ for type_, info in TYPES.items() if modifier in info.modifiers]
    others = [type_ for type_ in FieldType if type_ not in allowed]
    if len(others) < len(allowed):
        return f"all but {_listed(others)}" if others else "all"
    return _listed(allowed)


def _listed(types: Iterable[FieldType]) -> str:
    return ", ".join(f"`{type_}`" for type_ in types)


def _python(type_: FieldType, text: str) -> str:
    """The annotation, with the names that only an entity gives."""
    return text.replace("{class}", "StrEnum").replace("{target}", _TARGETS.get(type_, ""))


def _table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    rows = [heads, ["---"] * len(heads), *lines]
    cells = ([cell.replace("|", r"\|") for cell in row] for row in rows)
    return "\n".join(" ".join(f"| {cell}".rstrip() for cell in row) + " |" for row in cells)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
