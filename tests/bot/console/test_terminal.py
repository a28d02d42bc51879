"""The console as people see it: in a real terminal."""

from pathlib import Path

from tests.bot.running import QUESTION, Terminal


def test_the_console_in_a_terminal(data_dir: Path) -> None:
    terminal = Terminal(data_dir)
    terminal.wait_for("问>")
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
    terminal = Terminal(tmp_path / "kept", "--reports", str(reports))
    terminal.wait_for("问>")
    terminal.type("\x04")
    assert terminal.end() == 0
