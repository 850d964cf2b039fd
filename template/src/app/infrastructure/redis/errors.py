"""Errors of Redis in the words of the domain."""

from collections.abc import Iterator
from contextlib import contextmanager

from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import OutOfMemoryError, ReadOnlyError
from redis.exceptions import TimeoutError as RedisTimeoutError

from app.domain.errors import Unavailable


@contextmanager
def domain_errors() -> Iterator[None]:
    """Raise `Unavailable` where Redis cannot do what is asked now; other errors pass as they are."""
    try:
        yield
    except (RedisConnectionError, RedisTimeoutError) as error:
        raise Unavailable("Redis does not answer", code="redis_unreachable") from error
    except (OutOfMemoryError, ReadOnlyError) as error:
        raise Unavailable("Redis takes nothing new", code="redis_not_writable") from error
