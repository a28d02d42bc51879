"""Questions about the archive itself, answered exactly: lists, counts, an article opened."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from retrieval.corpus import Corpus
from retrieval.documents import Article, Passage, Role, plain
from retrieval.index import Index
from retrieval.index.containment import containing
from retrieval.qa.answering import Answering
from retrieval.qa.archive_questions.counting import LISTED, in_page_order
from retrieval.qa.archive_questions.quote_check import asked_quote, check_quote
from retrieval.qa.explanation import Explanation
from retrieval.qa.result import Answer, AnswerPassage, Listing, Status
from retrieval.qa.verbatim import verify
from retrieval.query.catalogue_request import By, CatalogueCues, CatalogueRequest, Wish
from retrieval.query.cues import clean
from retrieval.query.model import earlier_turns
from retrieval.query.vocabulary import Vocabulary
from retrieval.text.characters import NUMERAL_CHARS
from retrieval.text.numerals import number

# articles are listed under a person's name of so many characters
_NAME_LENGTHS = range(2, 5)
_NUMBER = re.compile(rf"[0-9]{{1,4}}|[{NUMERAL_CHARS}]{{1,4}}")


@dataclass(frozen=True, slots=True)
class CatalogueAnswerer:
    """Answers what is asked of the archive from its catalogue, and all else by `questions`.

    A wording that names nobody and nothing of the archive is an ordinary question.
    """

    questions: Answering
    corpus: Corpus
    index: Index
    vocabulary: Vocabulary
    cues: CatalogueCues

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        if quote := asked_quote(question):
            return check_quote(quote, self.questions.answer(quote), self.index)
        for request in self.cues.requests(clean(question, self.vocabulary.lexicon)):
            if answer := self._resolve(request, question, turns, top_k):
                return answer
        return self.questions.answer(question, turns=turns, top_k=top_k)

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so."""
        return self.questions.explain(question, turns=turns, top_k=top_k)

    def _resolve(
        self, request: CatalogueRequest, question: str, turns: Sequence[str], top_k: int
    ) -> Answer | None:
        if request.wish is Wish.OPEN:
            article = self._opened(request, question, turns)
            return self._open(article, question, top_k) if article else None
        if request.wish is Wish.MOST:
            request = self._most_credited(request)
        listing = self._listing(request)
        if listing is None:
            return None
        shown = [self.corpus.article(article.article_id) for article in listing.articles[:top_k]]
        passages = [passage for article in shown if article for passage in _lead(article)]
        return Answer(
            question=question,
            status=Status.ANSWERED if listing.count else Status.NOT_FOUND,
            passages=self._verified(passages),
            understood=question.strip(),
            listing=listing,
            undated=request.has_time,
        )

    def _listing(self, request: CatalogueRequest) -> Listing | None:
        """List the articles asked for; None if the wording asks for something else."""
        word, by = request.word, request.by
        if by is By.ALL:
            articles = list(islice(self.corpus.titles(), LISTED))
            return Listing("", tuple(articles), len(self.corpus.articles), by=By.ALL.value)
        if by is By.REPORT:
            return self._reports()
        if by in (By.REPORTER, By.PHOTOGRAPHER):
            return self._credited(word, by)
        if by is By.HEADLINE:
            found = [a for a in self._containing(word) if _is_titled(a, word)]
            return _listed(word, found, By.HEADLINE)
        found = self._containing(word) if self.vocabulary.is_searchable(word) else []
        return _listed(word, found, By.TOPIC) if found else None

    def _reports(self) -> Listing:
        count = len(self.corpus.reports)
        rows = self.corpus.list_reports(0, min(count, LISTED))
        first = [articles[0] for row in rows if (articles := self.corpus.articles_of(row.name))]
        return Listing("", tuple(first), count, by=By.REPORT.value)

    def _credited(self, name: str, by: By) -> Listing | None:
        is_name = len(name) in _NAME_LENGTHS and self.vocabulary.is_searchable(name)
        found = (
            [a for a in self._containing(name) if plain(name) in _credits(a, by)] if is_name else []
        )
        if found or (is_name and self.vocabulary.is_person(name)):
            return _listed(name, found, By.REPORTER)
        return None

    def _most_credited(self, request: CatalogueRequest) -> CatalogueRequest:
        counts = Counter(name for article in self.corpus.titles() for name in article.byline)
        most = min(counts, key=lambda name: (-counts[name], name), default="")
        return CatalogueRequest(request.by, Wish.LIST, most)

    def _containing(self, word: str) -> list[Article]:
        """Find the articles that contain a word in their titles or text, in page order."""
        if not plain(word):
            return []
        views = self.index.views(containing(plain(word), self.index).articles.tolist())
        return in_page_order([view.passage.article for view in views])

    def _opened(
        self, request: CatalogueRequest, question: str, turns: Sequence[str]
    ) -> Article | None:
        """Find the article to open: by its number in the answer before, or by its headline."""
        if request.by is By.NUMBER:
            return self._numbered(request.word, earlier_turns(turns, question))
        found = self._containing(request.word)
        hits = [hit.passage.article for hit in self.questions.answer(request.word).passages]
        titled = [article for article in (*hits, *found) if _is_titled(article, request.word)]
        ids = {article.article_id for article in found}
        return next(iter([*titled, *(hit for hit in hits if hit.article_id in ids), *found]), None)

    def _numbered(self, word: str, turns: Sequence[str]) -> Article | None:
        if not turns or not _NUMBER.fullmatch(word):
            return None
        shown = self.answer(turns[-1], turns=turns[:-1])
        articles = (
            shown.listing.articles
            if shown.listing
            else tuple(passage.passage.article for passage in shown.passages)
        )
        at = int(number(word)) - 1
        return articles[at] if 0 <= at < len(articles) else None

    def _open(self, article: Article, question: str, top_k: int) -> Answer:
        whole = self.corpus.article(article.article_id) or article
        passages = [Passage(whole, at) for at in range(len(whole.paragraphs))]
        return Answer(
            question=question,
            status=Status.ANSWERED,
            passages=self._verified(passages[:top_k]),
            understood=question.strip(),
            opened=whole,
        )

    def _verified(self, passages: Iterable[Passage]) -> tuple[AnswerPassage, ...]:
        shown = list(passages)
        for passage in shown:
            verify(passage, self.corpus.reports)
        return tuple(AnswerPassage(rank, 1.0, passage) for rank, passage in enumerate(shown, 1))


def _listed(word: str, articles: Sequence[Article], by: By) -> Listing:
    return Listing(word, tuple(articles[:LISTED]), len(articles), by=by.value)


def _credits(article: Article, by: By) -> list[str]:
    """List the folded names of who wrote an article, or took its pictures."""
    return list(map(plain, article.photographers if by is By.PHOTOGRAPHER else article.byline))


def _is_titled(article: Article, word: str) -> bool:
    return any(_letters(word) in _letters(title) for title in article.titles)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, plain(text)))


def _lead(article: Article) -> Sequence[Passage]:
    """The first paragraph of the text, or the first of any kind; none of a headline alone."""
    roles = [paragraph.role for paragraph in article.paragraphs]
    at = roles.index(Role.BODY) if Role.BODY in roles else 0
    return [Passage(article, at)] if roles else []
