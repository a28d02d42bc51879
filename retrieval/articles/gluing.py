"""Stage 6. Chopped paragraphs glued: each open end finds the strip that goes on, if any."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from retrieval.articles.continuation import Neighbourhood, continuation
from retrieval.articles.forms import Form
from retrieval.articles.roles import Kind
from retrieval.articles.weights import Weights


@dataclass(frozen=True, slots=True)
class Join:
    """Strip `right` goes on where strip `left` breaks off; `odds` is how sure that is."""

    left: int
    right: int
    odds: float


def joins_of(
    forms: Sequence[Form], kinds: Sequence[Kind], near: Neighbourhood, weights: Weights
) -> list[Join]:
    """The joins to make, likeliest first: no end and no beginning is used twice."""
    texts = [index for index, kind in enumerate(kinds) if kind is Kind.TEXT]
    found = [
        join
        for place in range(len(texts))
        for join in _candidates(place, texts, forms, kinds, near, weights)
        if join.odds > weights.join_threshold
    ]
    found.sort(key=lambda join: (-join.odds, join.left, join.right))
    chains = _Chains()
    return [join for join in found if chains.link(join.left, join.right)]


class _Chains:
    """Which strips are linked already; refuses a second link and a ring."""

    def __init__(self) -> None:
        self._lefts: set[int] = set()
        self._rights: set[int] = set()
        self._ends: dict[int, int] = {}  # each end of a chain to the other end

    def link(self, left: int, right: int) -> bool:
        if left in self._lefts or right in self._rights:
            return False
        first, last = self._ends.get(left, left), self._ends.get(right, right)
        if first == right:
            return False
        self._lefts.add(left)
        self._rights.add(right)
        self._ends[first], self._ends[last] = last, first
        return True


def _candidates(
    place: int,
    texts: Sequence[int],
    forms: Sequence[Form],
    kinds: Sequence[Kind],
    near: Neighbourhood,
    weights: Weights,
) -> Iterator[Join]:
    left = texts[place]
    if forms[left].closed:
        return
    broken = near.is_broken(left)
    low, high = max(0, place - weights.join_reach), place + weights.join_reach + 1
    for other in range(low, min(high, len(texts))):
        right = texts[other]
        if other == place:
            continue
        if other != place + 1 and not _lost_its_head(other, texts, forms):
            continue
        distance = _distance(place, other, texts, forms, kinds, weights)
        junction = near.junction(left, right, weights)
        score = continuation(
            forms[left], forms[right], junction=junction, broken=broken, weights=weights
        )
        if junction <= 0 and near.opens_with_term(right):
            score -= weights.join_subject
        yield Join(left, right, score - distance)


def _lost_its_head(other: int, texts: Sequence[int], forms: Sequence[Form]) -> bool:
    """Whether a text may be the rest of one that does not stand right before it."""
    return forms[texts[other]].mid_sentence or not forms[texts[other]].fresh


def _distance(
    place: int,
    other: int,
    texts: Sequence[int],
    forms: Sequence[Form],
    kinds: Sequence[Kind],
    weights: Weights,
) -> float:
    """Evidence against a join from what stands between its ends."""
    first, last = min(texts[place], texts[other]), max(texts[place], texts[other])
    titles = sum(kind is Kind.TITLE for kind in kinds[first + 1 : last])
    starts = sum(forms[index].lead is not None for index in range(first + 1, last))
    skipped = abs(other - place) - 1
    cost = (
        weights.join_over_title * titles
        + weights.join_over_start * starts
        + weights.join_over_text * skipped
    )
    if other < place:
        cost += weights.join_backwards
    elif other == place + 1:
        cost -= weights.join_neighbour
    return cost
