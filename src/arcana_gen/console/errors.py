"""How an error looks: what failed, an empty line, the way out."""

from arcana_gen.console.terminal import styled, talk
from arcana_gen.errors import ArcanaError


def show_error(error: ArcanaError) -> None:
    """Print an error for people."""
    from rich.text import Text

    console = talk()
    console.print(Text("error: ", style="bold red") + styled(error.message))
    if error.hint:
        console.print()
        console.print(Text("hint: ", style="bold cyan") + styled(error.hint))
