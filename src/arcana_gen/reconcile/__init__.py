"""Plans: comparing what a blueprint renders to with what is there, and applying the difference."""

from arcana_gen.reconcile.addition import add_entity
from arcana_gen.reconcile.creation import NewProject, create_project
from arcana_gen.reconcile.journal import Outcome
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.plan import Change, Kind, Plan
from arcana_gen.reconcile.project import Project, open_project
from arcana_gen.reconcile.tree import Entry, Mode

__all__ = [
    "Change",
    "Done",
    "Entry",
    "Kind",
    "Mode",
    "NewProject",
    "Outcome",
    "Plan",
    "Project",
    "Step",
    "add_entity",
    "create_project",
    "open_project",
]
