"""An answer as a message: what answers in bold, its paragraph folded, its source, its buttons."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.app.citations import sides_line, told_quote
from bot.app.reference import reference
from bot.telegram.messages.callback_data import (
    Keyboard,
    Look,
    Rate,
    Read,
    Turn,
    button,
    copy_button,
    keyboard,
    link_button,
)
from bot.telegram.messages.deep_links import DeepLink, Target
from bot.telegram.messages.paging import cuts, shortened
from bot.telegram.messages.rich_text import RichText, Style, joined, plain, styled, utf16_length
from bot.telegram.storage import ShownPassage, StoredAnswer
from bot.telegram.views.article_view import article_screen
from bot.telegram.views.listing_view import WORD_LIMIT, counted, listing_screen, untold
from bot.telegram.views.view_base import Screen, ViewContext, pager, source
from retrieval.documents import Passage
from retrieval.qa import Answer, Span, Status
from retrieval.text.characters import ALL_HAN

# in UTF-16 units; together with the rest of the screen under Telegram's 4096
PARAGRAPH_LIMIT = 2600
SENTENCE_LIMIT = 700
WORDS_LIMIT = 400
LINE_WORDS_LIMIT = 40
_NO_NOTE = RichText()
_LATIN_WORDS = re.compile(r"[A-Za-z]{2,}")
_HAN = re.compile(f"[{ALL_HAN}]")
SIDE_LIMIT = 16
MOST_SIDES = 5  # with buttons of their own


def first_screen(answer: Answer, answer_id: int, view: ViewContext, *, note: str = "") -> Screen:
    """A new answer: how the question was taken, and its best passage; or that there is none."""
    if answer.is_chat:
        return Screen(plain(view.texts("chat")))  # what this is, and how to ask
    if answer.asks_back or answer.is_end:
        return Screen(plain(view.texts("asks-back" if answer.asks_back else "no-more")))
    if answer.opened is not None:
        return article_screen(answer.opened, view)
    if answer.listing is not None and answer.listing.count:
        return listing_screen(answer, answer.listing, view, answer_id=answer_id)
    if answer.status is Status.NOT_FOUND or not answer.passages:
        return _refusal(answer, answer_id, view, note)
    stored = StoredAnswer.of(answer, answer_id)
    passage = answer.passages[0].passage
    notes: list[RichText | str] = [
        _notes(answer, view, note),
        _sides(answer, view),
        _missing(answer, view, WORDS_LIMIT),
        _checked(answer, view),
    ]
    return _passage_of(
        # how a quote compares is said already
        replace(stored, status=Status.ANSWERED) if answer.quote else stored,
        passage,
        view,
        position=0,
        note=joined(notes, "\n"),
        sides=answer.sides,
    )


def turned_screen(stored: StoredAnswer, view: ViewContext, *, position: int) -> Screen:
    """The passage at a position of an answer made before, looked up."""
    if not stored.passages:
        return Screen(plain(view.texts("status-not-found")))
    position = min(position, len(stored.passages) - 1)
    passage = view.lookup.passage(stored.passages[position].passage_id)
    if passage is None:
        return Screen(plain(view.texts("tg-report-changed")), _buttons(stored, position, view))
    return _passage_of(stored, passage, view, position=position)


def understood(answer: Answer, view: ViewContext) -> RichText:
    """One short line: what a follow-up meant, or what was searched instead of what was typed."""
    if answer.listing is not None:
        return plain(counted(answer.listing, view))
    if answer.is_follow_up:
        text = shortened(answer.understood, LINE_WORDS_LIMIT)
        return styled(view.texts("understood", text=text), Style.ITALIC)
    if answer.replaced:
        typed, meant = (
            view.texts("between").join(words) for words in zip(*answer.replaced, strict=True)
        )
        said = {"typed": shortened(typed, LINE_WORDS_LIMIT)}
        said["meant"] = shortened(meant, LINE_WORDS_LIMIT)
        return styled(view.texts("replaced", **said), Style.ITALIC)
    return RichText()


def _notes(answer: Answer, view: ViewContext, note: str) -> RichText:
    """How the question was taken, what of it was set aside, and that Chinese is understood best."""
    words = view.texts("between").join(answer.not_understood)
    is_foreign = len(_LATIN_WORDS.findall(answer.question)) > 1 and not _HAN.search(answer.question)
    return joined(
        [
            note,
            understood(answer, view),
            view.texts("not-understood", words=shortened(words, WORDS_LIMIT)) if words else "",
            view.texts("tg-chinese-only") if is_foreign else "",
        ],
        "\n",
    )


def _sides(answer: Answer, view: ViewContext) -> str:
    return sides_line(answer, view.texts, lambda words: shortened(words, WORD_LIMIT))


def _checked(answer: Answer, view: ViewContext) -> str:
    """How a quote that was to be checked compares with the reports."""
    if answer.quote is None:
        return ""
    return told_quote(answer.quote, view.texts, lambda words: shortened(words, WORD_LIMIT))


def _passage_of(
    stored: StoredAnswer,
    passage: Passage,
    view: ViewContext,
    *,
    position: int,
    note: RichText = _NO_NOTE,
    sides: Sequence[str] = (),
) -> Screen:
    lead = {Status.UNSURE: "status-unsure", Status.NOT_FOUND: "nearest"}.get(stored.status)
    text = joined(
        [
            note,
            view.texts(lead) if lead else "",
            quoted(passage, stored.passages[position], view),
            source(passage, view),
        ],
        "\n\n",
    )
    return Screen(text, _buttons(stored, position, view, passage, sides))


def _refusal(answer: Answer, answer_id: int, view: ViewContext, note: str) -> Screen:
    """It isn't in the reports: what is missing, and the nearest passages behind a button."""
    nearest = [button(view.texts("tg-nearest"), Turn(answer_id, 0))] if answer.passages else []
    if view.is_compact:
        return Screen(_one_line(answer, view), keyboard(nearest))
    text = joined(
        [
            _notes(answer, view, note),
            styled(view.texts("status-not-found"), Style.BOLD),
            _checked(answer, view),
            untold(answer, view),
            _missing(answer, view, WORDS_LIMIT),
            view.texts("tg-try"),
        ],
        "\n\n",
    )
    return Screen(text, keyboard(nearest))


def posted_refusal(answer: Answer, view: ViewContext) -> Screen:
    """It isn't in the reports, said where the bot isn't: a link leads to the nearest passage."""
    links = []
    if answer.passages:
        link = DeepLink(Target.PASSAGE, answer.passages[0].passage.passage_id)
        links.append(link_button(view.texts("tg-nearest"), link.url(view.bot_username)))
    return Screen(_one_line(answer, view), keyboard(links))


def _one_line(answer: Answer, view: ViewContext) -> RichText:
    """It isn't in the reports, said where many talk."""
    if told := untold(answer, view):
        return plain(told)
    if missing := _missing(answer, view, LINE_WORDS_LIMIT):
        return plain(view.texts("tg-not-found-line", missing=missing))
    return plain(view.texts("status-not-found"))


def _missing(answer: Answer, view: ViewContext, limit: int) -> str:
    separator = view.texts("between")
    words = shortened(separator.join(shortened(w, WORD_LIMIT) for w in answer.missing), limit)
    return view.texts("missing", words=words, count=len(answer.missing)) if words else ""


def passage_screen(passage: Passage, view: ViewContext) -> Screen:
    """One passage by itself, as a deep link opens it."""
    text = joined([quoted(passage, None, view), source(passage, view)], "\n\n")
    read = button(view.texts("tg-read"), Read(passage.article.article_id))
    return Screen(text, keyboard([read]))


def posted_screen(
    passage: Passage, shown: ShownPassage, view: ViewContext, *, lead: str | None = None
) -> Screen:
    """A quote posted where the bot isn't: its source, and a link to it in the bot."""
    text = joined(
        [view.texts(lead) if lead else "", quoted(passage, shown, view), source(passage, view)],
        "\n\n",
    )
    url = DeepLink(Target.PASSAGE, passage.passage_id).url(view.bot_username)
    return Screen(text, keyboard([link_button(view.texts("tg-open"), url)]))


def quoted(passage: Passage, shown: ShownPassage | None, view: ViewContext) -> RichText:
    """The sentence that answers in bold, the words that answer underlined, its paragraph folded.

    A paragraph too long for a message is shown in the part that holds the sentence, and said so.
    """
    sentence = shown.sentence if shown else None
    answer = shown.answer if shown else None
    text = passage.text
    whole = Span(0, len(text))
    if sentence and utf16_length(sentence.of(text)) <= SENTENCE_LIMIT:
        lead = styled(_underlined(text, sentence, answer), Style.BOLD)
        if view.is_compact or sentence.of(text).strip() == text.strip():
            return lead
        return joined([lead, _folded(passage, whole, sentence, view)], "\n\n")
    return _folded(passage, whole, sentence or whole, view, style=Style.QUOTE)


def _folded(
    passage: Passage, whole: Span, around: Span, view: ViewContext, style: Style = Style.FOLDED
) -> RichText:
    parts = [Span(start, end) for start, end in cuts(passage.text, PARAGRAPH_LIMIT)]
    index = next((i for i, part in enumerate(parts) if around.start < part.end), 0)
    part = parts[index] if len(parts) > 1 else whole
    gap = styled(view.texts("gap"), Style.ITALIC)
    return joined(
        [
            gap if passage.paragraph.lost_before and part.start == 0 else "",
            styled(plain(part.of(passage.text)).stripped(), style),
            gap if passage.paragraph.lost_after and part.end == whole.end else "",
            styled(view.texts("tg-part", number=index + 1, count=len(parts)), Style.ITALIC)
            if len(parts) > 1
            else "",
        ],
        "\n",
    )


def _underlined(text: str, sentence: Span, answer: Span | None) -> RichText:
    if answer is None or answer.end <= sentence.start or sentence.end <= answer.start:
        return plain(sentence.of(text)).stripped()
    start, end = max(answer.start, sentence.start), min(answer.end, sentence.end)
    marked = (
        plain(text[sentence.start : start])
        + styled(text[start:end], Style.UNDERLINE)
        + plain(text[end : sentence.end])
    )
    return marked.stripped()


def _buttons(
    stored: StoredAnswer,
    position: int,
    view: ViewContext,
    passage: Passage | None = None,
    sides: Sequence[str] = (),
) -> Keyboard | None:
    """Lay out the rows of buttons under an answer: other sides; pages and rating; the source."""
    turn = Turn(stored.answer_id, position)
    pages = pager(position, len(stored.passages), lambda p: Turn(stored.answer_id, p))
    if passage is None:
        return keyboard(pages)
    read = button(view.texts("tg-read"), Read(passage.article.article_id, 0, turn))
    good = button("👍", Rate(stored.answer_id, position, is_good=True))
    bad = button("👎", Rate(stored.answer_id, position, is_good=False))
    others = [
        button(view.texts("tg-side", name=shortened(name, SIDE_LIMIT)), Turn(stored.answer_id, at))
        for at, name in enumerate(sides[: len(stored.passages)][:MOST_SIDES])
        if at != position
    ]
    cite = copy_button(view.texts("tg-cite"), reference(passage.article))
    look = button(view.texts("tg-look"), Look(stored.answer_id, position))
    looks = [look] if view.lookup.has_picture(passage) else []
    return keyboard(others, [*pages, good, bad], [read, cite, *looks])
