"""The options of a service, as `arcana set --help` lists them."""

from contextlib import suppress
from pathlib import Path

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Options, Question, load_options
from arcana_gen.cli.edits import PRESET
from arcana_gen.errors import ArcanaError
from arcana_gen.reconcile import find_project
from arcana_gen.template import Template, find_template, recorded_template


def listed_options(folder: Path) -> str:
    """The keys and values of the project there, or else of a new one; nothing if none is known."""
    with suppress(ArcanaError):
        return _listed(load_options(_template(folder).questions))
    return ""


def _template(folder: Path) -> Template:
    with suppress(ArcanaError):
        answers = Answers.read(find_project(folder) / ANSWERS_FILE)
        return recorded_template(answers.source, answers.commit)
    return find_template()


def _listed(options: Options) -> str:
    questions = [question for question in options if question.name != PRESET]
    width = max(len(question.name) for question in questions)
    lines = [f"  {question.name:<{width}}  {_values(question)}" for question in questions]
    return "\n".join(["\b", "Options and their values", *lines, ""])


def _values(question: Question) -> str:
    return " ".join(question.values) or {"int": "NUMBER", "float": "NUMBER"}.get(
        question.type, "TEXT"
    )
