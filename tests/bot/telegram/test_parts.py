"""The small parts: buttons, links, order, redaction, menus, state."""

import asyncio
import contextlib
import json
import logging
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.app.compose import build, indexed_folder
from bot.app.error_messages import sentence_of
from bot.app.messages import Catalogue
from bot.cli.bot import catalogues
from bot.telegram.answer_cache import KEPT, CachedAnswers
from bot.telegram.commands_menu import GROUP, OPERATOR, PRIVATE
from bot.telegram.messages.callback_data import (
    Ask,
    Browse,
    ButtonError,
    Choose,
    Nothing,
    Press,
    Rate,
    Read,
    Turn,
    decode,
    encode,
)
from bot.telegram.messages.deep_links import DeepLink, Target, parse_payload
from bot.telegram.policy.quota import Act, Quota
from bot.telegram.redaction import RedactingFormatter, redact
from bot.telegram.services import Services, language_for
from bot.telegram.storage import StateError, open_state
from bot.telegram.storage.state_schema import VERSION, version_of
from config.settings import read_settings
from retrieval.corpus import Corpus
from retrieval.qa import Answer, Answering, Listing, Status
from tests.bot.telegram.running_bot import RunningBot
from tests.botapi import BotApiServer

TOKEN = "7000000001:AAE-test-token_that_must_never_be_logged"
_number = st.integers(0, 10**15)
_turns = st.builds(Turn, _number, st.integers(0, 99))
_article_id = st.from_regex(r"[0-9a-f]{12}-[0-9]{1,6}", fullmatch=True)
presses = st.one_of(
    _turns,
    st.builds(Read, _article_id, st.integers(0, 9999), st.none() | _turns),
    st.builds(Rate, _number, st.integers(0, 99), st.booleans()),
    st.builds(Browse, st.none() | st.from_regex("[0-9a-f]{12}", fullmatch=True), _number),
    st.builds(Choose, st.sampled_from(["mode", "size"]), st.just("small"), _number),
    st.builds(Ask, _number),
    st.just(Nothing()),
)


@given(presses)
def test_a_button_fits_into_64_bytes_and_is_read_back(press: Press) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode(encode(press)) == press


@given(st.text(max_size=64))
def test_data_of_no_button_is_an_error_and_nothing_else(data: str) -> None:
    with contextlib.suppress(ButtonError):
        assert encode(decode(data)).split(":")[0] == data.split(":")[0]


def test_a_button_that_would_not_fit_is_refused() -> None:
    with pytest.raises(ButtonError):
        encode(Read("x" * 70))


def test_a_deep_link_is_read_back_from_its_payload() -> None:
    link = DeepLink(Target.PASSAGE, "1d9a941f8215-42.3")
    assert link.url("wenbao_bot") == "https://t.me/wenbao_bot?start=p-1d9a941f8215-42_3"
    assert parse_payload(link.payload()) == link
    assert [parse_payload(p) for p in ("", "p", "p-", "x-1", "ask")] == [None] * 5


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("zh", "zh-Hans"),
        ("zh-hant", "zh-Hant"),
        ("zh-HK", "zh-Hant"),
        ("en-GB", "en"),
        ("fr", "en"),
    ],
)
def test_people_are_spoken_to_in_the_nearest_language(code: str, language: str) -> None:
    assert language_for(code) == language


def test_a_token_is_hidden_wherever_it_stands(caplog: pytest.LogCaptureFixture) -> None:
    said = f"https://api.telegram.org/bot{TOKEN}/getMe and {TOKEN.replace(':', '%3A')}"
    assert redact(said) == "https://api.telegram.org/bot<token>/getMe and <token>"
    try:
        raise ValueError(said)
    except ValueError:
        record = logging.LogRecord("x", 40, "x", 1, "failed %s", (TOKEN,), None)
        record.exc_text = f"Traceback … {said}"
        shown = RedactingFormatter("%(message)s").format(record)
    assert TOKEN.partition(":")[2] not in shown


_TALK = """
import asyncio, logging, sys, threading, warnings
import aiohttp, httpx
from bot.telegram.redaction import set_up_logging

URL = "http://127.0.0.1:9/bot" + sys.argv[1]
set_up_logging("DEBUG")
for url in (URL, URL.replace(":AAE", "%3AAAE")):
    try:
        httpx.get(url)
    except httpx.HTTPError:
        logging.getLogger("x").exception("failed: %s", url)
    logging.getLogger("httpx").warning("HTTP Request: POST %s", url)
    warnings.warn(url, ResourceWarning)

def fail():
    raise RuntimeError(URL)

async def fetch():
    asyncio.get_running_loop().call_soon(fail)
    async with aiohttp.ClientSession() as session:
        await session.get(URL)

threading.Thread(target=fail).start()
asyncio.run(fetch())
"""


@pytest.mark.slow
def test_nothing_that_is_written_shows_the_token_not_even_what_ends_a_thread_or_the_program() -> (
    None
):
    command = [sys.executable, "-W", "always", "-c", _TALK, TOKEN]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    said = ended.stdout + ended.stderr
    assert ended.returncode == 1
    assert said.count("<token>") >= 8  # each of these ways would have shown it
    assert said.count("ended by an error") == 2
    assert TOKEN.partition(":")[2] not in said


def test_every_command_is_in_the_help_and_has_words_in_every_language() -> None:
    for texts in catalogues().values():
        shown = texts("tg-help", bot="@b") + texts("tg-help-group", bot="@b")
        for name in {*PRIVATE, *GROUP} - {"start", "help"}:
            assert f"/{name}" in shown
        assert all(len(texts(f"tg-command-{name}")) <= 256 for name in (*OPERATOR, *GROUP))


async def test_commands_are_registered_per_scope_and_language_and_once(
    telegram: BotApiServer, services: Services
) -> None:
    for _ in range(2):
        async with RunningBot(telegram, services):
            telegram.person("安娜").says("/help")
            await telegram.bot.answers()
            while services.state.note("menus") is None:
                await asyncio.sleep(0.01)
    commands = telegram.methods.commands
    assert {scope for scope, _ in commands} == {
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
    }
    assert {language for _, language in commands} == {"", "zh", "en"}
    assert commands["all_group_chats", "en"][0]["command"] == "ask"
    calls = [method for method, _ in telegram.calls]
    assert calls.count("setMyCommands") == 9
    assert calls.count("setMyDescription") == 3


def test_a_new_state_has_the_newest_schema_and_is_private(tmp_path: Path) -> None:
    open_state(tmp_path / "new").close()
    [path] = (tmp_path / "new").glob("*.sqlite3")
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as connection:
        assert version_of(connection) == VERSION
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_broken_state_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "telegram.sqlite3").write_bytes(b"this is no database at all" * 100)
    with pytest.raises(StateError) as raised:
        open_state(tmp_path)
    assert sentence_of(raised.value, Catalogue("zh-Hans")) == (
        f"{tmp_path}/telegram.sqlite3: 机器人的数据文件用不了（file is not a database）"
    )


def test_what_is_forgotten_is_gone_from_the_disk(tmp_path: Path) -> None:
    state = open_state(tmp_path)
    answer = Answer("何处有灯塔修缮工程", Status.NOT_FOUND)
    state.keep_answer(
        state.next_answer_id(), answer, chat_id=7, user_id=7, question_id=1, message_id=2
    )
    state.log_question(answer, user_id=7)
    state.inbox.done(1)
    asked = json.dumps("何处有灯塔修缮工程").encode()[1:-1]

    def is_on_disk() -> bool:
        return any(
            asked in file.read_bytes() or "灯塔修缮".encode() in file.read_bytes()
            for file in tmp_path.iterdir()
        )

    assert is_on_disk()
    state.forget(7)
    assert not is_on_disk()
    assert oct(tmp_path.stat().st_mode)[-3:] == "700"
    state.close()


def test_a_question_that_waited_counts_at_its_own_time_and_once() -> None:
    quota = Quota(2, 60, clock=lambda: 10_000.0)
    for number in range(30):  # asked ten minutes apart, all handled now
        assert quota.take(7, Act(600.0 * (30 - number), number)) is None
    assert quota.take(7, Act(0.0, "new")) is None
    assert quota.take(7, Act(0.0, "new")) is None  # tried again
    assert quota.take(7, Act(0.0, "newer")) is None
    assert quota.take(7, Act(0.0, "newest")) is not None


def test_numbers_of_answers_are_not_used_again_even_if_the_state_is_lost(tmp_path: Path) -> None:
    now = 1_000_000.0
    first = open_state(tmp_path / "first", clock=lambda: now)
    used = [first.next_answer_id() for _ in range(3)]
    first.close()
    now += 1
    second = open_state(tmp_path / "second", clock=lambda: now)
    assert second.next_answer_id() > max(used)
    second.close()


@pytest.mark.slow
def test_a_question_asked_again_is_worked_out_once_until_the_reports_change(tmp_path: Path) -> None:
    class Counting:
        asked = 0

        def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
            self.asked += 1
            return Answer(question, Status.NOT_FOUND)

    (tmp_path / "reports").mkdir()
    settings = read_settings(reports=tmp_path / "reports", data_dir=tmp_path / "data")
    corpus, _ = build(settings)
    counting = Counting()
    recalling = CachedAnswers(counting, corpus)
    recalling.answer("一")
    recalling.answer("一")
    assert counting.asked == 1
    recalling.answer("一", turns=["二"])
    assert counting.asked == 2
    recalling.answer("一", top_k=3)
    assert counting.asked == 3
    (tmp_path / "reports" / "new.txt").write_text("工会开会了。", encoding="utf-8")
    indexed_folder(settings).update()
    recalling.answer("一")
    assert counting.asked == 4


def test_answers_recalled_are_bounded_by_their_passages(
    corpus: Corpus, answerer: Answering
) -> None:
    found = answerer.answer("东山区建成多少家职工书屋？")
    assert len(found.passages) > 1

    class Same:
        asked = 0

        def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
            self.asked += 1
            return found

    same = Same()
    recalling = CachedAnswers(same, corpus)
    room = KEPT // len(found.passages)
    for number in range(room):
        recalling.answer(str(number))
    recalling.answer("0")
    assert same.asked == room
    recalling.answer("one more than there is room for")
    recalling.answer("0")
    assert same.asked == room + 1
    recalling.answer("1")
    assert same.asked == room + 2


def test_a_list_longer_than_all_that_is_recalled_pushes_nothing_out(
    corpus: Corpus,
) -> None:
    article = next(iter(corpus.articles))

    class Listed:
        asked = 0

        def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
            self.asked += 1
            count = KEPT + 1 if question == "long" else 1
            listing = Listing(question, (article,) * count, count)
            return Answer(question, Status.ANSWERED, listing=listing)

    listed = Listed()
    recalling = CachedAnswers(listed, corpus)
    for question in ("short", "long", "short", "long"):
        recalling.answer(question)
    assert listed.asked == 3


def test_each_topic_of_a_chat_has_its_own_turns(tmp_path: Path, services: Services) -> None:
    state = open_state(tmp_path / "s")
    answer = services.answers.answer("东山区建成多少家职工书屋？")
    answer_id = state.next_answer_id()
    state.keep_answer(
        answer_id, answer, chat_id=7, user_id=7, question_id=1, message_id=2, topic_id=3
    )
    state.inbox.done(answer_id)
    assert [state.last_turns(7, topic_id) for topic_id in (0, 3)] == [[], [answer.question]]
    state.close()


def test_turns_expire_but_buttons_do_not(tmp_path: Path, services: Services) -> None:
    now = 1_000_000.0
    state = open_state(tmp_path / "s", clock=lambda: now)
    answer = services.answers.answer("东山区建成多少家职工书屋？")

    def keep(user_id: int) -> int:
        answer_id = state.next_answer_id()
        state.keep_answer(
            answer_id, answer, chat_id=user_id, user_id=user_id, question_id=1, message_id=2
        )
        state.inbox.done(answer_id)
        return answer_id

    answer_id = keep(7)
    assert state.last_turns(7) == [answer.question]
    now += 2 * 3600
    assert state.last_turns(7) == []
    now += 60 * 24 * 3600
    keep(8)
    assert state.answer(answer_id) is not None
    now += 180 * 24 * 3600
    state.purge()
    assert state.answer(answer_id) is None
    state.close()


async def test_an_enumeration_can_be_paged_to_its_end_however_few_passages_are_wanted(
    services: Services, seeds: tuple[Corpus, Answering]
) -> None:
    services = replace(services, answers=seeds[1])
    answer = await services.answer("提到快递的报道有哪些？", top_k=3)
    assert answer.listing is not None
    assert len(answer.passages) == len(answer.listing.articles) > 3
