"""Tell the lines of a title block apart: banner, kicker, headline, subhead (stage 8)."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import is_hyphenated, is_latin
from retrieval.layout.lines.line_features import LineFeatures, said_again
from retrieval.layout.models.char_lm import CharacterModel
from retrieval.layout.page_words import PageWords, ends_wanting
from retrieval.text.punctuation import open_marks, unmatched_closings

LONGEST_HEADLINE = 44  # characters
MOST_LINES = 6  # that titles have; longer runs of short lines are lists
SHORT_LABEL = 5  # characters

_HAN = "\u3400-\u9fff"
_SPACE = re.compile(r"[ \t\u3000]+")
_SPACE_AFTER_HANGING = re.compile(r"(?<=[的为和与将把被])[ \t\u3000]+")
_BREAKS = re.compile(r"[,，]")
_CLAUSES = re.compile(r"[ ,，]")
_PURPOSES = ("为", "推进", "推动", "助力", "围绕", "聚焦")
_ASKS = ("？", "?", "！", "!")  # a headline more often asks or calls than the line beside it
_SENTENCE = frozenset("的了着在把让将与和是为“”‘’！!？?，,")  # labels do mostly without
_DASHES = ("——", "……")
_FRAME = "【】[]〔〕■●◆□○◎·•：:|/ -—"
_NUMBER = re.compile(r"^\d+[.、．]\s*(?!\d)")
_NUMBERED = re.compile(r"总?第\s?[\d一二三四五六七八九十百千零〇]+\s?[期版号辑讲回章]|[A-Z]?\d+版")


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles of one article, each without the spaces and marks of layout."""

    headline: str | None = None
    kicker: str | None = None
    subhead: str | None = None
    banners: tuple[str, ...] = ()

    def headed(self) -> "Titles":
        """The titles of what must have a headline: its label, where it has none (今日油价)."""
        if self.headline or not self.banners:
            return self
        return replace(self, headline=self.banners[-1], banners=self.banners[:-1])


@dataclass(slots=True)
class Level:
    """One level of a title block: the text of its lines, joined."""

    text: str
    marked: bool = False

    @property
    def size(self) -> int:
        return _size(self.text)


@dataclass(frozen=True, slots=True)
class PageHabits:
    """The page as far as reading titles needs it.

    `spaced`: blank lines part the page's paragraphs. `numbered`: its articles are numbered, as
    crawlers do; the numbers are no part of headlines.
    """

    wording: PageWords
    sequences: CharacterModel
    weights: PageWeights
    spaced: bool = True
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class TitleBlock:
    """The banners of a block of titles, and its other levels."""

    banners: tuple[str, ...]
    levels: Sequence[Level]


def name_titles(apart: TitleBlock, page: PageHabits, *, kicker_first: float = 0.0) -> Titles:
    """The titles of a block; `kicker_first` is the page's habit, in log-odds."""
    rest = apart.levels
    if not rest:
        return Titles(banners=apart.banners)
    odds = [odd + kicker_first * (at > 0) for at, odd in enumerate(_headline_odds(rest, page))]
    head = odds.index(max(odds))
    return Titles(
        headline=rest[head].text,
        kicker=" ".join(level.text for level in rest[:head]) or None,
        subhead=" ".join(level.text for level in rest[head + 1 :]) or None,
        banners=apart.banners,
    )


def habit(apart: TitleBlock, page: PageHabits) -> float:
    """The odds that this page sets kickers (above 0) or subheads (below 0), as a block shows."""
    if len(apart.levels) != 2:
        return 0.0
    first, second = _headline_odds(apart.levels, page)
    return second - first


def _headline_odds(levels: Sequence[Level], page: PageHabits) -> list[float]:
    return [
        page.weights.odds(headline_evidence(levels, at, page.wording)) for at in range(len(levels))
    ]


def label_evidence(run: Sequence[str], at: int, body: str, wording: PageWords) -> dict[str, float]:
    """Evidence that a line of a run of titles is the label of a column or page.

    Each piece of evidence is named as its weight is
    (`evidence_weights.py`).
    """
    text, others = run[at], [*run[:at], *run[at + 1 :]]
    bare = text.strip(_FRAME)
    slogan = any(slogan in bare for slogan in wording.slogans)
    issue = bare.endswith(tuple(wording.issues))
    return {
        "label_listed": float(bare in wording.banners),
        "label_numbered": float(_NUMBERED.search(bare) is not None),
        "label_framed": float(text[0] in _FRAME and text[-1] in _FRAME),
        "label_opens": float(bare.startswith(tuple(wording.label_openings))),
        "label_ends": float(bare.endswith((*wording.label_endings, *wording.mastheads))),
        "label_slogan": float(slogan),
        "label_issue": float(issue),
        "label_repeated": float(len(bare) > 3 and any(bare in other for other in others)),
        "label_short": float(_size(bare) <= SHORT_LABEL),
        "label_long": -float(0 if slogan or issue else max(0, _size(bare) - 8)),
        "label_sentence": -float(bool(_SENTENCE & set(text))),
        "label_said": -said_again(bare, body),
        "label_under": -float(at > 0),
        "label_last": -float(at + 1 == len(run) or _is_genre(run[at + 1], wording)),
    }


_LABEL_WORDS = ("listed", "numbered", "framed", "opens", "slogan", "issue")


def has_label_words(text: str, wording: PageWords) -> bool:
    """Tell whether a line has words, numbers or ornaments of labels, not only their form."""
    found = label_evidence([text], 0, "", wording)
    return any(found[f"label_{name}"] for name in _LABEL_WORDS)


def headline_evidence(levels: Sequence[Level], at: int, wording: PageWords) -> dict[str, float]:
    """Evidence that one of several title levels is the headline.

    Each piece of evidence is named as its weight is (`evidence_weights.py`).
    """
    level, is_last = levels[at], at + 1 == len(levels)
    text = level.text
    above = levels[at - 1].text if at else ""
    below = "" if is_last else levels[at + 1].text
    mean = sum(math.log(max(1, other.size)) for other in levels) / len(levels)
    opened = above.endswith(_DASHES) - text.startswith("——")
    return {
        "headline_first": -float(at == 0),
        "headline_third": -float(is_last and at > 1),
        "headline_dash": float(opened + below.startswith("——") - text.endswith(_DASHES)),
        "headline_marked": float(level.marked),
        "headline_purpose": -float(text.startswith(_PURPOSES) and not is_last),
        "headline_quoted": float("“" in text),
        "headline_asks": float(text.endswith(_ASKS)),
        "headline_facts": -float(_is_factual(text, wording)),
        "headline_genre": -float(at > 0 and _is_genre(text, wording)),
        "headline_couplet": -float(_is_couplet(text) and not is_last),
        "headline_longer": -max(-0.5, min(0.5, math.log(max(1, level.size)) - mean)),
    }


def tidy(text: str) -> str:
    """A title without markdown, and without the spaces of layout.

    They stand round digits, and after a word that wants another (成为 广泛共享).
    """
    plain = re.sub(r"^#+\s*(?:\d+[.、．]\s*(?!\d))?|\*\*|__", "", text).strip()
    plain = re.sub(rf"(?<=[{_HAN}”’」》])\s+(?=\d)|(?<=\d)\s+(?=[{_HAN}“‘「《])", "", plain)
    return _SPACE.sub(" ", _SPACE_AFTER_HANGING.sub("", plain))


def is_numbered(text: str) -> bool:
    """Tell whether a line opens with a number and its mark: `1. `."""
    return _NUMBER.match(text) is not None


def depth(text: str) -> int:
    """The depth of a heading of markdown, from 1; 0 if it is none."""
    return len(text) - len(text.lstrip("#"))


def told_apart(lines: Sequence[LineFeatures], body: str, page: PageHabits) -> TitleBlock:
    """Tell the lines of a block of titles apart."""
    if len(lines) > MOST_LINES:
        return _after_list(lines, body, page)
    levels = _levels(lines, body, page)
    run = [level.text for level in levels]
    labels = [is_label(run, at, body, page.wording, page.weights) for at in range(len(run))]
    rest = [level for level, label in zip(levels, labels, strict=True) if not label]
    banners = tuple(text for text, label in zip(run, labels, strict=True) if label)
    return TitleBlock(banners, _split_clauses(rest[0]) if len(rest) == 1 else rest)


def _after_list(lines: Sequence[LineFeatures], body: str, page: PageHabits) -> TitleBlock:
    """Tell the titles under a list of short lines, each of which stands for itself, apart."""
    listed = [tidy(line.text) for line in lines[:-1]]
    titles = told_apart(lines[-1:], body, page)
    return TitleBlock((*filter(None, listed), *titles.banners), titles.levels)


def is_label(
    run: Sequence[str], at: int, body: str, wording: PageWords, weights: PageWeights
) -> bool:
    """Tell whether a line of a run of titles is the label of a column, page or issue."""
    return weights.label_odds + weights.odds(label_evidence(run, at, body, wording)) > 0


def _levels(lines: Sequence[LineFeatures], body: str, page: PageHabits) -> list[Level]:
    levels: list[Level] = []
    deepest = max((depth(line.text) for line in lines), default=0)
    for line in lines:
        text = tidy(line.text)
        text = _NUMBER.sub("", text) if page.numbered else text
        marked = line.text.startswith("**") or line.text.endswith("**")
        marked |= 0 < deepest == depth(line.text)
        opens = line.text.startswith("**") and not (levels and levels[-1].marked)
        if levels and text and not opens and _goes_on(levels[-1].text, text, line, body, page):
            levels[-1].text = _glued(levels[-1].text, text)
            levels[-1].marked |= marked
        else:
            levels.append(Level(text, marked))
    return [level for level in levels if level.text]


def _glued(left: str, right: str) -> str:
    """Two lines of a title as one; words of a script with spaces stay apart, cut ones don't."""
    if is_hyphenated(left, right):
        return left[:-1] + right
    return f"{left} {right}" if is_latin(left[-1]) and is_latin(right[0]) else left + right


def _goes_on(left: str, right: str, line: LineFeatures, body: str, page: PageHabits) -> bool:
    """Tell whether a title line is the rest of the one above it."""
    if not left or len(left) + len(right) > LONGEST_HEADLINE:
        return False
    blanks = line.raw.blanks if page.spaced else None
    odds = page.weights.odds(level_evidence(left, right, blanks, body, page))
    return page.weights.level_odds + odds > 0


def level_evidence(
    left: str, right: str, blanks: int | None, body: str, page: PageHabits
) -> dict[str, float]:
    """Evidence that the second of two lines of a title is the rest of the first.

    `blanks` counts the blank lines between them, None where none part the page's paragraphs.
    Each piece of evidence is named as its weight is (`evidence_weights.py`).
    """
    wording, sequences = page.wording, page.sequences
    label = page.weights.label_odds + page.weights.odds(
        label_evidence([left, right], 0, body, wording)
    )
    return {
        "level_tight": float(blanks == 0),
        "level_loose": -float(bool(blanks)),
        "level_unknown": -float(blanks is None),
        "level_runs_on": sequences.runs_on(left, right),
        "level_rest": sequences.is_rest(right),
        "level_wanting": float(ends_wanting(left, wording) or left[-1] in "、，,：:"),
        "level_open": float(bool(open_marks(left) & unmatched_closings(right))),
        "level_hyphen": float(is_hyphenated(left, right)),
        "level_actor": float(_is_actor(left, wording) and not _is_factual(right, wording)),
        "level_pair": float(left[-1] + right[0] in body),
        "level_seam": float(_seam_is_known(left, right, body)),
        "level_particle": float(right[0] in "的了、，,”’》）)"),
        "level_dash": -float(right.startswith("——") or left.endswith((*_DASHES, *_ASKS))),
        "level_label": -max(-1.0, min(1.0, label / 3)),
        "level_long": -max(0, _size(left) + _size(right) - 20) / 4,
        "level_half": -float(_size(right) > 1.3 * _size(left)),
    }


def _seam_is_known(left: str, right: str, body: str) -> bool:
    """Tell whether the two halves make a string of four characters or more that the text has."""
    return any(
        left[-back:] + right[:ahead] in body
        for back, ahead in ((2, 2), (1, 3), (3, 1))
        if len(left) >= back and len(right) >= ahead
    )


def _is_actor(text: str, wording: PageWords) -> bool:
    """Tell whether the line is no more than the name of a place or body: 建德市总工会."""
    return len(text) <= 14 and " " not in text and text.endswith(tuple(wording.units))


def _is_factual(text: str, wording: PageWords) -> bool:
    """Tell whether the line says who did what: a place or body first, and more after it."""
    head = text[:14]
    if head[0] in "为在让把从以用与对给":
        return False
    if head.startswith(tuple(wording.places)):
        return True
    return any(
        (at := head.find(unit)) > 1 and at + len(unit) < len(text) - 2
        for unit in wording.units
        if len(unit) > 1 or unit in "省市县区州镇"
    )


def _split_clauses(level: Level) -> list[Level]:
    """Kicker and headline on one line: one of the clauses has a comma, so the space parts more."""
    clauses = level.text.split(" ")
    if len(clauses) != 2 or min(map(len, clauses)) < 6:
        return [level]
    first, second = clauses
    if bool(_BREAKS.search(first)) == bool(_BREAKS.search(second)):
        return [level]
    return [Level(first), Level(second)]


def _is_genre(text: str, wording: PageWords) -> bool:
    """Tell whether a title says no more than what kind of text follows: ——记某地渡工老罗."""
    bare = text.lstrip("— ")
    return bare != text or bare.startswith("记") or bare.endswith(tuple(wording.genres))


def _is_couplet(text: str) -> bool:
    """Two clauses of one length, as slogans have: 设立家庭日 开辟小菜园."""
    clauses = _CLAUSES.split(text)
    return len(clauses) == 2 and len(clauses[0]) == len(clauses[1])


def _size(text: str) -> int:
    """Characters without marks and spaces."""
    return len(re.sub(r"\W", "", text))
