"""Errors of the command line; the tree they belong to is drawn in `retrieval.errors`."""

from retrieval.errors import WenbaoError


class MessageError(WenbaoError):
    """An error whose sentence is a message of the texts, with its arguments."""

    def __init__(self, message_id: str, /, **arguments: str | int) -> None:
        told = ", ".join(f"{name}: {value}" for name, value in arguments.items())
        super().__init__(f"{message_id} ({told})" if told else message_id)
        self.message_id = message_id
        self.arguments = arguments


class UsageError(MessageError):
    """A command is given arguments that it can't take."""

    advice = "usage"
    exit_code = 2
