"""The two streams of a terminal: data on stdout, talk on stderr.

Rich is imported when something is printed; it decides about colours by the terminal and NO_COLOR.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

_LITERAL: Final = re.compile(r"`[^`]*`")
_WIDE: Final = 10_000
"""Lines of data are never broken; a terminal does that by itself."""


def data() -> "Console":
    """Where results go."""
    from rich.console import Console

    return Console(width=_WIDE, highlight=False)


def talk() -> "Console":
    """Where everything goes that is no result."""
    from rich.console import Console

    return Console(stderr=True, soft_wrap=True, highlight=False)


def styled(words: str, style: str = "") -> "Text":
    """A text whose literals stand out; their backticks stay, for those without colour."""
    from rich.text import Text

    text = Text(words, style=style)
    text.highlight_regex(_LITERAL, "cyan")
    return text


def can_ask() -> bool:
    """Whether a person sits at the terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty() and sys.stderr.isatty()


@contextmanager
def step(words: str) -> Iterator[None]:
    """Show what is being done for as long as it lasts; in a terminal only."""
    console = talk()
    if not console.is_terminal:
        yield
        return
    with console.status(styled(f"{words} …")):
        yield


def tell(line: str) -> None:
    """Print a line of the result."""
    sys.stdout.write(f"{line}\n")


def say(words: str, style: str = "") -> None:
    """Tell the user something."""
    talk().print(styled(words, style))


def note(words: str) -> None:
    """Tell the user something that the result does not show."""
    from rich.text import Text

    talk().print(Text("note: ", style="yellow") + styled(words))
