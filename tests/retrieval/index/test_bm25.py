import math

import pytest

from retrieval.documents import Article, Paragraph, Passage, Piece, Role
from retrieval.index import Field, IndexedPassage
from retrieval.index.bm25 import BM25Index

BODY_ONLY = {"body": Field(weight=1.0, b=0.75)}


def index_of(*bodies: str, titles: str = "") -> BM25Index:
    """An index over bodies of terms separated by spaces, all with the same titles."""
    paragraphs = tuple(
        Paragraph(Role.BODY, body or "-", (Piece(n, 0, len(body)),))
        for n, body in enumerate(bodies, start=1)
    )
    article = Article("a-1", "page.txt", headline=titles, paragraphs=paragraphs)
    fields = {"body": Field(1.0, 0.75), "titles": Field(0.5, 0.5)} if titles else BODY_ONLY
    return BM25Index(
        [
            IndexedPassage(Passage(article, n), {"body": body.split(), "titles": titles.split()})
            for n, body in enumerate(bodies)
        ],
        fields=fields,
    )


def found(index: BM25Index, *query: str) -> list[int]:
    return [hit.passage.position for hit in index.search(dict.fromkeys(query, 1.0), top_k=10)]


def test_the_score_is_the_formula_worked_by_hand() -> None:
    (hit,) = index_of("工会 工会 体检", "快递").search({"工会": 1.0}, top_k=10)
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    # two occurrences in a passage of 3 terms where the average is 2; k1 = 1.5, b = 0.75
    saturation = 2 * 2.5 / (2 + 1.5 * (1 - 0.75 + 0.75 * 3 / 2))
    assert hit.score == pytest.approx(idf * saturation)


def test_a_hit_shares_a_term() -> None:
    assert found(index_of("工会", "快递", "体检"), "快递", "没有") == [1]


def test_ties_keep_page_order() -> None:
    assert found(index_of("工会", "快递", "工会", "工会"), "工会") == [0, 2, 3]


def test_a_term_in_half_of_the_passages_counts() -> None:
    assert found(index_of("工会 一", "工会 二", "快递 三", "快递 四"), "工会") == [0, 1]


def test_a_term_in_most_passages_counts_less_than_a_rare_one_but_counts() -> None:
    index = index_of("工会 一", "工会 二", "工会 三", "快递 四")
    assert 0 < index.weight("工会") < index.weight("快递")
    assert found(index, "工会", "快递") == [3, 0, 1, 2]


def test_titles_are_a_field_of_their_own() -> None:
    index = index_of("工会", "快递", titles="柯桥")
    assert found(index, "柯桥") == [0, 1]
    assert found(index, "柯桥", "快递") == [1, 0]


def test_a_terms_weight_in_the_query_scales_its_score() -> None:
    index = index_of("工会", "快递")
    (one,), (two,) = (index.search({"工会": weight}, top_k=1) for weight in (1.0, 2.0))
    assert two.score == pytest.approx(2 * one.score)


@pytest.mark.parametrize("bodies", [(), ("",), ("", "")])
def test_an_empty_corpus_finds_nothing(bodies: tuple[str, ...]) -> None:
    assert found(index_of(*bodies), "工会") == []


def test_an_empty_query_finds_nothing() -> None:
    assert found(index_of("工会")) == []
