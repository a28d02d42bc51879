"""Files that admins hand in by chat, and their undoing."""

from collections import OrderedDict
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
from bot.telegram.views.upload_view import names_of
from bot.telegram.views.view_base import notice

_ALBUMS = 64  # of those the last ones are remembered


@dataclass(frozen=True, slots=True)
class _Sent:
    """A file in a message."""

    file_id: str
    name: str
    size: int


@dataclass(slots=True)
class _Album:
    """The caption of an album's first photo, and the bot's reply to it."""

    caption: str
    reply_id: int | None = None


class UploadHandlers:
    """Takes files of the bot's admins into the reports' folder."""

    def __init__(self, services: Services, commands: CommandHandlers) -> None:
        self._services = services
        self._commands = commands
        self._albums: OrderedDict[tuple[int, str], _Album] = OrderedDict()

    async def received(self, update: Update, context: Context) -> None:
        """A picture, a voice, a file."""
        message = update.message
        assert message is not None
        album = self._album(message)
        sent, user = _sent(message, album.caption), sender_of(message)
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
        await self._take(sent, message, view, album)

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
        files = self._services.state.uploads.told_by(upload.chat_id, upload.message_id)
        changed = []
        for file in files:
            if await self._services.look_up(partial(remove, folder, file)):
                self._services.state.uploads.undo(file.upload_id)
            else:
                changed.append(file)
        if changed:
            said = view.texts("tg-upload-changed", name=names_of(changed))
            await toast(query, said, is_alert=True)
            return
        await toast(query)
        await edit(query, notice(view.texts("tg-upload-undone", name=names_of(files))))

    def _problem(self, sent: _Sent, message: Message, view: ViewContext) -> str | None:
        """Why a file is not taken; None if it is."""
        if not is_known_kind(sent.name):
            return view.texts("tg-upload-kind")
        if sent.size > FileSizeLimit.FILESIZE_DOWNLOAD:
            return view.texts("tg-upload-too-big", name=safe_name(sent.name))
        if self._services.quotas.uploads.take(message.chat.id) is not None:
            return view.texts("tg-upload-too-many")
        return None

    async def _take(self, sent: _Sent, message: Message, view: ViewContext, album: _Album) -> None:
        folder = self._services.reports_dir
        assert folder is not None
        chat_id, bot = message.chat.id, message.get_bot()
        if album.reply_id is None:
            fetching = view.texts("tg-upload-fetching", name=sent.name)
            album.reply_id = await reply(message, notice(fetching))
        file = await bot.get_file(sent.file_id)
        data = bytes(await file.download_as_bytearray())
        place = chat_id, album.reply_id
        tell = partial(edit_message, bot, *place)
        try:
            stored = await self._services.look_up(partial(store, folder, sent.name, data))
        except OSError as err:
            said = view.texts("tg-upload-unkept", name=sent.name, error=err.strerror or "")
            await tell(notice(said))
            return
        uploads = self._services.state.uploads
        if stored.is_new:
            uploads.add(*place, stored.name, stored.digest, self._language(message))
        if files := uploads.told_by(*place):
            await tell(notice(view.texts("tg-upload-reading", name=names_of(files))))
        else:
            await tell(notice(view.texts("tg-upload-same", name=stored.name)))

    def _album(self, message: Message) -> _Album:
        """The album that a message is of; a new one for one that stands alone."""
        album = _Album(message.caption or "")
        if message.media_group_id is None:
            return album
        while len(self._albums) >= _ALBUMS:
            self._albums.popitem(last=False)
        return self._albums.setdefault((message.chat.id, message.media_group_id), album)

    def _language(self, message: Message) -> str:
        sender = sender_of(message)
        chosen = self._services.preferences_of(message).language
        return chosen or language_for(sender.language_code if sender else None)


def _sent(message: Message, caption: str) -> _Sent | None:
    """The file in a message. A photo has no name but its caption."""
    if (document := message.document) is not None:
        return _Sent(document.file_id, document.file_name or "", document.file_size or 0)
    if message.photo:
        largest = message.photo[-1]
        stem = caption or f"photo-{message.date:%Y%m%d-%H%M%S}-{message.message_id}"
        return _Sent(largest.file_id, f"{stem}.jpg", largest.file_size or 0)
    return None
