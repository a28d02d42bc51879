"""Passages as they are compared with questions: all texts are plain.

An article's view is made once, when the article is indexed; it is all that ranking looks at.
"""

import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate

from retrieval.documents.article import Article, Role
from retrieval.documents.passage import Passage
from retrieval.text import fold
from retrieval.text.sentences import sentences

_BLANK = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text folded and without white space, for comparing."""
    return without_blanks(fold(text))


def without_blanks(folded: str) -> str:
    """A folded text without white space."""
    return _BLANK.sub("", folded)


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article's titles and all of it that is searched, plain.

    `text` holds the paragraphs and the lines of titles one after the other, each ended by a line
    feed. For each of them `sentences` gives the lengths of its sentences in characters, `roles`
    what it is on the page.
    """

    article_id: str
    report: str
    titles: str
    text: str
    sentences: tuple[tuple[int, ...], ...]
    roles: tuple[Role, ...]

    def paragraph(self, position: int) -> tuple[int, int]:
        """The slice of the text that is a paragraph."""
        start = position + sum(map(sum, self.sentences[:position]))
        return start, start + sum(self.sentences[position])


def view_article(article: Article) -> ArticleView:
    """Make the view of an article."""
    paragraphs = [[plain(s) for s in sentences(p.text)] for p in article.searched]
    return ArticleView(
        article_id=article.article_id,
        report=article.report,
        # a blank parts them, which no plain text has
        titles=" ".join(map(plain, (*article.titles, *article.banners))),
        text="".join("".join((*paragraph, "\n")) for paragraph in paragraphs),
        sentences=tuple(tuple(map(len, paragraph)) for paragraph in paragraphs),
        roles=tuple(p.role for p in article.searched),
    )


class View:
    """The text of a passage that is compared with a question; it is quoted from `passage`."""

    __slots__ = ("_load", "_start", "article", "position", "role", "text", "titles")

    def __init__(self, article: ArticleView, position: int, load: Callable[[int], Passage]) -> None:
        """`load` gives the passage at a position of the article."""
        start, end = article.paragraph(position)
        self.article, self.position, self._load, self._start = article, position, load, start
        self.text = article.text[start:end]
        self.role = article.roles[position]
        self.titles = article.titles
        if self.role is Role.CREDIT:
            # who took a picture stands beside what it shows
            last = min(position + 1, len(article.roles) - 1)
            first, end = article.paragraph(max(0, position - 1))[0], article.paragraph(last)[1]
            self.titles = f"{self.titles}\n{article.text[first:end]}"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, View):
            return NotImplemented
        return (self.article, self.position) == (other.article, other.position)

    def __hash__(self) -> int:
        return hash((self.article.article_id, self.position))

    def beside(self, position: int) -> "View":
        """The view of another paragraph of the same article."""
        return View(self.article, position, self._load)

    @property
    def whole_article(self) -> list["View"]:
        """The views of all passages of its article, in order."""
        return [View(self.article, at, self._load) for at in range(len(self.article.roles))]

    @property
    def passage(self) -> Passage:
        """The passage itself; may be fetched anew each time."""
        return self._load(self.position)

    @property
    def around(self) -> str:
        """The article's other paragraphs."""
        text, start = self.article.text, self._start
        return text[:start] + text[start + len(self.text) + 1 :]

    @property
    def sentence_lengths(self) -> tuple[int, ...]:
        """The lengths of the passage's sentences, in characters."""
        return self.article.sentences[self.position]

    def sentence(self, number: int) -> str:
        """One of the passage's sentences; empty in a passage without text."""
        lengths = self.sentence_lengths
        start = sum(lengths[:number])
        return self.text[start : start + lengths[number]] if lengths else ""

    @property
    def sentences(self) -> list[str]:
        """The passage's sentences; together they are its text."""
        ends = accumulate(self.sentence_lengths)
        return [
            self.text[end - length : end]
            for length, end in zip(self.sentence_lengths, ends, strict=True)
        ]


class Views:
    """Makes the views of articles in memory; the ones made last are kept."""

    def __init__(self, *, size: int = 2048) -> None:
        self._size = size
        self._articles: OrderedDict[str, ArticleView] = OrderedDict()

    def of(self, passage: Passage) -> View:
        """The view of a passage."""
        key = passage.article.article_id
        if (view := self._articles.get(key)) is None:
            view = self._articles[key] = view_article(passage.article)
            if len(self._articles) > self._size:
                self._articles.popitem(last=False)
        return View(view, passage.position, partial(Passage, passage.article))
