"""The articles of a question's candidates laid out as one text, to find all words in it at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Role, View
from retrieval.text.substring_search import codes_of, find_characters, find_words

BoolMatrix = NDArray[np.bool_]
_Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Tables of where words occur, with a row for each word.

    `passages`, `titles` and `articles` have a column for each candidate: the candidate itself, its
    titles, all of its article. `sentences` has one for each sentence of the candidates.
    """

    passages: BoolMatrix
    titles: BoolMatrix
    articles: BoolMatrix
    sentences: BoolMatrix


class OccurrenceMatrix:
    """The articles of the candidates, each once: a line of titles and one for each paragraph.

    `first_sentences` are the numbers of the candidates' first sentences, `owners` the candidates
    of the sentences. A candidate without text has one empty sentence.
    """

    def __init__(self, views: Sequence[View]) -> None:
        articles = {view.article.article_id: view.article for view in views}
        text = "".join([f"{article.titles}\n{article.text}" for article in articles.values()])
        self._codes = codes_of(text)
        lines: list[Sequence[int]] = []
        title_line: dict[str, int] = {}
        for article_id, article in articles.items():
            title_line[article_id] = len(lines)
            lines += [(len(article.titles),), *(sizes or (0,) for sizes in article.sentences)]
        counts = np.array([len(sizes) for sizes in lines])
        sizes = np.array(list(chain.from_iterable(lines)))
        ends = np.cumsum(counts)
        sizes[ends - 1] += 1  # the line's end
        self._sentence_at = np.repeat(np.arange(len(sizes)), sizes)
        self._line_of = np.repeat(np.arange(len(lines)), counts)
        self._article_lines = np.array(list(title_line.values()))
        self._article_of = np.array([list(title_line).index(v.article.article_id) for v in views])
        self._titles = self._article_lines[self._article_of]
        self._own = self._titles + 1 + np.array([view.position for view in views])
        self._credits = [
            (number, [line for line in (own - 1, own, own + 1) if first < line <= first + size])
            for number, (view, own, first, size) in enumerate(
                zip(
                    views,
                    self._own,
                    self._titles,
                    [len(v.article.roles) for v in views],
                    strict=True,
                )
            )
            if view.role is Role.CREDIT
        ]
        own_counts = counts[self._own]
        self.first_sentences = np.cumsum([0, *own_counts[:-1]])
        self.owners = np.repeat(np.arange(len(views)), own_counts)
        offsets = np.arange(len(self.owners)) - self.first_sentences[self.owners]
        self._sentences = (ends - counts)[self._own][self.owners] + offsets
        self._title_sentences = (ends - counts)[self._titles]

    def find(self, words: Sequence[str]) -> Occurrences:
        """Find everywhere that some words occur."""
        numbers, places = find_words(words, self._codes)
        first = self._sentence_at[places]
        last = self._sentence_at[places + np.array([*map(len, words), 0])[numbers] - 1]
        sentences = np.zeros((len(words), len(self._line_of)), dtype=bool)
        sentences[numbers[first == last], first[first == last]] = True
        lines = np.zeros((len(words), int(self._line_of[-1]) + 1), dtype=bool)
        lines[numbers, self._line_of[first]] = True
        titles = lines[:, self._titles]
        for number, beside in self._credits:  # who took a picture stands beside what it shows
            titles[:, number] |= lines[:, beside].any(axis=1)
        articles = np.logical_or.reduceat(lines, self._article_lines, axis=1)
        return Occurrences(
            lines[:, self._own],
            titles,
            articles[:, self._article_of],
            sentences[:, self._sentences],
        )

    def best_sentences(self, values: NDArray[np.float64]) -> _Numbers:
        """Give the first of each candidate's sentences with the greatest value."""
        most = np.maximum.reduceat(values, self.first_sentences)
        numbers = np.where(values == most[self.owners], np.arange(len(values)), len(values))
        found: _Numbers = np.minimum.reduceat(numbers, self.first_sentences)
        return found

    def character_shares(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Add up, for each sentence with its titles, the weights of the characters in them."""
        numbers, places = find_characters("".join(weights), self._codes)
        has = np.zeros((len(weights), len(self._line_of)), dtype=bool)
        has[numbers, self._sentence_at[places]] = True
        there = has[:, self._sentences] | has[:, self._title_sentences[self.owners]]
        found: NDArray[np.float64] = (np.array(list(weights.values())).reshape(-1, 1) * there).sum(
            axis=0
        )
        return found
