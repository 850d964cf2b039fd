"""Names as people write them, in the one form that Arcana uses.

Entities are PascalCase (`HTTPRequest` is `HttpRequest`), fields snake_case, projects kebab-case.
"""

import re
import sys
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

from arcana_gen.blueprint.errors import (
    InvalidName,
    InvalidProjectName,
    NameTooLong,
    ReservedName,
)
from arcana_gen.blueprint.reserved import RESERVED_PROJECTS

if TYPE_CHECKING:
    import inflect

MAX_ENTITY = 32
MAX_PLURAL = 36
MAX_FIELD = 32
MAX_PROJECT_NAME = 50

_WORD = re.compile(r"[A-Z]+[0-9]*(?![a-z0-9])|[A-Z]?[a-z0-9]+")
_WRITABLE = re.compile(r"[A-Za-z][A-Za-z0-9 _-]*")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_PROJECT = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def words(text: str) -> list[str]:
    """The lower-case words of a name; a number belongs to the word before it."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word.isdigit() and found:
            found[-1] += word
        else:
            found.append(word.lower())
    return found


def pascal(text: str) -> str:
    """`order line` -> `OrderLine`; stable, so that `snake` needs to look at capitals only."""
    name = "".join(word.capitalize() for word in words(text))
    # Single letters join on the way (`a b` -> `AB` -> `Ab`), until nothing changes any more.
    return name if name == text else pascal(name)


def snake(name: str) -> str:
    """`OrderLine` -> `order_line`, for a name in PascalCase."""
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def kebab(name: str) -> str:
    """`OrderLine` -> `order-line`, for a name in PascalCase."""
    return snake(name).replace("_", "-")


def is_snake(text: str) -> bool:
    """Whether the text is snake_case as Arcana writes it: ASCII, no doubled or outer underscore."""
    return _SNAKE.fullmatch(text) is not None


def entity_name(text: str) -> str:
    """The PascalCase form of an entity's name."""
    return _class_name(text, what="entity", limit=MAX_ENTITY)


def job_name(text: str) -> str:
    """The PascalCase form of a job's name."""
    return _class_name(text, what="job", limit=MAX_ENTITY)


def plural_name(text: str) -> str:
    """The PascalCase form of a plural that the user chose."""
    return _class_name(text, what="plural", limit=MAX_PLURAL)


def field_name(text: str) -> str:
    """The snake_case form of a field's name; what is snake_case already stays as it is."""
    text = text.strip()
    if not _WRITABLE.fullmatch(text) or text.endswith("_") or "__" in text:
        raise InvalidName(what="field", name=text)
    name = text if is_snake(text) else "_".join(words(text))
    return _limited(name, what="field", limit=MAX_FIELD)


def project_name(text: str) -> str:
    """The kebab-case form of a project's name, which is a legal distribution name."""
    text = text.strip()
    name = text if _PROJECT.fullmatch(text) else "-".join(words(text.replace(".", "-")))
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9 ._-]*", text) or not _PROJECT.fullmatch(name):
        raise InvalidProjectName(name=text)
    if name in RESERVED_PROJECTS:
        reason = "a package or command that every service uses"
        raise ReservedName(what="project", name=name, reason=reason, suggestion=f"{name}-service")
    return _limited(name, what="project", limit=MAX_PROJECT_NAME)


def plural_of(name: str) -> str:
    """The plural of an entity's name in PascalCase: `Person` -> `People`, `Sheep` -> `Sheep`."""
    *head, last = words(name)
    plural = _engine().plural_noun(last)
    # A word that is a plural already (`Settings`) would get a second s.
    if plural == f"{last}s" and last.endswith("s"):
        plural = last
    return pascal(" ".join([*head, plural or last]))


def _class_name(text: str, *, what: str, limit: int) -> str:
    text = text.strip()
    if not _WRITABLE.fullmatch(text):
        raise InvalidName(what=what, name=text)
    return _limited(pascal(text), what=what, limit=limit)


def _limited(name: str, *, what: str, limit: int) -> str:
    if len(name) > limit:
        raise NameTooLong(what=what, name=name, length=len(name), limit=limit)
    return name


@cache
def _engine() -> "inflect.engine":
    """Import inflect without its run-time type checks, which take two seconds to set up."""
    if "inflect" in sys.modules or "typeguard" in sys.modules:
        import inflect

        return inflect.engine()
    stand_in = ModuleType("typeguard")
    stand_in.__dict__["typechecked"] = lambda target: target
    sys.modules["typeguard"] = stand_in
    try:
        import inflect

        return inflect.engine()
    finally:
        del sys.modules["typeguard"]
