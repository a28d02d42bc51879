"""What became of a file that was handed in."""

from collections.abc import Sequence

from bot.app.error_messages import why_left_out
from bot.telegram.messages.callback_data import Ask, Undo, button, keyboard
from bot.telegram.messages.paging import shortened
from bot.telegram.messages.rich_text import Style, joined, plain, styled
from bot.telegram.storage import Upload
from bot.telegram.views.listing_view import article_line
from bot.telegram.views.view_base import NAMES_LIMIT, Screen, ViewContext
from retrieval.corpus import LoadedCorpus
from retrieval.errors import ReportError

SHOWN = 5
ERROR_LIMIT = 400  # UTF-16 units


def intake_screen(
    uploads: Sequence[Upload],
    read: LoadedCorpus,
    unread: Sequence[tuple[Upload, ReportError]],
    view: ViewContext,
    examples: Sequence[str],
) -> Screen:
    """Tell what became of the files of a message: their pages and articles, and why some have none.

    Headlines are shown, and questions that the pages answer.
    """
    failed = [upload for upload, _ in unread]
    parts = []
    if taken := [upload for upload in uploads if upload not in failed]:
        titled = [article for article in read.articles if article.headline]
        counts = {"pages": len(read.reports), "articles": len(titled)}
        said = view.texts("tg-upload-read", name=names_of(taken), **counts)
        lines = [article_line(n, a, view) for n, a in enumerate(titled[:SHOWN], start=1)]
        if left := len(titled) - len(lines):
            lines.append(plain(view.texts("tg-listing-more", count=left)))
        parts += [styled(said, Style.BOLD), joined(lines, "\n")]
    for upload, failure in unread:
        error = shortened(why_left_out(failure, view.texts), ERROR_LIMIT // len(unread))
        name = names_of([upload])
        parts.append(plain(view.texts("tg-upload-unread", name=name, error=error)))
    rows = [[button(question, Ask(number))] for number, question in enumerate(examples)]
    label = view.texts("tg-upload-undo", count=len(uploads))
    undo = button(label, Undo(uploads[0].upload_id))
    return Screen(joined(parts, "\n\n"), keyboard(*rows, [undo]))


def names_of(uploads: Sequence[Upload]) -> str:
    """The names of files, as far as there is room for them."""
    return shortened("、".join(upload.name for upload in uploads), NAMES_LIMIT)
