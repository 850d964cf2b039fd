"""Makes the stubs of `proto/` whenever the service is installed."""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class StubsHook(BuildHookInterface[Any]):
    """Called by hatchling before it packs the service, or links to it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the stubs where they are missing or older than their sources."""
        sys.path.insert(0, str(Path(self.root, "src")))
        from app.infrastructure.protobuf.stubs import Stubs

        Stubs(Path(self.root)).build()
