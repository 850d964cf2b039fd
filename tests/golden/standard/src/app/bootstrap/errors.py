"""What can keep the program from starting; the text is for the person who started it."""


class StartError(Exception):
    """Base of all reasons not to start that are no fault of the code."""


class SettingsError(StartError):
    """The settings are wrong."""


class DatabaseNotMigratedError(StartError):
    """The database does not have the tables that the code expects."""
