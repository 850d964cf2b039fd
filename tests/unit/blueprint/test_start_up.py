import subprocess
import sys

SLOW = ["copier", "inflect", "jinja2", "pydantic", "ruamel", "typeguard", "yaml"]


def loaded_after(code: str) -> set[str]:
    program = f"import sys\n{code}\nprint(*(name for name in {SLOW!r} if name in sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_importing_the_blueprint_loads_nothing_slow() -> None:
    assert loaded_after("import arcana_gen.blueprint") == set()


def test_finding_a_plural_does_not_set_up_run_time_type_checks() -> None:
    code = "from arcana_gen.blueprint import plural_of; assert plural_of('Person') == 'People'"

    assert loaded_after(code) == {"inflect"}
