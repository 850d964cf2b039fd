"""Counts the runs of a job in the process of its worker, and writes down when they were."""

import json
import os
import time
from pathlib import Path
from typing import Final

# Where the tally goes, and after how many runs it is complete.
FILE: Final = "TALLY_FILE"
NUMBER: Final = "TALLY_NUMBER"

_started: list[int] = []
_delays: list[int] = []


def count(sent: int) -> None:
    """Note a run of a job that was enqueued at `sent`, in nanoseconds since 1970."""
    now = time.time_ns()
    _started.append(now)
    _delays.append(now - sent)
    if len(_started) == int(os.environ[NUMBER]):
        path = Path(os.environ[FILE])
        draft = path.with_suffix(".draft")
        draft.write_text(json.dumps({"started": _started, "delays": _delays}))
        draft.replace(path)
        _started.clear()
        _delays.clear()
