"""What was asked lately is not worked out again; what is long is not kept."""

from retrieval.cache import LONG, memoize

SHORT, TOO_LONG = "工会", "工" * (LONG + 1)


def test_what_was_asked_lately_is_at_hand_and_nothing_long_is_kept() -> None:
    worked: list[tuple[str, int]] = []

    def work(asked: str, count: int) -> str:
        worked.append((asked, count))
        return asked * count

    recall = memoize(work, most=2, length=len)
    for asked in (SHORT, TOO_LONG):
        assert [recall(asked, 2), recall(asked, 2), recall(asked, 3)] == [asked * 2] * 2 + [
            asked * 3
        ]
    assert worked == [(SHORT, 2), (SHORT, 3), (TOO_LONG, 2), (TOO_LONG, 2), (TOO_LONG, 3)]
