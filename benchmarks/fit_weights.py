"""Fit the weights of ranking, marking and judging to questions with known answers.

    python -m benchmarks.fit_weights REPORTS_GOLD.jsonl… --public DIR [--only marks|rest]
        [--write] [--every] [--folds 5]

Small linear models (benchmarks/logits.py): which passage of the candidates, which sentence of the
passage, which words beside a phrase begin and end an answer, which words of the sentence answer
(conditional logits). Without --write it only measures, by cross-validation over the first file;
with it all weights go to retrieval/qa/weights.toml; then benchmarks/fit_judging.py fits
those of the judge, which stand on them: until then refusals are judged as before. DIR holds a
public set: passages.jsonl and questions.jsonl; marks are fitted to all questions on every other
passage, so that `benchmarks.marking` measures on the rest.
"""

import argparse
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.fit_judging import refit
from benchmarks.logits import Choice, conditional_logit
from benchmarks.sets import HALVES, Asked, public_set, report_questions, reports_answerer
from retrieval.documents import plain
from retrieval.evaluation.metrics import is_same
from retrieval.qa.linear import WEIGHTS, Weights, read_weights
from retrieval.qa.passage_features import Evidence
from retrieval.qa.pipeline import MARKED, passage_figures
from retrieval.qa.reranker import without_repeats
from retrieval.qa.spans.phrases import CLOSING, OPENING, group_of, names

Figures = Mapping[str, float]
SECTIONS = ("ranking", "sentence", "boundary", "span", "passage", "judging")
# a word beside an answer is weighed if it stands in the sentences of so many questions
COMMON = 50
# and if what it tells is at least this much
TELLING = 0.1
# a question about the reports counts for as much as these of the public set
PUBLIC_SHARE = 0.3
MARKS_SHARE = 0.4
ALL = 10**6


def fit(asked: Sequence[Asked], marks: Weights) -> Weights:
    """The weights of ranking, beside those of marks, which are fitted before."""
    ranking = conditional_logit([_ranking(a) for a in asked if a.spots], penalty=0.02)
    weights = replace(marks, ranking=ranking)
    passage = conditional_logit([_passage(a, weights) for a in asked if a.spots], penalty=0.01)
    weights = replace(weights, passage=passage)
    return replace(weights, judging=read_weights().judging)


def fit_marks(asked: Sequence[Asked], weights: Weights) -> Weights:
    """The weights with those of the sentence, the boundaries and the words fitted anew.

    A public set is for these: how an answer is told from its sentence is much the same anywhere.
    """
    good = [(a, e) for a in asked if (e := a.own_evidence()) is not None]
    sentence = conditional_logit([_sentence(a, e) for a, e in good], penalty=0.01)
    weights = replace(weights, sentence=sentence)
    boundary: dict[str, float] = {}
    for side in (_openings, _closings):
        choices = [choice for a, e in good for choice in side(a, e)]
        boundary |= conditional_logit(choices, penalty=0.003, least=COMMON)
    boundary = {name: value for name, value in boundary.items() if abs(value) >= TELLING}
    weights = replace(weights, boundary=boundary)
    span = conditional_logit([_span(a, e, weights) for a, e in good], penalty=0.0003)
    return replace(weights, span=span)


def _ranking(asked: Asked) -> Choice:
    return Choice(
        [e.figures for e in asked.evidence],
        [asked.is_right(e) for e in asked.evidence],
        asked.weight,
    )


def _sentence(asked: Asked, evidence: Evidence) -> Choice:
    marker = asked.answerer.marker
    options = marker.sentences(asked.question, evidence)
    text, wanted = evidence.view.text, [plain(answer) for answer in asked.answers]
    return Choice(
        [o.figures for o in options],
        [any(answer in text[o.start : o.end] for answer in wanted) for o in options],
        asked.weight,
    )


def _openings(asked: Asked, evidence: Evidence) -> Iterator[Choice]:
    """Of a sentence that holds a gold answer, the words at which one begins."""
    marker = asked.answerer.marker
    group = group_of(marker.kind(asked.question))
    for sentence, spans in _answered(asked, evidence):
        words = marker.phraser.words(sentence)
        yield Choice(
            [dict.fromkeys(own, 1.0) for own in names(words.opening(), OPENING, group)],
            [any(place == start for start, _ in spans) for place in words.places[:-1]],
            asked.weight,
        )


def _closings(asked: Asked, evidence: Evidence) -> Iterator[Choice]:
    """Of a sentence that holds a gold answer, the words behind which one ends."""
    marker = asked.answerer.marker
    group = group_of(marker.kind(asked.question))
    for sentence, spans in _answered(asked, evidence):
        words = marker.phraser.words(sentence)
        yield Choice(
            [dict.fromkeys(own, 1.0) for own in names(words.closing(), CLOSING, group)],
            [any(place == end for _, end in spans) for place in words.places[1:]],
            asked.weight,
        )


def _answered(asked: Asked, evidence: Evidence) -> Iterator[tuple[str, Sequence[tuple[int, int]]]]:
    """The sentences that hold a gold answer, and where."""
    for sentence in evidence.view.sentences:
        spans = [
            match.span()
            for answer in asked.answers
            for match in re.finditer(re.escape(plain(answer)), sentence)
        ]
        if spans:
            yield sentence, spans


def _span(asked: Asked, evidence: Evidence, weights: Weights) -> Choice:
    marker = asked.with_weights(weights).marker
    text, wanted = evidence.view.text, [plain(answer) for answer in asked.answers]
    spans = marker.candidates(asked.question, evidence)
    slices = [text[s.candidate.start : s.candidate.end] for s in spans]
    # what is nearly the answer is right only where nothing is the answer
    right = [words in wanted for words in slices]
    if not any(right):
        right = [any(is_same(words, answer) for answer in wanted) for words in slices]
    return Choice([s.figures for s in spans], right, asked.weight)


def _passage(asked: Asked, weights: Weights) -> Choice:
    answerer = asked.with_weights(weights)
    ranked = without_repeats(answerer.ranker.sorted(asked.gathered), most=MARKED)
    return Choice(
        [passage_figures(found) for found in answerer.mark(ranked, words=MARKED)],
        [asked.is_right(r.evidence) for r in ranked],
        asked.weight,
    )


def cross_validate(
    asked: Sequence[Asked],
    always: Sequence[Asked],
    marked: Sequence[Asked],
    folds: int,
    *,
    misses: bool = False,
) -> None:
    """Print the figures over the questions, each judged by weights that never saw it, nor any
    other question on its passage.
    """
    groups = sorted({_group(a) for a in asked})
    random.Random(1).shuffle(groups)
    fold_of = {group: place % folds for place, group in enumerate(groups)}
    judged, likelihoods = [], []
    for fold in range(folds):
        seen = [a for a in asked if fold_of[_group(a)] != fold]
        marks = fit_marks([*seen, *marked], read_weights())
        weights = fit([*seen, *always], marks)
        for question in (a for a in asked if fold_of[_group(a)] == fold):
            judged.append(question.judge(weights))
            likelihoods.append((bool(question.spots), question.likelihood(weights)))
    show(f"{folds}-fold cross-validation", judged)
    _show_thresholds(likelihoods)
    if misses:
        _show_misses(judged)


def _group(asked: Asked) -> tuple[str, str]:
    """What questions of one fold share: their passage."""
    spots = sorted(min(spot) for spot in asked.spots)
    return (str(spots[0]), "") if spots else ("", asked.gold.question_id)


def _show_thresholds(likelihoods: Sequence[tuple[bool, float]]) -> None:
    """What a threshold of refusal would cost and gain."""
    for threshold in (0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        cells = []
        for answerable, name in ((True, "wrongly not found"), (False, "rightly not found")):
            own = [value for truth, value in likelihoods if truth == answerable]
            cells.append(f"{name} {sum(value < threshold for value in own) / len(own):.3f}")
        print(f"below {threshold:.2f}: {', '.join(cells)}")


def _show_misses(judged) -> None:  # type: ignore[no-untyped-def]
    for j in judged:
        f = j.figures
        if j.is_miss or f.get("false_abstain") or not (f.get("sent", 1) and f.get("span", 1)):
            first = j.answer.passages[0] if j.answer.passages else None
            text = first.passage.text if first else ""
            answer = first.answer.of(text) if first and first.answer else "-"
            marks = f"{answer} / {text[:24]}"
            flags = [k for k in ("hit@1", "sent", "span") if not f.get(k, 1)]
            print(j.gold.question_id, j.answer.status.value, flags, j.gold.question, "|", marks)


def show(title: str, judged) -> None:  # type: ignore[no-untyped-def]
    """Print a table of figures."""
    from retrieval.evaluation import summarize

    print(f"== {title}")
    for style, row in summarize(judged).items():
        print(f"{style:14}", "  ".join(f"{k} {v:.3g}" for k, v in row.items()))


def write(weights: Weights, path: Path) -> None:
    """Write the weights as TOML."""
    lines = ["# Fitted by benchmarks/fit_weights.py; don't edit by hand."]
    for section in SECTIONS:
        lines += ["", f"[{section}]"]
        table = getattr(weights, section)
        lines += [f'"{name}" = {table[name]:.3f}' for name in sorted(table)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--public", type=Path)
    parser.add_argument("--public-questions", type=int, default=300)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--only", choices=("marks", "rest"), help="keep the other weights")
    parser.add_argument("--every", action="store_true", help="fit to all halves: for what ships")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    answerer = reports_answerer()
    sets = [report_questions(path, answerer) for path in args.gold]
    fitted = {a.half for asked in sets for a in asked} if args.every else {None, "seen"}
    seen = [[a for a in asked if a.half in fitted] for asked in sets]
    held = [a for asked in sets for a in asked if a.half not in fitted]
    public = public_set(args.public, args.public_questions, PUBLIC_SHARE) if args.public else []
    marked = public_set(args.public, ALL, MARKS_SHARE) if args.public else []
    marked = [a for a in marked if a.half == HALVES[0]]
    others = [a for asked in seen[1:] for a in asked]
    if args.folds:
        cross_validate([*seen[0], *others], public, marked, args.folds, misses=args.misses)
    weights = read_weights()
    if args.only != "rest":
        weights = fit_marks([*seen[0], *others, *marked], weights)
    if args.only != "marks":
        weights = fit([*seen[0], *others, *public], weights)
    judged = [a.judge(weights) for a in others]
    if held:
        show("held-out half", [a.judge(weights) for a in held])
    if judged:
        show("fitted half", judged)
        if args.misses:
            _show_misses(judged)
    if args.write:
        write(weights, WEIGHTS)
        if args.public:
            refit(args.gold, args.public, every=args.every, writes=True)


if __name__ == "__main__":
    main()
