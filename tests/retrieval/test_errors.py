"""What is stored of an error gives the same error back."""

import pytest

from retrieval.errors import REASONS, ReportAccessError, ReportError, ReportFormatError

FACTS = dict.fromkeys(("reports", "error", "limit", "row", "byte", "char", "kind", "part"), 1)


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (ReportFormatError, "binary"),
        (ReportFormatError, "too-large"),
        (ReportAccessError, "not-read"),
        (ReportAccessError, "not-printable"),
        (ReportError, "not-restored"),
    ],
)
def test_a_stored_failure_keeps_its_kind_and_its_advice(
    kind: type[ReportError], reason: str
) -> None:
    error = kind("a.txt", reason, line=3, **FACTS)
    again = ReportError.of_record(error.record())
    assert type(again) is kind
    assert (str(again), again.advice, again.facts) == (str(error), kind.advice, FACTS)


def test_a_failure_as_earlier_versions_stored_it_is_still_told() -> None:
    error = ReportError.of_record("a.txt: can't be read (Permission denied)")
    assert isinstance(error, ReportAccessError)
    assert "Permission denied" in str(error)


@pytest.mark.parametrize("reason", REASONS)
def test_every_reason_can_be_stored(reason: str) -> None:
    assert ReportError.of_record(ReportError("a.txt", reason, **FACTS).record()).reason == reason
