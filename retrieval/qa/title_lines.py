"""Lines of titles, names and furniture as candidates, shown if they have what no text has."""

from collections.abc import Sequence

from retrieval.documents.article import TITLE_ROLES, Role
from retrieval.qa.ranking.reranker import Ranked
from retrieval.query import CONTENT_WEIGHT, Kind

_ASIDE = TITLE_ROLES | {Role.BYLINE, Role.FURNITURE}
_SURE = 1.0


def place_title_lines(ranked: Sequence[Ranked]) -> list[Ranked]:
    """Put lines of titles, names and furniture first, or leave them out.

    First come those with more of a topic than any paragraph, or with a content word of a question
    that no paragraph has, nor its titles.
    """
    lines = [one for one in ranked if one.retrieved.view.role in _ASIDE]
    paragraphs = [one for one in ranked if one.retrieved.view.role not in _ASIDE]
    if not lines:
        return paragraphs
    in_text = {word for one in paragraphs for word in _words(one) | _titled(one)}
    most = max(map(_matched_weight, paragraphs), default=0.0)
    chosen = [
        line
        for line in lines
        if (
            _matched_weight(line) > most
            if line.question.kind is Kind.TOPIC
            else _words(line) - in_text
        )
    ]
    return [*sorted(chosen, key=lambda line: -_matched_weight(line)), *paragraphs]


def _words(ranked: Ranked) -> set[str]:
    """The content words of the question that a candidate surely has."""
    return {
        concept.text
        for concept, _, sure in ranked.retrieved.matched
        if sure >= _SURE and concept.weight >= CONTENT_WEIGHT
    }


def _titled(ranked: Ranked) -> set[str]:
    """The words of the question that a candidate's titles surely have."""
    return {found.concept.text for found in ranked.retrieved.found if found.titles >= _SURE}


def _matched_weight(ranked: Ranked) -> float:
    """The weight of the concepts that a candidate surely has."""
    return sum(c.weight for c, _, sure in ranked.retrieved.matched if sure >= _SURE)
