"""The types of PTB as this bot uses them: it keeps nothing in PTB's own dictionaries."""

from typing import Any

from telegram.ext import Application, CallbackContext, ExtBot

_Nothing = dict[Any, Any]
Context = CallbackContext[ExtBot[None], _Nothing, _Nothing, _Nothing]
BotApplication = Application[Any, Context, _Nothing, _Nothing, _Nothing, None]
