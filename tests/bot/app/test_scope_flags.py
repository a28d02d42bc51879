from datetime import date

import pytest

from bot.app.errors import UsageError
from bot.app.scope_flags import scope_of
from retrieval.query.scope import Scope

TODAY = date(2024, 3, 13)


@pytest.mark.parametrize(
    ("value", "since", "until"),
    [
        ("2023-06-07", "2023-06-07", "2023-06-07"),
        ("20230607", "2023-06-07", "2023-06-07"),
        ("2023-06", "2023-06-01", "2023-06-30"),
        ("2023", "2023-01-01", "2023-12-31"),
        ("去年", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_date_is_read_as_its_first_or_last_day(value: str, since: str, until: str) -> None:
    scope = scope_of({"since": value, "until": value}, today=TODAY)
    assert scope == Scope(since=since, until=until)


def test_a_paper_is_named_with_or_without_marks() -> None:
    assert scope_of({"paper": "《滨湖日报》", "report": "2023/"}, today=TODAY) == Scope(
        paper="滨湖日报", report="2023/"
    )


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(UsageError, match="since"):
        scope_of({"since": "soon"}, today=TODAY)
