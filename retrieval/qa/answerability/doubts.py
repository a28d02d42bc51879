"""Near misses: rules by which a passage that looks like an answer answers another question."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from retrieval.qa.candidate_answer import Marked
from retrieval.qa.ranking.passage_features import THERE
from retrieval.qa.spans.extractors import Sentence
from retrieval.qa.statements import missing_words
from retrieval.query import Kind, Question
from retrieval.query.vocabulary import Vocabulary
from retrieval.text import fold
from retrieval.text.characters import HAN
from retrieval.text.jieba_source import part_of_speech
from retrieval.text.numerals import number
from retrieval.text.quantities import dates

_NUMBER = r"\d+|[一二三四五六七八九十百零]+"
_ORDINAL = re.compile(rf"第(?P<number>{_NUMBER})(?P<unit>季度|[{HAN}])")
_COUNTED = re.compile(rf"(?<!第)(?P<number>{_NUMBER}|首)(?P<unit>季度|届)")
_YEAR = re.compile(r"(?<!\d)(?P<number>\d{4})(?P<unit>年)")
_RELATIVE_YEAR = re.compile(r"(?P<number>[去前今明])(?P<unit>年)(?!来|后)")
_FEAST = re.compile(
    r"国庆|春节|中秋|端午|清明|重阳|元宵|劳动节|五一|元旦|除夕|儿童节|妇女节|教师节"
)
_FIRST = "首"
_AROUND = " “”\"'《》的"

# what stands before or behind a term that a sentence defines
_DEFINED_BEFORE = r"(?:所谓|叫做?|称为|称作|称之为|名为|简称|统称|这就是|就是|即)[“\"《]?"
_DEFINED_BEHIND = (
    rf"[”\"》]?[{HAN}]{{0,4}}[”\"》]?(?:[(（][^)）]*[)）])?[,，]?"
    r"(?:是|即|指|就是|——|:|：|为|又称|也称|也叫|俗称|意为|意思|意味着|分为|包括|由)"
)
_ASKS_MEANING = re.compile("什么是|啥是|什么叫|啥叫|何为|何谓|意思|指的?是?(?:什么|啥)")
_MARKS = r"\s,，。;；:：!！?？"
_CLAUSE_END = re.compile(rf"(?:^|[{_MARKS}])$")
# before a word, these name another thing that is akin: 半决赛 is no 决赛, a 副主席 no 主席
_AKIN = "半副亚准非伪"
_NAMES = {"ns", "nr", "nt", "nz"}  # jieba's tags of names
_TELLING = 0.3  # share of the question, by weight, that a word has without which it is another


@dataclass(frozen=True)
class Evidence:
    """The passages found for a question, the best first, and what words are known."""

    question: Question
    found: Sequence[Marked]
    vocabulary: Vocabulary

    @property
    def best(self) -> Marked:
        """The first passage."""
        return self.found[0]

    @cached_property
    def sentence(self) -> str:
        """The folded sentence that answers, or the passage if none is marked."""
        text = fold(self.best.ranked.passage.text)
        span = self.best.mark.sentence
        return span.of(text) if span else text

    @property
    def titles(self) -> str:
        return self.best.ranked.retrieved.view.titles

    @property
    def article(self) -> str:
        """The folded article with its titles."""
        article = self.best.ranked.retrieved.view.article
        return f"{article.titles}\n{article.text}"


def _has_no_holder(evidence: Evidence) -> bool:
    """Tell whether the holder of an office is asked for and nobody is named beside it."""
    is_office = evidence.question.office is not None
    return is_office and not any(one.mark.answer for one in evidence.found)


def _is_elsewhere(evidence: Evidence) -> bool:
    """Tell whether a place or person that is asked about stands nowhere in the article.

    A place that only says where another lies, 湖州 of 湖州德清县, need not stand there.
    """
    names = [one for one in evidence.best.ranked.retrieved.found if one.concept.is_name]
    words = [one.concept.text for one in names]
    asked = evidence.question.understood
    return any(
        one.anywhere < THERE and not any(one.concept.text + word in asked for word in words)
        for one in names
    )


def _has_unknown_word(evidence: Evidence) -> bool:
    """Tell whether a word that carries much of the question, or the one beside its cue, occurs in
    no report.
    """
    question = evidence.question
    missing = missing_words(question, evidence.vocabulary)
    total = sum(concept.weight for concept in question.concepts)
    return any(
        concept.is_focus or concept.weight >= _TELLING * total
        for concept in question.concepts
        if any(concept.text in word or word in concept.text for word in missing)
    )


def _is_of_other_edition(evidence: Evidence) -> bool:
    """Tell whether the year, quarter, edition or feast told is another than the one asked for."""
    if _is_of_other_feast(evidence):
        return True
    sentence, article = _editions(evidence.sentence), _editions(evidence.article)
    titles = _editions(evidence.titles)
    for unit, asked in _editions(evidence.question.understood).items():
        if asked & (sentence[unit] | titles[unit]):
            continue
        if sentence[unit] or (article[unit] and not asked & article[unit]):
            return True
    return False


def _is_of_other_feast(evidence: Evidence) -> bool:
    """Tell whether a feast that is asked about is none of the times in the sentence."""
    asked = _FEAST.findall(evidence.question.understood)
    told = evidence.sentence + evidence.titles
    return bool(dates(evidence.sentence)) and any(feast not in told for feast in asked)


def _editions(text: str) -> Mapping[str, set[str]]:
    """The ordinal numbers and years in a folded text, by what they number."""
    found: dict[str, set[str]] = defaultdict(set)
    for match in _matches(text):
        written = match["number"]
        found[match["unit"]].add("1" if written == _FIRST else number(written))
    for match in _RELATIVE_YEAR.finditer(text):
        found["relative year"].add(match["number"])
    return found


def _matches(text: str) -> Iterator[re.Match[str]]:
    for pattern in (_ORDINAL, _COUNTED, _YEAR):
        yield from pattern.finditer(text)


def _is_undefined(evidence: Evidence) -> bool:
    """Tell whether a definition is asked for that the article doesn't give."""
    question = evidence.question
    is_asked = question.kind is Kind.DEFINITION and _ASKS_MEANING.search(question.understood)
    if not is_asked or question.described:
        return False
    whole = (question.slot.before or question.slot.after).strip(_AROUND)
    forms = [form.text for concept in question.concepts for form in concept.forms]
    terms = [whole] if whole and whole in evidence.article else forms
    term = "(?:" + "|".join(map(re.escape, terms)) + ")"
    pattern = f"{_DEFINED_BEFORE}{term}|{term}{_DEFINED_BEHIND}"
    return not re.search(pattern, evidence.article)


def _is_of_other_name(evidence: Evidence) -> bool:
    """Tell whether the answering sentence is about another bearer of the kind of name asked for."""
    if evidence.question.asks_person:
        return False
    told = evidence.sentence + evidence.titles
    return any(
        not concept.surest(told) and _has_rival(concept.text, evidence)
        for concept in evidence.question.concepts
        if concept.is_name or evidence.vocabulary.is_person(concept.text)
    )


def _has_rival(name: str, evidence: Evidence) -> bool:
    """Tell whether a clause of the sentence names another person, or 江南队 for 海东队."""
    sentence, vocabulary = evidence.sentence, evidence.vocabulary
    if vocabulary.is_person(name):
        byline = evidence.best.ranked.passage.article.byline
        words = Sentence(sentence, vocabulary.lexicon, vocabulary.analyzer)
        named = [(start, sentence[start:end]) for start, end in words.persons]
        return any(
            word not in byline and _CLAUSE_END.search(sentence[:start]) for start, word in named
        )
    asked = evidence.question.understood
    after = asked[asked.find(name) + len(name) :][:1]
    if not after or after in vocabulary.lexicon.stop_words:
        return False
    like = re.compile(rf"(?:^|[{_MARKS}])([{HAN}]{{{len(name)}}}){re.escape(after)}")
    return any(
        vocabulary.is_place(rival) or part_of_speech(rival) in _NAMES
        for rival in like.findall(sentence)
    )


def _is_of_akin_thing(evidence: Evidence) -> bool:
    """Tell whether the sentence speaks of what is asked only as 半决赛 does of 决赛."""
    told = evidence.sentence + evidence.titles
    asked = evidence.question.understood
    return any(
        concept.text in told
        and not re.search(rf"[{_AKIN}]{re.escape(concept.text)}", asked)
        and not re.search(rf"(?<![{_AKIN}]){re.escape(concept.text)}", told)
        for concept in evidence.question.concepts
    )


def _is_of_opposite(evidence: Evidence) -> bool:
    """Tell whether the sentence speaks of the women's record and the men's is asked for."""
    told, asked = evidence.sentence + evidence.titles, evidence.question.understood
    groups = (
        (set(p.findall(asked)), set(p.findall(told))) for p in evidence.vocabulary.lexicon.contrasts
    )
    return any(wanted and own and wanted.isdisjoint(own) for wanted, own in groups)


def _is_misread(evidence: Evidence) -> bool:
    """Tell whether OCR was so unsure of the passage that its figures may well be others."""
    return evidence.best.ranked.passage.paragraph.is_misread


# by their names, in the order in which one is told before another
DOUBTS: Mapping[str, Callable[[Evidence], bool]] = {
    "no_holder": _has_no_holder,
    "elsewhere": _is_elsewhere,
    "unknown_word": _has_unknown_word,
    "other_edition": _is_of_other_edition,
    "undefined": _is_undefined,
    "other_name": _is_of_other_name,
    "akin_thing": _is_of_akin_thing,
    "opposite": _is_of_opposite,
    "misread": _is_misread,
}


def doubt(evidence: Evidence) -> str:
    """Name the first rule by which the passage doesn't answer; empty if there is none."""
    return next((name for name, applies in DOUBTS.items() if applies(evidence)), "")
