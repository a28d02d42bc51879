"""Files that admins hand in by chat, and their undoing."""

from dataclasses import dataclass
from functools import partial

from telegram import Message, Update
from telegram.constants import ChatType, FileSizeLimit

from bot.telegram.connection.updates import sender_of
from bot.telegram.context import Context
from bot.telegram.handlers.commands import CommandHandlers
from bot.telegram.intake import is_known_kind, remove, safe_name, store
from bot.telegram.messages.callback_data import Undo, decode
from bot.telegram.messages.sending import edit, edit_message, reply, toast
from bot.telegram.services import Services, language_for
from bot.telegram.views import ViewContext
from bot.telegram.views.view_base import notice


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file in a message."""

    file_id: str
    name: str
    size: int


class UploadHandlers:
    """Takes files of the bot's admins into the reports' folder."""

    def __init__(self, services: Services, commands: CommandHandlers) -> None:
        self._services = services
        self._commands = commands

    async def received(self, update: Update, context: Context) -> None:
        """A picture, a voice, a file."""
        message = update.message
        assert message is not None
        sent, user = _sent(message), sender_of(message)
        is_admin = user is not None and user.id in self._services.access.admins
        is_private = message.chat.type == ChatType.PRIVATE
        if sent is None or not is_private or self._services.reports_dir is None:
            await self._commands.wordless(update, context)
            return
        view = self._services.view_of(message)
        if not is_admin:
            if self._services.quotas.notices.take(message.chat.id) is None:
                await reply(message, notice(view.texts("tg-upload-admins-only")))
            return
        if problem := self._problem(sent, message, view):
            await reply(message, notice(problem))
            return
        await self._take(sent, message, view)

    async def undo(self, update: Update, context: Context) -> None:
        """Take a file away again."""
        query, folder = update.callback_query, self._services.reports_dir
        assert query is not None
        press = decode(query.data or "")
        assert isinstance(press, Undo)
        view = self._services.view_of_tap(query)
        upload = self._services.state.uploads.get(press.upload_id)
        is_here = query.message is not None and upload and query.message.chat.id == upload.chat_id
        is_admin = query.from_user.id in self._services.access.admins
        if upload is None or not is_here or not is_admin or folder is None:
            await toast(query, view.texts("tg-stale"), is_alert=True)
            return
        if not await self._services.look_up(partial(remove, folder, upload)):
            await toast(query, view.texts("tg-upload-changed", name=upload.name), is_alert=True)
            return
        self._services.state.uploads.undo(upload.upload_id)
        await toast(query)
        await edit(query, notice(view.texts("tg-upload-undone", name=upload.name)))

    def _problem(self, sent: _Sent, message: Message, view: ViewContext) -> str | None:
        """Why a file is not taken; None if it is."""
        if not is_known_kind(sent.name):
            return view.texts("tg-upload-kind")
        if sent.size > FileSizeLimit.FILESIZE_DOWNLOAD:
            return view.texts("tg-upload-too-big", name=safe_name(sent.name))
        if self._services.quotas.uploads.take(message.chat.id) is not None:
            return view.texts("tg-upload-too-many")
        return None

    async def _take(self, sent: _Sent, message: Message, view: ViewContext) -> None:
        folder = self._services.reports_dir
        assert folder is not None
        told = await reply(message, notice(view.texts("tg-upload-fetching", name=sent.name)))
        file = await message.get_bot().get_file(sent.file_id)
        data = bytes(await file.download_as_bytearray())
        tell = partial(edit_message, message.get_bot(), message.chat.id, told)
        try:
            stored = await self._services.look_up(partial(store, folder, sent.name, data))
        except OSError as err:
            said = view.texts("tg-upload-unkept", name=sent.name, error=err.strerror or "")
            await tell(notice(said))
            return
        if not stored.is_new:
            await tell(notice(view.texts("tg-upload-same", name=stored.name)))
            return
        language = self._language(message)
        place = message.chat.id, told
        self._services.state.uploads.add(*place, stored.name, stored.digest, language)
        await tell(notice(view.texts("tg-upload-reading", name=stored.name)))

    def _language(self, message: Message) -> str:
        sender = sender_of(message)
        chosen = self._services.preferences_of(message).language
        return chosen or language_for(sender.language_code if sender else None)


def _sent(message: Message) -> _Sent | None:
    if (document := message.document) is not None:
        return _Sent(document.file_id, document.file_name or "", document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        name = f"photo-{message.date:%Y%m%d-%H%M%S}-{message.message_id}.jpg"
        return _Sent(largest.file_id, name, largest.file_size or 0)
    return None
