"""The sets of questions that answers are fitted to and measured on, each by its name.

A public set is a folder with passages.jsonl ({"id", "title", "text"}) and questions.jsonl ({"id",
"q", "passage_id", "answers"}; without answers the passage doesn't tell). Its passages are articles
of one paragraph, or (`-articles`) paragraphs of articles, as in a newspaper.
"""

import json
import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks.near_misses import public_worlds
from benchmarks.sets import Asked, answerer_over, report_questions, reports_answerer
from retrieval.documents import Article, Paragraph, Passage, Piece, Role
from retrieval.evaluation import GoldQuestion
from retrieval.evaluation.metrics import flat
from retrieval.text.sentences import sentences

QUESTIONS = Path(__file__).parent / "questions"
FITTED_FILES = ("reports", "blind", "later")
JUDGED_FILES = ("held_out",)
_PARAGRAPH = 160  # characters at least, of one made of a passage's sentences
_NEAR_MISSES = 120  # of each kind

# what sets are fitted to: those whose licences allow it
CMRC, DRCD = "cmrc2018-dev", "drcd-dev"


@dataclass(frozen=True)
class QuestionSet:
    """Questions over one or more answerers; `source` names what is left out together."""

    name: str
    source: str
    asked: Sequence[Asked]


def own_sets(files: Sequence[str], source: str, *, without: str = "") -> list[QuestionSet]:
    """Our own questions on the shipped reports, a set for each file."""
    answerer = reports_answerer(without=without)
    mark = f"-{without}" if without else ""
    found = []
    for name in files:
        path = Path(name) if name.endswith(".jsonl") else QUESTIONS / f"{name}.jsonl"
        asked = [a for a in report_questions(path, answerer) if len(a.spots) < 2]
        found.append(QuestionSet(path.stem + mark, source, asked))
    return found


def fitted_sets(public: Path, count: int) -> list[QuestionSet]:
    """The sets that weights are fitted to; the questions on reports with and without synonyms."""
    found = [*own_sets(FITTED_FILES, "own"), *own_sets(FITTED_FILES, "own", without="synonyms")]
    for name in (CMRC, DRCD):
        found.append(public_set(public / name, count))
        found.append(article_set(public / name, count))
    return found


def foreign_set(sets: Sequence[QuestionSet], count: int, *, seed: int = 5) -> QuestionSet:
    """Questions of other texts, asked of our reports and of each other's, which tell nothing of it.

    `sets` are ours first, then public ones.
    """
    rng = random.Random(seed)
    told = [[a for a in one.asked if a.spots and not a.gold.turns] for one in sets]
    asked = []
    for own, others in zip(told, [*told[1:], told[0]], strict=True):
        for one in rng.sample(others, min(count, len(others))):
            gold = replace(one.gold, style="unanswerable", spots=(), answers=())
            asked.append(Asked(gold, own[0].answerer))
    return QuestionSet("foreign", "foreign", asked)


def near_miss_set(folder: Path, count: int, *, seed: int = 3) -> QuestionSet:
    """Questions of a public set beside near misses made of them."""
    of_kind: dict[str, list[Asked]] = defaultdict(list)
    for asked in public_worlds(folder):
        of_kind[asked.gold.style].append(asked)
    rng = random.Random(seed)
    picked = []
    for kind, asked_all in sorted(of_kind.items()):
        most = count if kind == "answerable" else _NEAR_MISSES
        picked += rng.sample(asked_all, min(most, len(asked_all)))
    return QuestionSet(f"{folder.name}-misses", folder.name, picked)


def public_set(folder: Path, count: int, none: int = 0, *, seed: int = 1) -> QuestionSet:
    """Questions over passages that are articles of one paragraph."""
    passages, questions = _read(folder)
    articles = [
        _article(record["id"], record.get("title") or "", [_joined(record["text"])])
        for record in passages
    ]
    place = {record["id"]: (record["id"], (1,)) for record in passages}
    return _set(folder.name, folder.name, articles, place, sample(questions, count, none, seed))


def article_set(folder: Path, count: int, none: int = 0, *, seed: int = 2) -> QuestionSet:
    """Questions over articles of several paragraphs.

    Passages that follow each other under one title are its paragraphs; others are parted by their
    sentences, and those with an answer are right.
    """
    passages, questions = _read(folder)
    grouped = _grouped(passages)
    paragraphs: dict[str, list[str]] = defaultdict(list)
    titles: dict[str, str] = {}
    place: dict[str, tuple[str, tuple[int, ...]]] = {}
    for record in passages:
        group = grouped(record)
        own = [_joined(record["text"])] if group != record["id"] else _parted(record["text"])
        first = len(paragraphs[group]) + 1
        titles[group] = record.get("title") or ""
        paragraphs[group] += own
        place[record["id"]] = group, tuple(range(first, first + len(own)))
    articles = [_article(name, titles[name], own) for name, own in paragraphs.items()]
    picked = sample(questions, count, none, seed)
    return _set(f"{folder.name}-articles", folder.name, articles, place, picked)


def _read(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    passages, questions = (
        [json.loads(line) for line in (folder / name).open(encoding="utf-8")]
        for name in ("passages.jsonl", "questions.jsonl")
    )
    return passages, questions


def _grouped(passages: Sequence[dict[str, Any]]) -> Callable[[dict[str, Any]], str]:
    """Tell the article of a passage: by what its id begins with, if the title says so too."""
    titles: dict[str, set[str]] = defaultdict(set)
    stem_of = {record["id"]: re.sub(r"[-_]\d+$", "", record["id"]) for record in passages}
    sizes: dict[str, int] = defaultdict(int)
    for record in passages:
        titles[stem_of[record["id"]]].add(record.get("title") or "")
        sizes[stem_of[record["id"]]] += 1
    is_article = {stem for stem, own in titles.items() if len(own) == 1 and sizes[stem] > 1}
    return lambda record: (
        stem
        if (stem := stem_of[record["id"]]) in is_article and titles[stem] != {""}
        else record["id"]
    )


def _joined(text: str) -> str:
    return " ".join(text.split())


def _parted(text: str) -> list[str]:
    lines = [line for line in map(str.strip, text.split("\n")) if line]
    if len(lines) > 2:
        return lines
    found = [""]
    for sentence in sentences(_joined(text)):
        if len(found[-1]) >= _PARAGRAPH:
            found.append("")
        found[-1] += sentence
    return found


def _article(name: str, title: str, paragraphs: Sequence[str]) -> Article:
    """An article, a line for each paragraph."""
    return Article(
        name,
        name,
        headline=_joined(title) or None,
        paragraphs=tuple(
            Paragraph(Role.BODY, text, (Piece(number, 0, len(text)),))
            for number, text in enumerate(paragraphs, start=1)
        ),
    )


def sample(
    questions: Sequence[dict[str, Any]], count: int, none: int, seed: int
) -> list[dict[str, Any]]:
    """Draw so many questions with an answer and so many without."""
    rng = random.Random(seed)
    told = [q for q in questions if q["answers"]]
    asked = {re.sub(r"\W+", "", q["q"]) for q in told}
    untold = [q for q in questions if not q["answers"] and re.sub(r"\W+", "", q["q"]) not in asked]
    return rng.sample(told, min(count, len(told))) + rng.sample(untold, min(none, len(untold)))


def _set(
    name: str,
    source: str,
    articles: Sequence[Article],
    place: Mapping[str, tuple[str, tuple[int, ...]]],
    questions: Sequence[dict[str, Any]],
) -> QuestionSet:
    passages = [Passage(a, n) for a in articles for n in range(len(a.paragraphs))]
    text_of = {(p.article.report, p.position + 1): flat(p.text) for p in passages}
    answerer = answerer_over(passages)
    asked = []
    for question in questions:
        spots: tuple[frozenset[tuple[str, int]], ...] = ()
        if question["answers"]:
            article, lines = place[question["passage_id"]]
            if len(lines) > 1:
                answers = list(map(flat, question["answers"]))
                lines = tuple(n for n in lines if any(a in text_of[article, n] for a in answers))
            if not lines:
                continue
            spots = (frozenset((article, line) for line in lines),)
        style = "public" if spots else "unanswerable"
        gold = GoldQuestion(
            str(question["id"]), question["q"], style, spots, tuple(question["answers"])
        )
        asked.append(Asked(gold, answerer))
    return QuestionSet(name, source, asked)


def mixed_set(folders: Sequence[Path], count: int) -> QuestionSet:
    """Questions of all public sets, so many together, over the passages of all."""
    articles, place, questions = [], {}, []
    for folder in folders:
        passages, asked = _read(folder)
        for record in passages:
            name = f"{folder.name} {record['id']}"
            articles.append(_article(name, record.get("title") or "", [_joined(record["text"])]))
            place[name] = name, (1,)
        for question in sample(asked, count // len(folders), 0, 4):
            questions.append(question | {"passage_id": f"{folder.name} {question['passage_id']}"})
    return _set("mixed", "mixed", articles, place, questions)
