"""What admins are told of the reports."""

from dataclasses import replace
from pathlib import Path

from bot.cli.bot import catalogues
from bot.telegram.admin_notices import AdminNotices, news_text
from bot.telegram.lookup import Lookup
from bot.telegram.policy.access import Access
from bot.telegram.services import Services
from retrieval.corpus import LoadedCorpus
from retrieval.documents import ReportFile
from retrieval.errors import ReportAccessError, ReportError, ReportFormatError
from retrieval.store.changes import Changes
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer

TEXTS = catalogues()["zh-Hans"]
BINARY = ReportFormatError("/报道/a:b.txt", "binary", line=3, char="00")


def test_a_new_file_that_cannot_be_read_is_not_told_as_a_new_report() -> None:
    added = [ReportFile("a:b.txt", "/报道/a:b.txt"), ReportFile("c.txt", "/报道/c.txt")]
    assert news_text(Changes(added=added), [BINARY], TEXTS) == (
        "📥 新版面 1 个：c.txt\n⚠ 没能读入：/报道/a:b.txt:3: 不是文字文件（字符 0x00）"
    )


async def test_a_file_that_cannot_be_read_is_told_once_and_again_when_it_comes_back(
    telegram: BotApiServer, services: Services, tmp_path: Path
) -> None:
    admin = telegram.person("管理员")
    admin.says("/start")

    def lookup(*failures: ReportError) -> Lookup:
        return Lookup(LoadedCorpus({}, (), (), failures))

    gone = ReportAccessError("/报道/d.txt", "not-read", error="Permission denied", code="EACCES")
    services = replace(services, access=Access(admins={admin.user_id}), lookup=lookup(BINARY))
    async with RunningBot(telegram, services) as running:
        await telegram.bot.answers(to=admin)
        news = AdminNotices(services, running.application.bot)
        await news.prepare()
        for failures, said in (
            ((BINARY, gone), "没能读入：/报道/d.txt: 没有权限读取"),
            ((BINARY, gone), "版面有变动。"),
            ((), "版面有变动。"),
            ((gone,), "没能读入：/报道/d.txt: 没有权限读取"),
        ):
            services.lookup.corpus = lookup(*failures).corpus
            await news.tell(Changes())
            assert (await telegram.bot.answers(to=admin)).text.endswith(said)
