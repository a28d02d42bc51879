"""What the bot remembers: one SQLite file."""

from bot.telegram.storage.connection import StateError
from bot.telegram.storage.repository import State, open_state
from bot.telegram.storage.state_records import Kept, ShownPassage, StoredAnswer, Tally

__all__ = ["Kept", "ShownPassage", "State", "StateError", "StoredAnswer", "Tally", "open_state"]
