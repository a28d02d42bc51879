"""Views: records in, a text with styles and rows of buttons out."""

from bot.telegram.views.view_base import Screen, ViewContext

__all__ = ["Screen", "ViewContext"]
