"""Python for `proto/`: messages with their types, made by protoc.

They are not kept in git: two branches that each change a message would conflict in text that
nobody reads. The installation makes them, and `proto build` does.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.errors import Invalid

ROOT = Path(__file__).resolve().parents[4]
_PACKAGE = Path("app") / "v1"


class ProtobufError(Invalid):
    """`proto/` cannot be used; the text is for the person who wrote it."""

    code = "protobuf"


@dataclass(frozen=True, slots=True)
class Stubs:
    """Those of one project."""

    root: Path = ROOT

    def are_stale(self) -> bool:
        """Return whether they are missing, or made of other sources than there are.

        Where the service is installed without its sources there is nothing to compare with.
        """
        return bool(self._sources()) and self._made_of() != self._digest()

    def build(self) -> bool:
        """Make them where they are stale; return whether that was necessary.

        Raises:
            ProtobufError: protoc is missing, or refuses a file.
        """
        if not self.are_stale():
            return False
        # Until all are made, none are: what protoc refuses leaves nothing that looks complete.
        self._marker.unlink(missing_ok=True)
        for old in self._folder.glob("*_pb2.py*"):
            old.unlink()
        _compile(self.root, self._sources())
        self._marker.write_text(self._digest(), encoding="utf-8")
        return True

    @property
    def _folder(self) -> Path:
        return self.root / "src" / _PACKAGE

    @property
    def _marker(self) -> Path:
        return self._folder / "stubs.sha256"

    def _sources(self) -> list[Path]:
        return sorted((self.root / "proto" / _PACKAGE).glob("*.proto"))

    def _digest(self) -> str:
        digest = hashlib.sha256()
        for path in self._sources():
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
        return digest.hexdigest()

    def _made_of(self) -> str:
        return self._marker.read_text(encoding="utf-8") if self._marker.is_file() else ""


def _compile(root: Path, sources: Sequence[Path]) -> None:
    try:
        from grpc_tools import _proto, protoc
    except ModuleNotFoundError:
        raise ProtobufError("grpcio-tools is not installed: `uv sync` installs it") from None
    folder = root / "src"
    include = Path(_proto.__path__[0])
    arguments = [
        "protoc",
        f"--proto_path={root / 'proto'}",
        f"--proto_path={include}",
        f"--python_out={folder}",
        f"--pyi_out={folder}",
        *(str(path) for path in sources),
    ]
    if protoc.main(arguments) != 0:
        raise ProtobufError("protoc refuses a file of proto/; its message above tells which")
