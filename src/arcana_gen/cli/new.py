"""`arcana new`, as its help shows it; what it does is imported when it runs."""

from typing import TYPE_CHECKING, Final

from arcana_gen.cli.parameters import (
    Diff,
    DryRun,
    Entities,
    FromFile,
    Json,
    NoGit,
    NoInstall,
    ServiceName,
    Target,
    TemplatePlace,
    Yes,
)

if TYPE_CHECKING:
    from arcana_gen.cli.flags import Given

HELP: Final = """Make a service.

In a terminal it asks for what was not given; without one, or with `--yes`, defaults decide.

\b
Examples
  arcana new order-service
  arcana new order-service --preset full --ci gitlab
  arcana new shop --entity "Tag label:str:unique" \\
                  --entity "Order number:str:unique tags:refs:Tag"
  arcana new shop --from blueprint.yaml --dry-run
"""


def new(  # noqa: PLR0913 - one parameter per flag
    *,
    given: "Given",
    name: ServiceName = None,
    entity: Entities = None,
    from_: FromFile = None,
    output: Target = None,
    template: TemplatePlace = "",  # noqa: ARG001 - read before, since it decides about the flags
    yes: Yes = False,
    no_git: NoGit = False,
    no_install: NoInstall = False,
    dry_run: DryRun = False,
    diff: Diff = False,
    json: Json = False,
) -> None:
    """Read the flags and create the project."""
    from arcana_gen.cli.creating import Wish, create
    from arcana_gen.cli.output import Output

    wish = Wish(
        name=name or "",
        entities=entity or [],
        blueprint=from_,
        target=output,
        may_ask=not (yes or json),
        with_git=not no_git,
        with_lock=not no_install,
    )
    create(given, wish, Output(dry_run=dry_run, diff=diff, json=json))
