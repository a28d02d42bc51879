"""Questions: in private, in groups, edited, tapped and linked."""

from collections.abc import Sequence

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.telegram.connection.client import Client
from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.messages.sending import age_of, edit_answer, reply
from bot.telegram.policy.mentions import Question, question_in
from bot.telegram.policy.preferences import Preferences
from bot.telegram.policy.quota import Act
from bot.telegram.services import Services
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.answer_view import first_screen
from bot.telegram.views.panels import help_screen
from bot.telegram.views.view_base import notice

# seconds; what a group asked longer ago it has forgotten
STALE_SECONDS = 3600


class QuestionHandlers:
    """Answers what is asked in a chat."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def asked(self, update: Update, client: Client) -> None:
        """A new message: a question, or none to the bot."""
        if (message := update.message) is None:
            return
        chosen = self._services.preferences(message.chat.id, topic_of(message))
        question = question_in(message, client, chosen.mode)
        if question is not None and not self._is_stale(message):
            await self._take(message, question, chosen, client)

    async def edited(self, update: Update, client: Client) -> None:
        """An edited message: the answer to it is edited; one never answered is answered now."""
        if (message := update.edited_message) is None:
            return
        chosen = self._services.preferences(message.chat.id, topic_of(message))
        question = question_in(message, client, chosen.mode)
        if question is None or not question.text:
            return
        stored = self._services.state.answer_to(message.chat.id, message.message_id)
        if stored is None or stored.message_id is None:
            if message.chat.type == ChatType.PRIVATE:
                await self._take(message, question, chosen, client)
            return
        if self._refuses(message, chosen) is not None:
            return
        turns = self._turns(message, question, before=stored.answer_id)
        answer = await self._services.answer(question.text, turns=turns, top_k=chosen.passages)
        self._services.state.replace_answer(stored.answer_id, answer, turns=turns)
        screen = first_screen(answer, stored.answer_id, self._view(message, chosen, client))
        await edit_answer(client, message, stored.message_id, screen)

    async def ask(self, message: Message, text: str, client: Client, *, user: User) -> None:
        """Ask in somebody's name below a message of the bot's own."""
        chosen = self._services.preferences(message.chat.id, topic_of(message))
        if (refusal := self._refusal(message, user, chosen)) is not None:
            if refusal.text:
                await reply(client, message, refusal)
            return
        await self._answer(message, Question(text), chosen, client, user=user)

    async def _take(
        self, message: Message, question: Question, chosen: Preferences, client: Client
    ) -> None:
        view = self._view(message, chosen, client)
        if not question.text.strip():
            is_group = message.chat.type != ChatType.PRIVATE
            await reply(client, message, help_screen(view, is_group=is_group))
            return
        if (refusal := self._refuses(message, chosen)) is not None:
            if refusal.text:
                await reply(client, message, refusal)
            return
        await self._answer(message, question, chosen, client, user=sender_of(message))

    async def _answer(
        self,
        message: Message,
        question: Question,
        chosen: Preferences,
        client: Client,
        *,
        user: User | None,
    ) -> None:
        services = self._services
        turns = self._turns(message, question)
        answer = await services.answer(question.text, turns=turns, top_k=chosen.passages)
        answer_id = services.state.next_answer_id()
        texts = services.texts(chosen, user)
        is_compact = message.chat.type != ChatType.PRIVATE and chosen.size == "small"
        view = services.view(texts, client.username, is_compact=is_compact)
        message_id = await reply(client, message, first_screen(answer, answer_id, view))
        services.state.keep_answer(
            answer_id,
            answer,
            chat_id=message.chat.id,
            user_id=user.id if user else None,
            question_id=message.message_id,
            message_id=message_id,
            topic_id=topic_of(message),
            turns=turns,
        )
        if services.keeps_questions:
            services.state.log_question(answer, user_id=user.id if user else None)

    def _is_stale(self, message: Message) -> bool:
        """Tell whether a group has long gone on: an answer out of the blue helps nobody there."""
        return message.chat.type != ChatType.PRIVATE and age_of(message) > STALE_SECONDS

    def _view(self, message: Message, chosen: Preferences, client: Client) -> ViewContext:
        texts = self._services.texts(chosen, sender_of(message))
        is_compact = message.chat.type != ChatType.PRIVATE and chosen.size == "small"
        return self._services.view(texts, client.username, is_compact=is_compact)

    def _turns(
        self, message: Message, question: Question, *, before: int | None = None
    ) -> Sequence[str]:
        """The earlier questions of the conversation: of the answer replied to, else, in private,
        of the last one. In a group many talk at once, and only a reply continues.
        """
        state = self._services.state
        if question.continues is not None:
            continued = state.answer_in(message.chat.id, question.continues)
            return state.turns_of(continued.answer_id) if continued else []
        if message.chat.type == ChatType.PRIVATE:
            return state.last_turns(message.chat.id, topic_of(message), before=before)
        return []

    def _refuses(self, message: Message, chosen: Preferences) -> Screen | None:
        return self._refusal(message, sender_of(message), chosen)

    def _refusal(self, message: Message, user: User | None, chosen: Preferences) -> Screen | None:
        """Say that it is too much: nothing once that has been said; None if it is not.

        A question that waited counts at the time it was asked, and once however often it is tried.
        """
        quotas, chat = self._services.quotas, message.chat
        act = Act(age_of(message), (chat.id, message.message_id))
        refusal = quotas.asks.take(user.id if user else chat.id, act)
        if chat.type != ChatType.PRIVATE and refusal is None:
            refusal = quotas.groups.take(chat.id, act)
            if chosen.cooldown and refusal is None:
                refusal = quotas.cooldown(chosen.cooldown).take(chat.id, act)
        if refusal is None:
            return None
        self._services.state.count("refused")
        texts = self._services.texts(chosen, user)
        return notice(texts("tg-wait", seconds=refusal.wait) if refusal.is_first else "")
