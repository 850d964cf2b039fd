"""streaQ, which reclaims the jobs of dead workers by itself."""

import asyncio
import os
import sys
import time

from streaq import Worker

from benchmarks.queues.sending import send
from benchmarks.queues.tally import count

worker: Worker[None] = Worker(
    redis_url=os.environ["QUEUE_URL"],
    queue_name="benchmark",
    concurrency=int(os.environ["QUEUE_CONCURRENCY"]),
)


@worker.task()
async def noop(sent: int) -> None:
    """Do nothing but count."""
    count(sent)


async def main() -> None:
    """Enqueue as the command line says."""
    async with worker:
        await send(lambda: noop.enqueue(time.time_ns()), sys.argv)


if __name__ == "__main__":
    asyncio.run(main())
