"""Errors told in the person's language."""

import sys
from collections.abc import Iterable

from bot.app.errors import MessageError
from bot.app.messages import Texts
from bot.app.terminal_text import shown
from config.errors import SettingProblem, SettingsError
from retrieval.cluster.errors import ClusterError
from retrieval.errors import PlacedError, QuestionLengthError, ReportError, WenbaoError
from retrieval.notices import Notice


def why_left_out(failure: ReportError, texts: Texts) -> str:
    """Name the file, and why it was left out."""
    return f"{shown(failure.place)}: {texts(f'left-out-{failure.reason}', **failure.facts)}"


def described(err: Exception, texts: Texts) -> str:
    """Describe an error, and say what to do about it."""
    if isinstance(err, PlacedError):
        return sentence_of(err, texts)
    advice = err.advice if isinstance(err, WenbaoError) else WenbaoError.advice
    return f"{sentence_of(err, texts)}\n{texts(f'advice-{advice}')}"


def sentence_of(err: Exception, texts: Texts) -> str:
    """Describe an error in a sentence; wrong settings in a sentence each."""
    match err:
        case ReportError():
            return why_left_out(err, texts)
        case SettingsError():
            return "\n".join(_problem(problem, texts) for problem in err.problems)
        case MessageError():
            return texts(err.message_id, **err.arguments)
        case ClusterError():
            return texts(f"cluster-{err.reason}", **err.facts)
        case PlacedError():
            return f"{shown(err.place)}: {texts(f'advice-{err.advice}')}"
        case QuestionLengthError():
            return texts("question-too-long", most=err.most, count=err.count)
        case _:
            return str(err)


def _problem(problem: SettingProblem, texts: Texts) -> str:
    facts = dict(problem.facts)
    if problem.setting:
        facts["means"] = texts(f"setting-means-{problem.setting.replace('_', '-')}")
    return f"{shown(problem.place)}: {texts(f'setting-{problem.reason}', **facts)}"


def tell_trouble(err: Exception | None, texts: Texts) -> None:
    """Print why following the reports failed, or (None) that it works again."""
    if err is None:
        print(texts("index-follows-again"), file=sys.stderr)
    else:
        print(texts("index-not-followed"), described(err, texts), sep="\n", file=sys.stderr)


def tell_notice(notice: Notice, texts: Texts) -> None:
    """Print a notice of how the archive was opened."""
    print(texts(f"notice-{notice.reason}", **notice.facts), file=sys.stderr)


def tell_left_out(failures: Iterable[ReportError], texts: Texts) -> None:
    """Print each file that was left out, and why."""
    for failure in failures:
        print(why_left_out(failure, texts), file=sys.stderr)
