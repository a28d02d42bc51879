"""Draw the README's pictures from the real program: `python docs/pictures.py`.

Needs tmux, chromium and fonts for Chinese and emoji (Debian: fonts-noto-cjk and
fonts-noto-color-emoji). It types a conversation into `wenbao chat` and draws what the terminal
shows, first over the shipped reports, then over scans of a page that a browser drew (they need
`wenbao[all]`); and has the Telegram bot talk with people of `make demo`.
"""

import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

DOCS = Path(__file__).parent
sys.path.insert(0, str(DOCS.parent))  # benchmarks is a folder of the checkout, not installed

from benchmarks.browser_pages import browser_pages, print_pdf  # noqa: E402
from benchmarks.rendered_pages import scanned  # noqa: E402

WENBAO = DOCS.parent / ".venv" / "bin" / "wenbao"
WIDTH, HEIGHT = 96, 36
CONVERSATION = ["柯桥区今年新建工会多少家？"]
SCANS = ["白杨路菜场改造后设多少个摊位？", "/scan 1"]
PAGE = """<!doctype html><meta charset="utf-8"><style>
{stylesheet}
body {{ margin: 0; background: #0c0c0c; color: #d4d4d4; }}
pre {{ margin: 16px; font: 16px/1.4 "Noto Sans Mono CJK SC", monospace; }}
</style><pre>{code}</pre>"""
CHROMIUM = [
    "chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
    "--force-device-scale-factor=1.5",
]  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _draw(
            "console", _html(_talk(CONVERSATION, Path(folder))), size="840,860", folder=Path(folder)
        )
        _draw("scans", _html(_talk_over_scans(Path(folder))), size="840,470", folder=Path(folder))
        _draw("telegram", _telegram(), size="940,1980", folder=Path(folder))


def _draw(name: str, html: str, *, size: str, folder: Path) -> None:
    page = folder / f"{name}.html"
    page.write_text(html, encoding="utf-8")
    options = [f"--user-data-dir={folder}/profile", f"--window-size={size}"]
    picture = f"--screenshot={DOCS / name}.png"
    subprocess.run([*CHROMIUM, *options, picture, page.as_uri()], check=True)


def _telegram() -> str:
    """The conversations of `make demo`, drawn as a messenger would."""
    command = [sys.executable, "-m", "tests.demo", "--html"]
    done = subprocess.run(command, cwd=DOCS.parent, check=True, capture_output=True)
    return done.stdout.decode()


def _html(screen: str) -> str:
    with Path("/dev/null").open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere)
        console.print(Text.from_ansi(screen.rstrip()), soft_wrap=True)
    return console.export_html(code_format=PAGE, theme=MONOKAI)


def _talk_over_scans(folder: Path) -> str:
    """A conversation over the scanned page of a drawn newspaper; its framed passage is kept."""
    reports = folder / "青石日报"
    reports.mkdir()
    (page,) = browser_pages(1)
    pdf = reports / "page.pdf"
    print_pdf(page.source, pdf)
    for path in (pdf, *scanned(pdf, seed=1)[1:]):  # one page is enough
        path.unlink()
    options = ["--reports", reports.name, "--data-dir", "data"]
    subprocess.run([WENBAO, "index", *options], cwd=folder, check=True)
    screen = _talk(SCANS, folder, *options)
    (picture,) = folder.glob("data/**/*.png")
    shutil.copy(picture, DOCS / "scan.png")
    return screen


def _talk(lines: Sequence[str], folder: Path, *options: str) -> str:
    """Return the terminal's screen after a conversation in a folder, with its colours."""
    tmux = ["tmux", "-L", "wenbao-pictures"]
    command = shlex.join([str(WENBAO), "chat", *(options or ("--data-dir", "."))])
    size = ["-x", str(WIDTH), "-y", str(HEIGHT), "-c", str(folder)]
    environment = ["-e", "LANG=zh_CN.UTF-8"]
    subprocess.run([*tmux, "new-session", "-d", *size, *environment, command], check=True)
    try:
        time.sleep(5)
        for line in lines:
            subprocess.run([*tmux, "send-keys", line, "Enter"], check=True)
            time.sleep(4)
        capture = [*tmux, "capture-pane", "-e", "-p"]
        return subprocess.run(capture, check=True, capture_output=True, encoding="utf-8").stdout
    finally:
        subprocess.run([*tmux, "kill-server"], check=True)


if __name__ == "__main__":
    main()
