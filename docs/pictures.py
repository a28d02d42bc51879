"""Draw the README's pictures from the real program: `python docs/pictures.py`.

Needs tmux, chromium and fonts for Chinese and emoji (Debian: fonts-noto-cjk and
fonts-noto-color-emoji). It types a conversation into `wenbao chat` and draws what the terminal
shows, and has the Telegram bot talk with people of `make demo`.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import MONOKAI
from rich.text import Text

DOCS = Path(__file__).parent
WENBAO = DOCS.parent / ".venv" / "bin" / "wenbao"
WIDTH, HEIGHT = 96, 30
CONVERSATION = ["柯桥区今年新建工会多少家？"]
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
        _draw("console", _html(_talk(Path(folder))), size="840,700", folder=Path(folder))
        _draw("telegram", _telegram(), size="940,1905", folder=Path(folder))


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


def _talk(data_dir: Path) -> str:
    """What the terminal shows after the conversation, with its colours."""
    tmux = ["tmux", "-L", "wenbao-pictures"]
    command = f"LANG=zh_CN.UTF-8 '{WENBAO}' chat --data-dir '{data_dir}'"
    size = ["-x", str(WIDTH), "-y", str(HEIGHT)]
    subprocess.run([*tmux, "new-session", "-d", *size, command], check=True)
    try:
        time.sleep(3)
        for line in CONVERSATION:
            subprocess.run([*tmux, "send-keys", line, "Enter"], check=True)
            time.sleep(2)
        capture = [*tmux, "capture-pane", "-e", "-p"]
        return subprocess.run(capture, check=True, capture_output=True, encoding="utf-8").stdout
    finally:
        subprocess.run([*tmux, "kill-server"], check=True)


if __name__ == "__main__":
    main()
