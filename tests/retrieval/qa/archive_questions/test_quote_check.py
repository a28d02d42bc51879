"""A quote is verbatim, differs in what is told, or stands in no report."""

from pathlib import Path

import pytest

from retrieval import Archive, Status, open_archive
from retrieval.qa.archive_questions.quote_check import asked_quote
from retrieval.qa.result import Difference

PAGE = """渡口装上新灯

本报讯 记者秦望舒报道 西沙渡口昨夜装上二十盏新灯，夜航的渔船不再绕路。

渔民老周说，没有新灯的时候，船要在外海等到天亮。
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory, data_dir: Path) -> Archive:
    folder: Path = tmp_path_factory.mktemp("pages")
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    return open_archive(folder, data_dir=data_dir)


@pytest.mark.parametrize(
    "quote",
    ["西沙渡口昨夜装上二十盏新灯", "核对“不再绕路”", "沒有新燈的時候,船要在外海等到天亮"],
)
def test_what_stands_there_is_verbatim_in_any_script_and_width(
    archive: Archive, quote: str
) -> None:
    answer = archive.ask(f"核对：{quote.removeprefix('核对')}")
    assert answer.quote is not None
    assert answer.quote.is_verbatim
    assert answer.status is Status.ANSWERED
    shown = answer.passages[0]
    marked = shown.highlights[0].of(shown.passage.text)
    assert len(marked) >= 4


def test_what_differs_is_told(archive: Archive) -> None:
    answer = archive.ask("核对：西沙渡口昨夜装上三十盏新灯，夜航的渔船不再绕路")
    assert answer.quote is not None
    assert answer.quote.differences == (Difference("三", "二"),)
    assert answer.status is Status.UNSURE


def test_only_the_stretch_that_was_quoted_is_compared(archive: Archive) -> None:
    answer = archive.ask("核对：昨夜装上二十五盏新灯")
    assert answer.quote is not None
    assert answer.quote.differences == (Difference("五", ""),)


def test_a_dropped_negation_is_a_difference(archive: Archive) -> None:
    answer = archive.ask("核对：夜航的渔船再绕路，西沙渡口昨夜装上二十盏新灯")
    assert answer.quote is not None
    assert not answer.quote.is_verbatim


def test_what_nobody_wrote_is_said_so(archive: Archive) -> None:
    answer = archive.ask("核对：东岭小学新建了三座体育馆和一座游泳池")
    assert answer.quote is not None
    assert (answer.quote.is_verbatim, answer.quote.differences) == (False, ())
    assert answer.status is Status.NOT_FOUND


@pytest.mark.parametrize("text", ["核对", "核对一下名单有多少人？", "核对：好"])
def test_an_ordinary_question_asks_to_check_nothing(text: str) -> None:
    assert asked_quote(text) is None
