"""Words that no dictionary has, recognized by their characters: jieba's hidden Markov model.

Each character begins a word, stands inside one, ends one or is one (B, M, E, S). The most likely
sequence is found as `jieba.finalseg` finds it (Viterbi), rounding and ties included, at a third
of the time: states are four numbers, and the way back is kept as letters, not as copied lists.
"""

from functools import lru_cache
from typing import Any

_KEPT = 1 << 15  # runs of characters: names come again and again


class UnknownWords:
    """Recognizes words by the probabilities and patterns of `jieba.finalseg`."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._never = model.MIN_FLOAT
        self._start = [model.start_P[state] for state in "BMES"]
        self._seen = [model.emit_P[state].get for state in "BMES"]
        self._steps = [
            model.trans_P[before][state]
            for before, state in ("EB", "SB", "BM", "MM", "BE", "ME", "ES", "SS")
        ]
        self.words = lru_cache(_KEPT)(self._words)

    def _words(self, run: str) -> tuple[str, ...]:
        """The words of a run of characters that are no word of the dictionary together."""
        words: list[str] = []
        for block in self._model.re_han.split(run):
            if self._model.re_han.match(block):
                words += self._cut(block)
            else:
                words += [part for part in self._model.re_skip.split(block) if part]
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
        e_b, s_b, b_m, m_m, b_e, m_e, e_s, s_s = self._steps
        seen_b, seen_m, seen_e, seen_s = self._seen
        never = self._never
        begin, middle, end, single = [
            start + seen(block[0], never)
            for start, seen in zip(self._start, self._seen, strict=True)
        ]
        came_from = []  # for each further character, the state before each of its states
        for char in block[1:]:
            seen = seen_b(char, never)
            b_from_e, b_from_s = end + e_b + seen, single + s_b + seen
            seen = seen_m(char, never)
            m_from_b, m_from_m = begin + b_m + seen, middle + m_m + seen
            seen = seen_e(char, never)
            e_from_b, e_from_m = begin + b_e + seen, middle + m_e + seen
            seen = seen_s(char, never)
            s_from_e, s_from_s = end + e_s + seen, single + s_s + seen
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
