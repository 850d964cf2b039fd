"""What the image is built from gets to the builder, with all options and with none."""

import re
from pathlib import Path

import pytest
from tests.support.entities import SHOP
from tests.support.projects import make_blueprint, render_project

COPY = re.compile(r"^COPY (?!--from)(.+) \S+$", re.MULTILINE)


@pytest.mark.parametrize("preset", ["minimal", "standard", "full"])
def test_the_builder_is_given_what_it_copies(preset: str, tmp_path: Path) -> None:
    render_project(make_blueprint(SHOP, preset=preset), tmp_path / "shop")
    image = (tmp_path / "shop" / "Dockerfile").read_text(encoding="utf-8")
    ignored = (tmp_path / "shop" / ".dockerignore").read_text(encoding="utf-8").splitlines()

    copied = {path.rstrip("*") for paths in COPY.findall(image) for path in paths.split()}

    assert {"src", "config"} <= copied
    assert {f"!{path}" for path in copied} <= set(ignored)
