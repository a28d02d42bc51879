"""The screen of the console: a terminal, or plain text."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as ProgressBar
from rich.table import Table
from rich.text import Text

from bot.app.messages import Texts
from bot.console import rendering
from bot.console.line_wrapping import wrap
from bot.console.progress_lines import ProgressLines
from retrieval.progress import Progress
from retrieval.qa import AnswerPassage

MARGIN = "   "
WIDTH = 80  # cells; longer lines are hard to read
_PLAIN_WIDTH = 240  # cells; only tables mind


class _Console(Console):
    """A console that raises BrokenPipeError to the command."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


class _RateColumn(ProgressColumn):
    """Rate of slow work, in units a minute; nothing for work faster than one a second."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts

    def render(self, task: Task) -> Text:
        if task.speed is None or task.speed > 1:
            return Text()
        return Text(self._texts("progress-rate", count=f"{60 * task.speed:.1f}"), rendering.FAINT)


class Terminal:
    """A screen that shows rich text, wrapped at `width` cells; with None as it is."""

    def __init__(self, console: Console, *, is_plain: bool, width: int | None = None) -> None:
        self._console = console
        self._width = width
        self.is_plain = is_plain

    @classmethod
    def open(cls, *, plain: bool = False) -> "Terminal":
        """Open standard output: plain on request, with NO_COLOR, or without a terminal."""
        console = _Console(highlight=False, markup=False, emoji=False)
        width = min(console.width, WIDTH) if console.is_terminal else None
        is_plain = plain or console.no_color or not console.is_terminal or console.is_dumb_terminal
        if is_plain:
            console = _Console(
                highlight=False, markup=False, emoji=False, color_system=None, width=_PLAIN_WIDTH
            )
        return cls(console, is_plain=is_plain, width=width)

    @classmethod
    def of_errors(cls) -> "Terminal":
        """Open standard error, for messages that are not output."""
        console = _Console(stderr=True, highlight=False, markup=False, emoji=False)
        return cls(console, is_plain=not console.is_terminal or console.is_dumb_terminal)

    @property
    def height(self) -> int:
        """Count the lines that can be seen at once."""
        return self._console.height

    def show(self, text: Text | None = None, *, indent: str = "") -> None:
        """Show a text on lines of its own; without one, an empty line."""
        self._console.print(self._laid_out(text or Text(), indent), soft_wrap=True)

    def show_passage(self, found: AnswerPassage, texts: Texts, *, answers: bool = True) -> None:
        """Show a passage: its rank and the words that answer, its text with marks, its source."""
        self.show(rendering.draw_rank(found, texts, is_plain=self.is_plain, answers=answers))
        for part in rendering.draw_found(found, texts):
            self.show(part, indent=MARGIN)
        self.show()

    def passage_height(self, found: AnswerPassage, texts: Texts) -> int:
        """Count the lines that showing a passage takes."""
        parts = rendering.draw_found(found, texts)
        laid_out = [self._laid_out(part, MARGIN) for part in parts]
        return 2 + sum(part.plain.count("\n") + 1 for part in laid_out)

    def show_table(self, table: Table) -> None:
        """Show a table."""
        self._console.print(table)

    @contextmanager
    def progress(self, texts: Texts) -> Iterator[Progress]:
        """Show a progress bar during the context; without a terminal a line on standard error."""
        if self.is_plain:
            yield ProgressLines(texts)
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        bar = ProgressBar(
            *columns,
            _RateColumn(texts),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )
        tasks: dict[str, TaskID] = {}

        def on_progress(stage: str, done: int, total: int, /) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(texts(f"stage-{stage}"))
            bar.update(tasks[stage], completed=done, total=total)

        with bar:
            yield on_progress

    def _laid_out(self, text: Text, indent: str) -> Text:
        if self._width is None:
            return Text("\n").join(Text(indent) + line for line in text.split("\n"))
        return wrap(text, width=self._width, indent=indent)
