"""The Jinja that Copier evaluates questions with: a sandbox, with the filters it always loads."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from arcana_gen.blueprint.json_values import JsonValue

_FILTERS: Final = "jinja2_ansible_filters.AnsibleCoreFiltersExtension"


class JinjaError(Exception):
    """A template could not be evaluated."""


class Jinja:
    """Evaluates texts over answers; Jinja itself is imported at the first text that needs it."""

    def __init__(self, root: Path, options: Mapping[str, object]) -> None:
        from jinja2 import FileSystemLoader, StrictUndefined, Undefined
        from jinja2.sandbox import SandboxedEnvironment

        strict = options.get("undefined") == "jinja2.StrictUndefined"
        self._environment = SandboxedEnvironment(
            loader=FileSystemLoader(root),
            extensions=[_FILTERS],
            undefined=StrictUndefined if strict else Undefined,
            trim_blocks=bool(options.get("trim_blocks")),
            lstrip_blocks=bool(options.get("lstrip_blocks")),
            keep_trailing_newline=bool(options.get("keep_trailing_newline", True)),
        )

    def render(self, text: str, answers: Mapping[str, JsonValue]) -> str:
        """Evaluate the text; raises JinjaError with what went wrong."""
        from jinja2 import TemplateError

        try:
            return self._environment.from_string(text).render(answers)
        except (TemplateError, TypeError, ValueError) as error:
            raise JinjaError(str(error)) from error
