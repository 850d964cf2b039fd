"""What is deleted stays, and can be restored."""

from dataclasses import replace

from app.domain.paging import Filter, Operator, PageRequest

_LIVING = Filter("deleted_at", Operator.NULL, value=True)


def without_deleted(request: PageRequest) -> PageRequest:
    """Leave out what is deleted, unless a filter on `deleted_at` says which of it is wanted."""
    if any(condition.field == _LIVING.field for condition in request.filters):
        return request
    return replace(request, filters=(*request.filters, _LIVING))
