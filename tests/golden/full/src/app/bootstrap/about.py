"""What the service is called; the rest is in the metadata of the installed package."""

from importlib.metadata import PackageNotFoundError, metadata

from app.interfaces.http.app import About

NAME = "shop"


def about() -> About:
    """Return what the service says about itself."""
    try:
        installed = metadata(NAME)
    except PackageNotFoundError:
        # Run from its sources, without being installed.
        return About(title=NAME)
    return About(
        title=NAME,
        version=installed["Version"],
        description=installed["Summary"],
    )
