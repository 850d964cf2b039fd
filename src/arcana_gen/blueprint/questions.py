"""One question of `copier.yml`, read as Copier reads it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from arcana_gen.blueprint.json_values import JsonValue, as_text, plain
from arcana_gen.blueprint.yaml_text import load_document

UNRECORDED: Final = frozenset({"entities", "ejected", "blueprint_format"})
"""Questions that the blueprint answers by itself."""

_TRUE: Final = frozenset({"y", "yes", "t", "true", "on"})
_FALSE: Final = frozenset({"n", "no", "f", "false", "off", "~", "null", "none", ""})


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A value to choose, and the words that people see."""

    label: str
    value: JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One option; `default`, `when` and `validator` may be Jinja over the answers before it."""

    name: str
    type: str
    help: str = ""
    choices: tuple[Choice, ...] = ()
    default: JsonValue = None
    has_default: bool = False
    placeholder: str = ""
    validator: str = ""
    when: str | bool = True
    ask: bool = True

    @property
    def is_computed(self) -> bool:
        """Whether the answer is never given nor recorded, only computed from the others."""
        return self.when is False

    @property
    def is_option(self) -> bool:
        """Whether people decide it: it has a flag, a prompt, and a line in the README."""
        return self.ask and not self.is_computed and self.name not in UNRECORDED

    @property
    def choice_values(self) -> tuple[str, ...]:
        """The values to choose from, as text."""
        return tuple(as_text(choice.value) for choice in self.choices)

    @property
    def values(self) -> tuple[str, ...]:
        """All values that it can have, as text, where these can be listed."""
        return ("true", "false") if self.type == "bool" else self.choice_values

    def cast(self, value: object) -> JsonValue:
        """The value in the question's type; raises ValueError, TypeError or YamlProblem."""
        match self.type:
            case "bool":
                return cast_to_bool(value)
            case "int":
                return int(str(value))
            case "float":
                return float(str(value))
            case "json":
                return plain(json.loads(value) if isinstance(value, str) else value)
            case "yaml":
                return plain(load_document(value)[0] if isinstance(value, str) else value)
            case _:
                return _cast_to_text(value)


def read_question(name: str, body: Mapping[str, object]) -> Question:
    """Read a question in its long form; raises ValueError for what Arcana cannot use."""
    if body.get("multiselect") or body.get("secret"):
        raise ValueError(f"`{name}` uses `multiselect` or `secret`, which Arcana does not know")
    choices = tuple(_choices(body.get("choices") or ()))
    when = body.get("when", True)
    default = plain(body.get("default"))
    return Question(
        name=name,
        type=str(body.get("type") or type(default).__name__),
        help=str(body.get("help", "")).strip(),
        choices=choices,
        default=default,
        has_default="default" in body,
        placeholder=str(body.get("placeholder", "")),
        validator=str(body.get("validator", "")),
        when=when if isinstance(when, bool) else str(when),
        ask=bool(body.get("ask", True)),
    )


def cast_to_bool(value: object) -> bool:
    """Read a truth value by the words that YAML and Copier take for one."""
    if isinstance(value, bool | int | float):
        return bool(value)
    word = str(value).strip().lower()
    if word in _TRUE or word == "1":
        return True
    if word in _FALSE or word == "0":
        return False
    raise ValueError(f"`{value}` is neither true nor false")


def _choices(raw: object) -> Iterator[Choice]:
    if not isinstance(raw, Mapping | list | tuple):
        raise TypeError("choices are a mapping or a list")
    pairs = raw.items() if isinstance(raw, Mapping) else [(value, value) for value in raw]
    for label, value in pairs:
        if isinstance(value, Mapping | list):
            raise TypeError(f"the choice `{label}` is no plain value")
        yield Choice(label=str(label), value=plain(value))


def _cast_to_text(value: object) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    raise ValueError(f"`{value}` is not text")
