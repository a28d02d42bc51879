"""Sample questions, made from facts in the reports and kept only if they are answered.

A clause such as “某区新建工会44家” is turned into a question for its number, its person or its
place; the answerer must then give back the very words that were taken out, from where they stand.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import zip_longest

from bot.app.messages import Texts
from retrieval.corpus import Corpus
from retrieval.documents import Article, Passage, Role
from retrieval.lexicon.word_files import read_words
from retrieval.qa import Status
from retrieval.qa.answering import Answers
from retrieval.text.characters import HAN

COUNT = 3
REPORTS = 12  # looked at, spread evenly over all there are
TRIES = 8  # questions of each kind that are put to the answerer
HEADLINE_LENGTH = 20
# a whole clause: not one of a list, and nothing quoted in it
_CLAUSE = re.compile(
    r"(?<![^，。；！？：\s])[^，。；！？：、\s“”‘’（）()《》]+(?=[，。；！？：\s]|$)"
)
# what a clause that leans on the one before it starts with, and what leans on a number behind it
_LEANING = "其这那该此并也还又共同均各都已仅约近另而且为从向把被将"
_BEFORE_NUMBER = "等于近约达第超"
_TIME = "年月日号时分秒天载届期次多余万亿千百"


@dataclass(frozen=True, slots=True)
class SampleCandidate:
    """A question, the words that answer it, and the passage that holds them."""

    question: str
    words: str
    passage_id: str


def find_examples(corpus: Corpus, answerer: Answers, texts: Texts) -> list[str]:
    """Find at most three questions, of different kinds and articles as far as possible.

    Call it inside `corpus.reading()`.
    """
    return _ExampleSearch(corpus, answerer).find(texts)


class _ExampleSearch:
    """Search for facts in some pages, and test questions for them on the answerer."""

    def __init__(self, corpus: Corpus, answerer: Answers) -> None:
        self._corpus = corpus
        self._answerer = answerer

    def find(self, texts: Texts) -> list[str]:
        articles = list(self._articles())
        found: dict[str, str] = {}  # by article
        for pattern in (*_patterns().items(), *_patterns().items()):
            if len(found) < COUNT:
                self._add_one(found, [c for a in articles for c in _candidates(a, *pattern, texts)])
        for article in articles[:TRIES]:
            if len(found) < COUNT and article.article_id not in found:
                self._add_one(found, list(_about(article, texts)))
        return list(found.values())

    def _add_one(self, found: dict[str, str], candidates: list[SampleCandidate]) -> None:
        """Add the first of the candidates that is answered, of an article not used yet."""
        new = [
            c
            for c in candidates
            if c.passage_id.rpartition(".")[0] not in found
            and not any(_alike(c.question, other) for other in found.values())
        ]
        for candidate in new[:TRIES]:
            if self._is_answered(candidate):
                found[candidate.passage_id.rpartition(".")[0]] = candidate.question
                return

    def _is_answered(self, candidate: SampleCandidate) -> bool:
        answer = self._answerer.answer(candidate.question)
        if answer.status is not Status.ANSWERED or not answer.passages:
            return False
        first = answer.passages[0]
        if not candidate.words:
            article_id = candidate.passage_id.rpartition(".")[0]
            return first.passage.article.article_id == article_id
        said = first.answer.of(first.passage.text) if first.answer else ""
        # a name may be shorter than taken for, an amount is marked with what is counted
        shorter, longer = sorted((said, candidate.words), key=len)
        is_it = len(shorter) > 1 and longer.startswith(shorter)
        return first.passage.passage_id == candidate.passage_id and is_it

    def _articles(self) -> Iterator[Article]:
        """Yield articles of some pages: the first of each, then the second, …"""
        corpus = self._corpus
        count = len(corpus.reports)
        places = dict.fromkeys(number * count // REPORTS for number in range(REPORTS))
        names = [r.name for place in places for r in corpus.list_reports(place, 1)]
        for row in zip_longest(*map(corpus.articles_of, names)):
            yield from (article for article in row if article and article.headline)


def _candidates(
    article: Article, kind: str, pattern: re.Pattern[str], texts: Texts
) -> Iterator[SampleCandidate]:
    for position, paragraph in enumerate(article.paragraphs):
        if paragraph.role is not Role.BODY or paragraph.is_doubtful:
            continue
        passage = Passage(article, position)
        for clause in _CLAUSE.findall(paragraph.text):
            match = pattern.fullmatch(clause)
            if match and clause[0] not in _LEANING:
                parts = match.groupdict(default="")
                words = parts.pop("words")
                yield SampleCandidate(texts(f"example-{kind}", **parts), words, passage.passage_id)


def _alike(one: str, other: str) -> bool:
    """Tell whether half of a question's bigrams, but for its ending, occur in another one."""
    pairs = [one[at : at + 2] for at in range(len(one) - 3)]
    return 2 * sum(pair in other for pair in pairs) > len(pairs)


def _about(article: Article, texts: Texts) -> Iterator[SampleCandidate]:
    headline = article.headline or ""
    if headline and len(headline) <= HEADLINE_LENGTH:
        question = texts("example", headline=headline)
        yield SampleCandidate(question, "", Passage(article, 0).passage_id)


def _patterns() -> Mapping[str, re.Pattern[str]]:
    """Build the pattern of a clause that states a fact, for each kind of fact."""
    office = "|".join(
        sorted({o for line in read_words("offices") for o in line.split()}, key=len, reverse=True)
    )
    surname = "|".join({s for line in read_words("surnames") for s in line.split()})
    return {
        "amount": re.compile(
            rf"(?P<before>[{HAN}]{{4,13}}[{HAN}](?<![{_BEFORE_NUMBER}]))"
            rf"(?P<words>\d+(?P<unit>(?![{_TIME}])[{HAN}]))(?P<after>(?![次多余])[{HAN}]{{0,6}})"
        ),
        "person": re.compile(
            # three characters that begin with a name; how long it is, the answerer says
            rf"(?P<office>[{HAN}]{{3,12}}(?:{office}))(?P<words>(?:{surname})[{HAN}]{{2}}).*"
        ),
        "place": re.compile(
            rf"(?P<before>[{HAN}]{{5,14}})在(?P<words>[{HAN}]{{2,8}}?)"
            r"(?P<after>举行|举办|召开|成立|开幕|启动|揭牌)"
        ),
    }
