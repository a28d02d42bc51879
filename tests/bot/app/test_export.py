"""Answers are saved with every quote as it stands and its reference."""

import csv
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from bot.app.errors import UsageError
from bot.app.export import complete, export
from bot.app.messages import Catalogue
from retrieval import Archive, open_archive
from retrieval.qa.archive_questions import catalogue

TEXTS = Catalogue("zh-Hans")
PAGE = """渡口装上新灯

本报讯 记者秦望舒报道 西沙渡口昨夜装上二十盏*新*灯，=1+1。

码头开工

本报讯 记者祁连雪报道 东岭码头今晨开工。
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    return open_archive(folder)


def test_a_table_has_a_row_for_each_passage(archive: Archive, tmp_path: Path) -> None:
    answer = archive.ask("西沙渡口装上多少盏新灯")
    export([answer], tmp_path / "a.csv", TEXTS)
    with (tmp_path / "a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [p.passage.text for p in answer.passages]
    assert rows[0]["reference"] == "秦望舒. 渡口装上新灯[N]. a.txt."


def test_markdown_shows_the_characters_of_the_report(archive: Archive, tmp_path: Path) -> None:
    export([archive.ask("西沙渡口装上多少盏新灯")], tmp_path / "a.md", TEXTS)
    written = (tmp_path / "a.md").read_text(encoding="utf-8")
    assert "## 西沙渡口装上多少盏新灯" in written
    assert "二十盏\\*新\\*灯" in written


def test_a_word_file_holds_the_list(archive: Archive, tmp_path: Path) -> None:
    export([archive.ask("有哪些报道")], tmp_path / "a.docx", TEXTS)
    with ZipFile(tmp_path / "a.docx") as file:
        text = "".join(ElementTree.fromstring(file.read("word/document.xml")).itertext())
    assert "祁连雪. 码头开工[N]. a.txt." in text


def test_all_articles_of_a_list_are_saved(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "LISTED", 1)
    short = archive.ask("有哪些报道", top_k=1)
    assert short.listing is not None
    assert len(short.listing.articles) == 1
    whole = complete(short, archive.answerer).listing
    assert whole is not None
    assert [a.headline for a in whole.articles] == ["渡口装上新灯", "码头开工"]


def test_another_kind_of_file_is_refused(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="export-unknown"):
        export([], tmp_path / "a.pdf", TEXTS)
