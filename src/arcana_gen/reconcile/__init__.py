"""Plans: comparing what a blueprint renders to with what is there, and applying the difference."""

from arcana_gen.reconcile.addition import add_entity, add_job
from arcana_gen.reconcile.answers_merging import merge_answer_files
from arcana_gen.reconcile.changing import Manner, template_of
from arcana_gen.reconcile.creation import NewProject, create_project
from arcana_gen.reconcile.edits import Edit, consequences, edit_project
from arcana_gen.reconcile.inspection import Inspection, inspect_project, places_to_eject
from arcana_gen.reconcile.joining import join_migrations
from arcana_gen.reconcile.migrations import FOLDER as MIGRATIONS
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.plan import Change, Kind, Plan
from arcana_gen.reconcile.project import Project, find_project, open_project
from arcana_gen.reconcile.recovery import Outcome, Recovered
from arcana_gen.reconcile.tree import Entry, Mode

__all__ = [
    "MIGRATIONS",
    "Change",
    "Done",
    "Edit",
    "Entry",
    "Inspection",
    "Kind",
    "Manner",
    "Mode",
    "NewProject",
    "Outcome",
    "Plan",
    "Project",
    "Recovered",
    "Step",
    "add_entity",
    "add_job",
    "consequences",
    "create_project",
    "edit_project",
    "find_project",
    "inspect_project",
    "join_migrations",
    "merge_answer_files",
    "open_project",
    "places_to_eject",
    "template_of",
]
