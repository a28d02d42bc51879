"""Evidence of whether a run of titles starts an article, or heads a section of the one before."""

import re
from collections.abc import Sequence
from functools import cached_property

from retrieval.layout.articles.blocks import ArticleDraft, TextBlock
from retrieval.layout.articles.headlines import depth
from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.line_features import ORDER_MARK
from retrieval.layout.lines.line_types import PICTURE_GAP, LineType
from retrieval.layout.models.similarity import Topics

PAGE = 40  # segments that are compared
NEAR = 3  # segments to either side among which title lines are compared
FIRST_TEXTS = 3  # paragraphs that tell what a segment is about
MOST_UNLIKE, MOST_ALIKE = -6.0, 3.0  # log-odds; another topic tells more than a like one
SECTION_LENGTH = 22  # characters; section heads are hardly ever longer
SHORT = 10  # characters; title lines so short are alike if they are as long


class Segments:
    """The segments of a page: runs of titles, each with what stands under it."""

    def __init__(self, segments: Sequence[ArticleDraft], bylines: Bylines) -> None:
        self._segments = list(segments)
        self._bylines = bylines

    def starts(
        self, at: int, draft: ArticleDraft, own: Sequence[int], weights: PageWeights
    ) -> bool:
        """Tell whether a segment starts an article; `own` are the segments of the draft before.

        What the texts are about is asked only where it could turn the scale.
        """
        segment = self._segments[at]
        if not draft.has_text or not segment.blocks or not segment.titles:
            return True
        odds = weights.start_odds + weights.odds(self.evidence(at, draft))
        if odds - weights.start_cohesion * MOST_ALIKE > 0:
            return True
        if odds - weights.start_cohesion * MOST_UNLIKE <= 0:
            return False
        return odds - weights.start_cohesion * self.cohesion(at, own) > 0

    def evidence(self, at: int, draft: ArticleDraft) -> dict[str, float]:
        """Evidence of form that a segment starts an article after a draft.

        Each piece of evidence is named as its weight is (`evidence_weights.py`).
        """
        segment = self._segments[at]
        run, following = segment.titles, segment.blocks
        opening = _opening(following)
        opens = _opens_report(opening)
        return {
            "start_lead": float(opens),
            "start_plain": -self._share_of_leads if not opens else 0.0,
            "start_date": float(opening.first.dated and not opens),
            "start_picture": float(_is_picture_story(following)),
            "start_table": float(all(block.line_type is LineType.TABLE for block in following)),
            "start_label": float(segment.labelled),
            "start_depth": float(_rises(run, draft)),
            "start_long": float(len(run) == 1 and len(run[0].first.text) > SECTION_LENGTH),
            "start_numbered": -float(_is_numbered(run) and not _is_numbered(draft.titles)),
            "start_sibling": 0.0 if segment.labelled else -self._likeness_of_titles(at),
            "start_like_heads": -float(_is_like_section_heads(run, draft)),
            "start_lone": float(self._is_lone(at, draft)),
            "start_signed": float(self._is_signed(draft)),
        }

    def cohesion(self, at: int, own: Sequence[int]) -> float:
        """Log-odds that a segment opens with the same things as the article before it."""
        texts = [block.grams for block in self._segments[at].blocks if block.is_text][:FIRST_TEXTS]
        if not texts or not own:
            return 0.0
        odds = self._topics.likeness(texts, at)
        total = max(sum(fits[other] for fits in odds) for other in own)
        return max(MOST_UNLIKE, min(MOST_ALIKE, total))

    @cached_property
    def _topics(self) -> Topics:
        first = (self._segments[0].titles or self._segments[0].blocks)[0]
        return Topics([segment.parts for segment in self._segments], first.grams.page)

    @cached_property
    def _share_of_leads(self) -> float:
        """The share of texts under titles that open with a dateline or byline."""
        titled = [segment for segment in self._segments if segment.titles and segment.blocks]
        return sum(_opens_report(_opening(s.blocks)) for s in titled) / max(1, len(titled))

    def _is_lone(self, at: int, draft: ArticleDraft) -> bool:
        """Tell whether it would be the only section head of its article."""
        if any(block.section_head for block in draft.blocks):
            return False
        after = self._segments[at + 1] if at + 1 < len(self._segments) else None
        return after is None or not after.blocks or _opens_report(_opening(after.blocks))

    def _is_signed(self, draft: ArticleDraft) -> bool:
        """Tell whether the name of who wrote it closes the text of a draft."""
        last = draft.blocks[-1]
        if last.line_type is LineType.BYLINE:
            return len(draft.blocks) > 1
        text = last.last.text
        signed = self._bylines.tail(text).reporters or self._bylines.signature(text)
        return last.line_type is LineType.TEXT and bool(signed)

    def _likeness_of_titles(self, at: int) -> float:
        """Likeness of a title line to one near by that opens no report either, 0 to 3.

        3: the same marks in the same places, and a word in common. 2: the same marks. 1: short,
        and as long.
        """
        if len(self._segments[at].titles) != 1:
            return 0.0
        text = self._segments[at].titles[0].first.text
        lines = self._lone_titles_near(at)
        marks = re.sub(r"\w+", "_", text)
        made_alike = [line for line in lines if marks == re.sub(r"\w+", "_", line)]
        if len(marks) > 2 and made_alike:
            pairs = {text[at : at + 2] for at in range(len(text) - 1)}
            words = {pair for pair in pairs if pair.isalnum()}
            return 3.0 if any(word in line for line in made_alike for word in words) else 2.0
        return float(len(text) <= SHORT and any(len(text) == len(line) for line in lines))

    def _lone_titles_near(self, at: int) -> list[str]:
        """The title lines near by that stand alone over a text that opens no report."""
        around = self._segments[max(0, at - NEAR) : at] + self._segments[at + 1 : at + NEAR + 1]
        return [
            other.titles[0].first.text
            for other in around
            if len(other.titles) == 1 and other.blocks and not _opens_report(_opening(other.blocks))
        ]


def _opens_report(block: TextBlock) -> bool:
    return block.line_type is LineType.BYLINE or (
        block.line_type is LineType.TEXT and block.first.lead is not None
    )


def _is_numbered(run: Sequence[TextBlock]) -> bool:
    return any(ORDER_MARK.match(block.first.text) for block in run)


def _rises(run: Sequence[TextBlock], draft: ArticleDraft) -> int:
    """1 if a heading of markdown is as high as the article's, -1 if it is deeper; else 0."""
    deep, own = (max((depth(b.first.text) for b in bs), default=0) for bs in (run, draft.titles))
    return 0 if not (deep and own) else 1 if deep <= own else -1


def _opening(following: Sequence[TextBlock]) -> TextBlock:
    """The first block that is no picture's: what a reader reads first."""
    pictures = (LineType.CAPTION, LineType.CREDIT, LineType.TIP)
    return next((block for block in following if block.line_type not in pictures), following[0])


def _is_like_section_heads(run: Sequence[TextBlock], draft: ArticleDraft) -> bool:
    """Tell whether a title looks like the section heads that its article has already."""
    heads = [block.first.text for block in draft.blocks if block.section_head]
    if not heads or len(run) != 1:
        return False
    text = run[0].first.text
    return any(abs(len(head) - len(text)) <= 2 and (" " in head) == (" " in text) for head in heads)


def _is_picture_story(following: Sequence[TextBlock]) -> bool:
    """Tell whether a picture's text follows and no more: after a picture, or with credit."""
    texts = sum(block.is_text for block in following)
    credited = any(block.line_type in (LineType.CREDIT, LineType.CAPTION) for block in following)
    return credited and (
        texts == 1 or (texts <= 3 and following[0].first.raw.blanks >= PICTURE_GAP)
    )
