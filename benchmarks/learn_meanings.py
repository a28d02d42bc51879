"""Learn which words are met in the same articles, from a tagged newspaper corpus.

    python benchmarks/learn_meanings.py 199801.txt [--first LINES] [--to FILE]

199801.txt as in learn_sequences.py. Latent semantic analysis (Deerwester et al. 1990) of words of
two characters by articles; writes the vectors that `retrieval/layout/topic_vectors.py` reads.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.learn_sequences import asked, corpus_lines, is_running_text
from retrieval.layout.ngrams import pairs_of
from retrieval.layout.page_words import read_wording
from retrieval.layout.topic_vectors import MODEL

DIMENSIONS = 48
FEWEST_ARTICLES = 4
LARGEST_SHARE = 0.15  # of the articles; what more of them have tells no topic
MOST_COMMON = 20_000  # in sixty million
SHORTEST = 20  # words


def articles(path: Path, first: int | None) -> Iterator[Counter[str]]:
    """The words of each article: a title begins one, after running text."""
    common = read_wording().common
    words: Counter[str] = Counter()
    in_text = False
    for line in corpus_lines(path, first):
        if in_text and not is_running_text(line):
            yield words
            words = Counter()
        in_text = is_running_text(line)
        words.update(pair for pair in pairs_of(line) if 0 < common.get(pair, 0) < MOST_COMMON)
    yield words


def main() -> None:
    """Write the vectors, scaled by how rare their words are, as small integers."""
    args = asked(__doc__, MODEL)
    found = [words for words in articles(args.corpus, args.first) if words.total() > SHORTEST]
    met = Counter(word for words in found for word in words)
    most = LARGEST_SHARE * len(found)
    kept = sorted(word for word, count in met.items() if FEWEST_ARTICLES <= count < most)
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
    print(f"{len(found)} articles, {len(kept)} words, {args.to.stat().st_size} bytes")


if __name__ == "__main__":
    main()
