"""Uses a rendered project from the inside, as its own process would; its `src` is in the path.

python -m benchmarks.inside fill 100000
python -m benchmarks.inside read 64 3.0
"""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any


def main(command: str, *numbers: str) -> None:
    """Do what the command line says and print what came of it."""
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.container import make_infrastructure

    infrastructure = make_infrastructure(load_settings())
    if command == "fill":
        print(json.dumps(asyncio.run(fill(infrastructure, int(numbers[0])))))
    else:
        connections, seconds = int(numbers[0]), float(numbers[1])
        print(json.dumps(asyncio.run(read(infrastructure, connections, seconds))))


async def fill(infrastructure: Any, rows: int) -> int:  # noqa: ANN401 - of the project
    """Store so many orders; return their number."""
    import sqlalchemy as sa
    from app.domain.entities.order.entity import OrderStatus
    from app.infrastructure.database.repositories.order.table import TABLE

    now = datetime.now(UTC)
    values = [
        {
            "id": infrastructure.identifiers.new(),
            "number": f"B{number:09}",
            "total": Decimal("1249.90"),
            "status": OrderStatus.PAID,
            "note": "Leave it with the neighbours, please: the bell does not ring.",
            "placed_at": now,
            "created_at": now,
            "updated_at": now,
            "version": 1,
        }
        for number in range(rows)
    ]
    await infrastructure.start()
    async with infrastructure.database.begin() as transaction:
        for start in range(0, rows, 1000):
            part = values[start : start + 1000]
            await transaction.run(
                lambda connection, part=part: connection.execute(sa.insert(TABLE), part)
            )
    await infrastructure.close()
    return rows


async def read(infrastructure: Any, connections: int, seconds: float) -> dict[str, float]:  # noqa: ANN401
    """Get orders, so many at once; return reads a second and the mean time of one in ms."""
    from app.bootstrap.container import make_services
    from app.domain.paging import PageRequest

    await infrastructure.start()
    service = make_services(infrastructure)["order"]
    known = [one.id for one in (await service.list(PageRequest(limit=20))).items]
    stop_at = time.perf_counter() + seconds

    async def reader() -> int:
        done = 0
        while time.perf_counter() < stop_at:
            await service.get(known[done % len(known)])
            done += 1
        return done

    counts = await asyncio.gather(*(reader() for _ in range(connections)))
    await infrastructure.close()
    rate = sum(counts) / seconds
    return {"rate": rate, "mean": 1000 * connections / rate}


if __name__ == "__main__":
    main(*sys.argv[1:])
