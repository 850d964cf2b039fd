"""The base of every error that a user can meet, and the errors outside the blueprint.

Errors are data: a subclass per situation, whose annotations are its keyword-only data and
whose `text` and `advice` are format strings over it. One place (the command line) prints them.
"""

import re
from typing import ClassVar, Self, dataclass_transform


@dataclass_transform(kw_only_default=True, eq_default=False)
class ArcanaError(Exception):
    """What failed and, where there is one, the way out.

    `dataclass_transform` gives the typed constructor of a dataclass to the type checker; the
    real decorator would add a third of a millisecond per class to the start of every command.
    """

    exit_code: ClassVar[int] = 1
    text: ClassVar[str] = ""
    advice: ClassVar[str] = ""

    def __init__(self, **data: object) -> None:
        super().__init__()
        self.data = data
        self.where = ""
        for name, value in data.items():
            setattr(self, name, value)

    def at(self, where: str) -> Self:
        """Name the outer thing that the error is in; the innermost caller is read last."""
        self.where = f"{where}: {self.where}" if self.where else where
        return self

    @property
    def code(self) -> str:
        """A stable word for programs: `UnknownType` is `unknown-type`."""
        return re.sub(r"(?<!^)([A-Z])", r"-\1", type(self).__name__).lower()

    @property
    def message(self) -> str:
        """What failed, literals in backticks."""
        text = self.text.format(self=self)
        return f"{self.where}: {text}" if self.where else text

    @property
    def hint(self) -> str | None:
        """What to do about it: the likely spelling if there is one, else the general advice."""
        near = getattr(self, "near", "")
        if near:
            return f"did you mean `{near}`?"
        return self.advice.format(self=self) or None

    def __str__(self) -> str:
        """The message alone; whoever prints errors adds the hint."""
        return self.message


# ---- the template


class GitMissing(ArcanaError):
    """There is no git on this machine."""

    text = "`git` is not installed, or not on the PATH"
    advice = "install git; a template in a folder without `.git` works without it"


class GitFailed(ArcanaError):
    """A git command ended with an error."""

    command: str
    problem: str
    text = "`git {self.command}` failed: {self.problem}"


class GitLocked(GitFailed):
    """Another git is at work in the repository, or was killed there."""

    lock: str
    text = "`git {self.command}` failed, since `{self.lock}` exists: another git is at work"
    advice = "wait until it is done; if none is running, delete that file; then run this again"


class TemplateNotFound(ArcanaError):
    """There is no template at the place that was named."""

    place: str
    reason: str
    text = "there is no template at `{self.place}`: {self.reason}"
    advice = "a template is a folder or a git repository with a `copier.yml`"


class TemplateUnreachable(ArcanaError):
    """The template's repository cannot be cloned or fetched."""

    place: str
    problem: str
    text = "the template `{self.place}` cannot be fetched: {self.problem}"
    advice = "check the address and the network with `git ls-remote {self.place}`"


class TemplateVersionMissing(ArcanaError):
    """The repository is there, but not that tag, branch or commit."""

    place: str
    version: str
    text = "the template `{self.place}` has no version `{self.version}`"
    advice = "`git ls-remote {self.place}` shows those that it has"


class TemplateLost(ArcanaError):
    """A project's template, as its answers name it, cannot be found any more."""

    place: str
    version: str
    text = "this project was made from version `{self.version}` of `{self.place}`, which is gone"
    advice = "set `ARCANA_TEMPLATE` to a folder or address where that version is now"


class TemplateFailed(ArcanaError):
    """The template cannot be rendered with these answers."""

    problem: str
    text = "the template could not be rendered: {self.problem}"
    advice = "this is a fault of the template, not of your answers"


class TemplateWantsTrust(ArcanaError):
    """The template asks to run programs, which Arcana never lets it."""

    features: str
    text = "the template uses {self.features}, which run its own programs on this machine"
    advice = "Arcana renders only templates that need no trust; use another one"


# ---- projects


class NotAProject(ArcanaError):
    """There is no answers file here or above."""

    path: str
    text = "`{self.path}` is not in a project: no `.copier-answers.yml` here or in a folder above"
    advice = "make one with `arcana new NAME`, or name one with `--project DIR`"


class TargetNotEmpty(ArcanaError):
    """A new project would be written over something else."""

    path: str
    text = "`{self.path}` exists and is not empty"
    advice = "choose another name, or another folder with `--output DIR`"


class TargetUnusable(ArcanaError):
    """The new project cannot stand there."""

    path: str
    problem: str
    text = "`{self.path}` cannot become the project: {self.problem}"
    advice = "choose another folder with `--output DIR`"


class ProjectBusy(ArcanaError):
    """Another command works on the project."""

    path: str
    text = "another `arcana` command is at work in `{self.path}`"
    advice = "wait until it is done, then run this again"


class FilesInTheWay(ArcanaError):
    """Files that the command would create exist already, with other content."""

    paths: str
    text = "nothing was written, since these files exist with other content: {self.paths}"
    advice = "move or rename them, then run this again; `--diff` shows what would be written"


class ChangedMeanwhile(ArcanaError):
    """A file changed between the plan and the writing."""

    path: str
    text = "nothing was written, since `{self.path}` changed while the command ran"
    advice = "run it again"


class UnsafePath(ArcanaError):
    """A path leads out of the project or is not legal everywhere."""

    path: str
    reason: str
    text = "`{self.path}` cannot be written: {self.reason}"


class PathsClash(ArcanaError):
    """Two paths are one on file systems that ignore case."""

    first: str
    second: str
    text = "`{self.first}` and `{self.second}` are one file on systems that ignore case"
    advice = "choose a name that differs in more than its case"


class NewerJournal(ArcanaError):
    """A newer Arcana was interrupted here, and this one cannot tell what it was doing."""

    path: str
    text = "`{self.path}` was left by a newer Arcana that was interrupted"
    advice = "run any command of that version here; it completes or undoes its work"


class BrokenMigration(ArcanaError):
    """A migration cannot be read."""

    path: str
    problem: str
    text = "the migration `{self.path}` cannot be used: {self.problem}"
    advice = "mend that file; Arcana needs to know which migration is the last"


class SeveralHeads(ArcanaError):
    """More than one migration is the last."""

    heads: str
    text = "the migrations have several heads: {self.heads}"
    advice = "`arcana migrations merge` writes a migration that joins them"


class FileProblem(ArcanaError):
    """The operating system refuses a file."""

    path: str
    problem: str
    text = "`{self.path}`: {self.problem}"


# ---- the command line


class WrongUsage(ArcanaError):
    """The command was not written as it has to be."""

    exit_code = 2
    problem: str
    near: str = ""
    way_out: str = ""
    command: str = "arcana"
    text = "{self.problem}"
    advice = "`{self.command} --help` shows how it is used"

    @property
    def hint(self) -> str | None:
        """The likely spelling, else the way out that is known, else where to read on."""
        return self.way_out if self.way_out and not self.near else super().hint


class OwnFault(ArcanaError):
    """Something that no user can be to blame for."""

    problem: str
    text = "this is a fault of Arcana: {self.problem}"
    advice = "run it again with `ARCANA_DEBUG=1` to see where, and report it"


class Stopped(ArcanaError):
    """The user or the system ended the command."""

    exit_code = 130
    text = "stopped; nothing was changed"
