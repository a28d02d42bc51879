"""A quote checked against the reports: verbatim, with differences, or not there."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from retrieval.documents import plain
from retrieval.index import Index
from retrieval.index.containment import containing, place_in
from retrieval.qa.result import Answer, AnswerPassage, Difference, QuoteCheck, Span, Status

# a quote of which a smaller share stands in one passage is not taken from it
_ALIKE = 0.8
_SLACK = 4  # characters that a report may have more on either side
# a shorter text stands in some report by chance
_SHORTEST = 4  # characters, marks and blanks not counted
_ASKED = re.compile(
    r"^\s*(?:核对|核對|查证|查證|check)\s*(?:引文|原文)?\s*[:：]\s*(?P<quote>.+)$", re.DOTALL
)
_QUOTED = re.compile(r"^[“\"「『](?P<quote>.+)[”\"」』]$", re.DOTALL)


def asked_quote(question: str) -> str | None:
    """Return the quote that a text asks to check (核对：…); None if it asks for none."""
    asked = _ASKED.match(question)
    if asked is None:
        return None
    text = asked["quote"].strip()
    quoted = _QUOTED.match(text)
    text = quoted["quote"] if quoted else text
    return text if sum(map(str.isalnum, text)) >= _SHORTEST else None


def check_quote(quote: str, nearest: Answer, index: Index) -> Answer:
    """Answer whether a quote stands in the reports; `nearest` are the passages most like it.

    Blanks, width and script are overlooked; every other difference is shown. Only what stands in
    one passage is verbatim.
    """
    passages = _holding(quote, index)
    if passages is not None:
        return replace(
            nearest,
            status=Status.ANSWERED,
            passages=passages,
            missing=(),
            replaced=(),
            quote=QuoteCheck(quote, is_verbatim=True),
        )
    best = max(
        ((_alike(quote, passage), -passage.rank, passage) for passage in nearest.passages),
        default=None,
        key=lambda scored: scored[:2],
    )
    if best is None or best[0] < _ALIKE:
        found = replace(nearest, status=Status.NOT_FOUND, quote=QuoteCheck(quote))
        return replace(found, missing=(), replaced=())
    passage = replace(best[2], rank=1, answer=None)
    differences = tuple(_differences(quote, passage.passage.text))
    return replace(
        nearest,
        status=Status.UNSURE,
        passages=(passage,),
        missing=(),
        replaced=(),
        quote=QuoteCheck(quote, differences=differences),
    )


def _holding(quote: str, index: Index) -> tuple[AnswerPassage, ...] | None:
    """Return the passages that hold a quote, with the quote marked; None if there is none."""
    wanted = plain(quote)
    found = containing(wanted, index)
    articles = found.articles[:1]
    for first, view in zip(articles.tolist(), index.article_views(articles), strict=True):
        at = place_in(wanted, view, first, found.passages)
        if at is None:
            return None
        passage = next(iter(index.views([first + at]))).passage
        return (AnswerPassage(1, 1.0, passage, highlights=highlight(quote, passage.text)),)
    return None


def highlight(quote: str, text: str) -> tuple[Span, ...]:
    """Find the slice of a text that a plain quote was made of."""
    letters = [(char, at) for at, raw in enumerate(text) for char in plain(raw)]
    start = "".join(char for char, _ in letters).find(plain(quote))
    if start < 0:
        return ()
    end = start + len(plain(quote)) - 1
    return (Span(letters[start][1], letters[end][1] + 1),)


def _alike(quote: str, passage: AnswerPassage) -> float:
    """Share of the quote's characters that stand in the passage in the same order."""
    wanted = plain(quote)
    blocks = _matcher(wanted, plain(passage.passage.text)).get_matching_blocks()
    return sum(block.size for block in blocks) / max(1, len(wanted))


def _differences(quote: str, text: str) -> Sequence[Difference]:
    """List what the quote has and the report has in its place, within the matched stretch."""
    wanted, whole = plain(quote), _stretch(plain(quote), plain(text))
    steps = _matcher(wanted, whole).get_opcodes()
    inner = [step for step in steps if step[0] != "equal"]
    if steps and steps[0][0] == "insert":
        inner.remove(steps[0])  # what stands before the quote
    if steps and steps[-1][0] == "insert" and steps[-1] in inner:
        inner.remove(steps[-1])  # what stands behind it
    return [Difference(wanted[a:b], whole[c:d]) for _, a, b, c, d in inner]


def _stretch(quote: str, text: str) -> str:
    """Cut out the stretch of a text that a quote of about its length was taken from."""
    match = _matcher(quote, text).find_longest_match()
    start = max(0, match.b - match.a - _SLACK)
    return text[start : match.b - match.a + len(quote) + _SLACK]


def _matcher(quote: str, text: str) -> SequenceMatcher[str]:
    return SequenceMatcher(None, quote, text, autojunk=False)
