"""What each preset renders to, committed: the diff of a change of the template is read by eye.

`ARCANA_UPDATE_GOLDEN=1 pytest tests/template/test_golden.py` writes them anew.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from tests.support.entities import SHOP
from tests.support.places import GOLDEN
from tests.support.projects import make_blueprint, render_project, tree

PRESETS = ("minimal", "standard", "full")
# In the full one, customers can be restored.
ENTITIES = {"full": [re.sub("^Customer", "Customer:soft_delete", text) for text in SHOP]}


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_renders_to_the_committed_files(preset: str, tmp_path: Path) -> None:
    rendered = tmp_path / preset
    render_project(make_blueprint(ENTITIES.get(preset, SHOP), preset=preset), rendered)
    golden = GOLDEN / preset
    if os.environ.get("ARCANA_UPDATE_GOLDEN"):
        shutil.rmtree(golden, ignore_errors=True)
        shutil.copytree(rendered, golden)

    expected, found = tree(golden), tree(rendered)

    assert sorted(found) == sorted(expected)
    changed = [path for path in found if found[path] != expected[path]]
    assert changed == []
