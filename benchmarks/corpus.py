"""Corpora of any size: report files whose sentences are those of real passages, recombined."""

import json
import random
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from config.settings import shipped_reports_dir

PASSAGES_OF_ARTICLE = 10
PASSAGES_OF_PAGE = 50
PAPERS = ("滨湖日报", "临江晚报", "青石晨报")
REPORTERS = ("邵一鸣", "祝知远", "温以宁", "骆思齐")
_SENTENCE = re.compile(r"[^。！？\n]{6,}[。！？]")


def sentences_of(passages: Path | None) -> list[str]:
    """The sentences of the shipped reports and of a file of passages (`{"text": …}` a line)."""
    texts = [
        path.read_text(encoding="utf-8") for path in sorted(shipped_reports_dir().glob("*.txt"))
    ]
    if passages is not None:
        lines = passages.read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines]
    return list(dict.fromkeys(found for text in texts for found in _SENTENCE.findall(text)))


def write_pages(
    folder: Path,
    sentences: Sequence[str],
    *,
    passages: int,
    first: int = 0,
    seed: int = 0,
    dated: bool = False,
) -> None:
    """Write report files with about so many passages of one to three sentences each.

    Page n is the same whatever the size of the corpus; `first` numbers the first page. Those that
    are `dated` have a running head, and reporters.
    """
    for number in range(first, first + -(-passages // PASSAGES_OF_PAGE)):
        place = folder / f"{number // 1000:03}"
        place.mkdir(parents=True, exist_ok=True)
        chance = random.Random(f"{seed}/{number}")
        text = "\n".join([*(_head(number) if dated else ()), *_page(chance, sentences, dated)])
        (place / f"{number:06}.txt").write_text(text, encoding="utf-8")


def _head(number: int) -> Iterator[str]:
    day = date(2015, 1, 1) + timedelta(days=number % 3300)
    paper = PAPERS[number % len(PAPERS)]
    yield f"{paper} {day.year}年{day.month}月{day.day}日 第{number % 8 + 1}版"
    yield ""


def _page(chance: random.Random, sentences: Sequence[str], dated: bool) -> Iterator[str]:
    for _ in range(PASSAGES_OF_PAGE // PASSAGES_OF_ARTICLE):
        yield re.sub(r"[，。！？、；：]", "", chance.choice(sentences))[:16]
        if dated:
            yield f"本报讯 记者{chance.choice(REPORTERS)}报道"
        for _ in range(PASSAGES_OF_ARTICLE):
            yield "".join(chance.choices(sentences, k=chance.randint(1, 3)))
