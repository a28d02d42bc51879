"""Files that are handed in by chat."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.telegram.intake import safe_name, store
from bot.telegram.lookup import Lookup
from bot.telegram.policy.access import Access
from bot.telegram.services import Services
from retrieval.corpus import load_corpus
from retrieval.documents.optional_parts import installed_parts
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer, BotView
from tests.botapi.people import Person
from tests.retrieval.documents.readers.test_vertical_lines import PICTURE

PAGE = "北湾区体检车进村\n本报讯 记者钱小雨报道 北湾区总工会今年为渔村职工体检320人次。\n".encode()


@pytest.fixture
def admin(telegram: BotApiServer) -> Person:
    return telegram.person("管理员")


@pytest.fixture
async def running(
    telegram: BotApiServer, services: Services, admin: Person, tmp_path: Path
) -> AsyncIterator[RunningBot]:
    folder = tmp_path / "reports"
    folder.mkdir()
    services = replace(
        services,
        lookup=Lookup(load_corpus(folder)),
        access=Access(admins={admin.user_id}),
        reports_dir=folder,
    )
    async with RunningBot(telegram, services) as running:
        yield running


def _read(running: RunningBot) -> None:
    """Read the folder, as the watcher does."""
    assert running.services.reports_dir
    running.services.lookup.corpus = load_corpus(running.services.reports_dir)


@pytest.mark.slow
async def test_a_file_is_taken_in_told_and_undone(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    folder = running.services.reports_dir
    assert folder
    admin.says("/help")
    await bot.answers(to=admin)
    admin.hands_in("../北湾 晚报.txt", PAGE)
    await bot.answers("收到 ../北湾 晚报.txt", to=admin)
    await bot.edits("北湾_晚报.txt 已放进报道文件夹")
    assert (folder / "北湾_晚报.txt").read_bytes() == PAGE
    _read(running)
    told = await bot.edits("已收入 北湾_晚报.txt：1 个版面、1 篇文章", "北湾区体检车进村")
    admin.taps(told, "撤回")
    await bot.edits("已撤回")
    assert list(folder.iterdir()) == []


@pytest.mark.slow
async def test_what_cannot_be_read_is_told_with_the_reason(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    admin.says("/help")
    await bot.answers(to=admin)
    admin.hands_in("坏.txt", b"\x00\x01\x02")
    await bot.answers("收到", to=admin)
    await bot.edits("坏.txt 已放进")
    _read(running)
    await bot.edits("坏.txt 没能读入：", "不是文字文件")


@pytest.mark.slow
async def test_a_file_changed_since_is_not_deleted(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    folder = running.services.reports_dir
    assert folder
    admin.says("/help")
    await bot.answers(to=admin)
    admin.hands_in("a.txt", PAGE)
    await bot.answers(to=admin)
    await bot.edits("正在读入")
    _read(running)
    told = await bot.edits("已收入")
    (folder / "a.txt").write_bytes(PAGE + "又一行。\n".encode())
    admin.taps(told, "撤回")
    await bot.notifies("改动过")
    assert (folder / "a.txt").exists()


@pytest.mark.slow
async def test_too_large_and_unknown_files_are_refused_with_the_way_out(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    admin.says("/help")
    await bot.answers(to=admin)
    admin.hands_in("a.exe", b"MZ")
    await bot.answers("这种文件读不了", "PDF", to=admin)
    admin.sends(
        document={
            "file_id": "1",
            "file_unique_id": "1",
            "file_name": "a.pdf",
            "file_size": 21 * 1024 * 1024,
        }
    )
    await bot.answers("超过 20 MB", "报道文件夹", to=admin)


@pytest.mark.slow
async def test_others_are_told_who_can(
    telegram: BotApiServer, bot: BotView, running: RunningBot
) -> None:
    anna = telegram.person("安娜")
    anna.says("/help")
    await bot.answers(to=anna)
    anna.hands_in("a.txt", PAGE)
    await bot.answers("由管理员收入", to=anna)
    assert running.services.reports_dir
    assert list(running.services.reports_dir.iterdir()) == []


@pytest.mark.slow
@pytest.mark.skipif("scans" not in installed_parts(), reason="needs the optional part 'scans'")
async def test_an_album_is_told_of_in_one_message_and_named_by_its_caption(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    folder = running.services.reports_dir
    assert folder
    admin.says("/help")
    await bot.answers(to=admin)
    picture = PICTURE.read_bytes()
    admin.hands_in_photos(picture, picture + b" ", caption="青石日报 2023年6月7日 第3版")
    await bot.answers("收到 青石日报 2023年6月7日 第3版.jpg", to=admin)
    await bot.edits("第3版.jpg 已放进报道文件夹")
    await bot.edits("第3版.jpg、", "第3版-2.jpg 已放进报道文件夹")
    _read(running)
    told = await bot.edits("已收入 青石日报_2023年6月7日_第3版.jpg、", "：2 个版面")
    imprints = {article.imprint for article in running.services.lookup.corpus.articles}
    assert {(i.paper, i.date, i.page) for i in imprints} == {("青石日报", "2023-06-07", "3")}
    admin.taps(told, "撤回，删掉这些文件")
    await bot.edits("已撤回")
    assert list(folder.iterdir()) == []


@pytest.mark.slow
async def test_of_an_album_what_is_read_and_what_is_not_is_told_together(
    bot: BotView, running: RunningBot, admin: Person
) -> None:
    admin.says("/help")
    await bot.answers(to=admin)
    admin.hands_in("页.txt", PAGE, media_group_id="1", caption="这两份收进去好吗？")
    admin.hands_in("坏.txt", b"\x00\x01\x02", media_group_id="1")
    await bot.answers("收到 页.txt", to=admin)
    await bot.edits("页.txt 已放进")
    await bot.edits("页.txt、坏.txt 已放进")
    _read(running)
    await bot.edits("已收入 页.txt：", "北湾区体检车进村", "坏.txt 没能读入：", "不是文字文件")


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("..\\a b\u202e.PDF", "a_b.pdf"),
        (".hidden", "file.hidden"),
        ("page", "page"),
        ("\u0007.txt", "file.txt"),
        ("人民日报#3:第1版.txt", "人民日报_3_第1版.txt"),
        ("长" * 300 + ".txt", "长" * 60 + ".txt"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_no_file_is_written_over(tmp_path: Path) -> None:
    first, second = store(tmp_path, "a.txt", b"1"), store(tmp_path, "a.txt", b"2")
    again = store(tmp_path, "a.txt", b"2")
    assert (first.name, second.name, again.name) == ("a.txt", "a-2.txt", "a-2.txt")
    assert (second.is_new, again.is_new) == (True, False)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-2.txt", "a.txt"]
