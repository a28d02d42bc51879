import pytest

from bot.app.messages import Catalogue
from bot.app.reference import quotation, reference
from retrieval.documents import Article, Imprint, Paragraph, Passage, Piece, Role
from retrieval.qa import AnswerPassage, Span

PRINTED = Imprint(paper="滨湖日报", date="2023-06-07", page="3")


@pytest.mark.parametrize(
    ("byline", "headline", "imprint", "written"),
    [
        (("秦望舒",), "渡口装上新灯", PRINTED, "秦望舒. 渡口装上新灯[N]. 滨湖日报, 2023-06-07(3)."),
        ((), "渡口装上新灯", PRINTED, "渡口装上新灯[N]. 滨湖日报, 2023-06-07(3)."),
        (
            ("甲一", "乙二", "丙三", "丁四"),
            "渡口",
            PRINTED,
            "甲一, 乙二, 丙三, 等. 渡口[N]. 滨湖日报, 2023-06-07(3).",
        ),
        (("秦望舒",), "渡口", Imprint(paper="滨湖日报"), "秦望舒. 渡口[N]. 滨湖日报."),
        (("秦望舒",), "渡口", Imprint(date="2023-06-07"), "秦望舒. 渡口[N]. 2023-06-07."),
        (("秦望舒",), None, Imprint(), "秦望舒. [题名不详][N]. a.txt."),
    ],
)
def test_a_reference_leaves_out_what_is_unknown(
    byline: tuple[str, ...], headline: str | None, imprint: Imprint, written: str
) -> None:
    article = Article("1", "a.txt", headline=headline, byline=byline, imprint=imprint)
    assert reference(article) == written


def test_a_quotation_is_the_sentence_with_its_source() -> None:
    text = "昨夜装上二十盏新灯。群众说好。"
    paragraph = Paragraph(Role.BODY, text, (Piece(1, 0, len(text)),))
    article = Article(
        "1",
        "a.txt",
        headline="渡口装上新灯",
        byline=("秦望舒",),
        paragraphs=(paragraph,),
        imprint=PRINTED,
    )
    found = AnswerPassage(1, 1.0, Passage(article, 0), sentence=Span(0, 10))
    assert quotation(found, Catalogue("zh-Hans")) == (
        "“昨夜装上二十盏新灯。”（《渡口装上新灯》，秦望舒，《滨湖日报》2023年6月7日第3版）"
    )
