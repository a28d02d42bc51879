"""The context that PTB hands over with an update: nothing is kept in it but the client."""

from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.telegram.connection.client import Client

_Nothing = dict[Any, Any]
Context = CallbackContext[ExtBot[Any], _Nothing, _Nothing, _Nothing]


def client_of(context: Context) -> Client:
    """Through what the bot calls Telegram."""
    assert isinstance(context.bot, Client)
    return context.bot
