"""An explanation: in sentences to act on, or in full with every figure."""

from collections.abc import Iterable, Iterator, Sequence

from rich.text import Text

from bot.app.messages import Texts
from bot.app.terminal_text import shown
from bot.console.rendering import FAINT, HEADLINE
from retrieval.qa import Answer, Explanation
from retrieval.qa.explanation import PassageExplanation, Share
from retrieval.query import Concept

_SHARES = 8
_FORMS = 8
_TERMS = 12
_MARK = {"typed": "=", "synonym": "≈", "sound": "♪", "shape": "≋"}

_TELLING = 0.15  # a word of less weight fits any text
_SURE = 0.5  # how surely a word stands in a passage to be said to
_SAID_FORMS = 3  # other spellings named beside a word
_SAID_REASONS = 3
_DOUBT = -0.3  # a feature whose share of the sum is below speaks against an answer
# the features of doubt for which there is a sentence, `explain-why-…`
REASONS = ("half", "missing", "no_number", "no_form", "no_attribute", "unmarked")


def is_looked_up(answer: Answer) -> bool:
    """Tell whether an answer comes from the catalogue or a check, where nothing was weighed."""
    return not (answer.listing is None and answer.opened is None and answer.quote is None)


def draw_explanation(explanation: Explanation, texts: Texts) -> Iterator[Text]:
    """Say what was asked and looked for, what the first passage has of it, and the decision."""
    question = explanation.question
    yield from _draw_question(explanation, texts)
    words = [concept for concept in question.concepts if concept.weight >= _TELLING]
    missing = explanation.answer.missing
    if searched := [_with_forms(concept) for concept in words if concept.text not in missing]:
        yield _said(texts, "explain-looked-for", searched)
    if missing:
        yield _said(texts, "explain-unknown-words", map(shown, missing))
    if explanation.passages:
        yield from _draw_first(explanation.passages[0], texts)
    yield from _draw_decision(explanation, texts)


def _draw_question(explanation: Explanation, texts: Texts) -> Iterator[Text]:
    question = explanation.question
    kind = texts(f"explain-kind-{question.kind.value.replace('_', '-')}")
    yield Text(texts("explain-question", kind=kind, text=shown(question.understood)))
    for typed, meant in question.replaced:
        yield Text(texts("replaced", typed=shown(typed), meant=shown(meant)))


def _draw_first(passage: PassageExplanation, texts: Texts) -> Iterator[Text]:
    has: list[str] = []
    lacks: list[str] = []
    for found, written in zip(passage.found, passage.written, strict=True):
        if found.concept.weight < _TELLING:
            continue
        if written and found.passage >= _SURE:
            has.append(shown(written))
        elif found.titles < _SURE:
            lacks.append(shown(found.concept.text))
    if has:
        yield _said(texts, "explain-first-has", has)
    if lacks:
        yield _said(texts, "explain-first-lacks", lacks)


def _draw_decision(explanation: Explanation, texts: Texts) -> Iterator[Text]:
    limits = explanation.thresholds
    status = explanation.answer.status.value.replace("_", "-")
    if explanation.passages:
        yield Text(
            texts(
                "explain-decision",
                percent=round(explanation.likelihood * 100),
                answered=round(limits.answered * 100),
                refused=round(limits.not_found * 100),
                status=texts(f"explain-status-{status}"),
            ),
            HEADLINE,
        )
    if explanation.rule:
        yield Text(texts(f"explain-rule-{explanation.rule.replace('_', '-')}"))
    if status == "answered":
        return
    against = [s.name for s in explanation.answerability if s.share < _DOUBT and s.name in REASONS]
    for name in against[:_SAID_REASONS]:
        yield Text(texts(f"explain-why-{name.replace('_', '-')}"))
    yield Text(texts("try-again"), FAINT)


def _with_forms(concept: Concept) -> str:
    others = [shown(form.text) for form in concept.forms[1 : _SAID_FORMS + 1]]
    return shown(concept.text) + (f"（≈{'、'.join(others)}）" if others else "")


def _said(texts: Texts, message_id: str, words: Iterable[str]) -> Text:
    return Text(texts(message_id, words=texts("between").join(words)))


def draw_figures(explanation: Explanation, texts: Texts) -> Iterable[Text]:
    """Show every figure, the heaviest shares first."""
    question = explanation.question
    yield from _draw_question(explanation, texts)
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
    yield Text(_sum(explanation.answerability), FAINT)


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
