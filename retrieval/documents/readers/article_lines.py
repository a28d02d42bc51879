"""An article's parts laid out as the lines of a page, with what each is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from retrieval.documents.readers.source_file import Page
from retrieval.documents.report import UNKNOWN, Imprint, Label, Placement

_DATE = re.compile(r"(\d{4})\s*[-/.年]?\s*(\d{1,2})\s*[-/.月]?\s*(\d{1,2})(?!\d)")


@dataclass
class ArticleLines:
    """The lines of a page as they are added; `region` numbers the article they belong to."""

    lines: list[str] = field(default_factory=list)
    placements: list[Placement] = field(default_factory=list)
    region: int = 0

    def add(self, text: str, label: Label | None = None) -> None:
        """Add each line of a text that is not blank."""
        for line in text.splitlines():
            if line := " ".join(line.split()):
                self.lines.append(line)
                self.placements.append(Placement(region=self.region, label=label))

    def page(self, *, number: int = 1, imprint: Imprint = UNKNOWN) -> Page:
        """The page of all lines."""
        return Page(self.lines, self.placements, imprint=imprint, number=number)


def headed_lines(blocks: Iterable[tuple[int | None, str]]) -> ArticleLines:
    """The lines of blocks of text, each with the level of a heading, or none.

    A heading of the highest level starts an article, others are section heads. Where there is no
    heading, nothing is said of the lines.
    """
    blocks = list(blocks)
    page = ArticleLines()
    levels = [level for level, _ in blocks if level is not None]
    if not levels:
        for _, text in blocks:
            page.add(text)
        page.placements.clear()
        return page
    top, headed = min(levels), False
    for level, text in blocks:
        if level == top:
            page.region += headed
            headed = False
            page.add(text, Label.HEADLINE)
        else:
            page.add(text, Label.SECTION_HEAD if level is not None else None)
            headed = True
    return page


def iso_date(text: str) -> str | None:
    """The first date of a text as ISO 8601; None if there is none."""
    found = _DATE.search(text)
    if found is None:
        return None
    year, month, day = map(int, found.groups())
    good = 1800 <= year <= 2200 and 1 <= month <= 12 and 1 <= day <= 31
    return f"{year:04}-{month:02}-{day:02}" if good else None


def imprint_of(learned: str, **known: str | None) -> Imprint:
    """An imprint of the fields that are known, all learned from one place."""
    fields = {name: value for name, value in known.items() if value}
    return Imprint(**fields, learned=tuple((name, learned) for name in sorted(fields)))
