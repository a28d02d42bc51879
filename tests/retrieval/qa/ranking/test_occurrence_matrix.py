"""Words stand in a passage, its titles and its article as they do in the texts."""

import re
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from retrieval.documents import Article, Paragraph, Passage, Role, View, view_article
from retrieval.qa.ranking.occurrence_matrix import OccurrenceMatrix

WORDS = ["工会", "会", "员工", "。工", "a会"]
TEXTS = st.text("工会员a。 ", min_size=1, max_size=12).filter(str.strip)
PARAGRAPHS = st.lists(st.tuples(st.sampled_from(list(Role)), TEXTS), min_size=1, max_size=4)
ARTICLES = st.lists(st.tuples(TEXTS, PARAGRAPHS), min_size=1, max_size=3)


def views_of(articles: list[tuple[str, list[tuple[Role, str]]]]) -> list[View]:
    """The passages of articles given as headlines and paragraphs."""
    views = []
    for number, (headline, paragraphs) in enumerate(articles):
        texts = tuple(Paragraph(role, text, ()) for role, text in paragraphs)
        article = Article(f"0-{number}", "page.txt", headline=headline, paragraphs=texts)
        seen = view_article(article)
        views += [View(seen, at, partial(Passage, article)) for at in range(len(texts))]
    return views[::-1]


def _stands(word: str, text: str) -> bool:
    """Whether a text has a word that is no part of a longer Latin one."""
    before = "(?<![a-z])" if word[0].isascii() else ""
    behind = "(?![a-z+#])" if word[-1].isascii() else ""
    return bool(re.search(before + re.escape(word) + behind, text))


@given(ARTICLES)
def test_a_word_stands_where_its_text_does(
    articles: list[tuple[str, list[tuple[Role, str]]]],
) -> None:
    views = views_of(articles)
    standing = OccurrenceMatrix(views).find(WORDS)
    assert standing.passages.tolist() == _rows([view.text for view in views])
    assert standing.titles.tolist() == _rows([view.titles for view in views])
    articles_of = [f"{view.article.titles}\n{view.article.text}" for view in views]
    assert standing.articles.tolist() == _rows(articles_of)
    sentences = [sentence for view in views for sentence in view.sentences or [""]]
    assert standing.sentences.tolist() == _rows(sentences)


def _rows(texts: list[str]) -> list[list[bool]]:
    return [[_stands(word, text) for text in texts] for word in WORDS]


@given(ARTICLES)
def test_a_sentence_has_the_weight_of_its_characters_and_its_titles(
    articles: list[tuple[str, list[tuple[Role, str]]]],
) -> None:
    views = views_of(articles)
    weights = {"工": 1.0, "a": 0.5}
    texts = [s + view.article.titles for view in views for s in view.sentences or [""]]
    expected = [sum(w for char, w in weights.items() if char in text) for text in texts]
    assert OccurrenceMatrix(views).character_shares(weights).tolist() == expected
