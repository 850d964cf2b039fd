"""Templates: where they come from, their versions, and rendering them with Copier."""

from arcana_gen.template.finding import find_template, recorded_template
from arcana_gen.template.git import run_git, work_tree_root
from arcana_gen.template.own import own_template
from arcana_gen.template.render import render
from arcana_gen.template.scratch import scratch_folder
from arcana_gen.template.source import Template, is_address
from arcana_gen.template.upgrades import compare, leads_on, newest_version, template_at
from arcana_gen.template.versions import Order, behaviour_changes, moved_paths, renames

__all__ = [
    "Order",
    "Template",
    "behaviour_changes",
    "compare",
    "find_template",
    "is_address",
    "leads_on",
    "moved_paths",
    "newest_version",
    "own_template",
    "recorded_template",
    "renames",
    "render",
    "run_git",
    "scratch_folder",
    "template_at",
    "work_tree_root",
]
