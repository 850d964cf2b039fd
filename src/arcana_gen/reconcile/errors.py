"""What stands in the way of changing a project that exists."""

from arcana_gen.errors import ArcanaError


class NotGenerated(ArcanaError):
    """A path that the template does not render."""

    path: str
    text = "`{self.path}` is not among the files that were generated"
    advice = "`arcana status --json` lists them"


class DataLoss(ArcanaError):
    """A change of the schema would lose what is stored, and nobody has agreed to that."""

    losses: str
    text = "nothing was done, since this would lose {self.losses}"
    advice = "`--dry-run --diff` shows the migration; `--accept-data-loss` lets it happen"


class FillMissing(ArcanaError):
    """A required field is new, and nobody knows its value in the rows that exist."""

    entity: str
    field: str
    text = "`{self.entity}.{self.field}` is required, but rows that exist have no value for it"
    advice = "give one with `--fill {self.entity}.{self.field}=VALUE`, or make the field `optional`"


class NoRepository(ArcanaError):
    """A branch was asked for where there is no git repository."""

    path: str
    text = "`{self.path}` is in no git repository, so there can be no branch"
    advice = "leave `--branch` out, or make one with `git init`"


class UncommittedWork(ArcanaError):
    """A branch would take along what is not committed."""

    path: str
    text = "`{self.path}` has changes that are not committed"
    advice = "commit them or `git stash` them first, or leave `--branch` out"


class BranchExists(ArcanaError):
    """The branch is there already."""

    branch: str
    text = "the branch `{self.branch}` exists already"
    advice = "choose another name, or delete it with `git branch --delete {self.branch}`"


class NotCommitted(ArcanaError):
    """The change stands on its branch, but git or an edit is in the way of its commit."""

    branch: str
    problem: str
    text = "the change is on the branch `{self.branch}`, but not committed: {self.problem}"
    advice = "mend that, then `git add` and `git commit` it"


class ConflictsLeft(ArcanaError):
    """An earlier command left conflicts that nobody has resolved yet."""

    paths: str
    text = "nothing was done, since conflicts are left in {self.paths}"
    advice = (
        "resolve them (`git mergetool`, or an editor and `git add`; what ends in `.arcana-theirs` "
        "is to be deleted), or go on with `--force`; `arcana status` lists them"
    )
