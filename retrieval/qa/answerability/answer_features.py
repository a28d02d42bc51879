"""What speaks for and against an answer: figures of the best passage, each with a meaning."""

import math
import re
from collections.abc import Callable, Sequence

from retrieval.documents import View, plain
from retrieval.qa.answer_types import is_known_by_form
from retrieval.qa.passage_features import THERE, Evidence, Found
from retrieval.qa.reranker import Ranked
from retrieval.qa.result import Span
from retrieval.qa.spans.lexical_type import asked_ends
from retrieval.qa.spans.selector import Mark
from retrieval.query import Kind, Question
from retrieval.query.parser import SORT_REPEATED
from retrieval.query.wordlists import Lexicon, Wanted
from retrieval.text import fold

_IN_NAME = re.compile(r"[\w”》)]")
_EARLIER = 0.5  # how surely what was asked before is demanded still
_NUMERAL = re.compile(r"[\d一二两三四五六七八九十百]")
# words before which no name ends: 一家医院, 到医院, 这医院 name none
_NAMELESS = frozenset("的了在是和与向为等于由对被把将也都又到个这那每各某该本家所一两几")


def demand_figures(
    question: Question, view: View, sentence: str, words: str, lexicon: Lexicon
) -> dict[str, float]:
    """What is demanded and neither the passage nor its marked sentence and words, plain, have."""
    ends = asked_ends(question, lexicon.sorts)
    asked = _asked(question, lexicon.attributes)
    return {
        "no_sort": float(bool(ends) and not _has_name(view.text, ends)),
        "no_sort_marked": float(bool(ends) and not any(end in words for end in ends)),
        "no_qualifier": _lacks(_asked(question, lexicon.qualifiers), view.text + view.titles),
        "no_attribute": _lacks(asked, view.text + view.titles),
        "no_attribute_marked": _lacks(asked, sentence),
        "no_amount": float(bool(words) and _is_vague(question.kind, words)),
    }


def _has_name(text: str, ends: Sequence[str]) -> bool:
    """Whether a name with one of some ends stands in a plain text.

    Longer ends go first: the 院 of 一家医院 ends no name.
    """
    pattern = "|".join(map(re.escape, sorted(ends, key=len, reverse=True)))
    return any(
        _IN_NAME.match(text[match.start() - 1]) and text[match.start() - 1] not in _NAMELESS
        for match in re.finditer(pattern, text)
        if match.start()
    )


def _asked(question: Question, wanted: Wanted) -> list[tuple[Sequence[str], float]]:
    """For each of some words that a question has those of which an answer has one, and how surely
    it does: what was asked before counts less.
    """
    follows = any(concept.is_earlier for concept in question.concepts)
    own = fold(question.typed) if follows else question.understood
    return [
        (told, 1.0 if word in own else _EARLIER) for word, told in wanted.asked(question.understood)
    ]


def _lacks(asked: Sequence[tuple[Sequence[str], float]], text: str) -> float:
    """How surely something that is asked for is told by none of its words in a text, 0 to 1."""
    lacking = (sure for told, sure in asked if not any(word in text for word in told))
    return max(lacking, default=0.0)


def _is_vague(kind: Kind, words: str) -> bool:
    """Whether words have the form of an amount or a date and tell none: 一杯, 近日."""
    if kind is Kind.NUMBER:
        return len(words) == 2 and words[0] == "一"
    return kind is Kind.DATE and not _NUMERAL.search(words)


_NUMBER = re.compile(r"(?<![\d.])\d+")
_SURE = 0.9
# what stands in the titles is nearly as good as said in every sentence
_TITLED = 0.8
# some of a word's letters are less than the word
_LETTERS = 0.6
_NEARLY_ALWAYS = 0.97
_SELDOM = 0.6  # words that a text which answers hardly repeats more often make no gap
_ONE_WORD = 0.6  # the surprise of one word that answers hardly do without
_LONG = 10  # words of a question, from which on it is one
_TOGETHER = 6  # passages, of which those that answer mostly have neighbours among
_LATIN = re.compile(r"[a-z]{4}")


def figures_of(
    question: Question,
    ranked: Sequence[Ranked],
    mark: Mark,
    *,
    lexicon: Lexicon,
) -> dict[str, float]:
    """What speaks for and against an answer in the best passage, the first of `ranked`.

    In every share a word counts by what it tells and by how likely an answer repeats it.
    """
    best = ranked[0].evidence
    text = best.view.passage.text
    sentence, words = _plain_slice(text, mark.sentence), _plain_slice(text, mark.answer)
    coverage = _coverage(question, best, sentence)
    return {
        "one": 1.0,
        **coverage,
        **_gaps(question, best, lexicon, exact=coverage["exact"]),
        **_forms(question, best, mark),
        **demand_figures(question, best.view, sentence, words, lexicon),
        **_leads(ranked),
    }


def _coverage(question: Question, best: Evidence, sentence: str) -> dict[str, float]:
    """How much of the question is there: in the article, in the passage, in the marked sentence, in
    letters at least. Of a long question an answer may leave out more.
    """
    asked = best.found
    own = [found for found in asked if not found.concept.is_earlier]
    together = _best_sentence(best)
    return {
        "cover": _share(asked, lambda found: found.anywhere),
        "letters": _share(
            asked,
            lambda found: max(found.passage, _LETTERS * _letters(found.concept.text, together)),
        ),
        "titles": _share(asked, lambda found: found.titles),
        **_said(question, own, sentence),
        "search": best.figures["search"],
        "exact": _share(asked, lambda found: float(found.anywhere == 1.0)),
        "matched": min(1.0, sum(g.anywhere > THERE for g in asked) / 8),
        "rarest": max((_weight(g) * g.anywhere for g in own), default=0.0),
        "long": min(1.0, len(own) / _LONG),
        "earlier": _share(asked, lambda found: float(found.concept.is_earlier)),
    }


def _gaps(
    question: Question, best: Evidence, lexicon: Lexicon, *, exact: float
) -> dict[str, float]:
    """What of the question is missing in the article.

    Who asks in the reports' own words (`exact`) misses little; a word that is missing tells more.
    """
    asked = best.found
    lacks = [found for found in asked if found.anywhere < THERE]
    missed = sum(_surprise(found) for found in asked if len(found.concept.text) > 1)
    names = _narrowest([found for found in asked if found.concept.is_name], question.understood)
    focus = [found for found in asked if found.concept.is_focus]
    asks_role = question.asks_person and any(found.concept.text in lexicon.roles for found in focus)
    return {
        "gap": max(map(_gap, asked), default=0.0),
        "no_words": sum(g.anywhere < THERE for g in asked) / (len(asked) or 1),
        "missed_any": float(missed > _ONE_WORD),
        "exact_missed": exact * min(1.0, missed / 2),
        "no_focus": max(
            (1 - g.anywhere for g in focus if g.concept.repeated > SORT_REPEATED), default=0.0
        ),
        "role_missing": float(asks_role and max(found.passage for found in focus) < THERE),
        "no_names": sum(1 - g.anywhere for g in names) / len(names) if names else 0.0,
        "foreign": float(_is_foreign(names)),
        "no_number": float(_lacks_number(question, best)),
        "no_latin": min(1.0, sum(found.concept.weight for found in lacks if _is_latin(found))),
    }


def _forms(question: Question, best: Evidence, mark: Mark) -> dict[str, float]:
    """Whether something of the form of an answer is there, and where the marked words stand."""
    f = best.figures
    has_form = is_known_by_form(question)
    is_exact = question.kind in (Kind.CONTACT, Kind.CLOCK)
    return {
        "kind": f["kind"],
        "no_form": (1 - f["kind"]) * (has_form or is_exact),
        "no_contact": float(is_exact and not f["kind"]),
        "no_unit": float(bool(question.units) and not f["unit"]),
        "unmarked": float(has_form and mark.answer is None),
        "mark": mark.likelihood,
        "compares": float(question.compares),
        "topic_told": float(_tells_topic(question, best)),
    }


def _tells_topic(question: Question, best: Evidence) -> bool:
    """Whether nothing but a topic is named, and the passage and its titles have all of it."""
    return question.kind is Kind.TOPIC and all(
        max(found.passage, found.titles) >= _SURE and not found.concept.is_earlier
        for found in best.found
    )


def _leads(ranked: Sequence[Ranked]) -> dict[str, float]:
    """How far the passage is ahead of the next, and how many of the first are its own article's."""
    score, article = ranked[0].score, ranked[0].evidence.view.article.article_id
    articles = [r.evidence.view.article.article_id for r in ranked[:_TOGETHER]]
    return {
        "lead": (score - ranked[1].score) / 10 if len(ranked) > 1 else 0.0,
        "same_article": articles.count(article) / len(articles),
    }


def _weight(found: Found) -> float:
    return found.concept.weight * found.concept.repeated


def _share(founds: Sequence[Found], there: Callable[[Found], float]) -> float:
    """The share of the words by weight, each as far as it is there; 1 of none."""
    total = sum(map(_weight, founds))
    return sum(_weight(found) * there(found) for found in founds) / total if total else 1.0


def _said(question: Question, own: Sequence[Found], sentence: str) -> dict[str, float]:
    """Of this turn's words in the marked sentence the first, of which the rest mostly is asked, and
    what is asked whether it is so.
    """
    sure = {found.concept: found.concept.surest(sentence) for found in own}
    asked = [sure[found.concept] for found in own if found.concept.is_focus]
    return {
        "subject": max(sure[own[0].concept], own[0].titles) if own else 1.0,
        "no_predicate": (question.kind is Kind.YES_NO) * (1 - max(asked, default=1.0)),
    }


def _gap(found: Found) -> float:
    """What a missing word tells that the reports know and that an answer may well repeat."""
    is_telling = found.concept.is_known and found.concept.repeated > _SELDOM
    return is_telling * found.concept.weight * (1 - found.anywhere)


def _is_latin(found: Found) -> bool:
    """Whether a word of Latin letters, which had to be bridged, is meant."""
    return bool(_LATIN.match(found.concept.text))


def _surprise(found: Found) -> float:
    """How surprising it is, from 0 to 1, that an answer does without a word."""
    rarely = -math.log(1 - min(_NEARLY_ALWAYS, found.concept.repeated)) / 3
    return min(1.0, rarely) * (1 - found.anywhere)


def _best_sentence(best: Evidence) -> str:
    """The sentence of the passage that has most of the question; what the titles say is given."""
    form_of = {concept.text: (form, sure) for concept, form, sure in best.matched}
    most, chosen = 0.0, ""
    for sentence in best.view.sentences:
        has = 0.0
        for found in best.found:
            form, sure = form_of.get(found.concept.text, ("", 0.0))
            there = sure if form and form in sentence else 0.0
            has += _weight(found) * max(there, _TITLED * found.titles)
        if has > most:
            most, chosen = has, sentence
    return chosen


def _letters(word: str, text: str) -> float:
    """The share of a word's letters that a text has: of 体长 it may have the 长."""
    letters = [char for char in word if char.isalnum()]
    return sum(char in text for char in letters) / len(letters) if letters else 0.0


def _narrowest(names: Sequence[Found], text: str) -> list[Found]:
    """The names without those that only say where another lies, 湖州 of 湖州德清县."""
    words = [found.concept.text for found in names]
    return [
        found
        for found, word in zip(names, words, strict=True)
        if not any(word + other in text for other in words)
    ]


def _is_foreign(names: Sequence[Found]) -> bool:
    """Whether places and people are asked about, the article names none of them, and no report
    knows one of them.
    """
    if not names or any(found.anywhere >= THERE for found in names):
        return False
    return not all(found.concept.is_known for found in names)


def _lacks_number(question: Question, best: Evidence) -> bool:
    """Whether a number is asked about that stands nowhere in the article, in no spelling."""
    view = best.view
    text = "\n".join((view.text, view.titles, view.around))
    there = [found.concept.text for found in best.found if found.anywhere >= THERE]
    return any(
        not re.search(rf"(?<!\d){number}(?!\d)", text)
        and not any(number in concept for concept in there)
        for number in _NUMBER.findall(question.understood)
    )


def _plain_slice(text: str, span: Span | None) -> str:
    """A slice of a passage's text as it is compared: folded, without white space."""
    return plain(span.of(text)) if span else ""
