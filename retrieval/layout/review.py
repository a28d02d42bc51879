"""The editor's report: what restoring a page glued, moved, left apart or only guessed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from retrieval.documents.article import Article, Paragraph, Role


class FindingKind(StrEnum):
    """Findings that an editor may want to look at."""

    GLUED = "glued"  # lines that were chopped, now one paragraph
    GLUED_BACKWARDS = "glued_backwards"  # the rest stood before its head on the page
    MOVED = "moved"  # a paragraph that stood in another article
    APART = "apart"  # a text that fits no article
    DOUBTFUL = "doubtful"  # glued, moved or left apart with little evidence
    LOST_HEAD = "lost_head"  # a paragraph whose beginning is missing
    LOST_TAIL = "lost_tail"  # a paragraph whose end is missing
    NO_HEADLINE = "no_headline"  # a text whose titles are missing
    NO_TEXT = "no_text"  # titles whose text is missing
    UNRELIABLE = "unreliable"  # a page whose lines are in no sure order


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found; `lines` in reading order; `confidence` as the paragraph has it."""

    kind: FindingKind
    report: str
    lines: tuple[int, ...]
    article_id: str
    confidence: float = 1.0


def check(articles: Iterable[Article]) -> tuple[Finding, ...]:
    """The findings on restored articles, by report as given, line and kind."""
    articles = list(articles)
    findings = [finding for article in articles for finding in _of_article(article)]
    findings += _of_reports(articles)
    order = {report: at for at, report in enumerate(dict.fromkeys(f.report for f in findings))}
    findings.sort(key=lambda f: (order[f.report], f.lines, f.kind))
    return tuple(findings)


def _of_reports(articles: Iterable[Article]) -> Iterator[Finding]:
    """Each page whose order is in doubt, at the first line of its first article."""
    reports: set[str] = set()
    for article in articles:
        if article.unreliable and article.report not in reports:
            reports.add(article.report)
            lines = article.title_lines or article.paragraphs[0].lines
            yield Finding(FindingKind.UNRELIABLE, article.report, lines[:1], article.article_id)


def _of_article(article: Article) -> Iterator[Finding]:
    def found(kind: FindingKind, lines: tuple[int, ...], confidence: float = 1.0) -> Finding:
        return Finding(kind, article.report, lines, article.article_id, confidence)

    has_text = any(p.role in (Role.BODY, Role.CAPTION) for p in article.paragraphs)
    if article.title_lines and not has_text:
        yield found(FindingKind.NO_TEXT, article.title_lines)
    for paragraph in article.paragraphs:
        for kind in _of_paragraph(paragraph, apart=not article.title_lines):
            yield found(kind, paragraph.lines, paragraph.confidence)
    if article.headline is None and article.paragraphs:
        yield found(FindingKind.NO_HEADLINE, article.paragraphs[0].lines)


def _of_paragraph(paragraph: Paragraph, *, apart: bool) -> Iterator[FindingKind]:
    lines = paragraph.lines
    if len(lines) > 1:
        is_forward = lines == tuple(sorted(lines))
        yield FindingKind.GLUED if is_forward else FindingKind.GLUED_BACKWARDS
    if paragraph.moved:
        yield FindingKind.APART if apart else FindingKind.MOVED
    if paragraph.is_doubtful:
        yield FindingKind.DOUBTFUL
    if paragraph.lost_before:
        yield FindingKind.LOST_HEAD
    if paragraph.lost_after:
        yield FindingKind.LOST_TAIL
