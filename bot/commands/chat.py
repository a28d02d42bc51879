"""`wenbao chat`: the console."""

from typing import Any

from bot.console.chat import chat
from bot.console.screen import Screen
from bot.folders import check_reports_dir
from bot.texts import Catalogue, locale_language
from config.settings import read_settings


def run_chat(*, plain: bool, **flags: Any) -> None:
    """Talk until the person leaves. Raises WenbaoError if the reports can't be read at all."""
    settings = read_settings(**flags)
    check_reports_dir(settings.reports)
    texts = Catalogue(settings.language or locale_language())
    chat(settings, screen=Screen.open(plain=plain), texts=texts)
