"""Questions that reports answer, and near misses that they don't, made by program from both.

A near miss asks of what the reports do write about, but they don't say what is asked:

    cut       the sentences that hold an answer are taken out of the text
    gone      the whole passage is taken out
    entity    the question names another thing of the same sort, which no text knows
    attribute what is asked of one thing is asked of another that the texts are about
    number    a year or a number of the question is another one
    word      a noun, verb or adjective of the question is another one, which its text lacks

A world is a set of texts with the questions asked of it. Public passages are held out by halves:
every question, and every near miss made of it, belongs to its passage's half.
"""

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import jieba

from benchmarks.sets import HALVES, Asked, answerer_over
from retrieval.documents import Article, Paragraph, Passage, Piece, Role
from retrieval.evaluation import GoldQuestion
from retrieval.evaluation.metrics import flat
from retrieval.qa import Answerer
from retrieval.text import fold
from retrieval.text.jieba_source import part_of_speech
from retrieval.text.sentences import sentences

ANSWERABLE = "answerable"
KINDS = ("cut", "gone", "entity", "attribute", "number", "word")
_GONE = 0.15  # of the passages, in the world with cuts
_PARAGRAPH = 160  # characters at least, of one made of a passage's sentences
_NOTE = re.compile(r"\s*[(（].*[)）]$")  # behind a title: 马赛 (香港)
_NUMBER = re.compile(r"\d+")
# words of a question that are asked of many things may well be answered of another too
_GENERIC_COUNT = 8
_DRAWS = 20  # words drawn to find one that a text lacks
_CONTENT_TAGS = ("n", "v", "a")  # how tags of nouns, verbs, adjectives begin


@dataclass(frozen=True)
class Text:
    """A public passage: its title without what is in brackets, and its sentences."""

    name: str
    title: str
    sentences: tuple[str, ...]
    half: str

    @property
    def text(self) -> str:
        return "".join(self.sentences)


@dataclass(frozen=True)
class Asking:
    """A public question and the answers, any of which is right."""

    name: str
    question: str
    text: Text
    answers: tuple[str, ...]


def read_public(folder: Path) -> tuple[list[Text], list[Asking]]:
    """The passages and questions of a public set."""
    texts = {}
    for place, record in enumerate(_records(folder / "passages.jsonl")):
        plain = " ".join(record["text"].split())
        texts[record["id"]] = Text(
            name=record["id"],
            title=_NOTE.sub("", record["title"].strip()) or record["id"],
            sentences=tuple(sentences(plain)),
            half=HALVES[place % 2],
        )
    asked = [
        Asking(record["id"], record["q"], texts[record["passage_id"]], tuple(record["answers"]))
        for record in _records(folder / "questions.jsonl")
    ]
    return list(texts.values()), asked


def _records(path: Path) -> Iterator[dict]:  # type: ignore[type-arg]
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def public_worlds(folder: Path, *, seed: int = 5) -> list[Asked]:
    """The answerable questions and the near misses of a public set, each over its world."""
    texts, asked = read_public(folder)
    rng = random.Random(seed)
    whole = answerer_over(_passages(texts))
    found = [_asked(a, whole) for a in asked]
    found += [_missed(kind, a, q, whole) for kind, a, q in _asked_otherwise(texts, asked, rng)]
    gone = set(rng.sample([t.name for t in texts], round(_GONE * len(texts))))
    cuts = dict(_cuts([a for a in asked if a.text.name not in gone], rng))
    left = [_without(t, cuts[t.name].answers) if t.name in cuts else t for t in texts]
    left = [t for t in left if t.name not in gone]
    cut = answerer_over(_passages(left))
    found += [_missed("cut", a, a.question, cut) for a in cuts.values()]
    found += [_missed("gone", a, a.question, cut) for a in asked if a.text.name in gone]
    foreign = [t for t in texts if t.name in gone]
    found += [_missed("entity", a, q, cut) for a, q in _renamed(asked, left, foreign, cuts, rng)]
    return found


def _asked(asked: Asking, answerer: Answerer, kind: str = ANSWERABLE, question: str = "") -> Asked:
    spots = (frozenset({(asked.text.name, 1)}),) if kind == ANSWERABLE else ()
    gold = GoldQuestion(
        question_id=f"{asked.name}-{kind}",
        question=question or asked.question,
        style=kind,
        spots=spots,
        answers=asked.answers if spots else (),
    )
    return Asked(gold, answerer, half=asked.text.half, about=asked.text.name)


def _missed(kind: str, asked: Asking, question: str, answerer: Answerer) -> Asked:
    return _asked(asked, answerer, kind, question)


def _passages(texts: Iterable[Text]) -> list[Passage]:
    """Articles with a headline and paragraphs of a few sentences; all of it on line 1."""
    found = []
    for text in texts:
        paragraphs: list[str] = [""]
        for sentence in text.sentences:
            if len(paragraphs[-1]) >= _PARAGRAPH:
                paragraphs.append("")
            paragraphs[-1] += sentence
        places = [sum(map(len, paragraphs[:i])) for i in range(len(paragraphs))]
        article = Article(
            text.name,
            text.name,
            headline=text.title,
            paragraphs=tuple(
                Paragraph(Role.BODY, p, (Piece(1, place, place + len(p)),))
                for p, place in zip(paragraphs, places, strict=True)
            ),
        )
        found += [Passage(article, i) for i in range(len(paragraphs))]
    return found


def _cuts(asked: Iterable[Asking], rng: random.Random) -> Iterator[tuple[str, Asking]]:
    """Of each passage a question whose answers can be taken out and leave a text."""
    of_text: dict[str, list[Asking]] = {}
    for a in asked:
        of_text.setdefault(a.text.name, []).append(a)
    for name, options in of_text.items():
        rng.shuffle(options)
        for a in options:
            left = _without(a.text, a.answers)
            if min(map(len, a.answers)) > 1 and len(left.sentences) >= max(
                2, len(a.text.sentences) // 2
            ):
                yield name, a
                break


def _without(text: Text, answers: Sequence[str]) -> Text:
    wanted = [flat(answer) for answer in answers]
    kept = [s for s in text.sentences if not any(a in flat(s) for a in wanted)]
    # an answer that runs over two sentences
    if any(a in flat("".join(kept)) or not _holds(text, a) for a in wanted):
        kept = [s for s in kept if not any(flat(s) in a or a[:12] in flat(s) for a in wanted)]
    return replace(text, sentences=tuple(kept))


def _holds(text: Text, answer: str) -> bool:
    return any(answer in flat(s) for s in text.sentences)


def _asked_otherwise(
    texts: Sequence[Text], asked: Sequence[Asking], rng: random.Random
) -> Iterator[tuple[str, Asking, str]]:
    """What is asked of one thing asked of another, and with other numbers."""
    common = Counter(pair for a in asked for pair in set(_pairs(_rest(a))))
    of_sort = _by_sort(texts)
    words = _words_by_tag(asked)
    for a in asked:
        if number := _other_number(a, rng):
            yield "number", a, number
        if word := _other_word(a, words, rng):
            yield "word", a, word
        if a.text.title not in a.question:
            continue
        telling = [p for p in _pairs(_rest(a)) if common[p] < _GENERIC_COUNT]
        peers = [
            t
            for t in of_sort[_sort(a.text)]
            if t.half == a.text.half
            and t.name != a.text.name
            # most of what tells is told of the other nowhere
            and len(telling) >= 3
            and sum(p in t.text for p in telling) <= 0.34 * len(telling)
            and not any(flat(answer) in flat(t.text) for answer in a.answers)
        ]
        if peers:
            yield "attribute", a, a.question.replace(a.text.title, rng.choice(peers).title)


def _rest(asked: Asking) -> str:
    return fold(asked.question.replace(asked.text.title, " "))


def _pairs(text: str) -> list[str]:
    return re.findall(r"(?=([\u4e00-\u9fff]{2}))", text)


def _other_number(asked: Asking, rng: random.Random) -> str:
    """The question with one of its numbers changed to one that its text lacks, or ""."""
    outside = asked.question.replace(asked.text.title, "\0" * len(asked.text.title))
    found = [m for m in _NUMBER.finditer(outside) if m[0] in asked.text.text and len(m[0]) != 3]
    if not found:
        return ""
    match = rng.choice(found)
    is_year = len(match[0]) == 4
    span = 30 if is_year else max(9, int(match[0]) // 2)
    options = [
        str(n)
        for n in range(max(1, int(match[0]) - span), int(match[0]) + span)
        if len(str(n)) == len(match[0]) and not re.search(rf"(?<!\d){n}(?!\d)", asked.text.text)
    ]
    if not options:
        return ""
    return asked.question[: match.start()] + rng.choice(options) + asked.question[match.end() :]


def _words_by_tag(asked: Iterable[Asking]) -> dict[str, list[str]]:
    """The content words of the questions, by jieba's tags; a common one often."""
    found: dict[str, list[str]] = {}
    for a in asked:
        for word, tag in _tagged(a):
            found.setdefault(tag, []).append(word)
    return found


def _tagged(asked: Asking) -> list[tuple[str, str]]:
    """The content words of a question outside of its title, each with its tag."""
    words = jieba.lcut(asked.question.replace(asked.text.title, "，"))
    tagged = [(word, part_of_speech(fold(word))) for word in words if len(word) > 1]
    return [(word, tag) for word, tag in tagged if tag[:1] in _CONTENT_TAGS]


def _other_word(asked: Asking, words: Mapping[str, Sequence[str]], rng: random.Random) -> str:
    """The question with one of its content words changed to another that its text lacks, or ""."""
    text = fold(asked.text.text + asked.text.title)
    found = [(word, tag) for word, tag in _tagged(asked) if fold(word) in text]
    if not found:
        return ""
    word, tag = rng.choice(found)
    others = rng.choices(words[tag], k=_DRAWS)
    lacking = (o for o in others if not any(pair in text for pair in _pairs(fold(o))))
    other = next(lacking, "")
    return asked.question.replace(word, other) if other else ""


def _renamed(
    asked: Sequence[Asking],
    left: Sequence[Text],
    foreign: Sequence[Text],
    cuts: Mapping[str, Asking],
    rng: random.Random,
) -> Iterator[tuple[Asking, str]]:
    """What is asked of a thing that is there asked of one that is nowhere."""
    everything = "\n".join(t.text + t.title for t in left)
    of_sort = _by_sort(t for t in foreign if t.title not in everything)
    is_left = {t.name for t in left}
    for a in asked:
        title = a.text.title
        if a.text.name not in is_left or title not in a.question or cuts.get(a.text.name) is a:
            continue
        peers = [t for t in of_sort.get(_sort(a.text), ()) if t.half == a.text.half]
        if peers:
            yield a, a.question.replace(title, rng.choice(peers).title)


def _by_sort(texts: Iterable[Text]) -> dict[str, list[Text]]:
    found: dict[str, list[Text]] = {}
    for text in texts:
        found.setdefault(_sort(text), []).append(text)
    return found


def _sort(text: Text) -> str:
    """Roughly what sort of thing it is: people by how their passages begin, others by the end."""
    opening = text.text[: len(text.title) + 60]
    if re.search(
        r"\d{4}年?\s*[-－—–]|\d月\d+日[-－—–）)]|出生|男演员|女演员|人物|政治家|球员", opening
    ):
        return "person"
    return text.title[-1]
