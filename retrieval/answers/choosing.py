"""Of the candidates the words that answer, and how likely they do."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from retrieval.answers.extracting import Candidate

# words of the sort asked for are taken if all of them together are at least this likely
_LEAST_NAMED = 0.05


@dataclass(frozen=True, slots=True)
class MarkOption:
    """A candidate with its figures."""

    candidate: Candidate
    figures: Mapping[str, float]


def choose(
    spans: Sequence[MarkOption], scores: Sequence[float], named: Sequence[int]
) -> tuple[MarkOption | None, float, float]:
    """The likeliest words, how likely they are with all that overlap them, and their score.

    `scores` are weighed figures; `named` are the numbers of those of the sort asked for: one of
    them is chosen if any may be.
    """
    if not spans:
        return None, 0.0, 0.0
    top = max(scores)
    shares = [math.exp(score - top) for score in scores]
    is_sure = sum(shares[i] for i in named) > _LEAST_NAMED * sum(shares)
    among = named if is_sure else range(len(spans))
    best = max(among, key=lambda i: scores[i])
    near = sum(shares[i] for i in among if _overlap(spans[i].candidate, spans[best].candidate))
    return spans[best], near / sum(shares[i] for i in among), scores[best]


def _overlap(left: Candidate, right: Candidate) -> bool:
    return left.start < right.end and right.start < left.end
