"""Entities with `deleted_at` stay when they are deleted, and can be restored.

What is deleted is not found: only `restore` takes it, and lists that filter by `deleted_at`. Its
unique values are free for others, and it can be restored while no other has them.

It keeps what it refers to, and what refers to it stays; new references to it are possible. The
`ON DELETE` rules of the tables take effect when a row is really deleted, which the service does not.
"""

from dataclasses import replace

from app.domain.paging import Filter, Operator, PageRequest

_LIVING = Filter("deleted_at", Operator.NULL, value=True)


def without_deleted(request: PageRequest) -> PageRequest:
    """Leave out what is deleted, unless a filter on `deleted_at` says which of it is wanted."""
    if any(condition.field == _LIVING.field for condition in request.filters):
        return request
    return replace(request, filters=(*request.filters, _LIVING))
