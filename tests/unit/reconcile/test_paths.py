from pathlib import Path

import pytest

from arcana_gen.errors import PathsClash, UnsafePath
from arcana_gen.reconcile.paths import check_paths


@pytest.mark.parametrize(
    "path",
    [
        "../outside.py",
        "src/../../outside.py",
        "/etc/passwd",
        "src//double.py",
        "./here.py",
        "",
        ".git/hooks/pre-commit",
        "sub/.GIT/config",
        "src/aux.py",
        "src/COM1",
        "src/a:b.py",
        "src\\windows.py",
        "src/what?.py",
        "src/ends.",
        "src/line\nbreak.py",
    ],
)
def test_refuses_paths_that_lead_elsewhere_or_are_not_legal_everywhere(
    tmp_path: Path, path: str
) -> None:
    with pytest.raises(UnsafePath):
        check_paths([path], root=tmp_path)


def test_allows_ordinary_paths(tmp_path: Path) -> None:
    check_paths(
        [".github/workflows/ci.yml", ".gitignore", "src/app/__init__.py", "a b/c-d_e.f.txt"],
        root=tmp_path,
    )


def test_refuses_a_path_through_a_link_that_leads_out_of_the_project(tmp_path: Path) -> None:
    project = tmp_path / "project"
    project.mkdir()
    (project / "src").symlink_to(tmp_path)

    with pytest.raises(UnsafePath, match="a link on the way leads out"):
        check_paths(["src/app.py"], root=project)


def test_allows_a_path_through_a_link_that_stays_inside(tmp_path: Path) -> None:
    (tmp_path / "packages").mkdir()
    (tmp_path / "src").symlink_to("packages")

    check_paths(["src/app.py"], root=tmp_path)


@pytest.mark.parametrize(
    ("first", "second"),
    [("src/Order.py", "src/order.py"), ("src/Order/a.py", "src/order/b.py")],
)
def test_refuses_two_paths_that_differ_in_case_only(
    tmp_path: Path, first: str, second: str
) -> None:
    with pytest.raises(PathsClash):
        check_paths([first, second], root=tmp_path)


def test_refuses_a_path_that_is_there_in_another_case(tmp_path: Path) -> None:
    (tmp_path / "src" / "Order").mkdir(parents=True)

    with pytest.raises(PathsClash) as caught:
        check_paths(["src/order/entity.py"], root=tmp_path)

    assert caught.value.message.startswith("`src/Order` and `src/order` are one file")


def test_allows_a_path_whose_both_spellings_are_there_already(tmp_path: Path) -> None:
    (tmp_path / "Readme").mkdir()
    (tmp_path / "readme").mkdir()

    check_paths(["readme/a.txt"], root=tmp_path)
