"""No statement about the archive is false, whatever word of its pages is asked for."""

import random
from pathlib import Path

import pytest

from retrieval.corpus import load_corpus
from retrieval.documents import plain
from retrieval.index.analysis import default_analyzer
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answerer, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.text.values import values
from tests.paths import SEEDS
from tests.retrieval.layout.pages import make_page

_ASKED = 60  # words and phrases asked of each folder
_WAYS = ("{}", "哪里有{}？", "{}是什么？", "请问{}的情况怎么样")


@pytest.fixture(scope="module", params=["seeds", "random"])
def answerer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory,
             data_dir: Path) -> Answerer:  # fmt: skip
    folder = SEEDS
    if request.param == "random":
        folder = tmp_path_factory.mktemp("random")
        for seed in range(3):
            lines = make_page(seed).report.lines
            (folder / f"{seed}.txt").write_text("\n".join(lines), encoding="utf-8")
    return build_answerer(
        load_corpus(folder),
        default_analyzer(data_dir / "cache"),
        words=read_all_words(),
        weights=read_weights(),
    )


def _lines(answerer: Answerer) -> list[str]:
    lines = (line for report in answerer.reports.values() for line in report.lines)
    return [text for line in lines if (text := plain(line))]


@pytest.mark.slow
def test_every_word_number_and_name_of_a_page_is_known_to_occur(answerer: Answerer) -> None:
    vocabulary = answerer.follower.understander.finder.vocabulary
    words = {word for line in _lines(answerer) for word in vocabulary.analyzer.texts(line)}
    spelt = {line[v.start : v.end] for line in _lines(answerer) for v in values(line)}
    names = {name for article in _articles(answerer) for name in article}
    unknown = [w for w in sorted(words | spelt | names) if not vocabulary.is_contained(w)]
    assert unknown == []


def _articles(answerer: Answerer) -> list[tuple[str, ...]]:
    corpus = answerer.ranker.index.views(range(len(answerer.ranker.index)))
    return [view.passage.article.byline for view in corpus]


@pytest.mark.slow
def test_a_string_occurs_exactly_if_some_text_has_it(answerer: Answerer) -> None:
    vocabulary = answerer.follower.understander.finder.vocabulary
    index = answerer.ranker.index
    views = index.views(range(len(index)))
    articles = dict.fromkeys(f"{view.article.titles}\n{view.article.text}" for view in views)
    text = "\n".join(articles)
    chance = random.Random(0)
    for _ in range(1500):
        start = chance.randrange(len(text) - 4)
        word = text[start] + text[start + chance.choice((1, 2, 3))]
        if word.isalpha() and not word.isascii() and not any(values(word)):
            assert vocabulary.is_contained(word) == (word in text), word


@pytest.mark.slow
def test_nothing_false_is_said_of_what_stands_in_a_line(answerer: Answerer) -> None:
    lines, chance = _lines(answerer), random.Random(1)
    whole = "\n".join(lines)
    for number in range(_ASKED):
        line = chance.choice(lines)
        size = min(len(line), chance.choice((2, 3, 4, 6, 12)))
        start = chance.randrange(len(line) - size + 1)
        answer = answerer.answer(_WAYS[number % len(_WAYS)].format(line[start : start + size]))
        said = [*answer.missing, *(typed for typed, _ in answer.replaced)]
        assert [word for word in said if plain(word) in whole] == [], answer.question
        assert all(plain(meant) in whole for _, meant in answer.replaced), answer.question
