"""Promises kept on the five shipped reports, by the commands that people run."""

import json
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from retrieval.corpus import Corpus
from retrieval.evaluation import read_gold
from retrieval.qa import Answerer, verify

GOLD = Path(__file__).parent.parent / "benchmarks" / "gold" / "questions-dev.jsonl"
WENBAO = [sys.executable, "-m", "bot.cli"]


@pytest.mark.slow
def test_every_line_that_is_not_blank_stands_in_exactly_one_place(
    seeds: tuple[Corpus, Answerer], data_dir: Path
) -> None:
    command = [*WENBAO, "articles", "--json", "--data-dir", str(data_dir)]
    output = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    places: Counter[tuple[str, int]] = Counter()
    for article in map(json.loads, output.splitlines()):
        numbers = [*article["title_lines"], *(n for p in article["paragraphs"] for n in p["lines"])]
        places.update((article["report"], number) for number in numbers)
    expected = {
        (report.name, number)
        for report in seeds[0].reports.values()
        for number, line in enumerate(report.lines, start=1)
        if line.strip()
    }
    assert set(places) == expected
    assert max(places.values()) == 1


def test_no_character_of_a_line_is_lost(seeds: tuple[Corpus, Answerer]) -> None:
    corpus, _ = seeds
    texts: dict[str, str] = dict.fromkeys(corpus.reports, "")
    for article in corpus.articles:
        titles = "".join((*article.banners, *article.titles))
        texts[article.report] += titles + "".join(p.text for p in article.paragraphs)
    for report in corpus.reports.values():
        assert _letters(texts[report.name]) == _letters("".join(report.lines))


@pytest.mark.slow
def test_every_passage_of_every_development_question_is_verbatim(
    seeds: tuple[Corpus, Answerer],
) -> None:
    corpus, answerer = seeds
    passages = [
        found.passage
        for gold in read_gold(GOLD)
        for found in answerer.answer(gold.question).passages
    ]
    assert len(passages) > 1000
    for passage in passages:
        verify(passage, corpus.reports)


@pytest.mark.slow
def test_the_readmes_question_finds_its_line(data_dir: Path) -> None:
    command = [*WENBAO, "ask", "--json", "--data-dir", str(data_dir)]
    question = "柯桥区今年新建工会多少家？\n".encode()
    output = subprocess.run(command, input=question, capture_output=True, check=True).stdout
    first = json.loads(output)["passages"][0]
    assert "今年柯桥区新建工会44家" in first["text"]
    source = first["source"]
    assert (source["report"], source["lines"]) == ("002_1d9a941f8215b31a.txt", [18])
    assert (source["confidence"], source["unreliable"]) == (1.0, False)


def _letters(text: str) -> Counter[str]:
    """What a reader reads, in any order: titles lose their layout spaces and markdown."""
    return Counter(re.sub(r"[\s*]", "", text))
