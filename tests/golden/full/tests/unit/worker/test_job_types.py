"""The jobs of this service beside each other."""

from collections import Counter

from app.application.jobs import payloads
from app.application.jobs.job_type import JobType
from app.bootstrap.discovery import discover_modules


def test_no_two_types_of_jobs_have_one_name() -> None:
    modules = discover_modules(payloads.__name__, attribute="__dict__").values()
    types = {id(found): found for names in modules for found in names.values()}
    names = [found.name for found in types.values() if isinstance(found, JobType)]

    assert [name for name, count in Counter(names).items() if count > 1] == []
