"""A page's lines put back into articles, by form alone.

lines ─ classify ─▶ roles ─ glue ─▶ paragraphs ─ group ─▶ articles
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from retrieval.articles.article import Article, Paragraph, Role
from retrieval.reports import Piece, Report

END_MARKS = "。！？!?”’…）)—.:："
TITLE_LENGTH = 44
SECTION_HEAD_LENGTH = 20
_INNER_MARKS = re.compile(r"[,，。;；]")
_NAMES = r"(?P<names>[\u4e00-\u9fff]{2,4}(?:[、\s]+[\u4e00-\u9fff]{2,4})*)"
_REPORTERS = re.compile(
    r"(?:通讯员|实习生|记者)\s*" + _NAMES + r"(?=摄|报道|文|通讯员|实习生|[\s()（）]|$)"
)
_CREDIT = re.compile(r"^.{0,40}\s*摄$")
_DATELINE = re.compile(r"^\s*(本报讯|新华社\S{0,12}电)")
_LEAD = re.compile(r"^\s*(本报讯|新华社|(?:记者|通讯员|本报记者).{2,40}报道)")


@dataclass(frozen=True, slots=True)
class _Line:
    piece: Piece
    text: str
    is_title: bool = False


def restore(report: Report) -> tuple[Article, ...]:
    """The articles of a page, in page order; every non-blank line stands in one of them."""
    return tuple(_group(_classify(report), report))


def _classify(report: Report) -> list[_Line]:
    lines = []
    for number, raw in enumerate(report.lines, start=1):
        text = raw.strip()
        if text:
            start = raw.index(text)
            piece = Piece(number, start, start + len(text))
            lines.append(_Line(piece, text, _looks_like_title(text)))
    return lines


def _looks_like_title(text: str) -> bool:
    if len(text) > TITLE_LENGTH or _CREDIT.match(text) or _LEAD.match(text):
        return False
    return "。" not in text and text[-1] not in ",，、;；"


def _group(lines: list[_Line], report: Report) -> Iterable[Article]:
    titles: list[_Line] = []
    titles_of_article: list[_Line] = []
    paragraphs: list[Paragraph] = []
    for index, line in enumerate(lines):
        previous = paragraphs[-1] if paragraphs else None
        if previous and not titles and _is_open(previous) and len(line.text) > SECTION_HEAD_LENGTH:
            paragraphs[-1] = _glue(previous, line)
        elif line.is_title and not _is_section_head(lines, index, bool(paragraphs)):
            if paragraphs:
                yield _article(titles_of_article, paragraphs, report)
                titles, paragraphs = [], []
            titles.append(line)
        else:
            if not paragraphs:
                titles_of_article, titles = titles, []
            paragraphs.append(Paragraph(_role(line), line.text, (line.piece,)))
    if paragraphs:
        yield _article(titles_of_article, paragraphs, report)
    elif titles:
        yield _article(titles, [], report)


def _is_section_head(lines: list[_Line], index: int, in_text: bool) -> bool:
    if not in_text or len(lines[index].text) > SECTION_HEAD_LENGTH or index + 1 == len(lines):
        return False
    following = lines[index + 1]
    return not following.is_title and not _LEAD.match(following.text)


def _role(line: _Line) -> Role:
    if line.is_title:
        return Role.SECTION_HEAD
    return Role.CREDIT if _CREDIT.match(line.text) else Role.BODY


def _is_open(paragraph: Paragraph) -> bool:
    return paragraph.role is Role.BODY and paragraph.text[-1] not in END_MARKS


def _glue(paragraph: Paragraph, line: _Line) -> Paragraph:
    return Paragraph(paragraph.role, paragraph.text + line.text, (*paragraph.pieces, line.piece))


def _article(titles: list[_Line], paragraphs: list[Paragraph], report: Report) -> Article:
    texts = [title.text.replace("**", "") for title in titles]
    first = titles[0].piece.line if titles else paragraphs[0].lines[0]
    lead = paragraphs[0].text if paragraphs else ""
    dateline = _DATELINE.match(lead)
    return Article(
        article_id=f"{report.digest[:12]}-{first}",
        report=report.name,
        headline=texts[0] if texts else None,
        subhead=" ".join(texts[1:]) or None,
        byline=tuple(_names(paragraphs)),
        dateline=dateline[1] if dateline else None,
        title_lines=tuple(title.piece.line for title in titles),
        paragraphs=tuple(paragraphs),
    )


def _names(paragraphs: list[Paragraph]) -> Iterable[str]:
    seen = dict[str, None]()
    for paragraph in paragraphs:
        for match in _REPORTERS.finditer(paragraph.text[:60] + " " + paragraph.text[-30:]):
            seen.update(dict.fromkeys(re.split(r"[、\s]+", match["names"])))
    return seen
