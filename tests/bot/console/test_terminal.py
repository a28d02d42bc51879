"""The console as people see it: in a real terminal."""

import io
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.console.terminal import WIDTH, Terminal
from tests.bot.running import QUESTION, PseudoTerminal

pytestmark = pytest.mark.slow


def test_the_console_in_a_terminal(data_dir: Path) -> None:
    terminal = PseudoTerminal(data_dir)
    first_screen = terminal.wait_for("问>")
    assert "5 个版面，41 篇文章" in first_screen
    assert first_screen.count("？") >= 3, "three questions are offered"
    terminal.type(f"{QUESTION}\r")
    assert "\x1b[1m" in terminal.wait_for("第18行"), "the sentence that answers is bold"
    terminal.wait_for("问>")
    terminal.type("half a line\x03")  # Ctrl-C clears the line
    terminal.wait_for("问>")
    terminal.type("/help\r")
    terminal.wait_for("没能读入")
    terminal.wait_for("问>")
    terminal.type("\x04")  # Ctrl-D ends
    assert terminal.end() == 0
    assert QUESTION in (data_dir / "history").read_text(encoding="utf-8")


def test_leaving_the_console_does_not_wait_for_the_reports(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    reports.mkdir()
    line = "职工代表大会今天在杭州召开，会上选出了新的主席。\n"
    for number in range(8):
        (reports / f"{number}.txt").write_text(f"第{number}届\n{line * 12_000}", encoding="utf-8")
    terminal = PseudoTerminal(tmp_path / "kept", "--reports", str(reports))
    terminal.wait_for("问>")
    terminal.type("\x04")
    assert terminal.end() == 0


@pytest.mark.parametrize("columns", [40, 200])
def test_lines_are_as_wide_as_the_terminal_but_80_columns_at_most(columns: int) -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=columns, color_system=None)
    terminal = Terminal(console, is_plain=False, width=min(columns, WIDTH))
    terminal.show(Text("工会新建" * 60))
    lines = console.file.getvalue().splitlines()  # type: ignore[attr-defined]
    assert max(map(cell_len, lines)) == min(columns, 80)
