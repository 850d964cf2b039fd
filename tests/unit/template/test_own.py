import pytest
from tests.support.places import ROOT

from arcana_gen.errors import TemplateLost, TemplateVersionMissing
from arcana_gen.template import newest_version, own_template, recorded_template
from arcana_gen.template.bundle import BUNDLE
from arcana_gen.template.history import has_history, states
from arcana_gen.template.own import is_own, own_version


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (BUNDLE, True),
        (ROOT.as_posix(), True),
        ("~/venv/lib/python3.12/site-packages/arcana_gen/_bundled", True),
        ("gh:company/template", False),
        ("~/code/template", False),
        ("", False),
    ],
)
def test_arcanas_own_template_has_several_places(source: str, *, expected: bool) -> None:
    assert is_own(source) is expected


def test_what_a_package_calls_a_version_is_found_in_the_clone_too() -> None:
    if not has_history(ROOT):
        pytest.skip("this clone is not whole")
    first = states(ROOT)[0]

    found = recorded_template(BUNDLE, first.version)

    assert (found.source, found.version) == (BUNDLE, first.version)
    assert found.root.name == first.source


def test_a_project_of_a_package_goes_on_with_the_clone() -> None:
    assert newest_version(BUNDLE) == own_template()


def test_a_version_that_never_was_is_an_error() -> None:
    with pytest.raises(TemplateVersionMissing):
        own_version("v0.0.0.dev1")
    with pytest.raises(TemplateLost):
        recorded_template(BUNDLE, "v0.0.0.dev1")


def test_a_tag_of_another_template_is_not_looked_for_in_arcanas_own() -> None:
    with pytest.raises(TemplateLost):
        recorded_template("/nowhere/fork", "v0.0.0.post1")


def test_a_commit_is_the_same_wherever_it_is() -> None:
    if not has_history(ROOT):
        pytest.skip("this clone is not whole")
    first = states(ROOT)[0]

    assert recorded_template("/nowhere/arcana", first.source[:10]).root.name == first.source
