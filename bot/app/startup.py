"""The archive and its answerer for a command that waits for them."""

import sys
from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from bot.app.compose import build
from bot.app.signals import stoppable
from config.settings import Settings
from retrieval.archive import Archive
from retrieval.errors import ReportError
from retrieval.progress import Progress, unseen
from retrieval.qa import Answering

if TYPE_CHECKING:
    from bot.app.messages import Texts


def prepare(settings: Settings, texts: Callable[[], "Texts"]) -> tuple[Archive, Answering]:
    """What `build` gives. Where reports have to be taken in, a terminal sees how far that is, and
    Ctrl-C is heeded at once; the files that could not be read are told then, and not again. That
    another process is still taking in reports is told, as what they say is not found yet.
    """
    left_out: list[ReportError] = []
    with ExitStack() as stack:
        stack.enter_context(stoppable(lambda: texts()("stopping")))
        on_progress = _bar(stack, texts) if sys.stderr.isatty() else unseen
        archive, answerer = build(
            settings,
            on_progress=on_progress,
            on_left_out=left_out.extend,
            on_behind=lambda count: print(texts()("index-behind", count=count), file=sys.stderr),
        )
    if left_out:
        from bot.app.error_messages import tell_left_out

        tell_left_out(left_out, texts())
    return archive, answerer


def _bar(stack: ExitStack, texts: Callable[[], "Texts"]) -> Progress:
    """A progress bar on standard error, which loads what draws it when it is first needed."""
    begun: list[Progress] = []

    def on_progress(stage: str, done: int, total: int, /) -> None:
        if not begun:
            from bot.console.terminal import Screen

            begun.append(stack.enter_context(Screen.of_errors().progress(texts())))
        begun[0](stage, done, total)

    return on_progress
