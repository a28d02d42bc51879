"""Reports that could not be taken in, told in the person's language."""

import sys
from collections.abc import Iterable

from bot.texts import Texts
from retrieval.errors import ReportError


def why_left_out(failure: ReportError, texts: Texts) -> str:
    """Which file it is, and why."""
    return f"{failure.place}: {texts(f'left-out-{failure.reason}', **failure.facts)}"


def tell_left_out(failures: Iterable[ReportError], texts: Texts) -> None:
    """Each on a line of standard error."""
    for failure in failures:
        print(why_left_out(failure, texts), file=sys.stderr)
