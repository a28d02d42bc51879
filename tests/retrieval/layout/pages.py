"""Pages made by laying out clean articles and breaking them as OCR breaks real ones.

Everything comes from the seed: the same seed and damage make the same page and the same truth.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from retrieval.documents import Report
from tests.retrieval.layout.clean import CleanArticle, clean_articles

HALF_WIDTH = str.maketrans("，；：？！（）", ",;:?!()")
BANNERS = ("奋进新征程 建功新时代", "民生关注", "【社会】", "走基层·一线见闻")


@dataclass(frozen=True)
class Damage:
    """How likely each kind of damage is, for what it can befall."""

    chopped: float = 0.25  # a paragraph cut in two, in mid-sentence
    chopped_again: float = 0.1  # and its rest once more
    displaced: float = 0.1  # a paragraph put into another article
    head_lost: float = 0.03
    tail_lost: float = 0.05
    backwards: float = 0.02  # the rest of a chopped paragraph put before its head
    split_headline: float = 0.15
    spaced_headline: float = 0.15
    marked_headline: float = 0.05
    comma_titles: float = 0.3  # a title's clauses parted by a comma, not a space
    caption_inside: float = 0.7  # a picture's text put into the middle of the article's
    banner: float = 0.1
    half_width: float = 0.5  # the page's marks
    spaced_digits: float = 0.2  # the page's digits


NO_DAMAGE = Damage(*(0.0,) * 14)


@dataclass
class Line:
    """A line to be printed: its text and the truth about it."""

    text: str
    article: int
    role: str
    order: int = 0
    joins: "Line | None" = None
    lost_before: bool = False
    lost_after: bool = False
    blanks: int = 1
    number: int = 0


@dataclass
class Page:
    """A page, its articles and the truth about each line, in page order."""

    report: Report
    articles: list[CleanArticle]
    lines: list[Line] = field(default_factory=list)

    @property
    def joins(self) -> set[tuple[int, int]]:
        """Pairs of line numbers, the second of which continues the first."""
        return {(line.joins.number, line.number) for line in self.lines if line.joins}


def make_page(
    seed: int,
    count: int = 8,
    damage: Damage | None = None,
    source: Sequence[CleanArticle] | None = None,
) -> Page:
    """A page of `count` of the clean articles, or of those of another source."""
    chance = random.Random(seed)
    damage = damage or Damage()
    articles = chance.sample(clean_articles() if source is None else source, count)
    articles = [_with_commas(article, damage, chance) for article in articles]
    groups = [list(_lay_out(at, article, damage, chance)) for at, article in enumerate(articles)]
    _displace(groups, damage, chance)
    lines = [line for group in groups for line in group]
    _restyle(lines, damage, chance)
    printed: list[str] = []
    for line in lines:
        printed += [""] * line.blanks + [line.text]
        line.number = len(printed)
    report = Report(f"page-{seed}.txt", tuple(printed), f"{seed:064x}")
    return Page(report, articles, lines)


def _with_commas(article: CleanArticle, damage: Damage, chance: random.Random) -> CleanArticle:
    """The article with commas for the spaces in its titles and section heads, or as it is."""
    if chance.random() >= damage.comma_titles:
        return article
    return replace(
        article,
        headline=article.headline.replace(" ", "，"),
        kicker=article.kicker and article.kicker.replace(" ", "，"),
        subhead=article.subhead and article.subhead.replace(" ", "，"),
        lines=tuple(
            (role, text.replace(" ", "，") if role == "section-head" else text)
            for role, text in article.lines
        ),
    )


def _lay_out(
    at: int, article: CleanArticle, damage: Damage, chance: random.Random
) -> Iterator[Line]:
    if chance.random() < damage.banner:
        yield Line(chance.choice(BANNERS), at, "running-head")
    yield from _titles(at, article, damage, chance)
    text: list[Line] = []
    for role, content in article.lines:
        first = not any(line.role == "body" for line in text)
        if role == "body":
            text += _paragraph(content, at, first, damage, chance)
        else:
            text.append(Line(content, at, role))
    for order, line in enumerate(text):
        line.order = order
    _place_pictures(text, damage, chance)
    _turn_round(text, damage, chance)
    yield from text


def _titles(
    at: int, article: CleanArticle, damage: Damage, chance: random.Random
) -> Iterator[Line]:
    for role, title in article.titles:
        if role != "headline":
            yield Line(title, at, role)
            continue
        if chance.random() < damage.marked_headline:
            title = f"**{title}**"
        cut = _word_break(title, chance) if " " not in title else None
        if cut and chance.random() < damage.split_headline:
            yield Line(title[:cut], at, role)
            yield Line(title[cut:], at, role, blanks=chance.choice((0, 0, 1)))
        elif cut and chance.random() < damage.spaced_headline:
            yield Line(f"{title[:cut]} {title[cut:]}", at, role)
        else:
            yield Line(title, at, role)


def _word_break(title: str, chance: random.Random) -> int | None:
    """Where a typesetter might break a headline: before a word that often opens a clause."""
    places = [
        m.start() for m in re.finditer("[跑将获飞逆流开在有获办上升迎抢的出穿投莫化用“]", title)
    ]
    fitting = [place for place in places if 4 <= place <= len(title) - 4]
    return chance.choice(fitting) if fitting else None


def _paragraph(
    text: str, at: int, first: bool, damage: Damage, chance: random.Random
) -> list[Line]:
    if lost_before := not first and chance.random() < damage.head_lost:
        text = text[_cut(text, chance) :].strip()
    if lost_after := chance.random() < damage.tail_lost:
        text = text[: _cut(text, chance)].strip()
    lines = [Line(piece, at, "body") for piece in _chopped(text, damage, chance)]
    for head, rest in pairwise(lines):
        rest.joins = head
    lines[0].lost_before, lines[-1].lost_after = lost_before, lost_after
    return lines


def _chopped(text: str, damage: Damage, chance: random.Random) -> list[str]:
    if chance.random() >= damage.chopped or len(text) < 20:
        return [text]
    cut = _cut(text, chance)
    pieces = [text[:cut], text[cut:]]
    if len(pieces[1]) > 40 and chance.random() < damage.chopped_again:
        cut = _cut(pieces[1], chance)
        pieces[1:] = [pieces[1][:cut], pieces[1][cut:]]
    return pieces


def _cut(text: str, chance: random.Random) -> int:
    """A column break: anywhere but before a mark, and not where a sentence ends."""
    low = 45 if text.startswith(("本报", "新华社", "据新华社")) else min(8, len(text) // 3)
    high = max(len(text) - 8, len(text) * 2 // 3)
    places = [
        place
        for place in range(max(1, low), high)
        if text[place] not in "，。、；：？！”’）》 "
        and text[place - 1] not in "。！？“（《 "
        and not (text[place].isdigit() and text[place - 1].isdigit())
    ]
    return chance.choice(places) if places else len(text) // 2


def _place_pictures(text: list[Line], damage: Damage, chance: random.Random) -> None:
    """Put captions and their credits somewhere among the body, after a picture's gap."""
    pictures = [line for line in text if line.role in ("caption", "credit")]
    body = [line for line in text if line not in pictures]
    if not pictures or len(body) < 2:
        return
    pictures[0].blanks = 3
    if chance.random() < damage.caption_inside:
        place = chance.randrange(1, len(body))
        text[:] = body[:place] + pictures + body[place:]


def _turn_round(text: list[Line], damage: Damage, chance: random.Random) -> None:
    for place in range(len(text) - 1):
        if text[place + 1].joins is text[place] and chance.random() < damage.backwards:
            text[place], text[place + 1] = text[place + 1], text[place]


def _displace(groups: list[list[Line]], damage: Damage, chance: random.Random) -> None:
    """Move paragraphs, whole or with their rests, into other articles."""
    moving: list[tuple[int, list[Line]]] = []
    for at, group in enumerate(groups):
        body = [line for line in group if line.role == "body" and line.joins is None]
        for head in body[1:]:
            if chance.random() < damage.displaced:
                chain = [head]
                while rest := next((x for x in group if x.joins is chain[-1]), None):
                    chain.append(rest)
                if all(line in group for line in chain):
                    moving.append((at, chain))
                    group[:] = [line for line in group if line not in chain]
    for at, chain in moving:
        others = [other for other in range(len(groups)) if other != at]
        target = groups[chance.choice(others)]
        places = [
            place + 1
            for place, line in enumerate(target)
            if line.role == "body" and (place + 1 == len(target) or target[place + 1].joins is None)
        ]
        place = chance.choice(places) if places else len(target)
        target[place:place] = chain


def _restyle(lines: list[Line], damage: Damage, chance: random.Random) -> None:
    narrow = chance.random() < damage.half_width
    spaced = chance.random() < damage.spaced_digits
    for line in lines:
        if narrow:
            line.text = line.text.translate(HALF_WIDTH)
        if spaced:
            line.text = re.sub(r"(?<=[\u4e00-\u9fff])(\d+)(?=[\u4e00-\u9fff])", r" \1 ", line.text)
