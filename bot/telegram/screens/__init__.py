"""What people see: records in, a text with styles and buttons out."""

from bot.telegram.screens.screen import Screen, View

__all__ = ["Screen", "View"]
