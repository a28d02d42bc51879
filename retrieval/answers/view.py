"""A passage as the ranker sees it: its text and its article's, folded and without blanks."""

import re
from collections import OrderedDict
from dataclasses import dataclass, field

from retrieval.answers.sentences import sentences
from retrieval.articles import Article, Role
from retrieval.passages import Passage
from retrieval.terms import fold

_BLANK = re.compile(r"\s+")


def plain(text: str) -> str:
    """The text folded and without white space, for comparing."""
    return _BLANK.sub("", fold(text))


@dataclass(slots=True)
class View:
    """What of a passage is compared with a question; all texts are plain."""

    passage: Passage
    text: str
    titles: str
    around: str  # the article's other paragraphs
    sentences: tuple[str, ...] = field(default=())


class Views:
    """Makes views; the ones used last are kept, as one question's passages are the next's too."""

    def __init__(self, *, size: int = 2048) -> None:
        self._size = size
        self._views: OrderedDict[str, View] = OrderedDict()
        self._articles: OrderedDict[str, tuple[str, tuple[str, ...]]] = OrderedDict()

    def of(self, passage: Passage) -> View:
        """The view of a passage."""
        key = passage.passage_id
        if (view := self._views.get(key)) is None:
            titles, paragraphs = self._article(passage.article)
            if passage.paragraph.role is Role.CREDIT:
                # who took a picture stands beside what it shows
                beside = paragraphs[max(0, passage.position - 1) : passage.position + 2]
                titles = "\n".join((titles, *beside))
            view = View(
                passage=passage,
                text=paragraphs[passage.position],
                titles=titles,
                around="\n".join(
                    (*paragraphs[: passage.position], *paragraphs[passage.position + 1 :])
                ),
                sentences=tuple(plain(span.of(passage.text)) for span in sentences(passage.text)),
            )
            self._views[key] = view
            if len(self._views) > self._size:
                self._views.popitem(last=False)
        return view

    def _article(self, article: Article) -> tuple[str, tuple[str, ...]]:
        key = article.article_id
        if (found := self._articles.get(key)) is None:
            titles = plain(" ".join((*article.titles, *article.banners)))
            found = titles, tuple(plain(paragraph.text) for paragraph in article.paragraphs)
            self._articles[key] = found
            if len(self._articles) > self._size:
                self._articles.popitem(last=False)
        return found
