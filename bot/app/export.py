"""Answers as a file: Markdown, CSV or Word, with the reference of each quote."""

import csv
import errno
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from html import escape
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from bot.app.errors import UsageError
from bot.app.listing_text import told_listing
from bot.app.messages import Texts
from bot.app.reference import reference
from retrieval.documents import Article
from retrieval.qa import Answer
from retrieval.qa.answering import Answers

# characters at which a spreadsheet begins to reckon
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class ExportedRow:
    """An article of a list, or a passage of an answer."""

    question: str
    status: str
    number: int
    headline: str
    reporters: str
    newspaper: str
    date: str
    page: str
    file: str
    lines: str
    text: str
    reference: str


def check_export(path: Path) -> None:
    """Raise UsageError if a file's name is not that of a kind that can be written."""
    if path.suffix.lower() not in _WRITERS:
        raise UsageError("export-unknown", file=str(path), kinds=" ".join(_WRITERS))


def export(answers: Sequence[Answer], path: Path, texts: Texts) -> None:
    """Write answers to a file of the kind that its name tells.

    Raises UsageError for another kind, and if the file can't be written.
    """
    check_export(path)
    data = _WRITERS[path.suffix.lower()](answers, texts)
    try:
        path.write_bytes(data)
    except OSError as err:
        code = errno.errorcode.get(err.errno or 0, "")
        raise UsageError("export-failed", file=str(path), code=code) from err


def complete(answer: Answer, answerer: Answers, *, turns: Sequence[str] = ()) -> Answer:
    """Answer again with all articles of a list, of which the first are shown."""
    listing = answer.listing
    if listing is None or listing.groups or listing.count <= len(listing.articles):
        return answer
    return answerer.answer(answer.question, turns=turns, top_k=listing.count)


def rows(answer: Answer) -> Iterator[ExportedRow]:
    """Yield the articles of a list, else the passages."""
    if answer.listing is not None:
        for number, article in enumerate(answer.listing.articles, start=1):
            yield _row(answer, number, article, "", "")
        return
    for found in answer.passages:
        lines = ",".join(map(str, found.passage.lines))
        yield _row(answer, found.rank, found.passage.article, lines, found.passage.text)


def _row(answer: Answer, number: int, article: Article, lines: str, text: str) -> ExportedRow:
    imprint = article.imprint
    return ExportedRow(
        question=answer.question,
        status=answer.status.value,
        number=number,
        headline=article.headline or "",
        reporters="、".join(article.byline),
        newspaper=imprint.paper or "",
        date=imprint.date or "",
        page=imprint.page or "",
        file=article.report,
        lines=lines,
        text=text,
        reference=reference(article),
    )


def _csv(answers: Sequence[Answer], texts: Texts) -> bytes:
    names = [field.name for field in fields(ExportedRow)]
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(names)
    for answer in answers:
        for row in rows(answer):
            writer.writerow([_harmless(getattr(row, name)) for name in names])
    return written.getvalue().encode("utf-8-sig")  # by the mark Excel knows it for UTF-8


def _harmless(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _headed(answer: Answer, texts: Texts) -> str:
    if answer.listing is not None:
        return told_listing(answer.listing, texts, str)
    return texts(f"export-{answer.status.value.replace('_', '-')}")


def _markdown(answers: Sequence[Answer], texts: Texts) -> bytes:
    parts: list[str] = []
    for answer in answers:
        parts += [f"## {_escaped(answer.question)}", _escaped(_headed(answer, texts))]
        for row in rows(answer):
            quoted = "\n".join(f"> {_escaped(line)}" for line in row.text.splitlines())
            source = f"{row.number}. {_escaped(row.reference)} `{row.file}`"
            lines = texts("source-lines", lines=row.lines, count=1) if row.lines else ""
            parts.append("\n\n".join(filter(None, (f"{source} {lines}".rstrip(), quoted))))
    return ("\n\n".join(parts) + "\n").encode()


def _escaped(text: str) -> str:
    """Text that Markdown shows as it is."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)


def _docx(answers: Sequence[Answer], texts: Texts) -> bytes:
    paragraphs: list[str] = []
    for answer in answers:
        paragraphs += [_word(answer.question, bold=True), _word(_headed(answer, texts))]
        for row in rows(answer):
            paragraphs += [_word(row.text)] if row.text else []
            paragraphs.append(_word(f"[{row.number}] {row.reference}", small=True))
    written = io.BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", _CONTENT_TYPES)
        file.writestr("_rels/.rels", _RELATIONS)
        file.writestr("word/document.xml", _DOCUMENT.format("".join(paragraphs)))
    return written.getvalue()


def _word(text: str, *, bold: bool = False, small: bool = False) -> str:
    """A paragraph of a Word document; sizes are in half points."""
    look = ("<w:b/>" if bold else "") + f'<w:sz w:val="{18 if small else 24}"/>'
    # XML can't hold control characters
    kept = "".join(char for char in text if char.isprintable() or char == "\n")
    lines = (
        f'<w:t xml:space="preserve">{escape(line, quote=False)}</w:t>' for line in kept.split("\n")
    )
    return f"<w:p><w:r><w:rPr>{look}</w:rPr>{'<w:br/>'.join(lines)}</w:r></w:p>"


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SCHEMAS = "http://schemas.openxmlformats.org"
_CONTENT_TYPES = (
    f'{_XML}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    f'{_XML}<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
    f'<Relationship Id="rId1" Type="{_SCHEMAS}/officeDocument/2006/relationships/officeDocument"'
    ' Target="word/document.xml"/></Relationships>'
)
_DOCUMENT = (
    f'{_XML}<w:document xmlns:w="{_SCHEMAS}/wordprocessingml/2006/main">'
    "<w:body>{}</w:body></w:document>"
)
_WRITERS: Mapping[str, Callable[[Sequence[Answer], Texts], bytes]] = {
    ".md": _markdown,
    ".csv": _csv,
    ".docx": _docx,
}
