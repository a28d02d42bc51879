from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from retrieval.corpus import Corpus
from retrieval.lexicon.word_files import read_words
from retrieval.qa import Answering, Status, verify

PAGE = """工会为快递员体检

本报讯 记者王明报道 近日，柯桥区总工会为300名快递员送上免费体检。

体检在区人民医院进行，持续两周。
"""


def test_the_passage_that_answers_comes_first_with_its_sentence(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(page=PAGE).answer("体检在哪家医院进行？")
    first = answer.passages[0]
    assert first.passage.lines == (5,)
    assert first.sentence is not None
    assert first.sentence.of(first.passage.text) == "体检在区人民医院进行，持续两周。"


def test_a_question_without_terms_finds_nothing(answering: Callable[..., Answering]) -> None:
    answer = answering(page=PAGE).answer("？！……")
    assert (answer.status, answer.passages) == (Status.NOT_FOUND, ())


def test_words_that_occur_nowhere_are_named(answering: Callable[..., Answering]) -> None:
    answer = answering(page=PAGE).answer("火星报社在哪里")
    assert answer.status is Status.NOT_FOUND
    assert "火星" in answer.missing


def test_a_word_that_stands_inside_a_name_is_not_missing(
    answering: Callable[..., Answering],
) -> None:
    answer = answering(page="表彰\n\n龚柱祺获得一等奖，他的月工资没有说。\n").answer(
        "龚柱祺的年龄是多少"
    )
    assert not {"柱祺", "龚", "龚柱祺"} & set(answer.missing)


def test_no_passage_contains_another(seeds: tuple[Corpus, Answering]) -> None:
    _, answerer = seeds
    for question in ("新就业形态劳动者", "工会服务职工", "劳模工匠"):
        texts = [found.passage.text for found in answerer.answer(question).passages]
        pairs = ((a, b) for i, a in enumerate(texts) for b in texts[i + 1 :])
        assert not any(a in b or b in a for a, b in pairs)


def test_an_archive_without_passages_answers_not_found(answering: Callable[..., Answering]) -> None:
    assert answering().answer("工会").status is Status.NOT_FOUND


@pytest.mark.slow
@given(question=st.text(max_size=60))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_question_gets_verbatim_passages_and_spans_inside_them(
    seeds: tuple[Corpus, Answering], question: str
) -> None:
    corpus, answerer = seeds
    for found in answerer.answer(question).passages:
        verify(found.passage, corpus.reports)
        for span in (found.sentence, found.answer, *found.highlights):
            assert span is None or 0 <= span.start < span.end <= len(found.passage.text)


def test_who_holds_an_office_is_no_answer_where_only_another_is_named(
    answering: Callable[..., Answering],
) -> None:
    page = (
        "柯桥工会服务快递员\n\n本报讯 柯桥区总工会干部韩洁走访企业。区快递行业工会主席朱融到场。\n"
    )
    answerer = answering(page=page)
    assert answerer.answer("柯桥区总工会主席是谁？").status is not Status.ANSWERED
    named = answerer.answer("快递行业工会主席是谁？").passages[0]
    assert named.answer is not None
    assert named.answer.of(named.passage.text) == "朱融"


def test_a_relative_that_nobody_names_is_no_answer(answering: Callable[..., Answering]) -> None:
    page = "暖心帮扶\n\n职工李某和妻子王芳都在纺织厂上班，儿子去年生了病，工友张强常来看望。\n"
    answerer = answering(page=page)
    assert answerer.answer("李某的儿子叫什么？").status is not Status.ANSWERED
    (passage, *_) = answerer.answer("李某的老婆叫什么？").passages
    assert passage.answer is not None
    assert passage.answer.of(passage.passage.text) == "王芳"


def test_who_somebody_is_stands_beside_the_name(answering: Callable[..., Answering]) -> None:
    page = (
        "暖心帮扶\n\n邱明展示焊接好的高压装置接线，观众连声叫好。\n\n"
        "工友们说，他就是机修车间焊工邱明，干活十分认真，年年都是先进。\n"
    )
    (passage, *_) = answering(page=page).answer("邱明是谁？").passages
    assert passage.answer is not None
    assert passage.answer.of(passage.passage.text) == "机修车间焊工"


def test_a_measure_word_needs_no_line_among_the_units(answering: Callable[..., Answering]) -> None:
    assert not any("盘" in line for line in read_words("units"))
    page = "食堂送饭\n\n本报讯 昨天，镇上食堂为老人送出了35盘饺子，师傅忙了一上午。\n"
    first = answering(page=page).answer("食堂送出了多少盘饺子？").passages[0]
    assert first.answer is not None
    assert first.answer.of(first.passage.text) == "35盘"
