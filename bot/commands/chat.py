"""`wenbao chat`: the console."""

from typing import Any

from bot.console.chat import chat
from bot.console.screen import Screen
from bot.texts import Catalogue, locale_language
from config.settings import read_settings


def run_chat(*, plain: bool, **flags: Any) -> None:
    """Talk until the person leaves."""
    settings = read_settings(**flags)
    texts = Catalogue(settings.language or locale_language())
    chat(settings, screen=Screen.open(plain=plain), texts=texts)
