"""How well candidates fit a question: by their form and by what stands around them.

Each figure is worked out for the candidates of all sentences at once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain

import numpy as np

from retrieval.qa.linear import Figures, added, weights_of
from retrieval.qa.spans.candidates import CATEGORIES, COLUMNS, RANKED, Candidates
from retrieval.qa.spans.extractors import Candidate, Category
from retrieval.qa.spans.phrases import group_of
from retrieval.qa.spans.proximity import HEAD, Setting, Slices, beside
from retrieval.query import Kind, Question
from retrieval.text import fold
from retrieval.text.quantities import unit_pattern

# in the order in which they are weighed and added up; some are weighed for each kind of question,
# group of kinds or form of words apart
FIGURES = (
    *("{kind}:{form}", "near", "order", "focus", "next_before", "next_after"),
    *("clause", "clause_count", "clause_focus", "{group}:length", "{group}:length²"),
    *("{form}:opening", "{form}:closing", "follows", "precedes", "{group}:inside", "cuts"),
    *("asked", "{group}:digit", "whole", "head", "slot_before", "slot_after", "cue"),
    *("{group}:items", "unpaired", "ordinal", "one", "unit", "joined", "sentence"),
)
_PLAIN = tuple(name.split(":")[-1] for name in ("form", *FIGURES[1:]))


@cache
def _names(kind: Kind, form: Category) -> tuple[str, ...]:
    """The names of FIGURES by which candidates of a form are weighed for a kind of question."""
    group = group_of(kind)
    return tuple(name.format(kind=kind.value, form=form.value, group=group) for name in FIGURES)


def weights_by_form(kind: Kind, weights: Mapping[str, float]) -> Figures:
    """What each of FIGURES weighs for a kind of question: a row each, a column for each form."""
    return np.array([weights_of(weights, _names(kind, form)) for form in CATEGORIES]).T


@dataclass(frozen=True, slots=True)
class Searched:
    """A sentence that is searched for words that answer, and the candidates in it.

    `start` is where it starts in `passage`, a plain text; `behind` (at most 0) is how far its
    score is from that of the passage's best sentence.
    """

    text: str
    start: int
    passage: str
    behind: float
    candidates: Candidates


@dataclass(frozen=True, slots=True)
class Fits:
    """Candidates in passages, those of each together, and how well they fit.

    Those of passage i go from `bounds[i]` to `bounds[i + 1]`; `starts` and `ends` are places in
    its plain text, `forms` numbers of categories; `table` has a row for each of FIGURES.
    """

    kind: Kind
    bounds: Sequence[int]
    words: Sequence[str]
    starts: Figures
    ends: Figures
    forms: Sequence[int]
    table: Figures

    def of(self, passage: int) -> slice:
        """Which are a passage's."""
        return slice(self.bounds[passage], self.bounds[passage + 1])

    def scores(self, weights: Figures) -> Figures:
        """The weighted sums of the candidates' figures, by `weights_by_form`."""
        return added(weights[:, self.forms] * self.table)

    def candidate(self, number: int) -> Candidate:
        """A candidate as a slice of the plain text of its passage."""
        start, end = int(self.starts[number]), int(self.ends[number])
        return Candidate(start, end, CATEGORIES[self.forms[number]])

    def figures(self, number: int) -> dict[str, float]:
        """The figures of a candidate that are not 0, by their names."""
        names = _names(self.kind, CATEGORIES[self.forms[number]])
        values = self.table[:, number].tolist()
        return {name: value for name, value in zip(names, values, strict=True) if value}


def fit(question: Question, kind: Kind, passages: Sequence[Sequence[Searched]]) -> Fits:
    """Fit the candidates in sentences of passages to a question that asks for words of a kind."""
    searched = list(chain.from_iterable(passages))
    words = [words for sentence in searched for words in sentence.candidates.words]
    bounds = accumulate((sum(s.candidates.count for s in own) for own in passages), initial=0)
    if not words:
        none = np.empty(0)
        return Fits(kind, list(bounds), (), none, none, (), np.empty((len(FIGURES), 0)))
    sentences = np.arange(len(searched)).repeat([s.candidates.count for s in searched])
    table = np.concatenate([s.candidates.table for s in searched], axis=1)
    columns = dict(zip(COLUMNS, table, strict=True))
    edges = (columns[name] for name in ("start", "end", "clause_start", "clause_end"))
    slices = Slices(sentences, *edges)
    texts = [s.text for s in searched]
    before, behind = beside(question.slot, texts)
    figures = {
        **columns,
        **Setting(question, texts, [s.passage for s in searched]).figures(slices),
        "slot_before": before[sentences, slices.starts.astype(np.intp)],
        "slot_after": behind[sentences, slices.ends.astype(np.intp)],
        **_asked_figures(question, words, columns),
        "form": np.ones(len(words)),
        "length²": columns["length"] * columns["length"],
        "sentence": np.array([s.behind for s in searched])[sentences],
    }
    offsets = np.array([s.start for s in searched])[sentences]
    return Fits(
        kind,
        list(bounds),
        words,
        starts=columns["start"] + offsets,
        ends=columns["end"] + offsets,
        forms=columns["category"].astype(np.intp).tolist(),
        table=np.array([figures[name] for name in _PLAIN]),
    )


def _asked_figures(
    question: Question, words: Sequence[str], columns: Mapping[str, Figures]
) -> dict[str, Figures]:
    """Whether words stand in the question, end as what follows its cue, and have its unit; 第几 is
    asked and told (1), or only one of the two (-1).
    """
    asked, head = fold(question.typed).replace(" ", ""), question.slot.after[:HEAD]
    asks_rank = question.slot.before.endswith("第") or question.slot.after.startswith(RANKED)
    is_amount, ranks = columns["is_amount"], columns["ranks"]
    unit = np.zeros(len(words))
    if question.units:
        has_unit = unit_pattern(question.units).search
        unit = is_amount * [1.0 if has_unit(text) else -1.0 for text in words]
    return {
        "asked": np.array([text in asked for text in words], dtype=np.float64),
        "head": np.array([text[-1] in head for text in words], dtype=np.float64),
        "ordinal": 2.0 * ranks - is_amount if asks_rank else -ranks,
        "unit": unit,
    }
