"""taskiq on a stream of Redis, acknowledged when the result is saved: a crash loses nothing."""

import asyncio
import os
import sys
import time

from taskiq_redis import RedisAsyncResultBackend, RedisStreamBroker

from benchmarks.queues.sending import send
from benchmarks.queues.tally import count

_URL = os.environ["QUEUE_URL"]
broker = RedisStreamBroker(_URL, queue_name="benchmark").with_result_backend(
    RedisAsyncResultBackend(_URL, result_ex_time=3600)
)


@broker.task(task_name="noop")
async def noop(sent: int) -> None:
    """Do nothing but count."""
    count(sent)


async def main() -> None:
    """Enqueue as the command line says."""
    await broker.startup()
    try:
        await send(lambda: noop.kiq(time.time_ns()), sys.argv)
    finally:
        await broker.shutdown()


if __name__ == "__main__":
    asyncio.run(main())
