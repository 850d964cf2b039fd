"""Asking, in a terminal, for what was not given."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from arcana_gen import console
from arcana_gen.blueprint import (
    TYPES,
    Entity,
    Field,
    FieldType,
    JsonValue,
    Options,
    Question,
    entity_name,
    format_field,
    make_entity,
    parse_field,
    plural_of,
    project_name,
)
from arcana_gen.cli.flags import PROJECT_NAME
from arcana_gen.errors import ArcanaError

if TYPE_CHECKING:
    import questionary

_AFTERWARDS: Final = {
    "unique": "Which fields are unique?",
    "optional": "Which fields may be empty?",
    "index": "Which fields will be searched or sorted by a lot?",
}
"""What specifications forget: asked once for all fields, each modifier in one question."""


def ask_options(options: Options, given: Mapping[str, object]) -> dict[str, object]:
    """Ask the questions that are not answered yet, in their order."""
    answers: dict[str, object] = dict(given)
    visible: dict[str, JsonValue] = {}
    for question in options:
        name = question.name
        if name not in answers and options.is_asked(name, visible):
            answers[name] = _ask_question(options, question, visible)
        value = answers.get(name)
        visible[name] = (
            options.default(name, visible) if value is None else options.check(name, value, visible)
        )
    return answers


def ask_entities() -> list[Entity]:
    """Ask for entities until there are enough."""
    entities: dict[str, Entity] = {}
    question = "Describe an entity now?"
    while _confirm(question, default=not entities):
        added = ask_entity(entities)
        entities[added.name] = added
        question = "Another one?"
    return list(entities.values())


def ask_entity(
    known: Mapping[str, Entity], *, name: str = "", plural: str = "", soft_delete: bool = False
) -> Entity:
    """Ask for an entity: its name, its fields one by one, then what concerns all of them."""
    name = name or _text("Name of the entity:", check=entity_name)
    plural = plural or _text("Its plural:", default=plural_of(entity_name(name)), check=entity_name)
    fields = ask_fields([*known, entity_name(name)])
    for modifier, question in _AFTERWARDS.items():
        fields = _modified(fields, modifier, question)
    soft_delete = soft_delete or _ask_soft_delete()
    entity = make_entity(name, fields, plural=plural, soft_delete=soft_delete)
    flags = ["--soft-delete"] if soft_delete else []
    words = " ".join([entity.name, *map(format_field, entity.fields), *flags])
    console.say(f"`arcana add entity {words}`", style="dim")
    return entity


def ask_fields(entities: Sequence[str]) -> list[Field]:
    """Ask for fields one by one until there are enough."""
    fields: list[Field] = []
    while True:
        name = _text("Name of a field (empty: no more):" if fields else "Name of the first field:")
        if not name and fields:
            return fields
        if not name:
            continue
        shorthand = name if ":" in name else f"{name}:{_ask_type(entities)}"
        try:
            field = parse_field(shorthand)
        except ArcanaError as error:
            console.show_error(error)
            continue
        fields = [*(other for other in fields if other.name != field.name), field]


def ask_fill(entity: str, field: str) -> str:
    """Ask for the value that a new required field has in the rows that exist."""
    return _text(f"Value of {entity}.{field} in the rows that exist:")


def ask_to_lose(losses: Sequence[str]) -> bool:
    """Ask whether what is stored may go."""
    for loss in losses:
        console.note(f"this loses {loss}")
    return _confirm("Lose it?", default=False)


def ask_to_go_on() -> bool:
    """Ask whether to do what was just announced."""
    return _confirm("Go on?", default=True)


def ask_for_checks() -> bool:
    """Ask whether the project's own checks shall run."""
    return _confirm("Run the project's own checks now?", default=True)


def _ask_question(options: Options, question: Question, visible: Mapping[str, JsonValue]) -> object:
    import questionary

    default = options.default(question.name, visible) if question.has_default else None
    text = f"{question.help.rstrip('.')}:"
    if question.type == "bool":
        return _confirm(text, default=bool(default))
    if question.choices:
        choices = [questionary.Choice(c.label, value=c.value) for c in question.choices]
        chosen = next((choice for choice in choices if choice.value == default), None)
        return _answer(questionary.select(text, choices=choices, default=chosen))

    def check(value: str) -> object:
        name = project_name(value) if question.name == PROJECT_NAME else value
        return options.check(question.name, name, visible)

    return check(_text(text, default="" if default is None else str(default), check=check))


def _ask_type(entities: Sequence[str]) -> str:
    import questionary

    choices = [
        questionary.Choice(f"{kind:<9} {info.summary}", value=str(kind))
        for kind, info in TYPES.items()
    ]
    chosen = str(_answer(questionary.select("Its type:", choices=choices)))
    if chosen in {FieldType.REF, FieldType.REFS}:
        target = _answer(questionary.select("Which entity?", choices=list(entities)))
        chosen = f"{chosen}:{target}"
    if chosen == FieldType.ENUM:
        chosen = f"{chosen}:{_text('Its values, with commas between:').replace(' ', '')}"
    if chosen == FieldType.DECIMAL:
        chosen = f"{chosen}:{_text('Digits in all, and after the point:', default='12,2')}"
    more = _text("More, such as `max=80:default=x` (empty: nothing):")
    return f"{chosen}:{more}" if more else chosen


def _ask_soft_delete() -> bool:
    import questionary

    choices = [
        questionary.Choice("Delete for good", value=False),
        questionary.Choice("Keep deleted rows and allow to restore them", value=True),
    ]
    return bool(_answer(questionary.select("When one is deleted:", choices=choices)))


def _modified(fields: list[Field], modifier: str, question: str) -> list[Field]:
    import questionary

    fitting = [field for field in fields if modifier in TYPES[field.type].modifiers]
    if not fitting:
        return fields
    choices = [
        questionary.Choice(field.name, checked=bool(getattr(field, modifier))) for field in fitting
    ]
    chosen = _answer(questionary.checkbox(question, choices=choices))
    names = chosen if isinstance(chosen, list) else []
    return [_with_modifier(field, modifier, wanted=field.name in names) for field in fields]


def _with_modifier(field: Field, modifier: str, *, wanted: bool) -> Field:
    if not wanted or getattr(field, modifier):
        return field
    try:
        return parse_field(f"{format_field(field)}:{modifier}")
    except ArcanaError as error:
        console.show_error(error)
        return field


def _text(question: str, *, default: str = "", check: Callable[[str], object] | None = None) -> str:
    import questionary

    def validate(value: str) -> bool | str:
        try:
            if check is not None:
                check(value)
        except ArcanaError as error:
            return error.message
        return True

    return str(_answer(questionary.text(question, default=default, validate=validate))).strip()


def _confirm(question: str, *, default: bool) -> bool:
    import questionary

    return bool(_answer(questionary.confirm(question, default=default)))


def _answer(question: "questionary.Question") -> object:
    """Ask; Ctrl-C ends the command."""
    answer: object = question.unsafe_ask()
    return answer
