"""An index follows its folder of reports: what is added, replaced, removed, doubled, unreadable."""

import os
import sqlite3
from pathlib import Path

import pytest

from retrieval.corpus import load_corpus
from retrieval.store import (
    StoreBusyError,
    StoreDamagedError,
    StoredCorpus,
    StoreFolder,
    StoreVersionError,
    database,
)
from retrieval.store.changes import is_current, is_usable
from retrieval.store.check import check
from retrieval.store.stats import describe
from retrieval.store.writing import ingest, inverter, term_ids
from retrieval.store.writing.sync import IndexingPlan, update
from tests.retrieval.store.analysis import PLAN

PAGE = "工会开会\n职工代表大会今天召开。\n会上选出了新的主席。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> StoreFolder:
    return StoreFolder(tmp_path / "index")


def test_only_what_changed_is_read_again(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    (reports / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")
    (reports / "1.txt").touch()
    changes = update(folder, reports, plan=PLAN)
    assert [file.name for file in changes.added] == ["2.txt"]
    assert [file.name for file in changes.touched] == ["1.txt"]
    assert changes.count == 1
    (reports / "1.txt").touch()
    assert not is_current(folder, reports, PLAN.fingerprint)
    update(folder, reports, plan=PLAN)
    assert is_current(folder, reports, PLAN.fingerprint)
    (reports / "1.txt").unlink()
    assert not is_current(folder, reports, PLAN.fingerprint)
    assert update(folder, reports, plan=PLAN).removed == ["1.txt"]


@pytest.mark.parametrize("kept", [0, 12, 1000])
def test_many_batches_are_stored_as_one_however_few_terms_are_remembered(
    kept: int, reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, letter in enumerate("甲乙丙丁戊己"):
        text = f"{letter}{letter}工会\n{letter}天，职工代表大会召开。\n"
        (reports / f"more {number}.txt").write_text(text, encoding="utf-8")
    whole, parts = StoreFolder(tmp_path / "whole"), StoreFolder(tmp_path / "parts")
    update(whole, reports, plan=PLAN)
    for module in (inverter, term_ids):
        monkeypatch.setattr(module, "KEPT_TERMS", kept)
    monkeypatch.setattr(ingest, "BATCH_BYTES", 1)
    update(parts, reports, plan=PLAN)
    assert list(check(parts, reports)) == []
    expected, found = StoredCorpus(whole).index, StoredCorpus(parts).index
    assert found.vocabulary() == expected.vocabulary()
    for letter in expected.vocabulary():
        query = {letter: 1.0}
        assert found.search(query, top_k=99) == expected.search(query, top_k=99)


def test_a_query_finds_all_of_its_terms_however_few_are_remembered(
    reports: Path, folder: StoreFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    update(folder, reports, plan=PLAN)
    monkeypatch.setattr("retrieval.store.reader._KEPT_TERMS", 1)
    index = StoredCorpus(folder).index
    weights = [index.weight(letter) for letter in "工会"]
    assert min(weights) > 0
    # two that are remembered, and one that is not
    assert index.weights("工会今")[:2] == weights


def test_a_start_reads_no_rows_while_the_listing_is_the_one_noted(
    reports: Path, folder: StoreFolder
) -> None:
    update(folder, reports, plan=PLAN)
    _execute(folder, "UPDATE reports SET modified = 0, digest = ''")
    assert is_current(folder, reports, PLAN.fingerprint)
    _execute(folder, "DELETE FROM state WHERE key = 'listing'")
    assert not is_current(folder, reports, PLAN.fingerprint)


@pytest.mark.parametrize("change", ["added", "renamed", "removed", "another size", "another time"])
def test_any_change_of_the_listing_is_noticed(
    change: str, reports: Path, folder: StoreFolder
) -> None:
    update(folder, reports, plan=PLAN)
    path = reports / "1.txt"
    times = path.stat()
    match change:
        case "added":
            (reports / "2.txt").write_text("", encoding="utf-8")
        case "renamed":
            path.rename(reports / "3.txt")
        case "removed":
            path.unlink()
        case "another size":
            path.write_text(PAGE + PAGE, encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
        case "another time":
            path.write_text(PAGE.replace("主席", "委员"), encoding="utf-8")
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns + 1))
    assert not is_current(folder, reports, PLAN.fingerprint)


def test_an_update_that_was_cut_short_is_gone_on_with(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    (reports / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")

    def interrupt(_: str, done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(folder, reports, plan=PLAN, on_progress=interrupt)
    (reports / "2.txt").unlink()  # the listing is again the one before
    assert not is_current(folder, reports, PLAN.fingerprint)


def test_bytes_that_changed_within_size_and_time_are_found_when_thorough(
    reports: Path, folder: StoreFolder
) -> None:
    update(folder, reports, plan=PLAN)
    path = reports / "1.txt"
    times = path.stat()
    path.write_text(PAGE.replace("主席", "委员"), encoding="utf-8")
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert update(folder, reports, plan=PLAN).count == 0
    assert update(folder, reports, plan=PLAN, thorough=True).count == 1


def test_the_same_article_on_two_pages_is_kept_once(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    (reports / "0.txt").write_text(PAGE, encoding="utf-8")
    (reports / "3.txt").write_text("\n\n" + PAGE, encoding="utf-8")
    update(folder, reports, plan=PLAN)
    corpus = StoredCorpus(folder)
    assert describe(folder).duplicates == 2
    assert corpus.passages[:] == list(load_corpus(reports).passages)
    (first, *_) = corpus.index.search({"席": 1.0}, top_k=5)
    assert first.passage.article.report == "0.txt"
    assert first.passage.article.also_in == ("1.txt", "3.txt")
    (reports / "0.txt").unlink()
    update(folder, reports, plan=PLAN)
    (first, *_) = corpus.index.search({"席": 1.0}, top_k=5)
    assert first.passage.article.report == "1.txt"
    assert first.passage.article.also_in == ("3.txt",)
    assert list(check(folder, reports)) == []
    corpus.close()


def test_a_file_that_cant_be_read_is_told_until_it_can(reports: Path, folder: StoreFolder) -> None:
    (reports / "2.txt").write_bytes(b"a\0b")
    update(folder, reports, plan=PLAN)
    assert "2.txt:1" in str(describe(folder).failures[0])
    assert is_current(folder, reports, PLAN.fingerprint)
    assert update(folder, reports, plan=PLAN, thorough=True).count == 0
    (reports / "2.txt").write_text("好了\n现在可以读了。\n", encoding="utf-8")
    update(folder, reports, plan=PLAN)
    assert describe(folder).failures == ()
    assert describe(folder).reports == 2


def test_what_cant_be_taken_in_stops_nothing_and_is_told(
    reports: Path, folder: StoreFolder
) -> None:
    (reports / "gone.txt").symlink_to(reports / "nowhere")
    (reports / "round").symlink_to(reports)
    os.mkfifo(reports / "pipe.txt")
    Path(os.fsdecode(os.fsencode(reports) + b"/a\xff.txt")).write_text(PAGE, encoding="utf-8")
    update(folder, reports, plan=PLAN, thorough=True)
    assert describe(folder).reports == 1
    names = [str(failure).split(":")[0] for failure in describe(folder).failures]
    assert names == ["a\\xff.txt", "gone.txt", "pipe.txt", "round/"]
    assert update(folder, reports, plan=PLAN, thorough=True).count == 0
    assert is_current(folder, reports, PLAN.fingerprint)
    assert list(check(folder, reports)) == []


def test_a_running_reader_moves_on_between_questions_only(
    reports: Path, folder: StoreFolder
) -> None:
    update(folder, reports, plan=PLAN)
    corpus = StoredCorpus(folder)
    with corpus.reading():
        before = len(corpus.index)
        (reports / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")
        update(folder, reports, plan=PLAN)
        assert len(corpus.index) == before
        assert list(corpus.reports) == ["1.txt"]
    assert len(corpus.index) > before
    assert list(corpus.reports) == ["1.txt", "2.txt"]
    update(folder, reports, plan=PLAN, rebuild=True)
    assert len(corpus.index) > before
    corpus.close()


def test_another_recipe_or_an_older_format_is_made_anew(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    first = folder.current()
    other = IndexingPlan(fingerprint="another", make_analysis=PLAN.make_analysis)
    update(folder, reports, plan=other)
    second = folder.current()
    assert second != first
    assert not first or not first.exists()
    _set_format(second, database.FORMAT - 1)
    assert not is_usable(folder, "another")
    update(folder, reports, plan=other)
    assert folder.current() != second


def test_a_newer_format_is_refused(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    _set_format(folder.current(), database.FORMAT + 1)
    with pytest.raises(StoreVersionError, match="newer version"):
        update(folder, reports, plan=PLAN)


def test_two_writers_at_a_time_are_one_too_many(reports: Path, folder: StoreFolder) -> None:
    with folder.lock(), pytest.raises(StoreBusyError, match="another process"):
        update(folder, reports, plan=PLAN)


def test_a_database_that_is_none_is_told(reports: Path, folder: StoreFolder) -> None:
    update(folder, reports, plan=PLAN)
    _database(folder.current()).write_bytes(b"no database" * 100)
    with pytest.raises(StoreDamagedError, match="--rebuild"):
        update(folder, reports, plan=PLAN)
    update(folder, reports, plan=PLAN, rebuild=True)
    assert list(check(folder, reports)) == []


@pytest.mark.parametrize("place", [0.3, 0.6, 0.95])
def test_a_flipped_byte_of_a_segment_is_found(
    reports: Path, folder: StoreFolder, place: float
) -> None:
    update(folder, reports, plan=PLAN)
    (segment,) = _database(folder.current()).parent.glob("*.segment")
    data = bytearray(segment.read_bytes())
    data[int(len(data) * place)] ^= 1
    segment.write_bytes(data)
    assert list(check(folder, reports)) != []


def test_a_passage_that_is_not_its_reports_text_is_found(
    reports: Path, folder: StoreFolder
) -> None:
    update(folder, reports, plan=PLAN)
    (reports / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")
    update(folder, reports, plan=PLAN)
    with sqlite3.connect(_database(folder.current())) as connection:
        connection.execute("UPDATE reports SET lines = (SELECT lines FROM reports WHERE id = 2)")
    connection.close()
    faults = "\n".join(check(folder, reports))
    assert "1.txt:2: a stored passage is not verbatim in its report" in faults
    assert "1.txt: the stored lines differ from the file's" in faults


def test_nothing_is_left_of_what_was_replaced(reports: Path, folder: StoreFolder) -> None:
    for round_ in range(5):
        (reports / "1.txt").write_text(PAGE + f"第{round_}次。\n", encoding="utf-8")
        update(folder, reports, plan=PLAN, rebuild=round_ == 3)
    build = _database(folder.current()).parent
    assert [path.name for path in folder.path.glob("build-*")] == [build.name]
    assert len(list(build.glob("*.segment"))) == describe(folder).segments == 1


def _database(build: Path | None) -> Path:
    assert build is not None
    return build / database.NAME


def _execute(folder: StoreFolder, statement: str) -> None:
    with sqlite3.connect(_database(folder.current())) as connection:
        connection.execute(statement)
    connection.close()


def _set_format(build: Path | None, version: int) -> None:
    with sqlite3.connect(_database(build)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def test_a_file_of_a_far_year_is_read_like_any_other(folder: StoreFolder, tmp_path: Path) -> None:
    reports = tmp_path / "far"
    reports.mkdir()
    page = reports / "1.txt"
    page.write_text("工会开会\n大会今天召开。\n", encoding="utf-8")
    os.utime(page, (19_880_000_000, 19_880_000_000))  # in the year 2599
    update(folder, reports, plan=PLAN)
    assert is_current(folder, reports, PLAN.fingerprint)
