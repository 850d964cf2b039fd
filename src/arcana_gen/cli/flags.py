"""The flags that are made from the questions of a template."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final, ParamSpec

import typer

from arcana_gen.cli.usage import misused

if TYPE_CHECKING:
    from arcana_gen.blueprint import JsonValue, Options, Question
    from arcana_gen.template import Template

P = ParamSpec("P")

PROJECT_NAME: Final = "project_name"
"""The one question whose answer has no flag, since it is the argument of `arcana new`."""

_PANEL: Final = "What the service is like"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The template that a command works with, and the flags made from it that were given."""

    template: "Template"
    options: "Options"
    flags: Mapping[str, object]

    def resolve(self, answers: Mapping[str, object]) -> "dict[str, JsonValue]":
        """All options; what is wrong with one that was given as a flag is wrong usage."""
        from arcana_gen.blueprint.errors import InvalidChoice, InvalidOption

        try:
            return self.options.resolve(answers)
        except (InvalidChoice, InvalidOption) as error:
            if error.option not in self.flags:
                raise
            flag = flag_of(error.option)
            raise misused(error, command="arcana new", flag=flag) from None


def with_flags(
    function: Callable[P, None], template: "Template | None", options: "Options | None"
) -> Callable[P, None]:
    """The command with a flag for each question; its parameter `given` takes what was given.

    Without a template it has its own flags only, as the overview of commands shows it.
    """
    signature = inspect.signature(function)
    own = [parameter for name, parameter in signature.parameters.items() if name != "given"]
    generated = [] if options is None else _parameters(options, taken=set(signature.parameters))

    def command(*args: P.args, **kwargs: P.kwargs) -> None:
        values = {parameter.name: kwargs.pop(parameter.name) for parameter in generated}
        flags = {name: value for name, value in values.items() if value is not None}
        if template is not None and options is not None:
            kwargs["given"] = Given(template=template, options=options, flags=flags)
        function(*args, **kwargs)

    vars(command)["__signature__"] = signature.replace(parameters=[*own, *generated])
    return command


def flag_of(name: str) -> str:
    """`project_name` is `--project-name`."""
    return f"--{name.replace('_', '-')}"


def _parameters(options: "Options", *, taken: set[str]) -> list[inspect.Parameter]:
    from arcana_gen.blueprint.errors import BrokenQuestions

    questions = [question for question in options if question.name != PROJECT_NAME]
    for question in questions:
        if question.name in taken:
            problem = f"the question `{question.name}` is called like a flag of `arcana new`"
            raise BrokenQuestions(path=str(options.path), problem=problem)
    return [_parameter(question) for question in questions]


def _parameter(question: "Question") -> inspect.Parameter:
    flag = flag_of(question.name)
    is_switch = question.type == "bool"
    option = typer.Option(
        f"{flag}/--no-{flag[2:]}" if is_switch else flag,
        help=_help(question),
        metavar=f"[{'|'.join(question.choice_values)}]" if question.choices else None,
        rich_help_panel=_PANEL,
        show_default=False,
    )
    kind = bool if is_switch else str
    return inspect.Parameter(
        question.name,
        inspect.Parameter.KEYWORD_ONLY,
        default=None,
        annotation=Annotated[kind | None, option],
    )


def _help(question: "Question") -> str:
    text, default = question.help.rstrip("."), question.default
    if not question.has_default or default in {"", None}:
        return f"{text}."
    if isinstance(default, str) and "{" in default:  # computed from the other answers
        return f"{text}; depends on the preset." if "preset" in default else f"{text}."
    return f"{text}; `{default}` by default."
