"""What people see: records in, a text with styles and buttons out."""

from bot.telegram.views.view_base import Screen, View

__all__ = ["Screen", "View"]
