"""Whole answers over pages of one sentence: the words that are shown, or none."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval.qa import Answering

CASES = Path(__file__).parents[3] / "cases" / "marks.txt"


def read_cases() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The bodies in the file of cases, each with its questions and the words to be shown."""
    body, questions = "", list[tuple[str, str]]()
    for line in CASES.read_text(encoding="utf-8").splitlines():
        if line.startswith("? "):
            question, _, words = line[2:].partition(" → ")
            questions.append((question, "" if words == "-" else words))
        elif line and not line.startswith("#"):
            if body:
                yield body, questions
            body, questions = line, []
    yield body, questions


@pytest.mark.parametrize(("body", "questions"), list(read_cases()))
def test_the_words_shown_are_whole_and_those_asked_for(
    answering: Callable[..., Answering], body: str, questions: list[tuple[str, str]]
) -> None:
    answerer = answering(page=f"职工新闻一则\n\n本报讯 记者秦岭报道 {body}\n")
    shown = []
    for question, _ in questions:
        passages = answerer.answer(question).passages
        words = passages[0].answer if passages else None
        shown.append((question, words.of(passages[0].passage.text) if words else ""))
    assert shown == questions


@pytest.mark.parametrize("typed", ["驿站", "健康", "毅行", "1", "21时", "知", "谢谢", "工会主席"])
def test_no_words_are_shown_where_nothing_is_asked(
    seeds: tuple[object, Answering], typed: str
) -> None:
    assert all(found.answer is None for found in seeds[1].answer(typed).passages)


def test_words_are_shown_of_the_first_passage_only(seeds: tuple[object, Answering]) -> None:
    for question in ("柯桥新建了多少家工会？", "职工小家有多少个？", "杨俊华是谁？"):
        passages = seeds[1].answer(question).passages
        assert all(found.answer is None for found in passages[1:])


def test_no_words_are_shown_if_another_article_answers_as_well_in_other_words(
    answering: Callable[..., Answering],
) -> None:
    page = """青石镇发生火灾

本报讯 记者秦岭报道 青石镇昨夜火灾，消防员救出12人。

青石镇火灾后续

本报讯 记者柳川报道 青石镇昨夜火灾，消防员救出14人。
"""
    passages = answering(page=page).answer("青石镇火灾救出多少人？").passages
    assert {"12人", "14人"} <= {found.passage.text[-4:-1] for found in passages}
    assert all(found.answer is None for found in passages)
