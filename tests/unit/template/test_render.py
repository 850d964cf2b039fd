import subprocess
from pathlib import Path

import copier
import pytest

from arcana_gen.blueprint import Blueprint, JsonValue, load_options, parse_entity
from arcana_gen.errors import TemplateFailed, TemplateWantsTrust
from arcana_gen.reconcile.tree import read_tree
from arcana_gen.template import Template, find_template, render

MIGRATION: dict[str, JsonValue] = {
    "entities": ["Order"],
    "revision": "0123456789ab",
    "down_revision": None,
    "created": "2026-11-21T09:30:00Z",
    "slug": "add_orders",
    "filename": "20261121093000_add_orders",
}


def answers(template: Template, *entities: str) -> dict[str, JsonValue]:
    options = load_options(template.questions).resolve({"project_name": "shop"})
    return Blueprint(options).with_entities(map(parse_entity, entities)).to_answers()


def test_writes_what_plain_copier_writes_byte_for_byte(
    tiny_repository: Path, tmp_path: Path
) -> None:
    template = find_template(str(tiny_repository))
    data = answers(template, "Tag label:str", "Order number:str tags:refs:Tag")
    plain, ours = tmp_path / "plain" / "shop", tmp_path / "ours" / "shop"
    copier.run_copy(str(tiny_repository), plain, data=dict(data), defaults=True, quiet=True)

    render(template, data, ours)

    assert read_tree(ours) == read_tree(plain)


def test_writes_what_plain_copier_writes_of_a_release(
    tiny_repository: Path, tmp_path: Path
) -> None:
    subprocess.run(["git", "tag", "v1.0.0"], cwd=tiny_repository, check=True)
    (tiny_repository / "template" / "later.txt").write_text("not released")
    subprocess.run(["git", "add", "-A"], cwd=tiny_repository, check=True)
    subprocess.run(["git", "commit", "-q", "-m", "Later"], cwd=tiny_repository, check=True)
    template = find_template(str(tiny_repository))
    data = answers(template)
    plain, ours = tmp_path / "plain" / "shop", tmp_path / "ours" / "shop"
    copier.run_copy(str(tiny_repository), plain, data=dict(data), defaults=True, quiet=True)

    render(template, data, ours)

    assert read_tree(ours) == read_tree(plain)


def test_the_wish_of_an_option_leaves_its_folder_out(tiny: Path, tmp_path: Path) -> None:
    template = find_template(str(tiny))

    render(template, {**answers(template), "docs": False}, tmp_path / "shop")

    assert not (tmp_path / "shop" / "docs").exists()


def test_what_git_ignores_is_not_rendered(tiny_repository: Path, tmp_path: Path) -> None:
    (tiny_repository / ".gitignore").write_text("*.log\n")
    (tiny_repository / "template" / "debug.log").write_text("not part of it")
    template = find_template(str(tiny_repository))

    render(template, answers(template), tmp_path / "shop")

    assert not (tmp_path / "shop" / "debug.log").exists()


def test_what_is_deleted_but_not_committed_is_not_rendered(
    tiny_repository: Path, tmp_path: Path
) -> None:
    (tiny_repository / "template" / "README.md.jinja").unlink()
    template = find_template(str(tiny_repository))

    render(template, answers(template), tmp_path / "shop")

    assert not (tmp_path / "shop" / "README.md").exists()


def test_caches_in_a_plain_folder_are_not_rendered(tiny: Path, tmp_path: Path) -> None:
    cache = tiny / "template" / "src" / "__pycache__"
    cache.mkdir()
    (cache / "module.cpython-313.pyc").write_bytes(b"")
    template = find_template(str(tiny))

    render(template, answers(template), tmp_path / "shop")

    assert not (tmp_path / "shop" / "src" / "__pycache__").exists()


def test_a_slice_holds_the_files_of_the_entity_and_nothing_else(tiny: Path, tmp_path: Path) -> None:
    template = find_template(str(tiny))
    data = answers(template, "Tag label:str", "Order number:str tags:refs:Tag")

    render(
        template,
        data,
        tmp_path / "shop",
        only_entities=frozenset({"Order"}),
        migrations=[MIGRATION],
    )

    assert list(read_tree(tmp_path / "shop")) == [
        "migrations/versions/20261121093000_add_orders.py",
        "src/app/entities/order/__init__.py",
        "src/app/entities/order/entity.py",
    ]


def test_a_slice_equals_the_same_files_of_the_whole(tiny: Path, tmp_path: Path) -> None:
    template = find_template(str(tiny))
    data = answers(template, "Tag label:str", "Order number:str tags:refs:Tag")
    render(template, data, tmp_path / "whole", migrations=[MIGRATION])

    render(
        template,
        data,
        tmp_path / "slice",
        only_entities=frozenset({"Order"}),
        migrations=[MIGRATION],
    )

    whole = read_tree(tmp_path / "whole")
    assert all(whole[path] == entry for path, entry in read_tree(tmp_path / "slice").items())


def test_a_template_that_wants_to_run_programs_is_refused(tiny: Path, tmp_path: Path) -> None:
    with (tiny / "copier.yml").open("a") as questions:
        questions.write("\n_tasks: [echo hello]\n")
    template = find_template(str(tiny))

    with pytest.raises(TemplateWantsTrust, match="the template uses tasks"):
        render(template, answers(template), tmp_path / "shop")

    assert not (tmp_path / "shop").exists()


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("one\n{{ missing }}\n", "template/broken.txt.jinja, line 2: 'missing' is undefined"),
        ("one\ntwo\n{% if %}\n", "template/broken.txt.jinja, line 3: Expected an expression"),
    ],
)
def test_a_fault_of_the_template_is_named_with_file_and_line(
    tiny: Path, tmp_path: Path, body: str, problem: str
) -> None:
    (tiny / "template" / "broken.txt.jinja").write_text(body)
    template = find_template(str(tiny))

    with pytest.raises(TemplateFailed) as caught:
        render(template, answers(template), tmp_path / "shop")

    assert problem in caught.value.message


def test_a_template_for_a_newer_copier_says_so(tiny: Path, tmp_path: Path) -> None:
    questions = tiny / "copier.yml"
    questions.write_text(questions.read_text().replace('"9.19"', '"99.0"'))
    template = find_template(str(tiny))

    with pytest.raises(TemplateFailed, match=r"requires Copier version >= 99\.0"):
        render(template, answers(template), tmp_path / "shop")


def test_the_users_settings_of_copier_decide_nothing(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "settings.yml"
    settings.write_text("defaults: {preset: minimal}\ntrust: [/]\n")
    monkeypatch.setenv("COPIER_SETTINGS_PATH", str(settings))
    template = find_template(str(tiny))

    render(template, {"project_name": "shop"}, tmp_path / "shop")

    assert "preset: standard" in (tmp_path / "shop" / ".copier-answers.yml").read_text()


def test_leaves_nothing_behind_elsewhere(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    template = find_template(str(tiny))

    render(template, answers(template), tmp_path / "shop")

    assert list(scratch.iterdir()) == []
