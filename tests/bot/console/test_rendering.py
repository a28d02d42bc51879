from dataclasses import replace

import pytest

from bot.app.citations import line_ranges
from bot.app.messages import Catalogue
from bot.app.terminal_text import shown
from bot.console.rendering import (
    ANSWER,
    draw_article,
    draw_found,
    draw_opened,
    draw_rank,
    draw_status,
)
from retrieval.documents import Article, Paragraph, Passage, Piece, Role
from retrieval.qa import Answer, AnswerPassage, Span, Status

TEXTS = Catalogue("zh-Hans")
PARAGRAPH = Paragraph(Role.BODY, "新建工会44家。", (Piece(3, 0, 8),))
ARTICLE = Article(
    "a-1", "page.txt", headline="工会开会", byline=("王明", "李华"), paragraphs=(PARAGRAPH,)
)
FOUND = AnswerPassage(
    1, 2.0, Passage(ARTICLE, 0), sentence=Span(0, 8), answer=Span(4, 7), highlights=(Span(2, 4),)
)


def test_a_passage_stands_with_its_source_under_it() -> None:
    parts = [part.plain for part in draw_found(FOUND, TEXTS)]
    assert parts == ["新建工会44家。", "《工会开会》 王明、李华 · page.txt · 第3行"]


def test_the_words_that_answer_stand_beside_the_rank() -> None:
    assert draw_rank(FOUND, TEXTS, is_plain=False).plain == "1  答：44家"
    assert draw_rank(FOUND, TEXTS, is_plain=False, answers=False).plain == "1"


def test_the_sentence_alone_stands_there_only_where_marks_are_not_seen() -> None:
    two = replace(PARAGRAPH, text="新建工会44家。会员增加。", pieces=(Piece(3, 0, 13),))
    passage = Passage(replace(ARTICLE, paragraphs=(two,)), 0)
    unsure = replace(FOUND, passage=passage, answer=None)
    assert draw_rank(unsure, TEXTS, is_plain=True).plain == "1  原句：新建工会44家。"
    assert draw_rank(unsure, TEXTS, is_plain=False).plain == "1"


def test_a_passage_of_one_sentence_is_not_shown_twice() -> None:
    assert draw_rank(replace(FOUND, answer=None), TEXTS, is_plain=True).plain == "1"


def test_a_very_long_passage_is_shown_around_its_sentence() -> None:
    text = "前" * 50_000 + "新建工会44家。" + "后" * 50_000
    paragraph = Paragraph(Role.BODY, text, (Piece(3, 0, len(text)),))
    found = replace(
        FOUND,
        passage=Passage(replace(ARTICLE, paragraphs=(paragraph,)), 0),
        sentence=Span(50_000, 50_008),
        answer=Span(50_004, 50_007),
    )
    shown_part = draw_found(found, TEXTS)[0]
    assert len(shown_part) < 700
    assert shown_part.plain.strip("…") in text
    assert [str(shown_part[s.start : s.end]) for s in shown_part.spans if s.style == ANSWER] == [
        "44家"
    ]


def test_an_article_opens_at_its_passage_with_line_numbers() -> None:
    first = Paragraph(Role.BODY, "开头一段。", (Piece(1, 0, 5),))
    last = Paragraph(Role.BODY, "结尾一段。", (Piece(5, 0, 5),))
    article = replace(ARTICLE, paragraphs=(first, PARAGRAPH, last))
    found = replace(FOUND, passage=Passage(article, 1))
    parts = [part.plain for part in draw_opened(found, TEXTS)]
    assert parts == [
        "工会开会",
        "王明、李华",
        "（前面还有 1 段；/open 1 all 看全文）",
        "▶ [3] 新建工会44家。",
        "[5] 结尾一段。",
        "page.txt",
    ]
    whole = [part.plain for part in draw_opened(found, TEXTS, whole=True)]
    assert whole[2:5] == ["[1] 开头一段。", "▶ [3] 新建工会44家。", "[5] 结尾一段。"]


def test_an_answer_says_where_its_paragraph_is_cut() -> None:
    cut = replace(PARAGRAPH, lost_before=True, lost_after=True)
    found = replace(FOUND, passage=Passage(replace(ARTICLE, paragraphs=(cut,)), 0))
    assert draw_found(found, TEXTS)[0].plain == ("〔此处原文缺失〕新建工会44家。〔此处原文缺失〕")


def test_marks_do_not_change_the_quote() -> None:
    text = draw_found(FOUND, TEXTS)[0]
    styles = {(span.start, span.end): str(span.style) for span in text.spans}
    assert set(styles) == {(2, 4), (0, 8), (4, 7)}


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((12, 13, 14), "12–14"), ((12, 14), "12、14"), ((9, 3), "9、3"), ((5,), "5"), ((), "")],
)
def test_only_lines_that_follow_each_other_are_a_range(
    numbers: tuple[int, ...], expected: str
) -> None:
    assert line_ranges(numbers) == expected


def test_what_is_lost_or_doubtful_is_marked_in_an_article() -> None:
    lost = Paragraph(Role.BODY, "段，职工", (Piece(1, 0, 4),), lost_before=True, confidence=0.6)
    article = Article("a-2", "p.txt", paragraphs=(lost,))
    parts = [part.plain for part in draw_article(article, TEXTS)]
    assert parts == ["（标题缺失）", "〔可能属于本篇〕〔此处原文缺失〕段，职工", "p.txt"]


def test_an_answer_that_was_found_needs_no_word_before_it() -> None:
    assert draw_status(Answer("？", Status.ANSWERED), TEXTS) is None


def test_not_found_names_the_words_that_occur_nowhere() -> None:
    status = draw_status(Answer("？", Status.NOT_FOUND, missing=("火星",)), TEXTS)
    assert status is not None
    assert status.plain == (
        "报道里没有找到。\n从未出现的词：火星\n换个问法：少用几个词，或者写出人名、单位、地名、数字。"
    )


def test_what_a_terminal_would_obey_is_made_visible() -> None:
    assert shown("工\x1b[31m会\x9b0m\t好") == "工\ufffd[31m会\ufffd0m 好"
