"""The errors that have to do with the versions of a template."""

from arcana_gen.errors import ArcanaError


class VersionsUnreadable(ArcanaError):
    """The template's list of versions is not what it has to be."""

    path: str
    problem: str
    text = "`{self.path}` of the template cannot be used: {self.problem}"
    advice = "this is a fault of the template, not of your project"


class TemplateUnversioned(ArcanaError):
    """The project's template has no history, so there is nothing to update to."""

    place: str
    text = "the template `{self.place}` has no versions: it is a folder without git history"
    advice = "make it a git repository, then make a new project from it or set `ARCANA_TEMPLATE`"


class TemplateSourceGone(ArcanaError):
    """The place that a project was made from cannot be reached, so nothing newer can be seen."""

    place: str
    problem: str
    text = "the template that this project was made from cannot be reached: {self.problem}"
    advice = "check `{self.place}` and the network, or set `ARCANA_TEMPLATE` to where it is now"


class TemplateDowngrade(ArcanaError):
    """The version to update to is older than the project's."""

    recorded: str
    wanted: str
    text = "the project has template version `{self.recorded}`; `{self.wanted}` is older"
    advice = "a project cannot go back to an older template; undo an update with git instead"


class ProjectNewer(ArcanaError):
    """The project was made or updated by a newer Arcana than this one."""

    recorded: str
    newest: str
    text = (
        "the project has template version `{self.recorded}`, but the newest that this Arcana "
        "knows is `{self.newest}`"
    )
    advice = "install the Arcana that wrote it, or a newer one: `pip install --upgrade arcana-gen`"


class VersionNotYetHere(ArcanaError):
    """A version was asked for that only a newer Arcana brings."""

    wanted: str
    newest: str
    text = "this Arcana brings template versions up to `{self.newest}`, not `{self.wanted}`"
    advice = "`pip install --upgrade arcana-gen`, then run this again"
