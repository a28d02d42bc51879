"""`wenbao chat`: the loop that reads lines from a prompt or from standard input."""

import contextlib
import math
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import WordCompleter
from prompt_toolkit.history import FileHistory, History, InMemoryHistory
from prompt_toolkit.patch_stdout import patch_stdout
from prompt_toolkit.shortcuts import CompleteStyle
from rich.text import Text

from bot.app.compose import indexed_folder
from bot.app.error_messages import described, sentence_of, tell_notice, tell_trouble
from bot.app.messages import Texts
from bot.app.question_input import read_lines
from bot.app.signals import INTERRUPTED, end_at_once
from bot.app.startup import Loading
from bot.console.rendering import WARNING
from bot.console.session import Quit, Session
from bot.console.sources_view import facts
from bot.console.terminal import Terminal
from config.settings import Settings
from retrieval.corpus import Corpus
from retrieval.errors import WenbaoError
from retrieval.qa import Answering

_PATIENCE = 0.5  # seconds before a progress bar appears
_REDRAWN_EVERY = 0.2  # seconds
_HEAD_START = 5.0  # seconds that the first screen waits, to say what there is


def chat(settings: Settings, *, terminal: Terminal, texts: Texts) -> None:
    """Run the console until the user leaves. Raises WenbaoError if no page can be read."""
    following = indexed_folder(settings).following(on_trouble=partial(tell_trouble, texts=texts))
    # an index in a cluster is kept by whoever runs `wenbao index`
    with following if settings.index is None else contextlib.nullcontext():
        _chat(settings, terminal=terminal, texts=texts)


def _chat(settings: Settings, *, terminal: Terminal, texts: Texts) -> None:
    loading = Loading(settings, on_notice=partial(tell_notice, texts=texts))
    session = Session(
        lambda: _wait(loading, terminal, texts),
        terminal=terminal,
        texts=texts,
        reports_dir=settings.reports,
        data_dir=settings.data_dir,
        top=settings.top,
        is_loaded=lambda: loading.is_done,
    )
    with _left_at_once(loading):
        if terminal.is_plain:
            _read_plainly(session, loading, terminal=terminal, texts=texts)
        else:
            _converse(session, loading, settings, terminal=terminal, texts=texts)


@contextlib.contextmanager
def _left_at_once(loading: Loading) -> Iterator[None]:
    """End at once if the user leaves during indexing; finished work is kept."""
    try:
        yield
    except KeyboardInterrupt:
        if not loading.is_done:
            end_at_once(INTERRUPTED)
        raise
    if not loading.is_done:
        end_at_once(0)


def _converse(
    session: Session, loading: Loading, settings: Settings, *, terminal: Terminal, texts: Texts
) -> None:
    terminal.show(Text(texts("welcome"), "bold"))
    with contextlib.suppress(TimeoutError, KeyboardInterrupt, WenbaoError):
        _wait(loading, terminal, texts, at_most=_HEAD_START)
        session.introduce()
    terminal.show(Text(texts("welcome-hint"), "dim"))
    prompt: PromptSession[str] = PromptSession(
        history=_history(settings.data_dir),
        completer=WordCompleter(list(session.commands), sentence=True),
        bottom_toolbar=lambda: _toolbar(loading, texts, settings.reports),
        refresh_interval=_REDRAWN_EVERY,
        complete_style=CompleteStyle.READLINE_LIKE,
        reserve_space_for_menu=0,
    )
    for line in _prompted_lines(prompt, texts):
        try:
            session.handle(line)
        except KeyboardInterrupt:
            terminal.show(Text(texts("loading-stopped")))
        except WenbaoError as err:
            terminal.show(Text(described(err, texts), WARNING))
        except Quit:
            return


def _read_plainly(session: Session, loading: Loading, *, terminal: Terminal, texts: Texts) -> None:
    for line in _typed_lines(texts) if sys.stdin.isatty() else _read_lines(texts):
        try:
            session.handle(line)
        except WenbaoError as err:
            if loading.has_failed:  # nothing can be asked
                raise
            print(described(err, texts), file=sys.stderr)
        except Quit:
            return
        terminal.show()
        sys.stdout.flush()


def _read_lines(texts: Texts) -> Iterator[str]:
    """Yield the lines of standard input; say which can't be decoded."""
    for number, line in enumerate(read_lines(sys.stdin), start=1):
        if isinstance(line, str):
            yield line
        else:
            print(f"-:{number}: {sentence_of(line, texts)}", file=sys.stderr)


def _typed_lines(texts: Texts) -> Iterator[str]:
    with contextlib.suppress(EOFError):
        while True:
            yield input(texts("prompt"))


def _prompted_lines(prompt: PromptSession[str], texts: Texts) -> Iterator[str]:
    while True:
        try:
            with patch_stdout(raw=True):  # what is told meanwhile stands above the prompt
                line = prompt.prompt(texts("prompt"))
        except KeyboardInterrupt:  # clears the line
            continue
        except EOFError:
            return
        yield line


def _history(data_dir: Path) -> History:
    """Open the history file, or keep this session's lines only if it can't be written."""
    path = data_dir / "history"
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        path.touch()
    except OSError:
        return InMemoryHistory()
    return FileHistory(str(path))


def _toolbar(loading: Loading, texts: Texts, folder: Path) -> str:
    if not loading.is_done:
        stage = loading.stage
        doing = texts(f"stage-{stage.name}")
        if not stage.total:
            return doing
        return texts("waiting", stage=doing, done=stage.done, total=stage.total)
    try:
        corpus, _ = loading.wait()
        return f"{facts(corpus, texts, folder=folder)} · {texts('help-hint')}"
    except WenbaoError as err:
        return described(err, texts).replace("\n", " ")


def _wait(
    loading: Loading, terminal: Terminal, texts: Texts, *, at_most: float = math.inf
) -> tuple[Corpus, Answering]:
    """Wait for what is loaded, with a progress bar while it takes long; raises TimeoutError."""
    end = time.monotonic() + at_most
    with contextlib.suppress(TimeoutError):
        return loading.wait(_PATIENCE)
    with terminal.progress(texts) as on_progress:
        while time.monotonic() < end:
            stage = loading.stage
            on_progress(stage.name, stage.done, stage.total)
            with contextlib.suppress(TimeoutError):
                return loading.wait(_REDRAWN_EVERY)
    raise TimeoutError
