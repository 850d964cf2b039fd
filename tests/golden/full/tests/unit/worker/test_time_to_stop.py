"""Jobs may take longer to end than requests, where a server runs them."""

import pytest

from tests.unit.bootstrap.production import ENDING, seconds_until_killed


@pytest.mark.parametrize(("with_worker", "grace"), [(True, 100), (False, 50)])
def test_jobs_that_a_server_runs_may_end_before_it_is_killed(
    monkeypatch: pytest.MonkeyPatch, *, with_worker: bool, grace: int
) -> None:
    seconds = seconds_until_killed(
        monkeypatch,
        http={"graceful_timeout": 50},
        jobs={"graceful_timeout": 99.5, "with_worker": with_worker},
    )

    assert seconds == grace + ENDING
