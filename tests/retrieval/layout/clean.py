"""The clean articles that pages are made of, read from the files beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
_ROLES = {"## ": "section-head", "!! ": "caption", "$$ ": "credit"}


@dataclass(frozen=True)
class CleanArticle:
    """Titles, names and the lines of a text with their roles, as an editor would have them."""

    headline: str
    kicker: str | None
    subhead: str | None
    names: tuple[str, ...]
    photographers: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]  # role, text

    @property
    def titles(self) -> tuple[tuple[str, str], ...]:
        """Role and text of kicker, headline and subhead, as far as there are any."""
        levels = (("kicker", self.kicker), ("headline", self.headline), ("subhead", self.subhead))
        return tuple((role, text) for role, text in levels if text)


@cache
def clean_articles() -> tuple[CleanArticle, ...]:
    """Those the weights were fitted on, in the order of the file."""
    return read_articles(FOLDER / "clean_articles.txt")


@cache
def held_articles() -> tuple[CleanArticle, ...]:
    """Those of other styles, which no weight was fitted on."""
    return read_articles(FOLDER / "held_articles.txt")


@cache
def other_articles() -> tuple[CleanArticle, ...]:
    """Those of still other fields, which no weight was fitted on.

    Of their errors only wrong bylines and wrongly marked gaps were read.
    """
    return read_articles(FOLDER / "other_articles.txt")


@cache
def literary_articles() -> tuple[CleanArticle, ...]:
    """Short pieces with pen names; weights were fitted on every other one."""
    return read_articles(FOLDER / "literary_articles.txt")


@cache
def read_articles(path: Path) -> tuple[CleanArticle, ...]:
    """Those of a file, in its order."""
    source = path.read_text(encoding="utf-8")
    return tuple(_article(part.strip().splitlines()) for part in source.split("\n=====\n")[1:])


def _article(lines: list[str]) -> CleanArticle:
    fields = {"K": "", "H": "", "S": "", "N": "", "P": "", "L": ""}
    text = []
    for line in lines:
        key, _, value = line.partition(" ")
        if key in fields:
            fields[key] = value
        else:
            text.append(line)
    byline = [("byline", fields["L"])] if fields["L"] else []
    return CleanArticle(
        headline=fields["H"],
        kicker=fields["K"] or None,
        subhead=fields["S"] or None,
        names=tuple(fields["N"].split()),
        photographers=tuple(fields["P"].split()),
        lines=(*byline, *_text(text)),
    )


def _text(lines: list[str]) -> Iterator[tuple[str, str]]:
    in_box = False
    for line in lines:
        role = "tip" if in_box else "body"
        in_box = line.startswith("?? ")
        if in_box:
            role, line = "tip", line[3:]
        for mark, marked_role in _ROLES.items():
            if line.startswith(mark):
                role, line = marked_role, line[3:]
        yield role, line
