"""The flags that all commands have which change a project, written once."""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, ParamSpec

from arcana_gen.cli import parameters
from arcana_gen.cli.output import Output

P = ParamSpec("P")

_EXTRA: Final[Mapping[str, tuple[object, object]]] = {
    "fill": (parameters.Fills, None),
    "accept_data_loss": (parameters.AcceptDataLoss, False),
    "branch": (parameters.Branch, ""),
    "run_checks": (parameters.Checks, False),
    "no_install": (parameters.NoInstall, False),
}
_COMMON: Final[Mapping[str, tuple[object, object]]] = {
    "project": (parameters.ProjectFolder, Path()),
    "yes": (parameters.Yes, False),
    "force": (parameters.Force, False),
    "dry_run": (parameters.DryRun, False),
    "diff": (parameters.Diff, False),
    "json": (parameters.Json, False),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What these flags say.

    A command that has the flag `--run-checks` offers the project's checks in a terminal.
    """

    project: Path
    output: Output
    yes: bool = False
    force: bool = False
    fills: Sequence[str] = ()
    accept_data_loss: bool = False
    branch: str = ""
    run_checks: bool = False
    offers_checks: bool = False
    with_lock: bool = True

    @property
    def asks(self) -> bool:
        """Whether a person can be asked."""
        from arcana_gen import console

        return not (self.yes or self.output.json) and console.can_ask()


def with_settings(*extra: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Give a command the common flags, and these besides; its parameter `settings` takes them."""

    def decorate(function: Callable[P, None]) -> Callable[P, None]:
        signature = inspect.signature(function)
        own = [found for name, found in signature.parameters.items() if name != "settings"]
        flags = {**{name: _EXTRA[name] for name in extra}, **_COMMON}
        made = [_parameter(name, *flag) for name, flag in flags.items()]

        def command(*args: P.args, **kwargs: P.kwargs) -> None:
            given = {name: kwargs.pop(name) for name in flags}
            kwargs["settings"] = _settings(given)
            function(*args, **kwargs)

        vars(command)["__signature__"] = signature.replace(parameters=[*own, *made])
        return command

    return decorate


def _parameter(name: str, annotation: object, default: object) -> inspect.Parameter:
    kind = inspect.Parameter.KEYWORD_ONLY
    return inspect.Parameter(name, kind, default=default, annotation=annotation)


def _settings(given: Mapping[str, object]) -> Settings:
    project, fills = given["project"], given.get("fill")
    return Settings(
        project=project if isinstance(project, Path) else Path(),
        output=Output(**{name: bool(given[name]) for name in ("dry_run", "diff", "json")}),
        yes=bool(given["yes"]),
        force=bool(given["force"]),
        fills=fills if isinstance(fills, list) else [],
        accept_data_loss=bool(given.get("accept_data_loss")),
        branch=str(given.get("branch", "")),
        run_checks=bool(given.get("run_checks")),
        offers_checks="run_checks" in given,
        with_lock=not given.get("no_install"),
    )
