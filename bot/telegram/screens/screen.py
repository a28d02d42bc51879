"""A screen: one message, its text and its buttons."""

from collections.abc import Callable
from dataclasses import dataclass

from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.citing import line_ranges, title_of
from bot.telegram.buttons import Nothing, Press, button
from bot.telegram.links import DeepLink, Target
from bot.telegram.marked import Marked, Style, joined, plain, styled
from bot.telegram.shelf import Shelf
from bot.texts import Texts
from retrieval.passages import Passage


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: at most 4096 UTF-16 units of text, and buttons below it."""

    text: Marked
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class View:
    """Through what a screen is seen: the archive, the language, and whose links it holds."""

    shelf: Shelf
    texts: Texts
    bot_username: str
    is_compact: bool = False  # in groups: the paragraph stays behind 读全文


def source(passage: Passage, view: View) -> Marked:
    """`《headline》 reporters · file · lines`; the headline links to the passage for ever."""
    link = DeepLink(Target.PASSAGE, passage.passage_id)
    title = title_of(passage.article, view.texts)
    if passage.paragraph.confidence < 1:
        title = view.texts("source-probable", title=title)
    lines = line_ranges(passage.lines)
    return joined(
        [
            joined(
                [
                    styled(title, Style.LINK, url=link.url(view.bot_username)),
                    "、".join(passage.article.byline),
                ],
                " ",
            ),
            passage.article.report,
            view.texts("source-lines", lines=lines, count=len(passage.lines)),
        ],
        " · ",
    )


def pager(position: int, count: int, press: Callable[[int], Press]) -> list[InlineKeyboardButton]:
    """`‹ 2/7 ›`; no row for a single page."""
    if count < 2:
        return []
    back = button("‹", press(position - 1)) if position else button(" ", Nothing())
    on = button("›", press(position + 1)) if position + 1 < count else button(" ", Nothing())
    return [back, button(f"{position + 1}/{count}", Nothing()), on]


def notice(text: str) -> Screen:
    """A screen that only says something."""
    return Screen(plain(text))
