"""The word lists a user may edit, read from `retrieval/lexicon/words/`."""

from pathlib import Path

WORDS = Path(__file__).parent / "words"


def read_all_words() -> dict[str, tuple[str, ...]]:
    """Every word list by its name."""
    return {path.stem: read_words(path.stem) for path in sorted(WORDS.glob("*.txt"))}


def read_words(name: str) -> tuple[str, ...]:
    """The entries of a word list, in order: one a line, `#` begins a remark."""
    lines = (WORDS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    entries = (line.split("#", 1)[0].strip() for line in lines)
    return tuple(entry for entry in entries if entry)
