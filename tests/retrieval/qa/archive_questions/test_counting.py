import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from retrieval.corpus import Corpus, once
from retrieval.documents import Article, plain
from retrieval.index import Index
from retrieval.index.analysis import analyze_passages
from retrieval.index.bm25 import BM25Index
from retrieval.qa import Answering, Status
from retrieval.qa.archive_questions import catalogue, counting
from retrieval.store import StoredCorpus
from retrieval.store.indexed_folder import IndexedFolder
from retrieval.text import NUMERAL_CHARACTERS, Analyzer
from tests.paths import SEEDS

_JOINTS = "和与跟及、"

ONE = """工会为骑手体检

本报讯 记者王明报道 近日，柯桥区总工会为外卖骑手送上免费体检。

区人民医院的医生说，骑手最常见的毛病是腰痛。
"""
TWO = """快递员有了驿站

本报讯 记者李凡报道 近日，建德市建成驿站十家，快递员、骑手都可以进来歇脚。
"""
THREE = """书吧开张

本报讯 记者陈立报道 近日，衢江区建成漂流书吧。
"""


@pytest.mark.parametrize(
    "question", ["几篇报道提到骑手？", "列出提到骑手的报道", "提到“騎手”的报道有哪些"]
)
def test_every_article_that_mentions_a_word_is_counted_once(
    answering: Callable[..., Answering], question: str
) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer(question)
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["one.txt", "two.txt"]
    assert [p.passage.article.report for p in answer.passages] == ["one.txt", "two.txt"]
    assert answer.status is Status.ANSWERED


def test_the_count_does_not_end_with_the_passages_shown(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(one=ONE, two=TWO).answer("几篇报道提到近日", top_k=1)
    assert answer.listing is not None
    assert (answer.listing.count, len(answer.passages)) == (2, 1)


def test_more_articles_are_counted_than_listed(
    answering: Callable[..., Answering], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "LISTED", 1)
    answerer = answering(one=ONE, two=TWO, three=THREE)
    found = answerer.answer("几篇报道提到近日", top_k=1).listing
    assert found is not None
    assert ([a.report for a in found.articles], found.count) == (["one.txt"], 3)


def test_words_that_begin_like_and_are_counted_whole(answering: Callable[..., Answering]) -> None:
    page = "书吧开张\n\n本报讯 记者陈立报道 近日，和平街道建成漂流书吧。\n"
    listing = answering(one=ONE, page=page).answer("几篇报道提到和平街道").listing
    assert listing is not None
    assert [article.report for article in listing.articles] == ["page.txt"]


@pytest.mark.parametrize("asked", ["骑手和驿站", "驿站、骑手", "骑手、驿站、和快递员"])
def test_of_words_that_are_joined_the_articles_that_have_all_are_counted(
    answering: Callable[..., Answering], asked: str
) -> None:
    listing = answering(one=ONE, two=TWO).answer(f"几篇报道提到{asked}").listing
    assert listing is not None
    assert [article.report for article in listing.articles] == ["two.txt"]


@pytest.mark.slow
@pytest.mark.parametrize("is_stored", [True, False])
def test_counts_are_those_of_a_look_at_every_passage(
    is_stored: bool, seeds: tuple[Corpus, Answering], data_dir: Path
) -> None:
    corpus, _ = seeds
    index: Index
    if is_stored:
        index = StoredCorpus(IndexedFolder(SEEDS, data_dir).store).index
    else:
        index = BM25Index(
            list(analyze_passages(corpus.passages, Analyzer(cache_dir=data_dir / "cache")))
        )
    articles = [
        (
            article.article_id,
            " ".join(map(plain, (*article.titles, *article.banners))),
            [plain(p.text) for p in article.searched],
        )
        for article in sorted(once(corpus.articles), key=lambda a: (a.report, _first_line(a)))
    ]
    chance = random.Random(0)
    texts = [plain(passage.text) for passage in corpus.passages]
    found = 0
    for _ in range(200):
        text, size = chance.choice(texts), chance.choice((1, 2, 2, 3, 4, 6))
        start = chance.randrange(max(1, len(text) - size))
        word = text[start : start + size]
        if not word.isalpha() or word.isascii() or set(word) & (NUMERAL_CHARACTERS | set(_JOINTS)):
            continue
        listing, ranked = counting.mentions(word, index, top_k=3)
        expected = _looked_at(word, articles)
        assert listing.count == len(expected), word
        assert [a.article_id for a in listing.articles] == list(expected)[: counting.LISTED], word
        shown = [(r.passage.article.article_id, r.passage.position) for r in ranked]
        assert shown == list(expected.items())[:3], word
        found += len(expected)
    assert found > 500


def _looked_at(word: str, articles: Sequence[tuple[str, str, list[str]]]) -> dict[str, int]:
    """The articles whose titles or text have a word, in their order, and the position of the first
    passage that has it, or of the first of all.
    """
    found = {}
    for article_id, titles, texts in articles:
        at = next((at for at, text in enumerate(texts) if word in text), None)
        if at is not None or word in titles:
            found[article_id] = at or 0
    return found


def _first_line(article: Article) -> int:
    return min([*article.title_lines, *(n for p in article.paragraphs for n in p.lines)])


def test_what_no_report_mentions_is_not_found(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE).answer("几篇报道提到区块链")
    assert answer.status is Status.NOT_FOUND
    assert answer.listing is not None
    assert (answer.listing.articles, answer.missing) == ((), ("区块链",))


@pytest.mark.parametrize(
    "question", ["有几篇文章提到骑手", "哪些报道写了骑手", "关于骑手的文章有几篇"]
)
def test_reports_are_counted_however_it_is_asked(
    answering: Callable[..., Answering], question: str
) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer(question)
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["one.txt", "two.txt"]


def test_two_words_are_sought_in_one_article(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer("哪几篇报道提到骑手和驿站")
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["two.txt"]


def test_the_reports_of_a_reporter_are_listed(answering: Callable[..., Answering]) -> None:
    answer = answering(one=ONE, two=TWO, three=THREE).answer("列出记者陈立写的报道")
    assert answer.listing is not None
    assert [a.report for a in answer.listing.articles] == ["three.txt"]
