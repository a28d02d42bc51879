"""What the bot remembers: one SQLite file."""

from bot.telegram.state.records import Kept, ShownPassage, StoredAnswer, Tally
from bot.telegram.state.state import State, open_state
from bot.telegram.state.writing import StateError

__all__ = ["Kept", "ShownPassage", "State", "StateError", "StoredAnswer", "Tally", "open_state"]
