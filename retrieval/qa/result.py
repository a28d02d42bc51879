"""Answers: passages, listings and checked quotes."""

from dataclasses import dataclass
from enum import StrEnum

from retrieval.documents import Article, Passage
from retrieval.query.scope import WHOLE, Scope


class Status(StrEnum):
    """The verdict on whether the reports answer."""

    ANSWERED = "answered"
    UNSURE = "unsure"
    NOT_FOUND = "not_found"


@dataclass(frozen=True, slots=True)
class Span:
    """A slice of a passage's text; offsets count characters."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The characters it stands for."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class AnswerPassage:
    """A passage with the sentence and the words in it that answer, and the words that matched."""

    rank: int
    score: float
    passage: Passage
    sentence: Span | None = None
    answer: Span | None = None
    highlights: tuple[Span, ...] = ()

    def __str__(self) -> str:
        article = self.passage.article
        lines = ",".join(map(str, self.passage.lines))
        return f"{self.passage.text}\n—— 《{article.headline or ''}》 {article.report}:{lines}"


@dataclass(frozen=True, slots=True)
class Group:
    """A date, month, newspaper or reporter with the number of its articles."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """The articles that were asked for: all counted, and the first of them.

    They come in page order unless `scope` says otherwise; it also says which pages count. `by`
    says by what they were found: text, reporter, headline, topic, report, date, paper or all. Of
    reports, dates and papers `count` counts these, and `articles` has the first article of each;
    `groups` says how many articles each has. `undated` articles were left out as they have no date.
    """

    word: str
    articles: tuple[Article, ...]
    count: int
    by: str = "text"
    groups: tuple[Group, ...] = ()
    scope: Scope = WHOLE
    undated: int = 0


@dataclass(frozen=True, slots=True)
class Difference:
    """Characters of a quote, and those that the report has in their place; either may be empty."""

    quoted: str
    reported: str


@dataclass(frozen=True, slots=True)
class QuoteCheck:
    """A quote checked: verbatim in the first passage, different from it, or in no report."""

    quote: str
    is_verbatim: bool = False
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Passages, best first; the nearest ones when the status is not `answered`.

    `missing` are the question's words that occur in no report; `understood` is the question as it
    was taken, `replaced` what was typed and what was searched instead. `listing` is there if
    articles of the archive were asked for, `opened` if one was asked for as a whole; `untold`
    names what was asked about that no page tells: date, paper, page. Of a comparison `sides` names
    what the first passages speak of, each of one side, and `sides_not_found` what no passage speaks
    of. `disagreeing` are words of several articles that answer as surely and differ, with the ranks
    of their passages, by date; `corrections` are the ranks of corrections (更正). `is_chat`:
    nothing was asked but a greeting, thanks or the like. `quote` is there if one was to be checked.
    `not_understood` is what was set aside; `asks_back`: it goes on from a question, and there is
    none; `is_end`: there is no passage after those shown before.
    """

    question: str
    status: Status
    passages: tuple[AnswerPassage, ...] = ()
    missing: tuple[str, ...] = ()
    understood: str = ""
    is_follow_up: bool = False
    listing: Listing | None = None
    opened: Article | None = None
    untold: tuple[str, ...] = ()
    quote: QuoteCheck | None = None
    replaced: tuple[tuple[str, str], ...] = ()
    sides: tuple[str, ...] = ()
    sides_not_found: tuple[str, ...] = ()
    disagreeing: tuple[tuple[int, Span], ...] = ()
    corrections: tuple[int, ...] = ()
    is_chat: bool = False
    not_understood: tuple[str, ...] = ()
    asks_back: bool = False
    is_end: bool = False

    def __str__(self) -> str:
        return "\n\n".join([self.status, *map(str, self.passages[:3])])
