"""`wenbao chat`: the console."""

from typing import Any

from bot.app.command_settings import command_settings
from bot.app.messages import texts_in
from bot.console.repl import chat
from bot.console.terminal import Terminal
from retrieval.documents.discovery import check_reports_dir


def run_chat(*, plain: bool, **flags: Any) -> None:
    """Run the console until the user leaves. Raises WenbaoError if no page can be read."""
    settings = command_settings(**flags)
    if settings.index is None:
        check_reports_dir(settings.reports)
    texts = texts_in(settings.language)
    chat(settings, terminal=Terminal.open(plain=plain), texts=texts)
