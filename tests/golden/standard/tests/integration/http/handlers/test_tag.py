"""The routes of tags, with the database behind them."""

from tests.factories.tag import PATH, make_body
from tests.fakes.repositories.tag import (
    FakeTagRepository,
)
from tests.suites.http import HttpSuite, seeder

__all__ = ["seeder"]


class TestTagRoutes(HttpSuite):
    name = "tag"
    path = PATH
    unique = FakeTagRepository.unique
    make_body = make_body
