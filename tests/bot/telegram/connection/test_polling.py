"""What hinders the fetching of updates is told once, and so is that it goes on."""

import logging

import pytest
from telegram.error import Conflict, NetworkError

from bot.telegram.connection.polling import CALM, FIRST_PAUSE, LONGEST_PAUSE, PollingHealth

OTHER = Conflict("terminated by other getUpdates request")
WEBHOOK = Conflict("can't use getUpdates method while webhook is active")
AGAIN = "updates are fetched again"


class Clock:
    """A clock that a test turns forward."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def fetching(clock: Clock, caplog: pytest.LogCaptureFixture) -> PollingHealth:
    caplog.set_level(logging.INFO)
    return PollingHealth(clock)


def test_the_same_trouble_is_told_once_and_another_one_anew(fetching: PollingHealth) -> None:
    errors = [OTHER, OTHER, NetworkError("down"), NetworkError("down"), WEBHOOK, WEBHOOK, OTHER]
    assert [fetching.failed(error) for error in errors] == [True, False] * 3 + [True]


def test_calls_that_succeed_between_two_instances_do_not_end_the_trouble(
    fetching: PollingHealth, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    assert fetching.failed(OTHER)
    for _ in range(10):
        clock.now += CALM / 2
        fetching.succeeded()
        assert not fetching.failed(OTHER)
    assert AGAIN not in caplog.text
    clock.now += CALM
    fetching.succeeded()
    fetching.succeeded()
    assert caplog.text.count(AGAIN) == 1
    assert fetching.failed(OTHER)


def test_any_other_trouble_ends_with_the_first_call_that_succeeds(
    fetching: PollingHealth, caplog: pytest.LogCaptureFixture
) -> None:
    for error in (WEBHOOK, NetworkError("down")):
        caplog.clear()
        assert fetching.failed(error)
        fetching.succeeded()
        assert caplog.text.count(AGAIN) == 1


def test_pauses_between_two_instances_grow_and_are_made_once_after_each_error(
    fetching: PollingHealth,
) -> None:
    pauses = []
    for _ in range(7):
        fetching.failed(OTHER)
        pauses.append(fetching.take_pause())
        assert fetching.take_pause() == 0
    assert pauses[:3] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pauses[-1] == LONGEST_PAUSE
