"""What can be wrong with a name."""

from arcana_gen.blueprint.errors.base import BlueprintError


class InvalidName(BlueprintError):
    """The text cannot be made a name."""

    what: str
    name: str
    text = "`{self.name}` is not a legal {self.what} name"
    advice = "use English letters and digits, begin with a letter, and join words by `_`"


class InvalidProjectName(BlueprintError):
    """The project's name is no distribution name."""

    name: str
    text = "`{self.name}` is not a legal project name"
    advice = "a project name is lower-case words joined by hyphens, such as `order-service`"


class NameTooLong(BlueprintError):
    """The name is longer than Arcana allows."""

    what: str
    name: str
    length: int
    limit: int
    text = "the {self.what} name `{self.name}` has {self.length} characters of at most {self.limit}"
    advice = "shorten it"


class ReservedName(BlueprintError):
    """The name means something else already."""

    what: str
    name: str
    reason: str
    suggestion: str
    text = "`{self.name}` cannot be used as {self.what} name: it is {self.reason}"

    @property
    def hint(self) -> str:
        """A name that would do."""
        return f"choose another name, such as `{self.suggestion}`"
