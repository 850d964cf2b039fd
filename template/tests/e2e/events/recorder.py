"""A process that records events as quickly as it can, and says which are committed."""

import asyncio
import itertools
import os
import sys
from uuid import UUID

from app.bootstrap.chores import doing_chores
from app.bootstrap.configuration import load_settings
from app.bootstrap.container import make_infrastructure, make_services
from tests.integration.events.plants import grow

PLANTS = 8


async def record(first: int) -> None:
    """Let plants grow in turn from a size on, until the process is killed."""
    settings = load_settings()
    infrastructure = make_infrastructure(settings)
    await infrastructure.start()
    async with doing_chores(settings, infrastructure, make_services(infrastructure)):
        for size in itertools.count(first):
            await grow(infrastructure.unit_of_work, size, plant=UUID(int=size % PLANTS))
            os.write(1, f"{size}\n".encode())


if __name__ == "__main__":
    asyncio.run(record(int(sys.argv[1])))
