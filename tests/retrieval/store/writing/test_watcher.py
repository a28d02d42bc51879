"""A folder that is watched."""

import threading
from functools import partial
from pathlib import Path

import pytest

from retrieval.errors import ReportAccessError
from retrieval.store.errors import StoreBusyError
from retrieval.store.writing.watcher import Watcher

Watched = partial(Watcher, settle=0.2, try_again=0.3)


def test_a_new_report_is_noticed_and_a_busy_index_tried_again(tmp_path: Path) -> None:
    calls: list[set[str]] = []
    called = threading.Condition()

    def on_change() -> None:
        with called:
            calls.append({path.name for path in tmp_path.iterdir()})
            called.notify_all()
            if len(calls) == 1:
                raise StoreBusyError(tmp_path, "another process is at it")

    with Watched(tmp_path, on_change), called:
        (tmp_path / "1.txt").write_text("一", encoding="utf-8")
        assert called.wait_for(lambda: len(calls) >= 2 and "1.txt" in calls[-1], timeout=20)


def test_a_folder_with_a_dot_in_its_name_is_noticed_coming_and_going(tmp_path: Path) -> None:
    reports, elsewhere = tmp_path / "reports", tmp_path / "2024.05"
    reports.mkdir()
    elsewhere.mkdir()
    (elsewhere / "1.txt").write_text("一", encoding="utf-8")
    seen: list[list[str]] = []
    called = threading.Condition()

    def on_change() -> None:
        with called:
            seen.append([path.name for path in reports.rglob("*.txt")])
            called.notify_all()

    with Watched(reports, on_change), called:
        assert called.wait_for(lambda: len(seen) == 1, timeout=20)
        elsewhere.rename(reports / "2024.05")
        assert called.wait_for(lambda: seen[-1] == ["1.txt"], timeout=20)
        (reports / "2024.05").rename(elsewhere)
        assert called.wait_for(lambda: len(seen) > 2 and seen[-1] == [], timeout=20)


@pytest.mark.slow
def test_a_trouble_is_told_once_however_often_it_is_tried_again_and_so_is_its_end(
    tmp_path: Path,
) -> None:
    tries, told = 0, list[Exception | None]()
    called = threading.Condition()

    def on_change() -> None:
        nonlocal tries
        with called:
            tries += 1
            called.notify_all()
            if tries <= 3:
                raise ReportAccessError(tmp_path, "no-folder")

    with Watched(tmp_path, on_change, on_trouble=told.append), called:
        assert called.wait_for(lambda: tries == 4, timeout=20)
    assert [type(err) for err in told] == [ReportAccessError, type(None)]


def test_a_folder_that_is_missing_stops_nothing(tmp_path: Path) -> None:
    with Watcher(tmp_path / "nowhere", lambda: None):
        pass


def test_a_fault_of_the_program_does_not_end_the_watching(tmp_path: Path) -> None:
    calls: list[int] = []
    called = threading.Condition()

    def on_change() -> None:
        with called:
            calls.append(1)
            called.notify_all()
            if len(calls) == 1:
                raise OverflowError("a file of the year 2600")

    with Watched(tmp_path, on_change), called:
        assert called.wait_for(lambda: len(calls) >= 2, timeout=20)
