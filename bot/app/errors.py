"""Errors of the command line; the tree they belong to is drawn in `retrieval.errors`."""

from retrieval.errors import WenbaoError


class UsageError(WenbaoError):
    """A command is given what it can't take."""

    advice = "usage"
    exit_code = 2
