"""`arcana status`, `diff`, `show` and `eject`."""

import re
from pathlib import Path
from typing import cast

from tests.cli.running import Arcana, Ended

from arcana_gen.reconcile.tree import read_tree


def files(ended: Ended) -> dict[str, object]:
    return cast("dict[str, object]", ended.document["files"])


def test_a_new_project_is_as_it_was_rendered(arcana: Arcana, shop: Path) -> None:
    found = files(arcana("status", "--json"))

    rendered = {
        path for path in read_tree(shop)
        if not path.startswith(("migrations/", ".copier"))
    }  # fmt: skip
    assert set(cast("list[str]", found["pristine"])) == rendered
    assert {found["edited"] == [], found["missing"] == [], found["moved"] == {}} == {True}


def test_tells_what_was_edited_deleted_and_moved(arcana: Arcana, shop: Path) -> None:
    (shop / "README.md").write_text("edited\n")
    (shop / "docs" / "logo.png").unlink()
    (shop / "docs" / "index.md").rename(shop / "index.md")
    (shop / "bin" / "run").chmod(0o644)

    ended = arcana("status", "--json")

    found = files(ended)
    assert found["edited"] == ["README.md", "bin/run"]
    assert found["missing"] == ["docs/logo.png"]
    assert found["moved"] == {"docs/index.md": "index.md"}
    text = arcana("status").out
    assert "~ README.md" in text
    assert "> index.md  (from docs/index.md)" in text


def test_other_line_ends_are_no_edit(arcana: Arcana, shop: Path) -> None:
    readme = shop / "README.md"
    readme.write_bytes(readme.read_bytes().replace(b"\n", b"\r\n"))

    assert files(arcana("status", "--json"))["edited"] == []


def test_counts_conflicts_until_they_are_gone(arcana: Arcana, shop: Path) -> None:
    readme = shop / "README.md"
    readme.write_text(readme.read_text().replace("Runs 2", "Runs two"))
    arcana("set", "workers=3")

    assert arcana("status", "--json").document["conflicts"] == ["README.md"]

    readme.write_text("resolved\n")
    assert arcana("status", "--json").document["conflicts"] == []


def test_tells_of_several_last_migrations(arcana: Arcana, shop: Path) -> None:
    versions = shop / "migrations" / "versions"
    [first] = versions.glob("*.py")
    (versions / "other.py").write_text(first.read_text().replace('revision = "', 'revision = "x'))

    assert "several heads" in arcana("status").out


def test_diff_shows_the_users_edits(arcana: Arcana, shop: Path) -> None:
    readme = shop / "README.md"
    readme.write_text(f"{readme.read_text()}Mine.\n")
    (shop / "docs" / "index.md").write_text("Mine too.\n")

    everything, one = arcana("diff"), arcana("diff", "docs")

    assert "+Mine.\n" in everything.out
    assert "+Mine too.\n" in everything.out
    assert "--- a/docs/index.md\n+++ b/docs/index.md\n" in one.out
    assert "README" not in one.out


def test_diff_of_a_file_that_was_not_generated_is_an_error(arcana: Arcana, shop: Path) -> None:
    (shop / "own.txt").touch()

    ended = arcana("diff", "own.txt")

    assert ended.code == 1
    assert "`own.txt` is not among the files that were generated" in ended.err


def test_show_lists_options_entities_and_routes(arcana: Arcana, shop: Path) -> None:
    assert shop.is_dir()

    text, document = arcana("show").out, arcana("show", "--json").document

    assert "Tag  /api/v1/tags\n  label:str\n" in text
    assert re.search("^docs +true$", text, re.MULTILINE)
    assert document["routes"] == ["/api/v1/tags"]
    assert cast("dict[str, object]", document["blueprint"])["project_name"] == "shop"


def test_show_lists_jobs_and_subscribers(arcana: Arcana, shop: Path) -> None:
    interfaces = shop / "src" / "app" / "interfaces"
    for name in ("worker/send_invoice", "worker/__init__", "subscribers/thank", "worker/archive"):
        path = interfaces / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()

    text, document = arcana("show").out, arcana("show", "--json").document

    assert text.endswith("\njobs\n  archive\n  send_invoice\n\nsubscribers\n  thank\n")
    assert document["jobs"] == ["archive", "send_invoice"]
    assert document["subscribers"] == ["thank"]


def test_an_ejected_file_is_left_alone_and_that_is_said(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "README.md").code == 0
    before = (shop / "README.md").read_bytes()

    ended = arcana("set", "workers=5")

    assert ended.code == 0, ended.err
    assert (shop / "README.md").read_bytes() == before
    assert "`README.md` stays as it is: you took it over with `arcana eject`" in ended.err
    assert files(arcana("status", "--json"))["ejected"] == ["README.md"]


def test_an_ejected_entity_is_all_of_its_files(arcana: Arcana, shop: Path) -> None:
    assert arcana("eject", "Tag").code == 0

    arcana("add", "field", "Tag", "note:text:optional")

    assert files(arcana("status", "--json"))["ejected"] == ["src/app/entities/tag"]
    assert "note" not in (shop / "src/app/entities/tag/entity.py").read_text()


def test_only_what_was_generated_can_be_ejected(arcana: Arcana, shop: Path) -> None:
    before = read_tree(shop)

    ended = arcana("eject", "own.txt")

    assert ended.code == 1
    assert "`own.txt` is not among the files that were generated" in ended.err
    assert read_tree(shop) == before
