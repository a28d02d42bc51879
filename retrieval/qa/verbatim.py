"""The promise that every quote is the report's own words, kept by code."""

from collections.abc import Mapping

from retrieval.documents import Passage, Report, View, without_blanks
from retrieval.errors import VerbatimError


def verify(passage: Passage, reports: Mapping[str, Report]) -> None:
    """Raise VerbatimError unless the passage's text is what stands at its lines, in order."""
    name = passage.article.report
    report = reports.get(name)
    pieces = passage.paragraph.pieces
    try:
        stored = "".join(report.slice(piece) for piece in pieces) if report else None
    except IndexError:
        stored = None
    if not pieces or stored != passage.text:
        raise VerbatimError(
            f"{name}:{','.join(map(str, passage.lines))}",
            "the quote differs from the report; it is not shown",
        )


def verify_view(view: View, passage: Passage, folded: str) -> None:
    """Raise VerbatimError unless what was compared with the question is what is quoted.

    `folded` is the passage's text, folded.
    """
    if without_blanks(folded) != view.text:
        raise VerbatimError(
            f"{view.article.report}:{','.join(map(str, passage.lines))}",
            "the index has other text; run: wenbao index --rebuild",
        )
