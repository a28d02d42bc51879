"""Long paragraphs are parted at sentence ends for searching, and stay whole for reading."""

from dataclasses import replace

from retrieval.documents import Piece, Report
from retrieval.documents.article import Paragraph, Role
from retrieval.layout.articles.ceiling import CEILING, parts_of
from retrieval.layout.restoration import restore

SENTENCE = "石桥镇图书馆第{}个书架上放着本地作者捐赠的旧书，读者可以免费借阅一个月。"


def long_text(count: int) -> str:
    return "".join(SENTENCE.format(number) for number in range(count))


def test_a_long_paragraph_is_parted_at_sentence_ends() -> None:
    text = long_text(60)
    parts = list(parts_of(Paragraph(Role.BODY, text, (Piece(1, 0, len(text)),), lost_after=True)))
    assert "".join(part.text for part in parts) == text
    assert all(len(part.text) <= CEILING and part.text[-1] == "。" for part in parts)
    assert [part.continues for part in parts] == [False] + [True] * (len(parts) - 1)
    assert [part.lost_after for part in parts] == [False] * (len(parts) - 1) + [True]


def test_pieces_are_cut_with_the_text() -> None:
    text = long_text(40)
    pieces = (Piece(3, 2, 602), Piece(5, 0, len(text) - 600))
    lines = {3: f"  {text[:600]}", 5: text[600:]}
    for part in parts_of(Paragraph(Role.BODY, text, pieces)):
        assert "".join(lines[p.line][p.start : p.end] for p in part.pieces) == part.text


def test_a_text_without_any_mark_is_parted_all_the_same() -> None:
    text = "石" * (CEILING * 2 + 5)
    parts = list(parts_of(Paragraph(Role.BODY, text, (Piece(1, 0, len(text)),))))
    assert [len(part.text) for part in parts] == [CEILING, CEILING, 5]


def test_an_article_has_its_long_paragraph_whole_and_each_line_once() -> None:
    text = long_text(60)
    (article,) = restore(Report("page.txt", ("石桥镇的旧书", text), "0" * 64))
    assert len(article.paragraphs) > 1
    (whole,) = article.whole_paragraphs
    assert (whole.text, whole.lines) == (text, (2,))
    assert replace(whole, text="", pieces=()) == Paragraph(Role.BODY, "", ())
