"""What became of a file that was handed in."""

from collections.abc import Sequence

from bot.app.error_messages import why_left_out
from bot.telegram.messages.callback_data import Ask, Button, Undo, button, keyboard
from bot.telegram.messages.paging import shortened
from bot.telegram.messages.rich_text import Style, joined, plain, styled
from bot.telegram.storage import Upload
from bot.telegram.views.listing_view import article_line
from bot.telegram.views.view_base import NAMES_LIMIT, Screen, ViewContext
from retrieval.corpus import LoadedCorpus
from retrieval.errors import ReportError

SHOWN = 5
ERROR_LIMIT = 400  # UTF-16 units


def read_screen(
    upload: Upload, read: LoadedCorpus, view: ViewContext, examples: Sequence[str]
) -> Screen:
    """The pages and articles of a file, its headlines, and questions that it answers."""
    titled = [article for article in read.articles if article.headline]
    counts = {"pages": len(read.reports), "articles": len(titled)}
    said = view.texts("tg-upload-read", name=_name(upload), **counts)
    lines = [article_line(n, a, view) for n, a in enumerate(titled[:SHOWN], start=1)]
    if left := len(titled) - len(lines):
        lines.append(plain(view.texts("tg-listing-more", count=left)))
    rows = [[button(question, Ask(number))] for number, question in enumerate(examples)]
    text = joined([styled(said, Style.BOLD), joined(lines, "\n")], "\n\n")
    return Screen(text, keyboard(*rows, [_undo(upload, view)]))


def unread_screen(upload: Upload, failure: ReportError, view: ViewContext) -> Screen:
    """Why a file could not be read."""
    error = shortened(why_left_out(failure, view.texts), ERROR_LIMIT)
    said = view.texts("tg-upload-unread", name=_name(upload), error=error)
    return Screen(plain(said), keyboard([_undo(upload, view)]))


def _undo(upload: Upload, view: ViewContext) -> Button:
    return button(view.texts("tg-upload-undo"), Undo(upload.upload_id))


def _name(upload: Upload) -> str:
    return shortened(upload.name, NAMES_LIMIT)
