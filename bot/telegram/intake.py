"""Files handed in by chat: kept in the reports' folder, and told of once they are read."""

import asyncio
import hashlib
import logging
import os
import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path, PurePosixPath

from telegram import Bot
from telegram.error import TelegramError

from bot.app.sample_questions import find_examples
from bot.telegram.messages.sending import edit_message
from bot.telegram.services import Services
from bot.telegram.storage import Upload
from bot.telegram.views import Screen, ViewContext
from bot.telegram.views.upload_view import intake_screen
from retrieval.corpus import Corpus, LoadedCorpus
from retrieval.errors import ReportError, WenbaoError

logger = logging.getLogger(__name__)

LOOK_SECONDS = 1.0
_TEXT = frozenset({".txt", ".md", ".csv", ".json", ".jsonl", ".html", ".htm", ".mhtml"})
_PICTURE = frozenset({".png", ".jpg", ".jpeg", ".tif", ".tiff", ".webp"})
SUFFIXES = _TEXT | _PICTURE | {".pdf", ".docx", ".epub", ".xml", ".hocr", ".zip"}
_STEM_LIMIT = 60  # characters, as below
_ENDING_LIMIT = 8
_UNSAFE = re.compile(r'[\\/:*?"<>|#\s]+')


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the folder; `is_new` if its bytes were not there under that name."""

    name: str
    digest: str
    is_new: bool


def safe_name(name: str) -> str:
    """A file's name without folders, blanks, and what steers or hides; its ending stays."""
    printable = "".join(c for c in unicodedata.normalize("NFC", name) if c.isprintable())
    stem, dot, ending = PurePosixPath(printable.replace("\\", "/")).name.rpartition(".")
    if not dot:
        stem, ending = ending, stem
    stem = _UNSAFE.sub("_", stem).strip("._-")[:_STEM_LIMIT] or "file"
    return f"{stem}{dot}{_UNSAFE.sub('', ending)[:_ENDING_LIMIT].lower()}"


def is_known_kind(name: str) -> bool:
    """Tell whether files with such an ending are read."""
    return PurePosixPath(name).suffix.lower() in SUFFIXES


def store(folder: Path, name: str, data: bytes) -> Stored:
    """Keep a file in the folder, whole or not at all, and never over another one.

    Raises OSError.
    """
    digest = hashlib.sha256(data).hexdigest()
    part = folder / f".{secrets.token_hex(8)}.part"  # hidden files are no reports
    try:
        part.write_bytes(data)
        wanted = PurePosixPath(safe_name(name))
        for number in count(1):
            numbered = f"{wanted.stem}-{number}{wanted.suffix}" if number > 1 else str(wanted)
            try:
                os.link(part, folder / numbered)
            except FileExistsError:
                if digest == _digest(folder / numbered):
                    return Stored(numbered, digest, is_new=False)
            else:
                return Stored(numbered, digest, is_new=True)
    finally:
        part.unlink(missing_ok=True)
    raise AssertionError("unreachable")


def remove(folder: Path, upload: Upload) -> bool:
    """Take a file away, unless it has been changed since; tell whether it is gone."""
    path = folder / upload.name
    if not path.exists():
        return True
    if _digest(path) != upload.digest:
        return False
    path.unlink(missing_ok=True)
    return True


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as data:
            return hashlib.file_digest(data, "sha256").hexdigest()
    except OSError:
        return ""


class Uploads:
    """Tells, by editing one message, what became of each file."""

    def __init__(self, services: Services, bot: Bot) -> None:
        self._services = services
        self._bot = bot

    async def run(self) -> None:
        """Look from time to time, until cancelled."""
        while True:
            try:
                uploads = self._services.state.uploads
                places = [(u.chat_id, u.message_id) for u in uploads.waiting()]
                for place in dict.fromkeys(places):
                    await self._look(uploads.told_by(*place))
            except (sqlite3.Error, WenbaoError) as err:
                logger.warning("what was handed in waits (%s)", type(err).__name__)
            await asyncio.sleep(LOOK_SECONDS)

    async def _look(self, uploads: Sequence[Upload]) -> None:
        """Tell what became of the files of one message, once all of them have been read."""
        first = uploads[0]
        texts = self._services.catalogues[first.language]
        view = ViewContext(self._services.lookup, texts, self._bot.username)
        screen = await self._services.look_up(partial(self._screen, uploads, view))
        if screen is None:
            return
        try:
            await edit_message(self._bot, first.chat_id, first.message_id, screen)
        except TelegramError as err:
            logger.warning("it can't be told what became of a file (%s)", type(err).__name__)
        for upload in uploads:
            self._services.state.uploads.told(upload.upload_id)

    def _screen(self, uploads: Sequence[Upload], view: ViewContext) -> Screen | None:
        """Tell what became of files; None if one has not been read yet."""
        corpus = view.lookup.corpus
        with corpus.reading():
            failed = [(upload, self._failure(upload, corpus)) for upload in uploads]
            unread = [(upload, failure) for upload, failure in failed if failure]
            names = [upload.name for upload, failure in failed if failure is None]
            parts = [_only(name, corpus) for name in names]
            if not all(part.reports for part in parts):
                return None
            reports = {name: report for part in parts for name, report in part.reports.items()}
            read = LoadedCorpus(reports, tuple(a for part in parts for a in part.articles))
            examples = find_examples(read, self._services.answers, view.texts) if names else []
            return intake_screen(uploads, read, unread, view, examples)

    def _failure(self, upload: Upload, corpus: Corpus) -> ReportError | None:
        """Why nothing of a file could be read; None if something was, or it was not tried yet."""
        if _only(upload.name, corpus).reports:
            return None
        folder = self._services.reports_dir
        places = {upload.name, str(folder / upload.name) if folder else ""}
        return next((failure for failure in corpus.failures if failure.path in places), None)


def _only(name: str, corpus: Corpus) -> LoadedCorpus:
    """The pages of one file, and their articles."""
    within = (f"{name}#", f"{name}/")
    reports = {n: r for n, r in corpus.reports.items() if n == name or n.startswith(within)}
    articles = tuple(a for report in reports for a in corpus.articles_of(report))
    return LoadedCorpus(reports, articles)
