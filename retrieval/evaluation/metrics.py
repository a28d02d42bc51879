"""An answer held against its gold question, and the figures over many of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import fmean

from retrieval.evaluation.gold import GoldQuestion, Spot
from retrieval.qa import Answer, AnswerPassage, Status

ALL = "all"
UNANSWERABLE = "unanswerable"
# figures in the order of the table; the last two are of unanswerable questions
FIGURES = (
    "hit@1", "hit@3", "mrr", "ans@1", "ans@3", "sent", "span", "f1",
    "false_abstain", "abstain", "flagged",
)  # fmt: skip
_RANKS = 10
_SLACK = 6  # characters by which a marked answer may be longer or shorter than the gold one

_IGNORED = re.compile(r"[\s\u3000*]+")
_FULL_WIDTH = str.maketrans(",():;?!~", "，（）：；？！～")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Figures of one answer, each from 0 to 1; `rank` is None if not in the first 10."""

    gold: GoldQuestion
    answer: Answer
    rank: int | None
    figures: Mapping[str, float]

    @property
    def is_miss(self) -> bool:
        """True if the answer's first passage is wrong, or there should have been none."""
        if not self.gold.is_answerable:
            return self.answer.status is Status.ANSWERED
        return not self.figures["hit@1"]


def judge(gold: GoldQuestion, answer: Answer) -> Judgement:
    """Hold an answer against its gold question."""
    if not gold.is_answerable:
        refused = answer.status is Status.NOT_FOUND
        flagged = answer.status is not Status.ANSWERED
        return Judgement(gold, answer, None, {"abstain": refused, "flagged": flagged})
    rank = _rank(gold, answer)
    needed = len(gold.spots)  # a comparison needs a passage for each side
    return Judgement(
        gold,
        answer,
        rank,
        {
            "hit@1": rank is not None and rank <= needed,
            "hit@3": rank is not None and rank <= 3,
            "mrr": 1 / rank if rank else 0.0,
            "ans@1": _holds_answer(gold, answer.passages[:needed]),
            "ans@3": _holds_answer(gold, answer.passages[:3]),
            **_marks(gold, answer.passages[0] if answer.passages else None),
            "false_abstain": answer.status is Status.NOT_FOUND,
        },
    )


def summarize(judgements: Iterable[Judgement]) -> dict[str, dict[str, float]]:
    """The mean of each figure, per style and over all, with the number of questions as `n`."""
    groups: dict[str, list[Mapping[str, float]]] = defaultdict(list)
    for judgement in judgements:
        if judgement.gold.is_answerable:
            groups[ALL].append(judgement.figures)
            groups[judgement.gold.style].append(judgement.figures)
        else:
            groups[UNANSWERABLE].append(judgement.figures)
    names = sorted(groups, key=lambda name: (name != ALL, name == UNANSWERABLE, name))
    return {name: _means(groups[name]) for name in names}


def _means(rows: list[Mapping[str, float]]) -> dict[str, float]:
    means = {
        name: round(fmean(row[name] for row in rows), 4) for name in FIGURES if name in rows[0]
    }
    return {"n": len(rows), **means}


def _rank(gold: GoldQuestion, answer: Answer) -> int | None:
    ranks = [_rank_of(spot, answer.passages[:_RANKS]) for spot in gold.spots]
    found = [rank for rank in ranks if rank is not None]
    return max(found) if len(found) == len(ranks) else None


def _rank_of(spot: Spot, passages: Iterable[AnswerPassage]) -> int | None:
    for rank, found in enumerate(passages, start=1):
        report = found.passage.article.report
        if any((report, line) in spot for line in found.passage.lines):
            return rank
    return None


def _holds_answer(gold: GoldQuestion, passages: Iterable[AnswerPassage]) -> bool:
    text = "\0".join(flat(found.passage.text) for found in passages)
    holds = [flat(answer) in text for answer in gold.answers]
    return all(holds) if len(gold.spots) > 1 else any(holds)


def _marks(gold: GoldQuestion, first: AnswerPassage | None) -> dict[str, float]:
    if first is None:
        return {"sent": 0.0, "span": 0.0, "f1": 0.0}
    text = first.passage.text
    sentence = flat(first.sentence.of(text)) if first.sentence else ""
    marked = flat(first.answer.of(text)) if first.answer else ""
    wanted = [flat(answer) for answer in gold.answers]
    return {
        "sent": any(answer in sentence for answer in wanted),
        "span": bool(marked) and any(is_same(marked, answer) for answer in wanted),
        "f1": max((_character_f1(marked, answer) for answer in wanted), default=0.0),
    }


def is_same(marked: str, wanted: str) -> bool:
    """Tell whether marked words are the wanted ones, give or take a few characters."""
    if marked == wanted:
        return True
    if wanted in marked:
        return len(marked) <= len(wanted) + _SLACK
    return marked in wanted and len(marked) >= 2 and len(wanted) <= len(marked) + _SLACK


def _character_f1(left: str, right: str) -> float:
    common = (Counter(left) & Counter(right)).total()
    return 2 * common / (len(left) + len(right)) if common else 0.0


def flat(text: str) -> str:
    """The text without white space and `*`, its marks in full width."""
    return _IGNORED.sub("", text).translate(_FULL_WIDTH)
