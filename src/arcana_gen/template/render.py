"""Rendering a template into an empty folder."""

import re
import shutil
import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import JsonValue
from arcana_gen.errors import TemplateFailed, TemplateWantsTrust
from arcana_gen.template.git import run_git
from arcana_gen.template.scratch import scratch_folder
from arcana_gen.template.source import FILES, QUESTIONS, TABLES, Template

_PARTS: Final = (QUESTIONS, TABLES, FILES)
_OF_AN_ENTITY: Final = ("{% yield entity ", "{% yield migration ", "{% yield job ")
_CACHES: Final = frozenset(
    {"__pycache__", ".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache"}
)


def render(
    template: Template,
    data: Mapping[str, JsonValue],
    destination: Path,
    *,
    only_entities: frozenset[str] | None = None,
    migrations: Sequence[Mapping[str, JsonValue]] = (),
    jobs: Sequence[Mapping[str, JsonValue]] = (),
) -> None:
    """Render the answers into a folder that does not exist yet or is empty.

    With `only_entities`, only the files that belong to one entity are rendered, for these, and
    the migrations and jobs; `data` then needs no more entities than these and those they refer
    to. Raises TemplateFailed or TemplateWantsTrust.
    """
    answers = {**data, "migration_list": list(migrations)}
    if jobs:
        answers["job_list"] = list(jobs)
    if only_entities is not None:
        answers["entity_scope"] = sorted(only_entities)
    with scratch_folder() as scratch:
        # A plain copy, since Copier would render what git ignores, such as byte code.
        folder = scratch / "template"
        _copy(
            template.root, folder, _chosen(_files(template), slice_only=only_entities is not None)
        )
        _render(folder, answers, destination, template)


def _render(
    folder: Path, answers: dict[str, JsonValue], destination: Path, template: Template
) -> None:
    import yaml
    from copier.errors import CopierError, UnsafeTemplateError
    from jinja2 import TemplateError

    from arcana_gen.template.worker import copy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            copy(folder, destination, answers, origin=(template.source, template.version))
        except UnsafeTemplateError as error:
            raise TemplateWantsTrust(features=_features(error)) from None
        except TemplateError as error:
            raise TemplateFailed(problem=_where(error, folder)) from error
        except (CopierError, ValueError, TypeError, yaml.YAMLError) as error:
            raise TemplateFailed(problem=" ".join(str(error).split())) from error


def _files(template: Template) -> Iterable[str]:
    """The files of the template below its root."""
    if template.is_work_tree:
        listed = run_git(
            "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *_PARTS,
            cwd=template.root,
        )  # fmt: skip
        # What is deleted but not committed is still listed.
        return (name for name in set(listed.split("\0")) if (template.root / name).is_file())
    found = (path for part in _PARTS for path in _below(template.root / part))
    return (path.relative_to(template.root).as_posix() for path in found)


def _below(path: Path) -> Iterable[Path]:
    if path.is_file():
        return [path]
    return (
        found
        for found in path.rglob("*")
        if found.is_file() and _CACHES.isdisjoint(found.parts) and found.suffix != ".pyc"
    )


def _chosen(files: Iterable[str], *, slice_only: bool) -> Iterable[str]:
    if not slice_only:
        return files
    return (
        name
        for name in files
        if not name.startswith(f"{FILES}/") or any(mark in name for mark in _OF_AN_ENTITY)
    )


def _copy(root: Path, folder: Path, files: Iterable[str]) -> None:
    (folder / FILES).mkdir(parents=True)  # even where none of its files is chosen
    made: set[Path] = set()
    for name in files:
        target = folder / name
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        shutil.copy(root / name, target)


def _features(error: Exception) -> str:
    found = re.search(r"features?: ([^.]*)\.", str(error))
    return found[1] if found else "unsafe features"


def _where(error: Exception, folder: Path) -> str:
    """The problem, and the line of the template that it is in."""
    problem = " ".join(str(error).split())
    filename, line = getattr(error, "filename", None), getattr(error, "lineno", 0)
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(str(folder)):
            filename, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
        trace = trace.tb_next
    if not filename or not filename.startswith(str(folder)):
        return problem
    return f"{Path(filename).relative_to(folder).as_posix()}, line {line}: {problem}"
