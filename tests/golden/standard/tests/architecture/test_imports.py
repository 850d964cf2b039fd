"""Each layer imports only what it may: the contracts are in pyproject.toml."""

from importlinter.cli import lint_imports

from tests.e2e.process import ROOT


def test_the_contracts_between_the_layers_are_kept() -> None:
    assert lint_imports(str(ROOT / "pyproject.toml"), no_cache=True, no_logo=True) == 0
