"""Random fields, entities and blueprints, with texts that a file could take for something else."""

import datetime as dt
from dataclasses import replace

import yaml
from hypothesis import strategies as st

from arcana_gen.blueprint import (
    Blueprint,
    BlueprintError,
    Entity,
    Field,
    make_entity,
    parse_field,
)
from arcana_gen.blueprint.building import build_field
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.rules import check_field

UTC_TIMES = st.datetimes(
    dt.datetime.min,  # noqa: DTZ901 - hypothesis adds the zone
    timezones=st.just(dt.UTC),
).map(dt.datetime.isoformat)
SHORT_TEXT = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S"), include_characters=" "),
    max_size=12,
)
# Texts that YAML 1.1, YAML 1.2 or the shorthand could take for something else.
TRICKY_TEXT = st.sampled_from(
    [
        "",
        " ",
        "null",
        "~",
        "yes",
        "on",
        "0x1",
        "1_000",
        "12:30:00",
        "1e3",
        ".inf",
        "# no",
        "a: b",
        "- x",
        "'",
        '"',
        "::",
        ":unique",
        "a:max=3",
        "a:b:c",
        "&a",
        "*a",
        "!x",
        "%",
        "{",
        "é\n",
        "\t",
    ]
)
JSON = st.recursive(
    st.booleans() | st.integers(-9, 9) | st.floats(-9, 9) | SHORT_TEXT,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(SHORT_TEXT, inner, max_size=2),
    max_leaves=4,
)
PATTERNS = st.sampled_from([r"^a:b$", r"\d{4}-\w+", "(?i:a|b)", "it's", "a::b", ":", "x:unique"])
DEFAULTS: dict[str, st.SearchStrategy[str]] = {
    "str": SHORT_TEXT | TRICKY_TEXT,
    "text": SHORT_TEXT | TRICKY_TEXT,
    "int": st.integers(-(2**31), 2**31 - 1).map(str),
    "bigint": st.integers(-(2**63), 2**63 - 1).map(str),
    "float": st.floats(allow_nan=False, allow_infinity=False).map(str),
    "decimal": st.decimals(-9_999, 9_999, places=2).map("{:f}".format),
    "bool": st.sampled_from(["true", "false"]),
    "date": st.dates().map(dt.date.isoformat) | st.just("today"),
    "datetime": UTC_TIMES | st.just("now"),
    "time": st.times().map(dt.time.isoformat),
    "duration": st.integers(0, 10**9).map("PT{}S".format),
    "email": st.just("a@example.com"),
    "url": st.just("https://example.com:8080/a?b=c:d"),
    "enum": st.sampled_from(["on", "in-progress", "2xl"]),
}
FLAGS = st.lists(
    st.sampled_from(["optional", "unique", "index", "secret", "readonly"]), unique=True
)
TYPES = st.sampled_from([*DEFAULTS, "json", "uuid", "bytes", "ref", "refs"])


@st.composite
def fields(draw: st.DrawFn, name: str = "amount") -> Field:
    """A legal field; what the type does not take is dropped until it is one."""
    word = draw(TYPES)
    parts = dict.fromkeys(draw(FLAGS), "true")
    if word in DEFAULTS and draw(st.booleans()):
        parts["default"] = draw(DEFAULTS[word])
    if word in {"str", "text"} and draw(st.booleans()):
        parts["pattern"] = draw(PATTERNS)
    if word in {"int", "bigint", "float", "decimal", "date", "datetime", "time", "duration"}:
        parts |= {
            key: draw(DEFAULTS[word]) for key in draw(st.sampled_from([[], ["min"], ["max"]]))
        }
    if word in {"str", "text", "bytes"} and draw(st.booleans()):
        parts["max"] = str(draw(st.integers(1, 99)))
    if word in {"ref", "refs"}:
        parts["target"] = "Tag"
    values = ("in-progress", "2xl", "on") if word == "enum" else ()
    return _legal(name, word, parts, values)


@st.composite
def used_fields(draw: st.DrawFn, name: str = "amount") -> Field:
    """A legal field; as an enum one whose values came and went, which the shorthand cannot say."""
    field = draw(fields(name))
    if not field.values:
        return field
    numbers = draw(st.lists(st.integers(1, 9), unique=True, min_size=3, max_size=6))
    if draw(st.booleans()):
        numbers = [1, 2, 3]
    return check_field(
        replace(field, numbers=tuple(numbers[:3]), reserved=tuple(sorted(numbers[3:])))
    )


def _legal(name: str, word: str, parts: dict[str, str], values: tuple[str, ...]) -> Field:
    dropped = [key for key in reversed(parts) if key != "target"]
    for key in dropped:
        try:
            return build_field(name, word, parts, values=values)
        except BlueprintError:
            parts = {kept: text for kept, text in parts.items() if kept != key}
    return build_field(name, word, parts, values=values)


@st.composite
def entities(draw: st.DrawFn, name: str) -> Entity:
    count = draw(st.integers(1, 4))
    gone = draw(st.lists(st.integers(50, 99), unique=True, max_size=3))
    return make_entity(
        name,
        [draw(used_fields(f"field_{index}")) for index in range(count)],
        plural=f"{name}s",
        soft_delete=draw(st.booleans()),
        reserved=gone,
    )


@st.composite
def blueprints(draw: st.DrawFn) -> Blueprint:
    names = draw(st.lists(st.sampled_from(["Order", "Zone", "OAuth2Token", "Oak"]), unique=True))
    options: dict[str, JsonValue] = {"database": "postgresql", "description": draw(TRICKY_TEXT)}
    tag = make_entity("Tag", [parse_field("name:str")], plural="Tags")
    ejected = draw(st.lists(st.sampled_from(["README.md", "src/app/[x]", "tests/unit"])))
    blueprint = Blueprint(options).with_ejected(ejected)
    return blueprint.with_entities([tag, *(draw(entities(name)) for name in names)])


def as_copier_writes(blueprint: Blueprint) -> str:
    """What `template/{{ _copier_conf.answers_file }}.jinja` renders."""
    answers = {**blueprint.to_answers(), "_commit": "v1", "_src_path": "~/template.bundle"}
    texts = [
        yaml.dump(
            {name: answers[name]},
            indent=2,
            allow_unicode=True,
            default_flow_style=False,
            sort_keys=False,
            width=1000,
        ).strip()
        for name in sorted(answers, key=str.lower)
    ]
    return "# The blueprint of this service.\n" + "\n".join(texts) + "\n"
