"""The options that a template offers: the questions of its `copier.yml`, and answering them.

Defaults and validators are evaluated as Copier does, in the order of the questions, so that
flags, prompts and a plain `copier copy` come to the same answers.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Final

from arcana_gen.blueprint.errors import (
    BrokenQuestions,
    DoesNotFit,
    InvalidChoice,
    InvalidOption,
    MissingOption,
    UnknownOption,
)
from arcana_gen.blueprint.jinja import Jinja, JinjaError
from arcana_gen.blueprint.json_values import JsonValue, as_text
from arcana_gen.blueprint.names import project_name
from arcana_gen.blueprint.questions import Question, cast_to_bool, read_question
from arcana_gen.blueprint.suggestions import nearest
from arcana_gen.blueprint.yaml_text import YamlProblem, load_mapping

PROJECT_NAME: Final = "project_name"
"""The one question whose answer has rules in Python: Jinja does not know Arcana's names."""


class Options:
    """The questions of one template, in their order."""

    def __init__(
        self,
        questions: Mapping[str, Question],
        *,
        path: Path,
        envops: Mapping[str, object] | None = None,
    ) -> None:
        self.questions = questions
        self.path = path
        self._envops = envops or {}

    def __iter__(self) -> Iterator[Question]:
        """The questions that people decide: flags, prompts and the README come from these."""
        return (question for question in self.questions.values() if question.is_option)

    def __getitem__(self, name: str) -> Question:
        """The option of this name; raises UnknownOption."""
        question = self.questions.get(name)
        if question is None or not question.is_option:
            known = [option.name for option in self]
            raise UnknownOption(option=name, known=" ".join(known), near=nearest(name, known))
        return question

    def is_asked(self, name: str, answers: Mapping[str, JsonValue]) -> bool:
        """Whether the question arises at all after these answers."""
        when = self[name].when
        return when if isinstance(when, bool) else cast_to_bool(self._render(when, answers))

    def default(self, name: str, answers: Mapping[str, JsonValue]) -> JsonValue:
        """The default after the answers so far; raises MissingOption where there is none."""
        question = self[name]
        if not question.has_default:
            raise MissingOption(option=name)
        default = question.default
        if isinstance(default, str):
            default = self._render(default, answers)
        return self.check(name, default, answers)

    def computed(self, name: str, answers: Mapping[str, JsonValue]) -> JsonValue:
        """What a computed question comes to; None where the template has no such question."""
        question = self.questions.get(name)
        if question is None:
            return None
        visible = dict(answers)
        for option in self:
            if option.name not in visible and option.has_default:
                visible[option.name] = self.default(option.name, visible)
        default = question.default
        return question.cast(
            self._render(default, visible) if isinstance(default, str) else default
        )

    def check(self, name: str, value: object, answers: Mapping[str, JsonValue]) -> JsonValue:
        """Bring a value to the type of its question; raises unless the question accepts it."""
        question = self[name]
        try:
            answer = question.cast(value)
        except (ValueError, TypeError, YamlProblem) as error:
            raise InvalidOption(option=name, value=as_text(value), problem=str(error)) from None
        if question.choices and answer not in [choice.value for choice in question.choices]:
            raise InvalidChoice(
                option=name,
                value=as_text(value),
                choices=" ".join(question.choice_values),
                near=nearest(as_text(value), question.choice_values),
            )
        if name == PROJECT_NAME and isinstance(answer, str):
            answer = project_name(answer)
        self._validate(question, answer, answers)
        return answer

    def resolve(
        self,
        given: Mapping[str, object],
        *,
        context: Mapping[str, JsonValue] | None = None,
    ) -> dict[str, JsonValue]:
        """All answers: those given, and defaults for the rest; `context` is visible to Jinja."""
        for name in given:
            self[name]  # refuse what is no option before anything is evaluated
        answers: dict[str, JsonValue] = {}
        visible = dict(context or {})
        for question in self:
            name = question.name
            if name in given:
                visible[name] = self.check(name, given[name], visible)
            else:
                visible[name] = self.default(name, visible)
            if self.is_asked(name, visible):
                answers[name] = visible[name]
        return answers

    def change(
        self, before: Mapping[str, object], given: Mapping[str, object]
    ) -> dict[str, JsonValue]:
        """All answers after some were given anew.

        Raises DoesNotFit where one that was not given has to change with them.
        """
        try:
            return self.resolve({**before, **given})
        except (InvalidChoice, InvalidOption) as error:
            if error.option in given or error.option not in before:
                raise
            for text in self[error.option].values:
                with suppress(InvalidChoice, InvalidOption):
                    self.resolve({**before, **given, error.option: text})
                    raise DoesNotFit(
                        option=error.option,
                        value=error.value,
                        problem=getattr(error, "problem", ""),
                        fitting=text,
                    ) from None
            raise

    def _validate(
        self, question: Question, answer: JsonValue, answers: Mapping[str, JsonValue]
    ) -> None:
        if not question.validator:
            return
        try:
            problem = self._jinja.render(question.validator, {**answers, question.name: answer})
        except JinjaError as error:
            problem = str(error)
        if problem.strip():
            raise InvalidOption(
                option=question.name, value=as_text(answer), problem=" ".join(problem.split())
            )

    def _render(self, text: str, answers: Mapping[str, JsonValue]) -> str:
        if "{" not in text:
            return text
        try:
            return self._jinja.render(text, answers)
        except JinjaError as error:
            raise BrokenQuestions(path=str(self.path), problem=str(error)) from None

    @cached_property
    def _jinja(self) -> Jinja:
        return Jinja(self.path.parent, self._envops)


def load_options(copier_yml: Path) -> Options:
    """Read the questions of a template; raises BrokenQuestions."""
    try:
        data = load_mapping(copier_yml.read_text(encoding="utf-8"))
        questions = {
            name: read_question(name, body if isinstance(body, Mapping) else {"default": body})
            for name, body in data.items()
            if not name.startswith("_")
        }
    except (OSError, ValueError, TypeError, YamlProblem) as error:
        raise BrokenQuestions(path=str(copier_yml), problem=str(error)) from None
    envops = data.get("_envops")
    return Options(questions, path=copier_yml, envops=envops if isinstance(envops, Mapping) else {})
