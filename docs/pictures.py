"""Draw the README's picture of the console from the real program: `python docs/pictures.py`.

Needs tmux, chromium and a Chinese monospaced font (Debian: fonts-noto-cjk). It types a conversation
into `wenbao chat` and draws what the terminal shows.
"""

import subprocess
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
    "--force-device-scale-factor=1.5", "--window-size=840,700",
]  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "console.html"
        page.write_text(_html(_talk(Path(folder))), encoding="utf-8")
        picture = f"--screenshot={DOCS / 'console.png'}"
        profile = f"--user-data-dir={folder}/profile"
        subprocess.run([*CHROMIUM, profile, picture, page.as_uri()], check=True)


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
