"""The candidates of a question laid out as one text, so that words are sought in all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from retrieval.documents import Role, View
from retrieval.text.substring_search import codes_of, find_characters, find_words

_LINE_END = ord("\n")

Table = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where words stand: tables of a row for each word, a column for each candidate.

    In the candidates, in their titles, in the other paragraphs of their articles; `sentences` has a
    column for each sentence of the candidates, and a last row for no word.
    """

    inside: Table
    above: Table
    beside: Table
    sentences: Table


class Page:
    """The candidates, a line each, and behind them their articles, each once: a line of titles and
    one of each paragraph.

    `first_sentences` are the numbers of the candidates' first sentences, `owners` are the
    candidates of the sentences. A candidate without text has one empty sentence.
    """

    def __init__(self, views: Sequence[View]) -> None:
        articles = {view.article.article_id: view.article for view in views}
        own = "".join([f"{view.text}\n" for view in views])
        whole = "".join([f"{article.titles}\n{article.text}" for article in articles.values()])
        self._codes = codes_of(own + whole)
        self._own_size = len(own)
        self._lay_out_sentences([view.sentence_lengths or (0,) for view in views])
        # the articles' lines are counted from the first titles
        self._line_ends = np.flatnonzero(self._codes[self._own_size :] == _LINE_END)
        counts = [1 + len(article.roles) for article in articles.values()]
        self._title_lines = np.cumsum([0, *counts[:-1]])
        number_of = {article_id: number for number, article_id in enumerate(articles)}
        self._articles = np.array([number_of[view.article.article_id] for view in views])
        self._positions = np.array([view.position for view in views])
        self._lasts = np.array([len(view.article.roles) - 1 for view in views])
        self._credits = np.flatnonzero([view.role is Role.CREDIT for view in views])

    def _lay_out_sentences(self, sentences: Sequence[Sequence[int]]) -> None:
        counts = [len(own) for own in sentences]
        self.first_sentences = np.cumsum([0, *counts[:-1]])
        self.owners = np.repeat(np.arange(len(counts)), counts)
        lengths = np.array(list(chain.from_iterable(sentences)))
        lengths[[*(self.first_sentences[1:] - 1), -1]] += 1  # the line's end
        self._sentences = np.repeat(np.arange(len(lengths)), lengths)

    def find(self, words: Sequence[str]) -> Standing:
        """Where some words stand."""
        numbers, places = find_words(words, self._codes)
        is_own = places < self._own_size
        own, starts = numbers[is_own], places[is_own]
        ends = starts + np.array([*map(len, words), 0])[own] - 1
        first, last = self._sentences[starts], self._sentences[ends]
        inside = np.zeros((len(words), len(self._articles)), dtype=bool)
        inside[own, self.owners[first]] = True
        sentences = np.zeros((len(words) + 1, len(self.owners)), dtype=bool)
        sentences[own[first == last], first[first == last]] = True
        lines = np.zeros((len(words), len(self._line_ends)), dtype=bool)
        at = self._line_ends.searchsorted(places[~is_own] - self._own_size)
        lines[numbers[~is_own], at] = True
        return Standing(inside, self._above(lines), self._beside(lines, inside), sentences)

    def _above(self, lines: Table) -> Table:
        """Whether words stand in the titles; above and below who took a picture, what it shows."""
        titles = self._title_lines[self._articles]
        above: Table = lines[:, titles]
        if len(at := self._credits):
            first, last = np.maximum(self._positions - 1, 0), self._positions + 1
            for position in (first, self._positions, np.minimum(last, self._lasts)):
                above[:, at] |= lines[:, titles[at] + 1 + position[at]]
        return above

    def _beside(self, lines: Table, inside: Table) -> Table:
        counts = np.add.reduceat(lines, self._title_lines, axis=1, dtype=np.intp)
        others = counts - lines[:, self._title_lines]
        beside: Table = others[:, self._articles] > inside
        return beside

    def first_of_most(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """Of each candidate the first of its sentences with the greatest value."""
        most = np.maximum.reduceat(values, self.first_sentences)
        numbers = np.where(values == most[self.owners], np.arange(len(values)), len(values))
        found: NDArray[np.intp] = np.minimum.reduceat(numbers, self.first_sentences)
        return found

    def shares(self, weights: Mapping[str, float]) -> NDArray[np.float64]:
        """Of each sentence the weight of the characters that it has."""
        numbers, places = find_characters("".join(weights), self._codes[: self._own_size])
        has = np.zeros((len(weights), len(self.owners)), dtype=bool)
        has[numbers, self._sentences[places]] = True
        found: NDArray[np.float64] = (np.array([[w] for w in weights.values()]) * has).sum(axis=0)
        return found
