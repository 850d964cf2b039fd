"""Adding to a project: an entity with its migration and its place in the answers, or a job."""

from dataclasses import replace
from datetime import datetime

from arcana_gen.blueprint import Entity, Job, job_to_data
from arcana_gen.reconcile.changing import Manner, change_project, template_of
from arcana_gen.reconcile.migrations import find_head, next_migration
from arcana_gen.reconcile.outcome import Done, Step
from arcana_gen.reconcile.project import Project
from arcana_gen.reconcile.transition import Goal


def add_entity(
    project: Project, entity: Entity, *, now: datetime, manner: Manner, step: Step
) -> Done:
    """Plan the files of one more entity and write them.

    Nothing is written while the plan has conflicts: a file in the way asks for another name.
    """
    answers = project.answers.with_entity(entity)
    template = template_of(answers, step)
    migration = next_migration([entity], parent=find_head(project.root), now=now)
    goal = Goal(answers=answers, template=template, migrations=[migration])
    return change_project(project, template, goal, replace(manner, whole=True), step=step)


def add_job(project: Project, job: Job, *, manner: Manner, step: Step) -> Done:
    """Plan the files of one more job and write them; they are nobody's but the user's then.

    Nothing is written while the plan has conflicts: a file in the way asks for another name.
    """
    template = template_of(project.answers, step)
    goal = Goal(answers=project.answers, template=template, jobs=[job_to_data(job)])
    return change_project(project, template, goal, replace(manner, whole=True), step=step)
