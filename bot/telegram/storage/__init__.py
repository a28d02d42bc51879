"""Storage: what the bot remembers, in one SQLite file."""

from bot.telegram.storage.connection import StateError
from bot.telegram.storage.follow_store import Follow, News
from bot.telegram.storage.repository import State, open_state
from bot.telegram.storage.state_records import ShownPassage, StoredAmounts, StoredAnswer, Tally
from bot.telegram.storage.upload_store import Upload

__all__ = [
    "Follow",
    "News",
    "ShownPassage",
    "State",
    "StateError",
    "StoredAmounts",
    "StoredAnswer",
    "Tally",
    "Upload",
    "open_state",
]
