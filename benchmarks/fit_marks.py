"""Fit the weights of the marks: which sentence of a passage answers, and which words.

    python -m benchmarks.fit_marks REPORTS_GOLD.jsonl… --public DIR… [--questions 1000] [--write]

Two conditional logits over the right passages of several sets, each set counting alike: the gold
files together are one, every public DIR (passages.jsonl, questions.jsonl) is another. No words may
be right: that is an option beside all candidates. It prints, for each set, how often the sentence
and the words are right by weights that never saw the set, and with --write puts the weights of all
sets into [sentence] and [span] of retrieval/qa/weights.toml. Give no set whose terms forbid it.
"""

import argparse
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.logits import Choice, conditional_logit
from benchmarks.sets import Asked, public_set, report_questions, reports_answerer
from retrieval.documents import plain
from retrieval.evaluation.metrics import is_same
from retrieval.qa.linear import WEIGHTS, Weights, read_weights
from retrieval.qa.spans.certainty import CERTAIN

Sets = Mapping[str, Sequence[Asked]]
_PENALTY = 0.0005


def fit(sets: Sets, weights: Weights) -> Weights:
    """Fit the weights of sentences, and on these those of words."""
    sentence = conditional_logit(_choices(sets, _sentence, weights), penalty=_PENALTY)
    weights = replace(weights, sentence=sentence)
    span = conditional_logit(_choices(sets, _span, weights), penalty=_PENALTY)
    return replace(weights, span=span)


def _choices(sets: Sets, choice_of, weights: Weights) -> list[Choice]:  # type: ignore[no-untyped-def]
    return [
        choice
        for asked in sets.values()
        for one in asked
        if (choice := choice_of(one, weights, 1 / len(asked))) is not None
    ]


def _sentence(asked: Asked, weights: Weights, share: float) -> Choice | None:
    retrieved = asked.own_passage()
    if retrieved is None:
        return None
    found = asked.with_weights(weights).marker.sentences(asked.question, retrieved)
    wanted = [plain(answer) for answer in asked.answers]
    right = [any(answer in one.text for answer in wanted) for one in found]
    return Choice([one.features for one in found], right, share) if found else None


def _span(asked: Asked, weights: Weights, share: float) -> Choice | None:
    retrieved = asked.own_passage()
    if retrieved is None or asked.question.described:
        return None
    options = asked.with_weights(weights).marker.options(asked.question, retrieved)
    text, wanted = retrieved.view.text, [plain(answer) for answer in asked.answers]
    right = [any(is_same(one.words(text), answer) for answer in wanted) for one in options]
    features = [one.features for one in options]
    return Choice([*features, {}], [*right, not any(right)], share) if options else None


def measure(asked: Sequence[Asked], weights: Weights) -> str:
    """Print how often the sentence is right, and the words that are certain, and how many are."""
    rows = [row for one in asked if (row := _measured(one, weights)) is not None]
    shown = [right for _, right in rows if right is not None]
    return (
        f"{len(rows)} questions, sentence {sum(s for s, _ in rows) / len(rows):.3f},"
        f" words {sum(shown) / (len(shown) or 1):.3f} of {len(shown) / len(rows):.3f} shown"
    )


def _measured(asked: Asked, weights: Weights) -> tuple[bool, bool | None] | None:
    retrieved = asked.own_passage()
    if retrieved is None or not asked.question.concepts:
        return None
    mark = asked.with_weights(weights).marker.mark(asked.question, retrieved)
    text, wanted = retrieved.view.passage.text, [plain(answer) for answer in asked.answers]
    sentence = plain(mark.sentence.of(text)) if mark.sentence else ""
    words = plain(mark.answer.of(text)) if mark.answer and mark.likelihood >= CERTAIN else ""
    is_right = any(w in words or words in w for w in wanted) if words else None
    return any(answer in sentence for answer in wanted), is_right


def write(weights: Weights, path: Path = WEIGHTS) -> None:
    """Replace the two tables in the file of the weights."""
    text = path.read_text(encoding="utf-8")
    for section in ("sentence", "span"):
        table = getattr(weights, section)
        rows = "\n".join(f'"{name}" = {table[name]:.3f}' for name in sorted(table))
        text = re.sub(rf"\[{section}\]\n[^\[]*", f"[{section}]\n{rows}\n\n", text)
    path.write_text(text.rstrip() + "\n", encoding="utf-8")


def main() -> None:
    """Measure, and write if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--public", nargs="*", type=Path, default=[])
    parser.add_argument("--questions", type=int, default=1000)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    answerer = reports_answerer()
    own = [one for path in args.gold for one in report_questions(path, answerer) if one.spots]
    sets = {"reports": own} | {
        path.name: public_set(path, args.questions, 1.0) for path in args.public
    }
    for name, asked in sets.items():
        others = {other: rows for other, rows in sets.items() if other != name}
        weights = fit(others, read_weights()) if others else read_weights()
        print(name, measure(asked, weights))
    if args.write:
        write(fit(sets, read_weights()))


if __name__ == "__main__":
    main()
