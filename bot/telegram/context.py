"""The type of the context that PTB hands to every handler; nothing is kept in it."""

from typing import Any

from telegram.ext import CallbackContext, ExtBot

_Nothing = dict[Any, Any]
Context = CallbackContext[ExtBot[Any], _Nothing, _Nothing, _Nothing]
