"""The words of a passage that the question asks for."""

from retrieval.qa.passage_features import Evidence
from retrieval.qa.result import Span
from retrieval.text.substring_search import occurrences


def highlights(folded: str, evidence: Evidence) -> tuple[Span, ...]:
    """The spans of the concepts' forms in a passage's folded text, in order, overlaps merged."""
    spans = sorted(
        (start, start + len(form))
        for _, form, _ in evidence.matched
        for start in occurrences(form, folded)
    )
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        else:
            merged.append(Span(start, end))
    return tuple(merged)
