"""Draw the README's picture of the console from the real program: `python docs/pictures.py`.

Needs tmux. It types a conversation into `wenbao chat` and turns what the terminal shows into SVG.
"""

import subprocess
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.text import Text

DOCS = Path(__file__).parent
WENBAO = DOCS.parent / ".venv" / "bin" / "wenbao"
WIDTH, HEIGHT = 96, 30
CONVERSATION = ["柯桥区今年新建工会多少家？"]
# rich's own template names a font on the web; the reader's own is as good
SVG = """<svg viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{ font-family: "Noto Sans Mono CJK SC", monospace;
  font-size: {char_height}px; line-height: {line_height}px; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" /></clipPath>{lines}</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as data_dir:
        screen = _talk(Path(data_dir))
    console = Console(record=True, width=WIDTH, file=Path("/dev/null").open("w"))
    console.print(Text.from_ansi(screen), soft_wrap=True)
    svg = console.export_svg(title="wenbao chat", code_format=SVG, unique_id="wenbao")
    (DOCS / "console.svg").write_text(svg, encoding="utf-8")


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
