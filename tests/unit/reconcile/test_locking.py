import subprocess
import sys
from pathlib import Path

import pytest

from arcana_gen.errors import ProjectBusy
from arcana_gen.reconcile.locking import locked


def test_a_second_holder_is_refused(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(ProjectBusy, match="another `arcana` command"):
        locked(tmp_path).__enter__()


def test_the_folder_is_free_again_afterwards(tmp_path: Path) -> None:
    with locked(tmp_path):
        pass

    with locked(tmp_path):
        assert list(tmp_path.iterdir()) == []


def test_a_killed_process_holds_nothing(tmp_path: Path) -> None:
    program = (
        "import sys, os, pathlib\n"
        "from arcana_gen.reconcile.locking import locked\n"
        "with locked(pathlib.Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(ProjectBusy):
            locked(tmp_path).__enter__()
        process.kill()

    with locked(tmp_path):
        pass
