"""Sets of questions with known answers, read for fitting and measuring."""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from config.settings import read_settings
from retrieval.corpus import load_corpus
from retrieval.documents import Article, Paragraph, Passage, Piece, Report, Role, Views
from retrieval.evaluation import GoldQuestion, Judgement, judge, read_gold
from retrieval.evaluation.metrics import flat
from retrieval.index.analysis import analyze_passages, default_analyzer
from retrieval.index.bm25 import BM25Index
from retrieval.lexicon.word_files import read_all_words
from retrieval.qa import Answerer, Weights, answerer_of, build_answerer
from retrieval.qa.linear import read_weights
from retrieval.qa.ranking.passage_features import (
    RetrievedPassage,
    RetrievedPassages,
    extract_features,
)
from retrieval.query import Question

# of a public set: weights are fitted to the first half of its passages, the second is held out
HALVES = ("develop", "test")


@dataclass
class Asked:
    """A gold question with what an answerer finds for it, retrieved once."""

    gold: GoldQuestion
    answerer: Answerer
    weight: float = 1.0
    half: str | None = None
    passage: Passage | None = None  # of a public set, the one that answers
    about: str = ""  # what questions share that are held out together, such as their passage

    @property
    def spots(self):  # type: ignore[no-untyped-def]
        return self.gold.spots

    @property
    def answers(self) -> tuple[str, ...]:
        return self.gold.answers

    @cached_property
    def question(self) -> Question:
        return self.answerer.understand(self.gold.question, self.gold.turns)

    @cached_property
    def retrieved(self) -> RetrievedPassages:
        return self.answerer.ranker.retrieve(self.question)

    @property
    def candidates(self) -> Sequence[RetrievedPassage]:
        return self.retrieved.passages

    def is_right(self, retrieved: RetrievedPassage) -> bool:
        """Whether a candidate stands on a gold line."""
        return self.is_on(retrieved.view.passage)

    def is_on(self, passage: Passage) -> bool:
        """Whether a passage stands on a gold line."""
        return any(
            (passage.article.report, line) in spot for spot in self.spots for line in passage.lines
        )

    def right_passage(self) -> RetrievedPassage | None:
        """The first candidate on a gold line that holds a gold answer."""
        if len(self.spots) != 1:
            return None
        for retrieved in self.candidates:
            text = flat(retrieved.view.passage.text)
            if self.is_right(retrieved) and any(flat(a) in text for a in self.answers):
                return retrieved
        return None

    def own_passage(self) -> RetrievedPassage | None:
        """The passage that answers with its features, whether a search finds it or not."""
        if self.passage is None:
            return self.right_passage()
        (retrieved,) = extract_features(
            self.question, [Views().of(self.passage)], search=[1.0]
        ).passages
        return retrieved

    def with_weights(self, weights: Weights) -> Answerer:
        """The answerer with other weights."""
        return replace(
            self.answerer,
            weights=weights,
            ranker=replace(self.answerer.ranker, weights=weights.ranking),
            marker=replace(self.answerer.marker, weights=weights),
        )

    def judge(self, weights: Weights) -> Judgement:
        """The whole answer, with other weights, held against the gold one."""
        answerer = self.with_weights(weights)
        return judge(self.gold, answerer.answer(self.gold.question, turns=self.gold.turns))

    def likelihood(self, weights: Weights) -> float:
        """How likely the reports answer, by other weights."""
        answerer = self.with_weights(weights)
        return answerer.explain(self.gold.question, turns=self.gold.turns).likelihood


def reports_answerer(*, without: str = "") -> Answerer:
    """The answerer over the shipped reports; one of the word lists may be left empty."""
    settings = read_settings()
    return build_answerer(
        load_corpus(settings.reports),
        default_analyzer(settings.data_dir / "cache"),
        words={name: () if name == without else w for name, w in read_all_words().items()},
        weights=read_weights(),
    )


def report_questions(path: Path, answerer: Answerer) -> list[Asked]:
    """The questions of a gold file."""
    halves = {
        record["id"]: record.get("half")
        for record in map(json.loads, path.read_text(encoding="utf-8").splitlines())
    }
    return [
        Asked(gold, answerer, half=halves[gold.question_id], about=_about(gold))
        for gold in read_gold(path)
    ]


def _about(gold: GoldQuestion) -> str:
    return str(min(map(min, gold.spots))) if gold.spots else gold.question_id


def public_set(folder: Path, count: int, weight: float, *, seed: int = 7) -> list[Asked]:
    """Some questions of a public set over all of its passages, in two halves by passage."""
    passages = [json.loads(line) for line in (folder / "passages.jsonl").open(encoding="utf-8")]
    questions = [json.loads(line) for line in (folder / "questions.jsonl").open(encoding="utf-8")]
    random.Random(seed).shuffle(questions)
    passage_of = {p.article.article_id: p for p in public_passages(passages)}
    answerer = public_answerer(list(passage_of.values()))
    half_of = {name: HALVES[place % 2] for place, name in enumerate(passage_of)}
    return [
        Asked(
            GoldQuestion(
                question_id=q["id"],
                question=q["q"],
                style="public",
                spots=(frozenset({(q["passage_id"], 1)}),),
                answers=tuple(q["answers"]),
            ),
            answerer,
            weight=weight,
            half=half_of[q["passage_id"]],
            passage=passage_of[q["passage_id"]],
        )
        for q in questions[:count]
    ]


def public_passages(records: Sequence[Mapping[str, str]]) -> list[Passage]:
    """Passages of a public set, each of them an article of one line; titles are not used."""
    texts = {r["id"]: " ".join(r["text"].split()) for r in records}
    return [
        Passage(
            Article(
                name, name, paragraphs=(Paragraph(Role.BODY, text, (Piece(1, 0, len(text)),)),)
            ),
            0,
        )
        for name, text in texts.items()
    ]


def public_answerer(passages: Sequence[Passage]) -> Answerer:
    """An answerer over passages, each of them a report of one line."""
    analyzer = default_analyzer(read_settings().data_dir / "cache")
    reports = {
        p.article.report: Report(p.article.report, (p.text,), p.article.report) for p in passages
    }
    return answerer_of(
        BM25Index(list(analyze_passages(passages, analyzer))),
        analyzer,
        words=read_all_words(),
        weights=read_weights(),
        reports=reports,
    )


def answerer_over(passages: Sequence[Passage]) -> Answerer:
    """An answerer over passages whose reports are not at hand: it ranks, marks and judges."""
    analyzer = default_analyzer(read_settings().data_dir / "cache")
    index = BM25Index(list(analyze_passages(passages, analyzer)))
    return answerer_of(index, analyzer, words=read_all_words(), weights=read_weights(), reports={})
