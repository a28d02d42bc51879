"""A passage on the picture of its page, behind a button."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.lookup import Lookup
from bot.telegram.services import Services
from retrieval import open_archive
from retrieval.store.indexed_folder import IndexedFolder
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView
from tests.retrieval.documents.pdf_files import pdf

pytest.importorskip("pypdfium2")
pytest.importorskip("PIL")
LINE = "Harbour workers opened a library in March."


@pytest.fixture
def services(services: Services, tmp_path: Path, data_dir: Path) -> Services:
    """The services over a folder of a single PDF file."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "page.pdf").write_bytes(pdf(f"BT /F1 10 Tf 50 700 Td ({LINE}) Tj ET"))
    opened = open_archive(folder, data_dir=data_dir)
    pictures = IndexedFolder(folder, data_dir).pictures
    return replace(services, answers=opened.answerer, lookup=Lookup(opened.corpus, pictures))


async def test_a_button_sends_the_page_with_the_passage_framed_and_its_source(
    telegram: BotApiServer, running: RunningBot, bot: BotView
) -> None:
    anna = telegram.person("安娜")
    anna.says("harbour library")
    answer = await bot.answers("library")
    assert "🔍 看原图" in answer.buttons
    anna.taps(answer, "看原图")
    assert "page.pdf" in await bot.shows_photo()


async def test_a_file_that_changed_since_is_told_and_nothing_sent(
    telegram: BotApiServer, running: RunningBot, bot: BotView, tmp_path: Path
) -> None:
    anna = telegram.person("安娜")
    anna.says("harbour library")
    answer = await bot.answers("library")
    (tmp_path / "reports" / "page.pdf").write_bytes(pdf("BT ET"))
    anna.taps(answer, "看原图")
    assert "文件已经变了" in await bot.notifies()
