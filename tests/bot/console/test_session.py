import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.console import Console

from bot.app.messages import Catalogue
from bot.console.session import Quit, Session
from bot.console.terminal import Terminal
from retrieval import open_archive
from retrieval.corpus import Corpus
from retrieval.errors import ReportAccessError
from retrieval.qa import Answering
from tests.paths import SEEDS
from tests.retrieval.documents.pdf_files import pdf

ROOT = Path(__file__).parent.parent.parent.parent


def new_session(
    opened: tuple[Corpus, Answering], reports_dir: Path, data_dir: Path = Path("data")
) -> tuple[Session, io.StringIO]:
    """Start a conversation in plain text; gives what it is written to, too."""
    file = io.StringIO()
    terminal = Terminal(Console(file=file, width=80, height=40), is_plain=True)
    texts = Catalogue("zh-Hans")
    return Session(
        lambda: opened,
        terminal=terminal,
        texts=texts,
        reports_dir=reports_dir,
        data_dir=data_dir,
        top=10,
    ), file


@pytest.fixture
def say(seeds: tuple[Corpus, Answering]) -> Callable[..., list[str]]:
    """Type lines into one conversation over the five reports; gives the last one's output."""

    def type_lines(*lines: str) -> list[str]:
        session, file = new_session(seeds, Path("reports"))
        for line in lines:
            file.seek(0)
            file.truncate()
            session.handle(line)
        return file.getvalue().splitlines()

    return type_lines


def test_the_opening_line_spans_the_dates_that_lines_names_and_metadata_tell(
    tmp_path: Path, data_dir: Path
) -> None:
    row = {"title": "老桥重修", "date": "2024-04-13", "content": "青石镇老桥重修，工期三个月。"}
    text = "青石镇新码头启用\n\n近日，青石镇新码头正式启用，货船靠岸装卸快了一倍。\n"
    pages = {
        "page.txt": f"青石日报 2024年4月2日 第3版\n\n{text}",
        "20240530-03.txt": text.replace("码头", "渡口"),
        "rows.json": json.dumps([row]),
    }
    for name, page in pages.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    opened = open_archive(tmp_path, data_dir=data_dir)
    session, file = new_session((opened.corpus, opened.answerer), tmp_path)
    session.introduce()
    assert "版面日期：2024-04-02 至 2024-05-30" in file.getvalue()


def test_a_question_is_answered_with_sources(say: Callable[..., list[str]]) -> None:
    lines = say("柯桥区今年新建工会多少家？")
    assert any("002_1d9a941f8215b31a.txt · 第18行" in line for line in lines)
    assert lines[-1] == "还有 7 段，/more 接着看。"


@pytest.mark.slow
def test_a_comparison_tells_which_passage_is_of_which_side(say: Callable[..., list[str]]) -> None:
    assert "比较：柯桥见第 1 段，建德见第 2 段。" in say("柯桥和建德今年新建的工会哪个多")


def test_more_goes_on_until_there_is_no_more(say: Callable[..., list[str]]) -> None:
    assert say("工会", "/more")[0].startswith("4")
    assert say("工会", "/more", "/more", "/more", "/more") == ["没有更多段落了。"]


def test_a_passages_number_opens_its_article(say: Callable[..., list[str]]) -> None:
    question = "柯桥区今年新建工会多少家？"
    assert say(question, "1") == say(question, "/open 1")
    opened = say(question, "1")
    assert any(line.startswith("▶ [18] ") and "新建工会44家" in line for line in opened)
    assert not any("职工在哪里，工会就到哪里" in line for line in opened)
    assert any("职工在哪里，工会就到哪里" in line for line in say(question, "/open 1 all"))


@pytest.mark.parametrize("words", ["help", "菜单", "设置", "怎么用？", "HELP", "說明"])
def test_words_that_ask_for_help_are_no_question(say: Callable[..., list[str]], words: str) -> None:
    assert say(words) == say("/help")


def test_words_of_help_within_a_question_are_asked(say: Callable[..., list[str]]) -> None:
    assert say("职工驿站有哪些设置？") != say("/help")


@pytest.mark.parametrize("words", ["你好", "谢谢", "hello", "👍", "你能做什么"])
def test_who_only_chats_is_told_how_to_ask_and_the_answer_stays(
    say: Callable[..., list[str]], words: str
) -> None:
    told = " ".join(say(words))
    assert "我是问报" in told
    assert "/help" in told
    assert "没有找到" not in told
    assert "第" not in told  # no passage
    question = "柯桥区今年新建工会多少家？"
    assert say(question, words, "1") == say(question, "1")


@pytest.mark.parametrize("number", ["0", "99", "９９"])
def test_a_number_that_is_no_passage_is_said_so_and_the_answer_stays(
    say: Callable[..., list[str]], number: str
) -> None:
    question = "柯桥区今年新建工会多少家？"
    assert say(question, number) == [f"没有第 {number} 段；现在有 1 到 10。"]
    assert say(question, number, "1") == say(question, "1")


def test_a_number_before_any_answer_is_a_question(say: Callable[..., list[str]]) -> None:
    assert any("“536”工作体系" in line for line in say("536"))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/more", "还没有答案，先问一个问题吧。"),
        ("/open 1", "还没有答案，先问一个问题吧。"),
        ("/nonsense", "没有 /nonsense 这个命令；/help 列出全部。"),
        ("/articles 999", "没有第 999 篇；/articles 列出全部。"),
        ("问" * 20_000, "问题最多 10,000 个字，这个有 20,000 个字。"),
    ],
)
def test_what_can_not_be_done_says_what_can(
    say: Callable[..., list[str]], line: str, expected: str
) -> None:
    assert say(line) == [expected]


def test_open_wants_a_passage_that_is_there(say: Callable[..., list[str]]) -> None:
    assert say("工会", "/open 11") == ["没有第 11 段；现在有 1 到 10。"]
    assert say("工会", "/open x") == ["/open 后面要跟一个数字，例如 /open 1。"]


def test_an_empty_line_does_nothing(say: Callable[..., list[str]]) -> None:
    assert say("  ") == []


def test_articles_lists_all_and_opens_one(
    say: Callable[..., list[str]], seeds: tuple[Corpus, Answering]
) -> None:
    assert len(say("/articles")) == len(seeds[0].articles) + len(seeds[0].reports) + 1
    assert say("/articles 1")[-2] == "000_82ad2cc7c22d3034.txt"


def test_sources_lists_every_report(say: Callable[..., list[str]]) -> None:
    assert [line for line in say("/sources") if line.startswith("004_")] == [
        line for line in say("/sources") if "UTF-8" in line and "004_" in line
    ]


def test_sources_tells_what_a_page_is_and_where_that_was_learned(
    tmp_path: Path, data_dir: Path
) -> None:
    page = tmp_path / "20240530-03.txt"
    text = (
        "青石日报 2024年4月2日\n\n青石镇新渡口启用\n\n近日，青石镇新渡口正式启用，装卸快了一倍。\n"
    )
    page.write_text(text, encoding="utf-8")
    opened = open_archive(tmp_path, data_dir=data_dir)
    session, file = new_session((opened.corpus, opened.answerer), tmp_path)
    session.handle("/sources")
    assert file.getvalue().splitlines()[-1] == (
        "20240530-03.txt：5 行，1 篇，UTF-8 · 《青石日报》2024年4月2日第3版 "
        "（日期据版面、版次据文件名、报名据版面）"
    )


def test_scan_saves_the_page_with_the_passage_framed(tmp_path: Path, data_dir: Path) -> None:
    pytest.importorskip("pypdfium2")
    pytest.importorskip("PIL")
    line = "Harbour workers opened a library in March."
    (tmp_path / "page.pdf").write_bytes(pdf(f"BT /F1 10 Tf 50 700 Td ({line}) Tj ET"))
    opened = open_archive(tmp_path, data_dir=data_dir)
    session, file = new_session((opened.corpus, opened.answerer), tmp_path, tmp_path / "data")
    session.handle("/scan 1")
    session.handle("harbour library")
    session.handle("/scan 1")
    (picture,) = (tmp_path / "data" / "scans").iterdir()
    told = file.getvalue().splitlines()
    assert (told[0], told[-1]) == ("还没有答案，先问一个问题吧。", f"版面图存在 {picture}")


def test_scan_of_a_page_of_text_says_that_there_is_no_picture(
    seeds: tuple[Corpus, Answering],
) -> None:
    session, _ = new_session(seeds, SEEDS)
    session.handle("工会")
    with pytest.raises(ReportAccessError, match="there is no picture of this page"):
        session.handle("/scan 1")


def test_every_command_is_in_the_help_and_in_the_readme(say: Callable[..., list[str]]) -> None:
    shown = "\n".join(say("/help"))
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    commands = ["/more", "/open", "/scan", "/articles", "/sources", "/help", "/quit"]
    assert [name for name in commands if name not in shown or name not in readme] == []


def test_quit_ends(say: Callable[..., list[str]]) -> None:
    with pytest.raises(Quit):
        say("/quit")
