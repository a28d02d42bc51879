"""Questions: in private, in groups, edited, tapped and linked."""

import re
from collections.abc import Sequence
from dataclasses import replace

from telegram import Message, Update, User
from telegram.constants import ChatType

from bot.telegram.connection.updates import sender_of, topic_of
from bot.telegram.context import Context
from bot.telegram.messages.sending import acknowledge, age_of, edit_answer, reply
from bot.telegram.policy.mentions import AskedText, question_in
from bot.telegram.policy.quota import Act
from bot.telegram.services import Services
from bot.telegram.views import Screen
from bot.telegram.views.answer_view import first_screen
from bot.telegram.views.panels import help_screen
from bot.telegram.views.view_base import notice

# seconds; what a group asked longer ago it has forgotten
STALE_SECONDS = 3600
_NUMBER = re.compile(r"[0-9]{1,2}")


class QuestionHandlers:
    """Answers what is asked in a chat."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def asked(self, update: Update, context: Context) -> None:
        """A new message: a question, or none to the bot."""
        if (message := update.message) is None:
            return
        question = question_in(message, self._services.preferences_of(message).mode)
        if question is not None and not self._is_stale(message):
            await self._take(message, question)

    async def edited(self, update: Update, context: Context) -> None:
        """An edited message: the answer to it is edited; one never answered is answered now."""
        if (message := update.edited_message) is None:
            return
        services, chosen = self._services, self._services.preferences_of(message)
        question = question_in(message, chosen.mode)
        if question is None or not question.text:
            return
        stored = services.state.answer_to(message.chat.id, message.message_id)
        if stored is None or stored.message_id is None:
            if message.chat.type == ChatType.PRIVATE:
                await self._take(message, question)
            return
        if self._refusal(message, sender_of(message), _act(message)) is not None:
            return
        turns = self._turns(message, question, is_edited=True)
        answer = await services.answer(question.text, turns=turns, top_k=chosen.passages)
        services.state.replace_answer(stored.answer_id, answer, turns=turns)
        screen = first_screen(answer, stored.answer_id, services.view_of(message))
        await edit_answer(message, stored.message_id, screen)

    async def ask(self, message: Message, text: str, user: User) -> None:
        """Ask in somebody's name below a message of the bot's own."""
        await self._answer(message, AskedText(text), user, act=None)

    async def _take(self, message: Message, question: AskedText) -> None:
        text, view = question.text.strip(), self._services.view_of(message)
        if _NUMBER.fullmatch(text):  # one of what was shown before, if anything was
            text = view.texts("tg-nth", number=text) if self._turns(message, question) else ""
            question = replace(question, text=text)
        if text:
            await self._answer(message, question, sender_of(message), act=_act(message))
            return
        is_group = message.chat.type != ChatType.PRIVATE
        await reply(message, help_screen(view, is_group=is_group))

    async def _answer(
        self, message: Message, question: AskedText, user: User | None, *, act: Act | None
    ) -> None:
        services, user_id = self._services, user.id if user else None
        if (refusal := self._refusal(message, user, act)) is not None:
            if refusal.text:
                await reply(message, refusal)
            return
        turns = self._turns(message, question)
        passages = services.preferences_of(message).passages
        answer_id = services.state.next_answer_id()
        answer = await services.answer(
            question.text, turns=turns, top_k=passages, answer_id=answer_id
        )
        if answer.is_chat and (turns or question.continues is not None):
            await acknowledge(message)  # the conversation goes on from the question before
            return
        view = services.view_of(message, user)
        is_cut_off = question.continues is not None and not turns
        note = view.texts("tg-context-gone") if is_cut_off else ""
        screen = first_screen(answer, answer_id, view, note=note)
        message_id = await reply(message, screen)
        services.state.keep_answer(
            answer_id,
            answer,
            chat_id=message.chat.id,
            user_id=user_id,
            question_id=message.message_id,
            message_id=message_id,
            topic_id=topic_of(message),
            turns=turns,
        )
        if services.keeps_questions:
            services.state.log_question(answer, user_id=user_id)

    def _is_stale(self, message: Message) -> bool:
        """Tell whether a group has long gone on: an answer out of the blue helps nobody there."""
        return message.chat.type != ChatType.PRIVATE and age_of(message) > STALE_SECONDS

    def _turns(
        self, message: Message, question: AskedText, *, is_edited: bool = False
    ) -> Sequence[str]:
        """The earlier questions of the conversation: of the answer replied to, else, in private,
        of the last one. In a group many talk at once, and only a reply continues. What is forwarded
        or edited stands by itself.
        """
        state = self._services.state
        if question.continues is not None:
            continued = state.answer_in(message.chat.id, question.continues)
            return state.turns_of(continued.answer_id) if continued else []
        if message.chat.type != ChatType.PRIVATE or message.forward_origin or is_edited:
            return []
        return state.last_turns(message.chat.id, topic_of(message))

    def _refusal(self, message: Message, user: User | None, act: Act | None) -> Screen | None:
        """Say that it is too much: nothing once that has been said; None if it is not.

        A question that waited counts at the time it was asked, and once however often it is tried.
        """
        quotas, chat = self._services.quotas, message.chat
        chosen = self._services.preferences_of(message)
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


def _act(message: Message) -> Act:
    return Act(age_of(message), (message.chat.id, message.message_id))
