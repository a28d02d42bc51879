"""Words that no dictionary has, recognized by their characters: jieba's hidden Markov model.

Each character begins a word, stands inside one, ends one or is one (B, M, E, S). The most likely
sequence is found as `jieba.finalseg` finds it (Viterbi), rounding and ties included, at a third
of the time: states are four numbers, and the way back is kept as letters, not as copied lists.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from operator import add

from retrieval.text.characters import JIEBA_HAN
from retrieval.text.jieba_dictionary import Chances, Model

# what jieba cuts by the model, and what it takes for a word among the rest
_HAN = re.compile(f"([{JIEBA_HAN}]+)")
_LATIN = re.compile(r"([a-zA-Z0-9]+(?:\.\d+)?%?)")
_KEPT = 1 << 15  # runs of characters: names come again and again


class UnknownWords:
    """Recognizes words by a model and the chances of the characters asked of."""

    def __init__(self, model: Model, chances: Mapping[str, Chances]) -> None:
        self._model = model
        self._chances = chances
        self.words = lru_cache(_KEPT)(self._words)

    def _words(self, run: str) -> tuple[str, ...]:
        """The words of a run of characters that are no word of the dictionary together."""
        words: list[str] = []
        for block in _HAN.split(run):
            if _HAN.match(block):
                words += self._cut(block)
            else:
                words += [part for part in _LATIN.split(block) if part]
        return tuple(words)

    def _cut(self, block: str) -> list[str]:
        words, begin = [], 0
        for end, state in enumerate(self._states(block), start=1):
            if state in "ES":
                words.append(block[begin:end])
                begin = end
        return words

    def _states(self, block: str) -> list[str]:
        """The most likely state of each character; of equal ones the letter that is later."""
        start, (e_b, s_b, b_m, m_m, b_e, m_e, e_s, s_s), never = self._model
        chances = self._chances.get
        begin, middle, end, single = map(add, start, chances(block[0], never))
        came_from = []  # for each further character, the state before each of its states
        for char in block[1:]:
            as_b, as_m, as_e, as_s = chances(char, never)
            b_from_e, b_from_s = end + e_b + as_b, single + s_b + as_b
            m_from_b, m_from_m = begin + b_m + as_m, middle + m_m + as_m
            e_from_b, e_from_m = begin + b_e + as_e, middle + m_e + as_e
            s_from_e, s_from_s = end + e_s + as_s, single + s_s + as_s
            came_from.append(
                {
                    "B": "S" if b_from_s >= b_from_e else "E",
                    "M": "M" if m_from_m >= m_from_b else "B",
                    "E": "M" if e_from_m >= e_from_b else "B",
                    "S": "S" if s_from_s >= s_from_e else "E",
                }
            )
            begin, middle = max(b_from_e, b_from_s), max(m_from_b, m_from_m)
            end, single = max(e_from_b, e_from_m), max(s_from_e, s_from_s)
        states = ["S" if single >= end else "E"]
        for before in reversed(came_from):
            states.append(before[states[-1]])
        return states[::-1]
