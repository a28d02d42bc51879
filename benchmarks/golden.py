"""Print a digest of what the program puts out, to show that a change leaves it as it was.

    python -m benchmarks.golden > before.txt    # and again after the change; then compare

One line for each group: the answers to a file of questions, the articles of the shipped pages, and
those of pages with the damage of OCR made by the tests.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
QUESTIONS = (*sorted((ROOT / "benchmarks/questions").glob("*.jsonl")),)
WENBAO = Path(sys.executable).with_name("wenbao")


def main() -> None:
    """Print each group's digest and the number of its lines."""
    for name, text in _groups():
        digest = hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
        print(f"{digest}  {text.count(chr(10)):6}  {name}")


def _groups() -> Iterator[tuple[str, str]]:
    gold = ROOT / "benchmarks/gold/questions-dev.jsonl"
    with tempfile.TemporaryDirectory() as data:
        for file in (gold, *QUESTIONS):
            lines = file.read_text(encoding="utf-8").splitlines()
            asked = [_asked(json.loads(line)) for line in lines if line.strip()]
            yield f"ask {file.name}", _run("ask", "--json", data=data, stdin="\n".join(asked))
        yield "articles seeds", _run("articles", "--json", data=data)
        yield "check seeds", _run("articles", "--check", "--plain", data=data)


def _asked(question: dict[str, object]) -> str:
    kept = {key: question[key] for key in ("id", "q", "turns") if question.get(key)}
    return json.dumps(kept, ensure_ascii=False)


def _run(*arguments: str, data: str, stdin: str = "") -> str:
    command = [str(WENBAO), "--data-dir", data, *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    return done.stdout


if __name__ == "__main__":
    main()
