"""Learn which words are met in the same texts, from public passages.

    python benchmarks/learn_meanings.py FOLDER… [--to FILE]

FOLDER as in learn_sequences.py. Latent semantic analysis (Deerwester et al. 1990) of words of two
characters by texts; writes the vectors that `retrieval/layout/models/topic_vectors.py` reads.
"""

import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.learn_sequences import as_in_print, asked, read_rows
from retrieval.layout.models.ngrams import pairs_of
from retrieval.layout.models.topic_vectors import MODEL
from retrieval.layout.page_words import read_wording

DIMENSIONS = 48
FEWEST_TEXTS = 4
LARGEST_SHARE = 0.15  # of the texts; what more of them have tells no topic
MOST_COMMON = 20_000  # in sixty million
TOGETHER = 3  # passages of one title
SHORTEST = 20  # words


def texts(folders: Sequence[Path]) -> Iterator[Counter[str]]:
    """Yield the words of each text: some passages of one title."""
    common = read_wording().common
    for folder in folders:
        passages: dict[str, list[str]] = defaultdict(list)
        for row in read_rows([folder], "passages.jsonl"):
            passages[row["title"]].append(as_in_print(row["text"]))
        for parts in passages.values():
            for first in range(0, len(parts), TOGETHER):
                whole = "\n".join(parts[first : first + TOGETHER])
                yield Counter(p for p in pairs_of(whole) if 0 < common.get(p, 0) < MOST_COMMON)


def main() -> None:
    """Write the vectors, scaled by how rare their words are, as small integers."""
    args = asked(__doc__, MODEL)
    found = [words for words in texts(args.folders) if words.total() > SHORTEST]
    met = Counter(word for words in found for word in words)
    most = LARGEST_SHARE * len(found)
    kept = sorted(word for word, count in met.items() if FEWEST_TEXTS <= count < most)
    column = {word: at for at, word in enumerate(kept)}
    rarity = np.array([math.log(len(found) / met[word]) for word in kept])
    table = np.zeros((len(found), len(kept)))
    for row, words in enumerate(found):
        for word in words.keys() & column.keys():
            table[row, column[word]] = 1 + math.log(words[word])
    table *= rarity
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    values, vectors = np.linalg.eigh(table @ table.T)
    strongest = slice(-DIMENSIONS, None)
    meanings = (table.T @ vectors[:, strongest]) / np.sqrt(values[strongest]) * rarity[:, None]
    scale = 127 / np.abs(meanings).max()
    np.savez_compressed(
        args.to,
        words=np.array("".join(kept)),
        vectors=np.round(meanings * scale).astype(np.int8),
    )
    print(f"{len(found)} texts, {len(kept)} words, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
