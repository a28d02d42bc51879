"""An archive is read by several threads, which take turns."""

import threading
from pathlib import Path

import pytest

from retrieval.store import StoreDamagedError, StoredCorpus, StoreFolder
from retrieval.store.codec import decode_view
from retrieval.store.writing.sync import update
from tests.retrieval.store.analysis import PLAN


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "1.txt").write_text("工会开会\n职工代表大会今天召开。\n", encoding="utf-8")
    folder = StoreFolder(tmp_path / "index")
    update(folder, reports, plan=PLAN)
    return folder


def test_who_reads_for_long_lets_others_read_the_same_state(
    folder: StoreFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.store.reader._TURN", 0.0)
    corpus = StoredCorpus(folder)
    found: list[int] = []

    def read() -> None:
        with corpus.reading():
            found.append(len(corpus.index))

    with corpus.reading():
        (tmp_path / "reports" / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")
        update(folder, tmp_path / "reports", plan=PLAN)
        other = threading.Thread(target=read)
        other.start()
        while other.is_alive():
            corpus.pause()
        assert found == [len(corpus.index)]
    assert len(corpus.index) > found[0]
    corpus.close()


def test_a_damage_is_told_to_whoever_meets_it_while_another_pauses(
    folder: StoreFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("retrieval.store.reader._TURN", 0.0)
    corpus = StoredCorpus(folder)
    told: list[Exception] = []

    def read() -> None:
        try:
            with corpus.reading():
                decode_view(b"")
        except StoreDamagedError as err:
            told.append(err)

    with corpus.reading():
        other = threading.Thread(target=read)
        other.start()
        while other.is_alive():
            corpus.pause()
    corpus.close()
    assert len(told) == 1
