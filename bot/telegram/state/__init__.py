"""What the bot remembers: one SQLite file."""

from bot.telegram.state.records import Kept, ShownPassage, StoredAnswer, Tally
from bot.telegram.state.state import State, StateError, open_state

__all__ = ["Kept", "ShownPassage", "State", "StateError", "StoredAnswer", "Tally", "open_state"]
