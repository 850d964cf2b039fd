"""`arcana add`, as its help shows it; what it does is imported when it runs."""

from typing import Final

from arcana_gen.cli.parameters import (
    Cron,
    EntityName,
    Fields,
    JobName,
    KnownEntity,
    Plural,
    Priority,
    SoftDelete,
)
from arcana_gen.cli.settings import Settings, with_settings

ENTITY_HELP: Final = """Add an entity to the project: all its layers, its tests, and a migration.

Only new files are written; the one file that changes is `.copier-answers.yml`. Without fields, in
a terminal, it asks for them.

\b
Examples
  arcana add entity Customer name:str email:email
  arcana add entity Order number:str:unique customer:ref:Customer
  arcana add entity Invoice number:str:unique --soft-delete
  arcana add entity Person name:str --plural Persons --dry-run

\b
Fields
  number:str:max=32:unique     total:decimal:12,2:min=0     note:text:optional
  customer:ref:Customer        tags:refs:Tag                placed_at:datetime:index
  status:enum:pending,paid:default=pending

\b
Types
  str text int bigint float decimal bool date datetime time duration uuid
  json email url enum bytes ref refs

\b
Modifiers
  optional unique index secret readonly default= min= max= pattern=
  on_delete=restrict|cascade|set_null
"""

FIELD_HELP: Final = """Add fields to an entity in all layers, with a migration.

Without fields, in a terminal, it asks for them. In rows that exist, a required field gets its
default, or what `--fill` says. Types and modifiers are those of `arcana add entity`.

\b
Examples
  arcana add field Order note:text:optional
  arcana add field Order weight:decimal:9,3:default=0 tags:refs:Tag
  arcana add field Order channel:str:max=20 --fill Order.channel=web
"""

JOB_HELP: Final = """Add a kind of job: what it is given, what it does, and a test.

The files are yours from then on: `update` and `set` do not touch them. Fields are those of
`arcana add entity`, with `optional` and `default=`; `ref:Customer` is the identifier of one.

\b
Examples
  arcana add job SendInvoice order:ref:Order note:text:optional
  arcana add job send-reminder order:ref:Order --priority high
  arcana add job PurgeDrafts --cron "30 3 * * *"
  arcana add job ReportSales days:int:default=7 --cron "0 7 * * mon" --dry-run

\b
Types
  str text int bigint float decimal bool date datetime time duration uuid
  json email url enum ref
"""


@with_settings()
def entity(
    *,
    name: EntityName = None,
    fields: Fields = None,
    plural: Plural = "",
    soft_delete: SoftDelete = False,
    settings: Settings,
) -> None:
    """Add the entity."""
    from arcana_gen.cli.adding import Wish, add_to_project

    wish = Wish(name=name or "", fields=fields or [], plural=plural, soft_delete=soft_delete)
    add_to_project(wish, settings)


@with_settings("fill")
def field(*, entity: KnownEntity, fields: Fields = None, settings: Settings) -> None:
    """Add the fields."""
    from arcana_gen.cli.changing import change
    from arcana_gen.cli.edits import adding_fields

    names = ", ".join(f"`{entity}.{text.partition(':')[0]}`" for text in fields or [])
    edit = adding_fields(entity, fields or [], may_ask=settings.asks)
    change("add field", settings, edit, headline=f"added {names or f'fields to `{entity}`'}")


@with_settings()
def job(
    *,
    name: JobName,
    fields: Fields = None,
    cron: Cron = "",
    priority: Priority = "",
    settings: Settings,
) -> None:
    """Add the job."""
    from arcana_gen.cli.adding_jobs import JobWish, add_job_to_project

    wish = JobWish(name=name, fields=fields or [], cron=cron, priority=priority)
    add_job_to_project(wish, settings)
