"""Progress without a terminal: a line every few seconds."""

from collections.abc import Iterator

from bot.app.messages import Catalogue
from bot.console.progress_lines import EVERY, ProgressLines


def told(*steps: tuple[float, str, int, int]) -> list[str]:
    """The lines said of steps: the second, the stage, how many of how many are done."""
    lines: list[str] = []
    seconds: Iterator[float] = iter([0.0, *(second for second, *_ in steps)])
    progress = ProgressLines(Catalogue("en"), say=lines.append, clock=lambda: next(seconds))
    for _, stage, done, total in steps:
        progress(stage, done, total)
    return lines


def test_work_that_is_done_soon_is_not_told() -> None:
    assert told((0.1, "read", 0, 10), (EVERY - 0.1, "read", 10, 10)) == []


def test_a_line_every_few_seconds_tells_rate_and_time_left() -> None:
    steps = [(float(second), "scan", second // 5, 200) for second in range(121)]
    lines = told(*steps)
    assert len(lines) == 24
    assert lines[-1] == "Reading pictures: 24 of 200, 12.0 a minute, about 0:14:40 left"


def test_before_the_first_is_done_no_rate_is_told() -> None:
    assert told((0.0, "scan", 0, 3), (6.0, "scan", 0, 3)) == ["Reading pictures: 0 of 3"]


def test_the_same_is_said_again_after_half_a_minute() -> None:
    steps = [(float(second), "scan", 1, 3) for second in range(71)]
    assert told(*steps) == ["Reading pictures: 1 of 3"] * 3


def test_each_stage_has_its_own_rate() -> None:
    lines = told((0.0, "read", 0, 9), (6.0, "scan", 5, 10), (12.0, "scan", 7, 10))
    assert lines[-1] == "Reading pictures: 7 of 10, 20.0 a minute, about 0:00:09 left"
