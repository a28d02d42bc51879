"""Learn which characters follow which, from public texts and jieba's dictionary.

    python benchmarks/learn_sequences.py FOLDER… [--to FILE]

Each FOLDER holds passages.jsonl and questions.jsonl of a public set, such as CMRC 2018 and DRCD
(both CC BY-SA). Writes the trigram model that `retrieval/layout/models/char_lm.py` reads.
"""

import argparse
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import jieba
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from retrieval.layout.models.char_lm import MODEL, START, folded, packed
from retrieval.text.characters import is_han
from retrieval.text.normalize import to_simplified

FEWEST_PAIRS, FEWEST_TRIPLES = 2, 3  # rarer sequences are left out
DISCOUNT = 0.75  # Ney, Essen and Kneser 1994
DICTIONARY, DAMPED = 0.1, 0.7  # a word of the dictionary weighs so much of this power of its count
UNSEEN = 3000.0  # characters that the texts have not
_QUOTES = str.maketrans("「」『』", "“”‘’")


def read_rows(folders: Sequence[Path], name: str) -> Iterator[dict[str, str]]:
    """Yield the objects of a file of each folder."""
    for folder in folders:
        for line in (folder / name).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def as_in_print(text: str) -> str:
    """Fold a text to Simplified characters and the quotation marks that go with them."""
    return to_simplified(text).translate(_QUOTES)


def count(folders: Sequence[Path]) -> list[Counter[str]]:
    """Count each sequence of one, two and three characters."""
    counts: list[Counter[str]] = [Counter() for _ in range(3)]

    def add(text: str, weight: float) -> None:
        for size, counter in enumerate(counts, start=1):
            for at in range(len(text) - size + 1):
                counter[text[at : at + size]] += weight  # type: ignore[assignment]  # a share

    for row in read_rows(folders, "passages.jsonl"):
        for paragraph in as_in_print(row["text"]).split("\n"):
            add(START + folded(paragraph), 1)
    for row in read_rows(folders, "questions.jsonl"):
        add(folded(as_in_print(row["q"])), 1)
    jieba.initialize()
    for word, frequency in sorted(jieba.dt.FREQ.items()):
        if frequency and len(word) > 1 and all(map(is_han, word)):
            add(word, DICTIONARY * frequency**DAMPED)
    return counts


def model(counts: list[Counter[str]]) -> dict[str, tuple[float, float]]:
    """Log-probability of each sequence's last character after the others, and its back-off.

    Absolute discounting; what is discounted goes to the shorter context.
    """
    kept = [
        {sequence: n for sequence, n in counter.items() if n >= fewest}
        for counter, fewest in zip(counts, (0, FEWEST_PAIRS, FEWEST_TRIPLES), strict=True)
    ]
    total = sum(kept[0].values()) - kept[0][START]
    chance = {"": {s: (n + 0.5) / (total + UNSEEN) for s, n in kept[0].items()}}
    found = dict(chance[""])
    backoff: dict[str, float] = {}
    for size in (1, 2):
        after: Counter[str] = Counter()
        kinds: Counter[str] = Counter()
        for sequence, n in kept[size].items():
            after[sequence[:-1]] += n
            kinds[sequence[:-1]] += 1
        for context in after:
            n = kept[size - 1][context]
            backoff[context] = max(0.01, (n - after[context] + DISCOUNT * kinds[context]) / n)
        for sequence, n in kept[size].items():
            context = sequence[:-1]
            shorter = found.get(sequence[1:])
            if shorter is None:
                shorter = found[sequence[-1]] * backoff.get(sequence[1:-1], 1.0)
            own = max(0.0, n - DISCOUNT) / kept[size - 1][context]
            found[sequence] = min(1.0, own + backoff[context] * shorter)
    return {
        sequence: (math.log(p), math.log(backoff.get(sequence, 1.0)))
        for sequence, p in found.items()
    }


def write(table: dict[str, tuple[float, float]], path: Path) -> None:
    """The table as three arrays, sorted by key."""
    rows = sorted((packed(sequence), *values) for sequence, values in table.items())
    np.savez_compressed(
        path,
        keys=np.array([row[0] for row in rows], dtype=np.uint64),
        chances=np.array([row[1] for row in rows], dtype=np.float16),
        backoffs=np.array([row[2] for row in rows], dtype=np.float16),
    )


def asked(description: str | None, model: Path) -> argparse.Namespace:
    """Parse the arguments of a script that learns a model: the folders, and where it goes."""
    parser = argparse.ArgumentParser(
        description=description.splitlines()[0] if description else None
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--to", type=Path, default=model)
    return parser.parse_args()


def main() -> None:
    args = asked(__doc__, MODEL)
    table = model(count(args.folders))
    write(table, args.to)
    print(f"{len(table)} sequences, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
