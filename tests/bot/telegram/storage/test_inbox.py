"""Updates are kept until they are done, over restarts and deaths."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.telegram.storage import State, open_state
from bot.telegram.storage.connection import FILE_NAME
from bot.telegram.storage.inbox import Failed
from bot.telegram.storage.state_schema import STEPS

Restart = Callable[[], State]


@pytest.fixture
def restart(tmp_path: Path) -> Iterator[Restart]:
    """Opens the state anew, as a process does that died before."""
    opened: list[State] = []

    def restart() -> State:
        if opened:
            opened[-1].close()
        opened.append(open_state(tmp_path))
        return opened[-1]

    yield restart
    opened[-1].close()


def left_over(state: State) -> list[str]:
    return state.inbox.left_over(suspects=False)


def suspects(state: State) -> list[str]:
    return state.inbox.left_over(suspects=True)


def test_an_update_is_left_over_until_it_is_done(restart: Restart) -> None:
    state = restart()
    state.inbox.receive([(1, "first"), (2, "second")])
    assert state.inbox.begin(1)
    assert not state.inbox.begin(1)
    assert state.inbox.done(1) is None
    for _ in range(9):  # however often the bot is started: it only waited
        state = restart()
        assert left_over(state) == ["second"]
        assert suspects(state) == []
        assert not state.inbox.begin(1)
        state.inbox.receive([(1, "first")])
        assert state.inbox.raw(1) is None


def test_only_what_was_being_handled_as_the_process_died_is_a_suspect(restart: Restart) -> None:
    state = restart()
    state.inbox.receive([(1, "first"), (2, "second")])
    for death in range(3):
        assert not state.inbox.is_deadly(1), death
        assert state.inbox.begin(1)
        state = restart()
        assert suspects(state) == ["first"]
        assert left_over(state) == ["second"]
    assert state.inbox.is_deadly(1)
    assert not state.inbox.is_deadly(2)


def test_a_postponed_update_is_no_suspect_and_keeps_its_first_failure(restart: Restart) -> None:
    state = restart()
    state.inbox.receive([(1, "first")])
    for _ in range(5):
        assert state.inbox.begin(1)
        state.inbox.postpone(1, 2.5)
        assert state.inbox.done(1) == 2.5
    failed = state.inbox.failed(1)
    assert failed is not None
    assert failed.tries == 5
    state = restart()
    assert left_over(state) == ["first"]
    assert state.inbox.failed(1) == Failed(failed.since)
    state.inbox.begin(1)
    assert state.inbox.done(1) is None
    assert state.inbox.failed(1) is None
    assert left_over(state) == []


@pytest.mark.slow
def test_what_cannot_be_written_waits_and_is_written_with_the_next(
    restart: Restart, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    state = restart()
    state.inbox.receive([(1, "first"), (2, "second")])
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert state.inbox.begin(1)
    state.inbox.done(1)
    assert left_over(state) == ["first", "second"]
    other.execute("ROLLBACK")
    other.close()
    state.inbox.begin(2)
    state.inbox.done(2)
    assert left_over(state) == []
    assert caplog.text.count("the state can't be written") == 1


def test_a_file_of_an_earlier_version_is_copied_before_its_schema_changes(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    with sqlite3.connect(path) as old:
        for step in STEPS[:2]:
            old.executescript(step)
        old.execute("PRAGMA user_version = 2")
        old.execute("INSERT INTO waiting_update (update_id, raw) VALUES (1, 'first')")
    old.close()
    state = open_state(tmp_path)
    assert left_over(state) == ["first"]
    state.close()
    [backup] = tmp_path.glob("*.v2")
    with sqlite3.connect(backup) as kept:
        assert kept.execute("PRAGMA user_version").fetchone() == (2,)
        assert kept.execute("SELECT raw FROM waiting_update").fetchone() == ("first",)
    kept.close()
    assert backup.stat().st_mode & 0o077 == 0
