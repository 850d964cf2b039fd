"""The paths that the user has taken over, as the answers hold them."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from arcana_gen.blueprint.errors import InvalidEjectedPath, InvalidShape


def check_ejected(paths: Iterable[str]) -> None:
    """Raise for what is no path below the project, written in the one way that it can be."""
    for path in paths:
        parts = PurePosixPath(path).parts
        legal = parts and path == "/".join(parts) and not {"/", ".."} & {*parts}
        if not legal or path != path.strip() or "\\" in path or not path.isprintable():
            raise InvalidEjectedPath(path=path)


def ejected_from_data(data: object) -> tuple[str, ...]:
    """Read the list of paths; raises InvalidShape."""
    if data is None:
        return ()
    if not isinstance(data, list):
        raise InvalidShape(problem="`ejected` is not a list of paths")
    paths = [path for path in data if isinstance(path, str)]
    if paths != data:
        raise InvalidShape(problem="`ejected` holds what is not a path; quote it")
    return tuple(sorted(set(paths)))
