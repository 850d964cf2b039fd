"""Answers that somebody has written comments into."""

WRITTEN = """\
# The blueprint of this service.
_commit: v1.2.0
_src_path: ~/template.bundle
author: ''
# One database for all.
database: sqlite  # later: postgresql
description: >-  # for the README
  What it is,
  in two lines
entities:
  # What people buy.
  Order:
    plural: Orders  # not: Purchases
    fields:
      number:  # as printed
        type: str
        proto: 10
        max: 32   # of the form
      # Who pays.
      # Never the shop.
      customer:
        type: ref
        proto: 11
        target: Person
        # Until the law changes.
        on_delete: restrict
      status:
        type: enum
        proto: 12
        values:
        # in the order of events
        - pending
        - paid  # by card
        # after ten days
        - overdue

  # Who buys.
  Person:
    plural: People
    fields:
      name: {type: str, proto: 10}   # by hand
      'on': {type: bool, proto: 11}
project_name: "shop"
workers: 4

# The end.
"""


def with_lines(old: str, new: str) -> str:
    """The text with one place changed."""
    assert WRITTEN.count(old) == 1
    return WRITTEN.replace(old, new)
