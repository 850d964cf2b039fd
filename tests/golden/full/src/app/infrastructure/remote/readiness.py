"""Tells whether the processes that do the work are ready."""

from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse

from app.domain.errors import Unavailable
from app.infrastructure.remote.channel import CoreChannel


class CoreReadiness:
    """Implements `ReadinessCheck`: asks the standard health service (grpc.health.v1)."""

    name = "core"

    def __init__(self, channel: CoreChannel) -> None:
        self._check = channel.unary("/grpc.health.v1.Health/Check", HealthCheckResponse)

    async def check(self) -> None:
        """Raise `Unavailable` when they are not."""
        answer = await self._check(HealthCheckRequest())
        if answer.status != HealthCheckResponse.SERVING:
            raise Unavailable("the core is not ready")
