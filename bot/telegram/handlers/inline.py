"""Inline queries (`@bot 问题` in any chat) and guest queries (a mention where it is no member)."""

import re
from collections.abc import Iterator, Sequence

from telegram import Bot, InlineQueryResultsButton, Message, Update, User

from bot.telegram.connection.updates import sender_of, text_of
from bot.telegram.context import Context
from bot.telegram.messages.paging import shortened
from bot.telegram.messages.sending import Card, answer_guest, answer_inline, card
from bot.telegram.policy.mentions import question_in
from bot.telegram.policy.preferences import Mode
from bot.telegram.services import Services
from bot.telegram.storage import ShownPassage
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import posted_refusal, posted_screen
from bot.telegram.views.listing_view import SHOWN_COMPACT, counted, listing_screen
from bot.telegram.views.view_base import NAMES_LIMIT, notice, titled
from retrieval.qa import Answer, AnswerPassage, Listing, Status

PAGE = 20
MOST = 100
CACHE_SECONDS = 10
SNIPPET_LENGTH = 180
START_PARAMETER = "ask"


class InlineHandlers:
    """Answers outside of the bot's own chats; the person's choices count."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def queried(self, update: Update, context: Context) -> None:
        """Cards for what is being typed, twenty at a time."""
        if (query := update.inline_query) is None:
            return
        services = self._services
        view = self._view(query.from_user, context.bot)
        text, offset = query.query.strip(), _offset(query.offset)
        is_refused = services.quotas.inline.take(query.from_user.id) is not None
        answer = None
        if text and not is_refused and offset < MOST:
            # as many for each page of the list, so that the answer is recalled while it is scrolled
            answer = await services.answer(text, top_k=MOST, typed_by=query.from_user.id)
        found = answer.passages[offset : offset + PAGE] if answer and not answer.is_chat else ()
        await answer_inline(
            query,
            [*_cards(answer, found, view, is_first=not offset)] if answer else [],
            cache_seconds=CACHE_SECONDS,
            next_offset=str(offset + PAGE)
            if answer and len(answer.passages) > offset + PAGE
            else None,
            button=None if offset else _hint(answer, view),
        )

    async def summoned(self, update: Update, context: Context) -> None:
        """A guest answers once, with one message."""
        message = update.guest_message
        if message is None or message.guest_query_id is None or not (user := sender_of(message)):
            return
        services = self._services
        view = self._view(user, context.bot)
        refusal = services.quotas.asks.take(user.id)
        text = _asked_of_guest(message, context.bot)
        if refusal is not None:
            screen = notice(view.texts("tg-wait", seconds=refusal.wait))
        elif not text.strip():
            screen = notice(view.texts("tg-help-guest", bot=f"@{context.bot.username}"))
        else:
            screen = _guest_screen(await services.answer(text), view)
        said = view.texts("tg-guest-title")
        await answer_guest(message, card("answer", said, "", screen))

    def _view(self, user: User, bot: Bot) -> ViewContext:
        texts = self._services.texts(self._services.preferences(user.id), user)
        return ViewContext(self._services.lookup, texts, bot.username, is_compact=True)


def _asked_of_guest(message: Message, bot: Bot) -> str:
    """The question, also where the mention is no entity of the message."""
    if question := question_in(message, Mode.MENTIONS):
        return question.text
    return re.sub(rf"@{bot.username}\b", "", text_of(message) or "", flags=re.IGNORECASE).strip()


def _guest_screen(answer: Answer, view: ViewContext) -> Screen:
    if answer.is_chat:
        return notice(view.texts("tg-help-guest", bot=f"@{view.bot_username}"))
    if answer.status is Status.NOT_FOUND or not answer.passages:
        return posted_refusal(answer, view)
    if answer.listing is not None:
        return listing_screen(answer, answer.listing, view)
    first = answer.passages[0]
    lead = "status-unsure" if answer.status is Status.UNSURE else None
    return posted_screen(first.passage, _shown(first), view, lead=lead)


def _cards(
    answer: Answer, found: Sequence[AnswerPassage], view: ViewContext, *, is_first: bool
) -> Iterator[Card]:
    """A count first, where one is asked; then a card for each hit, or for the nearest passages."""
    if answer.listing is not None and is_first:
        yield _listing_card(answer, answer.listing, view)
    lead = "nearest" if answer.status is Status.NOT_FOUND else None
    for hit in found:
        yield inline_card(hit, view, lead=lead)


def inline_card(hit: AnswerPassage, view: ViewContext, *, lead: str | None = None) -> Card:
    """The card of one hit; `lead` names the words before its quote."""
    passage = hit.passage
    title = titled(passage.article, view)
    snippet = hit.sentence.of(passage.text) if hit.sentence else passage.text
    if hit.answer:  # cards show two lines or three, and it may stand farther down
        snippet = f"{hit.answer.of(passage.text)} · {snippet}"
    if lead:
        snippet = f"{view.texts(lead)} {snippet}"
    source = (
        f"{shortened(snippet, SNIPPET_LENGTH)}\n{shortened(passage.article.report, NAMES_LIMIT)}"
    )
    screen = posted_screen(passage, _shown(hit), view, lead=lead)
    return card(passage.passage_id, title, source, screen)


def _listing_card(answer: Answer, listing: Listing, view: ViewContext) -> Card:
    """The card of a count."""
    titles = view.texts("between").join(titled(a, view) for a in listing.articles[:SHOWN_COMPACT])
    described = shortened(titles, SNIPPET_LENGTH)
    return card("listing", counted(listing, view), described, listing_screen(answer, listing, view))


def _hint(answer: Answer | None, view: ViewContext) -> InlineQueryResultsButton | None:
    """A button above the cards, where nothing is asked or nothing answers."""
    if answer is not None and answer.status is not Status.NOT_FOUND:
        return None
    is_asked = answer is not None and not answer.is_chat
    said = view.texts("tg-inline-nothing" if is_asked else "tg-inline-hint")
    return InlineQueryResultsButton(said, start_parameter=START_PARAMETER)


def _shown(hit: AnswerPassage) -> ShownPassage:
    return ShownPassage(hit.passage.passage_id, hit.sentence, hit.answer)


def _offset(text: str) -> int:
    return min(int(text), MOST) if text.isascii() and text.isdigit() and len(text) < 9 else 0
