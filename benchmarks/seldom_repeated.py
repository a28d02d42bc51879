"""Learn which question words a text that answers seldom has (words/seldom_repeated.txt).

    python -m benchmarks.seldom_repeated PUBLIC_DIR [--write]

Of the questions on the first half of a public set's passages (the half that weights are fitted
to): in how many of the passages with their answers a word of the question stands as it was typed,
smoothed towards the usual share.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from benchmarks.near_misses import read_public
from benchmarks.sets import HALVES, public_answerer, public_passages
from retrieval.documents.view import plain
from retrieval.lexicon.word_files import WORDS

NAME = "seldom_repeated"
# a word is listed if it is asked of so many passages, and stands in fewer than this share
_LEAST = 3
_SELDOM = 0.8
# passages that a word counts as, of which the usual share has it
_PRIOR, _USUAL = 2.0, 0.9


def shares(folder: Path) -> dict[str, float]:
    """By each word listed the share of the answering passages that have it."""
    texts, asked = read_public(folder)
    records = [{"id": text.name, "text": text.text} for text in texts]
    understander = public_answerer(public_passages(records)).follower.understander
    has: dict[str, dict[str, bool]] = defaultdict(dict)
    for a in asked:
        if a.text.half == HALVES[0]:
            passage = plain(a.text.title + a.text.text)
            for concept in understander.understand(a.question).concepts:
                word = concept.text.strip()
                if word.isalpha() and not concept.is_name:
                    has[word][a.text.name] = word in passage
    found = {
        word: (sum(there.values()) + _PRIOR * _USUAL) / (len(there) + _PRIOR)
        for word, there in has.items()
        if len(there) >= _LEAST
    }
    return {word: share for word, share in found.items() if share < _SELDOM}


def main() -> None:
    """Print the list, or write it below the remarks at the head of the file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("public", type=Path)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    found = shares(args.public)
    ordered = sorted(found, key=lambda word: (round(found[word], 2), word))
    lines = [f"{word} {found[word]:.2f}" for word in ordered]
    if args.write:
        path = WORDS / f"{NAME}.txt"
        old = path.read_text(encoding="utf-8").splitlines()
        head = [line for line in old if line.startswith("#")]
        path.write_text("\n".join([*head, *lines, ""]), encoding="utf-8")
    else:
        print("\n".join(lines))


if __name__ == "__main__":
    main()
