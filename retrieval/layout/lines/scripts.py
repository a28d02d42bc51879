"""Pages in Traditional script, read as Simplified ones and shown as they were printed.

Word lists and models are Simplified; a page is folded character by character before all evidence,
so that every offset stays true, and what was found is put back into the page's own characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.documents import Report
from retrieval.documents.article import Article, Paragraph
from retrieval.text.normalize import to_simplified


def in_simplified(report: Report) -> Report:
    """The report in Simplified characters; itself if it is so already."""
    text = "\n".join(report.lines)
    simplified = to_simplified(text)
    return report if simplified == text else replace(report, lines=tuple(simplified.split("\n")))


def as_printed(article: Article, report: Report) -> Article:
    """An article that was found on the folded page, in the characters of the report."""
    paragraphs = _as_printed(article.paragraphs, report)
    headings = _as_printed(article.headings, report)
    titles = "\n".join(p.text for p in headings)
    whole = "\n".join([titles, *(p.text for p in paragraphs)])
    return replace(
        article,
        headline=_unfolded(article.headline, titles),
        kicker=_unfolded(article.kicker, titles),
        subhead=_unfolded(article.subhead, titles),
        byline=tuple(_unfolded(name, whole) or name for name in article.byline),
        photographers=tuple(_unfolded(name, whole) or name for name in article.photographers),
        dateline=_unfolded(article.dateline, whole),
        banners=tuple(_unfolded(banner, titles) or banner for banner in article.banners),
        paragraphs=paragraphs,
        headings=headings,
    )


def _as_printed(paragraphs: Sequence[Paragraph], report: Report) -> tuple[Paragraph, ...]:
    return tuple(replace(p, text="".join(map(report.slice, p.pieces))) for p in paragraphs)


def _unfolded(text: str | None, printed: str) -> str | None:
    """The printed characters of a text that was made of folded ones by leaving out some."""
    if not text:
        return text
    printed = re.sub(r"\s", " ", printed)  # as titles have blanks, whichever the page has
    folded = to_simplified(printed)
    if (start := folded.find(text)) >= 0:
        return printed[start : start + len(text)]
    found = min(_ways(text, folded), key=lambda way: way[-1] - way[0], default=None)
    if found is None:
        return text
    return "".join(printed[at] if at >= 0 else char for at, char in zip(found, text, strict=True))


def _ways(text: str, folded: str) -> Iterator[list[int]]:
    """Places of the text's characters, in order; each way begins at another of the first one."""
    start = folded.find(text[0])
    while start >= 0:
        way = [start]
        for char in text[1:]:
            way.append(folded.find(char, way[-1] + 1))
            if way[-1] < 0:
                break
        else:
            yield way
        start = folded.find(text[0], start + 1)
