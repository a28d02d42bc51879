"""What went wrong, told in the person's language."""

import sys
from collections.abc import Iterable

from bot.app.messages import Texts
from config.sources import BoundsError, OutOfBounds
from retrieval.errors import ReportError, WenbaoError


def why_left_out(failure: ReportError, texts: Texts) -> str:
    """Which file it is, and why."""
    return f"{failure.place}: {texts(f'left-out-{failure.reason}', **failure.facts)}"


def described(err: Exception, texts: Texts) -> str:
    """The error, and what to do about it on a line of its own."""
    if isinstance(err, ReportError):
        said = why_left_out(err, texts)
    elif isinstance(err, BoundsError):
        said = "\n".join(_allowed(wrong, texts) for wrong in err.wrong)
    else:
        said = str(err)
    advice = err.advice if isinstance(err, WenbaoError) else WenbaoError.advice
    return f"{said}\n{texts(f'advice-{advice}')}"


def _allowed(wrong: OutOfBounds, texts: Texts) -> str:
    return texts(
        "setting-out-of-bounds",
        place=wrong.place,
        value=wrong.value,
        least=str(wrong.least),
        most=str(wrong.most),
        kind="whole" if wrong.is_whole else "any",
    )


def tell_trouble(err: Exception | None, texts: Texts) -> None:
    """On standard error why the index does not follow its reports; None: it does so again."""
    if err is None:
        print(texts("index-follows-again"), file=sys.stderr)
    else:
        print(texts("index-not-followed"), described(err, texts), sep="\n", file=sys.stderr)


def tell_left_out(failures: Iterable[ReportError], texts: Texts) -> None:
    """Each on a line of standard error."""
    for failure in failures:
        print(why_left_out(failure, texts), file=sys.stderr)
