"""Questions about the archive itself, answered exactly: lists, counts, an article opened."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from retrieval.article_catalogue import Rows
from retrieval.corpus import Corpus
from retrieval.documents import Article, Passage, Role, plain
from retrieval.index import Index
from retrieval.index.containment import containing
from retrieval.qa.archive_questions.counting import LISTED, find_mentions
from retrieval.qa.archive_questions.listing import Lister, is_headline, is_titled
from retrieval.qa.archive_questions.quote_check import asked_quote, check_quote, highlight
from retrieval.qa.explanation import Explanation
from retrieval.qa.factory import renewed
from retrieval.qa.pipeline import Answerer
from retrieval.qa.result import Answer, AnswerPassage, Listing, Span, Status
from retrieval.qa.verbatim import verify
from retrieval.query.catalogue_request import (
    By,
    CatalogueCues,
    CatalogueRequest,
    Wish,
    only_narrows,
)
from retrieval.query.cues import clean, without_emoji
from retrieval.query.model import earlier_turns
from retrieval.query.scope import WHOLE, Scope, ScopedText
from retrieval.query.vocabulary import Vocabulary
from retrieval.text.characters import NUMERAL_CHARS
from retrieval.text.numerals import number

_NUMBER = re.compile(rf"[0-9]{{1,4}}|[{NUMERAL_CHARS}]{{1,4}}")


@dataclass(frozen=True)
class CatalogueAnswerer:
    """Answers what is asked of the archive from its catalogue, and all else by `questions`.

    A wording that names nobody and nothing of the archive is an ordinary question. `today` gives
    the day from which 去年 and 上月 are reckoned, `scope` what part of the archive is asked.
    """

    questions: Answerer
    corpus: Corpus
    index: Index
    vocabulary: Vocabulary
    cues: CatalogueCues
    today: Callable[[], date]
    scope: Scope = WHOLE

    def answer(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Answer:
        """Answer a question; `turns` are the earlier questions of the conversation.

        Raises VerbatimError if a passage is not what its report says.
        """
        if quote := asked_quote(question):
            return check_quote(quote, self.questions.answer(quote), self.index)
        earlier = earlier_turns(turns, question)
        for request in self._requests(question, earlier):
            if answer := self._resolve(request, question, earlier, top_k):
                return answer
        return self.questions.answer(question, turns=turns, top_k=top_k)

    def explain(self, question: str, *, turns: Sequence[str] = (), top_k: int = 10) -> Explanation:
        """Answer a question and say why so."""
        return self.questions.explain(question, turns=turns, top_k=top_k)

    def renewed(self) -> "CatalogueAnswerer":
        """Answer in the same way from the whole archive, and remember nothing of before."""
        questions = renewed(self.questions)
        vocabulary = questions.follower.understander.finder.vocabulary
        return replace(self, questions=questions, vocabulary=vocabulary)

    def within(self, scope: Scope) -> "CatalogueAnswerer":
        """Answer from a part of the archive alone, as far as its pages' dates and papers tell."""
        if scope.is_whole:
            return replace(self, scope=scope)
        index = self._lister.narrowed(scope)
        questions = replace(self.questions, ranker=replace(self.questions.ranker, index=index))
        return replace(self, questions=questions, index=index, scope=scope)

    @cached_property
    def _lister(self) -> Lister:
        return Lister(self.corpus, self.index, self.vocabulary)

    def _requests(self, question: str, earlier: Sequence[str]) -> Iterator[CatalogueRequest]:
        """Yield the ways to read a question, the likeliest first."""
        lexicon = self.vocabulary.lexicon
        # what is noise elsewhere (报道里, 报纸上) may be what is asked about here
        for text in dict.fromkeys((without_emoji(question, lexicon), clean(question, lexicon))):
            for request in self._requests_of(text, earlier):
                yield replace(request, scope=request.scope.within(self.scope))

    def _requests_of(self, text: str, earlier: Sequence[str]) -> Iterator[CatalogueRequest]:
        asked = self._scoped(text)
        if earlier and only_narrows(asked):
            for request in self._requests(earlier[-1], earlier[:-1]):
                yield replace(request, scope=asked.scope.within(request.scope))
        if asked.period:  # 十月革命, 2024年奥运会 may be what the reports speak of
            for request in self.cues.requests(ScopedText((self.cues.bare(text),), WHOLE)):
                if self._is_named(request.word, asked.period):
                    yield request
        yield from self.cues.requests(asked)
        if asked.scope != WHOLE:
            for cue in self.vocabulary.lexicon.counting:
                if word := cue.word(asked.texts[0]):
                    word = word.strip(" “”\"'「」《》")
                    yield CatalogueRequest(By.TEXT, Wish.LIST, word, asked.scope)

    def _scoped(self, text: str) -> ScopedText:
        pages = self._lister.catalogue.pages
        newest = self._lister.newest
        return self.cues.scoped(
            text,
            self.today(),
            newest=date.fromisoformat(newest) if newest else None,
            papers=pages.papers.known,
        )

    def _is_named(self, word: str, period: str) -> bool:
        """Tell whether reports speak of something by a name that has a span of days in it."""
        _, found, after = word.partition(period)
        is_name = bool(found and after) and not after.startswith("的")
        return is_name and len(containing(plain(word), self.index).articles) > 0

    def _resolve(
        self, request: CatalogueRequest, question: str, earlier: Sequence[str], top_k: int
    ) -> Answer | None:
        if request.wish in (Wish.OPEN, Wish.IMPRINT):
            article = self._opened(request, earlier)
            if article is None:
                return None
            if request.wish is Wish.OPEN:
                return self._open(article, question, top_k)
            return self._told_imprint(request, article, question)
        untold = self._lister.untold(request.scope)
        if untold and request.by is By.ALL and not request.scope.is_whole:
            return Answer(question, Status.NOT_FOUND, understood=question.strip(), untold=untold)
        listing = self._lister.listing(request, most=max(top_k, LISTED))
        if listing is None:
            return None
        status = Status.ANSWERED if listing.count else Status.NOT_FOUND
        if untold and listing.count and not request.scope.is_whole:
            status = Status.UNSURE  # it could not be narrowed down
        return Answer(
            question=question,
            status=status,
            passages=self._passages(request, listing, top_k),
            missing=self._missing(request) if not listing.count else (),
            understood=question.strip(),
            listing=listing,
            untold=untold,
        )

    def _missing(self, request: CatalogueRequest) -> tuple[str, ...]:
        """List the words to be mentioned that occur nowhere."""
        if request.by is not By.TEXT:
            return ()
        words = find_mentions(plain(request.word), self.index)[0]
        return tuple(w for w in words if not len(containing(w, self.index).articles))

    def _passages(
        self, request: CatalogueRequest, listing: Listing, top_k: int
    ) -> tuple[AnswerPassage, ...]:
        """Quote from each of the first articles: where it has the word, else its beginning."""
        words: Sequence[str] = ()
        if request.by is By.TEXT:
            words = find_mentions(plain(request.word), self.index)[0]
        shown: list[AnswerPassage] = []
        for listed in listing.articles[:top_k]:
            if (article := self.corpus.article(listed.article_id)) is None:
                continue
            article = replace(article, also_in=listed.also_in)
            if passage := _first_with(words, article):
                verify(passage, self.corpus.reports)
                spans = [span for word in words for span in highlight(word, passage.text)]
                shown.append(AnswerPassage(len(shown) + 1, 1.0, passage, highlights=tuple(spans)))
        return tuple(shown)

    def _opened(self, request: CatalogueRequest, earlier: Sequence[str]) -> Article | None:
        """Find the article to open: by its number in the answer before, or by its headline."""
        if request.by is By.NUMBER:
            return self._numbered(request.word, earlier)
        if not plain(request.word):
            return None
        catalogue = self._lister.catalogue
        numbers = containing(plain(request.word), self.index).articles
        rows: Rows = catalogue.once(catalogue.rows_of(numbers))
        found = list(self._lister.articles(rows))
        hits = [hit.passage.article for hit in self.questions.answer(request.word).passages]
        titled = [article for article in (*hits, *found) if is_titled(article, request.word)]
        ids = {article.article_id for article in found}
        return next(iter([*titled, *(hit for hit in hits if hit.article_id in ids), *found]), None)

    def _numbered(self, word: str, earlier: Sequence[str]) -> Article | None:
        if not earlier or not _NUMBER.fullmatch(word):
            return None
        shown = self.answer(earlier[-1], turns=earlier[:-1])
        articles = (
            shown.listing.articles
            if shown.listing
            else tuple(passage.passage.article for passage in shown.passages)
        )
        at = int(number(word)) - 1
        return articles[at] if 0 <= at < len(articles) else None

    def _open(self, article: Article, question: str, top_k: int) -> Answer:
        whole = self._whole(article)
        passages = [Passage(whole, at) for at in range(len(whole.paragraphs))]
        return Answer(
            question=question,
            status=Status.ANSWERED,
            passages=self._verified(passages[:top_k]),
            understood=question.strip(),
            opened=whole,
        )

    def _told_imprint(
        self, request: CatalogueRequest, article: Article, question: str
    ) -> Answer | None:
        """Tell who wrote an article, and when and where it was printed."""
        whole = self._whole(article)
        if request.needs_known and not is_headline(whole, request.word):
            return None
        listing = Listing(request.word, (whole,), 1, By.HEADLINE.value)
        if request.by is By.DATE:
            untold = () if whole.imprint.date else ("date",)
            passages = self._verified(_lead(whole))
        elif not whole.byline:
            return None
        else:
            untold, passages = (), self._byline(whole)
        return Answer(
            question=question,
            status=Status.ANSWERED if not untold else Status.NOT_FOUND,
            passages=passages,
            understood=question.strip(),
            listing=listing,
            untold=untold,
        )

    def _byline(self, article: Article) -> tuple[AnswerPassage, ...]:
        """The passage that names a reporter, with the name marked; else the beginning."""
        for at, paragraph in enumerate(article.searched):
            for name in article.byline:
                if (start := paragraph.text.find(name)) >= 0:
                    (found,) = self._verified([Passage(article, at)])
                    return (replace(found, answer=Span(start, start + len(name))),)
        return self._verified(_lead(article))

    def _whole(self, article: Article) -> Article:
        return self.corpus.article(article.article_id) or article

    def _verified(self, passages: Iterable[Passage]) -> tuple[AnswerPassage, ...]:
        shown = list(passages)
        for passage in shown:
            verify(passage, self.corpus.reports)
        return tuple(AnswerPassage(rank, 1.0, passage) for rank, passage in enumerate(shown, 1))


def _first_with(words: Sequence[str], article: Article) -> Passage | None:
    """The first passage that has one of some words, else the lead."""
    for at, paragraph in enumerate(article.searched):
        if any(word in plain(paragraph.text) for word in words):
            return Passage(article, at)
    return next(iter(_lead(article)), None)


def _lead(article: Article) -> Sequence[Passage]:
    """The first paragraph of the text, or the first of any kind; none of a headline alone."""
    roles = [paragraph.role for paragraph in article.paragraphs]
    at = roles.index(Role.BODY) if Role.BODY in roles else 0
    return [Passage(article, at)] if roles else []
