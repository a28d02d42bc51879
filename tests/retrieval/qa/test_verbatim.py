import pytest

from retrieval.documents import Article, Paragraph, Passage, Piece, Report, Role
from retrieval.errors import VerbatimError
from retrieval.qa import verify

REPORT = Report("page.txt", ("  工会开", "", "会了。"), digest="0" * 64)


def passage(text: str, *pieces: Piece, report: str = "page.txt") -> Passage:
    paragraph = Paragraph(Role.BODY, text, pieces)
    return Passage(Article("a-1", report, paragraphs=(paragraph,)), 0)


def test_a_quote_glued_from_its_lines_passes() -> None:
    quote = passage("工会开会了。", Piece(1, 2, 5), Piece(3, 0, 3))
    verify(quote, {"page.txt": REPORT})


@pytest.mark.parametrize(
    "quote",
    [
        passage("工会开会了！", Piece(1, 2, 5), Piece(3, 0, 3)),
        passage("会了。工会开", Piece(1, 2, 5), Piece(3, 0, 3)),
        passage("工会开", Piece(9, 0, 3)),
        passage("工会开", Piece(1, 2, 5), report="gone.txt"),
        passage(""),
    ],
    ids=["changed", "out of order", "no such line", "no such report", "no piece"],
)
def test_a_quote_that_differs_is_an_error(quote: Passage) -> None:
    with pytest.raises(VerbatimError):
        verify(quote, {"page.txt": REPORT})
