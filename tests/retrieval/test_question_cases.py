"""Questions to small pages, as data: see tests/cases/questions/README.md."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrieval.corpus import load_corpus
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answer, Answerer, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.text import Analyzer

CASES = Path(__file__).parents[1] / "cases" / "questions"
_TITLE = "职工新闻一则\n\n本报讯 记者秦岭报道 "


def _cases() -> list[Any]:
    return [
        pytest.param(json.loads(line), id=f"{file.stem}:{number}")
        for file in sorted(CASES.glob("*.jsonl"))
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1)
    ]


@pytest.fixture(scope="module")
def answerer_of(
    tmp_path_factory: pytest.TempPathFactory, data_dir: Path
) -> Callable[[tuple[str, ...]], Answerer]:
    """Make an answerer over pages; the same pages are read once."""
    analyzer = Analyzer(cache_dir=data_dir / "cache")
    words, weights = read_all_words(), read_weights()
    made: dict[tuple[str, ...], Answerer] = {}

    def make(pages: tuple[str, ...]) -> Answerer:
        if pages not in made:
            folder = tmp_path_factory.mktemp("pages")
            for number, page in enumerate(pages):
                text = page if "\n" in page else f"{_TITLE}{page}\n"
                (folder / f"{number}.txt").write_text(text, encoding="utf-8")
            corpus = load_corpus(folder)
            made[pages] = build_answerer(corpus, analyzer, words=words, weights=weights)
        return made[pages]

    return make


@pytest.mark.parametrize("case", _cases())
def test_a_question_is_answered_as_the_case_says(
    case: dict[str, Any], answerer_of: Callable[[tuple[str, ...]], Answerer]
) -> None:
    *turns, asked = [case["ask"]] if isinstance(case["ask"], str) else case["ask"]
    answer = answerer_of(tuple(case["pages"])).answer(asked, turns=turns)
    seen = _seen(answer)
    expected = {key: value for key, value in case.items() if key in seen}
    assert {key: seen[key] for key in expected} == expected
    assert case.get("first", "") in (answer.passages[0].passage.text if answer.passages else "")
    assert answer.status.value != case.get("not_status")


def _seen(answer: Answer) -> dict[str, Any]:
    first = answer.passages[0] if answer.passages else None
    return {
        "status": answer.status.value,
        "missing": list(answer.missing),
        "replaced": [list(pair) for pair in answer.replaced],
        "understood": answer.understood,
        "is_chat": answer.is_chat,
        "asks_back": answer.asks_back,
        "sides_not_found": list(answer.sides_not_found),
        "disagreeing": [
            words.of(answer.passages[rank - 1].passage.text) for rank, words in answer.disagreeing
        ],
        "corrections": [
            answer.passages[rank - 1].passage.article.report for rank in answer.corrections
        ],
        "not_understood": list(answer.not_understood),
        "count": answer.listing.count if answer.listing else None,
        "answer": first.answer.of(first.passage.text) if first and first.answer else None,
    }
