"""Templates: where they come from, their versions, and rendering them with Copier."""

from arcana_gen.template.git import run_git, work_tree_root
from arcana_gen.template.render import render
from arcana_gen.template.scratch import scratch_folder
from arcana_gen.template.source import Template, find_template, is_address, recorded_template

__all__ = [
    "Template",
    "find_template",
    "is_address",
    "recorded_template",
    "render",
    "run_git",
    "scratch_folder",
    "work_tree_root",
]
