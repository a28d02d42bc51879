"""An explanation as rich text: what was understood, found, weighed and judged."""

from collections.abc import Iterable, Sequence

from rich.text import Text

from bot.app.messages import Texts
from bot.app.terminal_text import shown
from bot.console.rendering import FAINT, HEADLINE
from retrieval.qa import Explanation
from retrieval.qa.explanation import PassageExplanation, Share
from retrieval.query import Concept

_SHARES = 8
_FORMS = 8
_TERMS = 12
_MARK = {"typed": "=", "synonym": "≈", "sound": "♪", "shape": "≋"}


def draw_explanation(explanation: Explanation, texts: Texts) -> Iterable[Text]:
    """The explanation, line by line; the heaviest shares first."""
    question = explanation.question
    yield Text(texts("explain-question", kind=question.kind.value, text=shown(question.understood)))
    for typed, meant in question.replaced:
        yield Text(texts("replaced", typed=shown(typed), meant=shown(meant)))
    for concept in question.concepts:
        yield Text(_concept(concept, texts), FAINT)
    for passage in explanation.passages:
        yield from _passage(passage, texts)
    limits = explanation.thresholds
    verdict = texts(
        "explain-verdict",
        likelihood=f"{explanation.likelihood:.2f}",
        answered=f"{limits.answered:.2f}",
        refused=f"{limits.not_found:.2f}",
        status=explanation.answer.status.value,
    )
    yield Text(verdict, HEADLINE)
    if explanation.rule:
        yield Text(texts("explain-rule", rule=explanation.rule))
    yield Text(_sum(explanation.judging), FAINT)


def _concept(concept: Concept, texts: Texts) -> str:
    others = " ".join(
        f"{_MARK.get(form.source.value, '~')}{shown(form.text)} {form.weight:.2f}"
        for form in concept.forms[1 : _FORMS + 1]
    )
    focus = texts("explain-focus") if concept.is_focus else ""
    known = "" if concept.is_known else texts("explain-unknown")
    return f"  {shown(concept.text)} {concept.weight:.2f} {focus}{known}{others}".rstrip()


def _passage(passage: PassageExplanation, texts: Texts) -> Iterable[Text]:
    score = f"{passage.score:.2f}"
    yield Text(texts("explain-passage", rank=passage.rank, score=score), HEADLINE)
    terms = "、".join(f"{shown(t.term)} {t.score:.2f}" for t in passage.terms[:_TERMS])
    for key, value in (
        ("explain-terms", terms),
        ("explain-ranking", _sum(passage.ranking)),
        ("explain-sentence", _sum(passage.sentence)),
        ("explain-words", _sum(passage.words)),
    ):
        if value:
            yield Text(f"  {texts(key)} {value}", FAINT)


def _sum(shares: Sequence[Share]) -> str:
    return "  ".join(
        f"{s.name} {s.value:.2f}×{s.weight:.2f}={s.share:+.2f}" for s in shares[:_SHARES]
    )
