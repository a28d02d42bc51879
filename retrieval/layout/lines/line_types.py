"""Classify each line by its features and its neighbours (stage 5)."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.continuation import PageContext, evidence, is_hyphenated, may_go_on
from retrieval.layout.lines.bylines import WORD, Bylines
from retrieval.layout.lines.line_features import ORDER_MARK, LineFeatures, said_again
from retrieval.layout.page_words import PageWords
from retrieval.text.punctuation import is_cut_decimal


class LineType(StrEnum):
    """The type of a line, before it is known to which article it belongs."""

    TITLE = "title"
    TEXT = "text"
    BYLINE = "byline"
    CREDIT = "credit"
    TIP = "tip"
    CAPTION = "caption"
    TABLE = "table"


PICTURE_GAP = 2  # blank lines where a picture stood
SENTENCE_WORDS = frozenset("了也就都还曾已很它其她他我这那")  # headings do mostly without
NEVER = -6.0  # log-odds
LONGEST_NAMES = 20  # characters
TINY_TITLE = 5  # columns are wider: no paragraph is cut so soon
HABIT = 3  # titles with a word beneath them show that names stand there
SHORT_TITLE = 12  # characters, marks and spaces not counted
LONG_TITLE = 26
LONG_CLAUSES = 24
LONGEST_TITLE = 44  # longer ones are text
LONGEST_TITLE_RUN = 8  # lines
SHORT_CAPTION = 60
LONGEST_CAPTION = 260
_SHOWS = re.compile(r"(?:[（(]?[上下左右]?图[为①②③④一二三四1-9左右上下中])")
_TAKEN_BY = re.compile(r"摄\s*[)）]?$")
_MARKS = re.compile(r"[^\w]+")
_TWO_CLAUSES = re.compile("[^\\W\\da-zA-Z]\\W? +\\W?[^\\Wa-zA-Z]")
_INNER = re.compile("[，,；;]")
_CLAUSES = re.compile("[！？!?…：:].*[，,]")


def line_types_of(
    lines: Sequence[LineFeatures], bylines: Bylines, context: PageContext, weights: PageWeights
) -> list[LineType]:
    """The type of each line."""
    fixed = fixed_types(lines, bylines)
    line_types: list[LineType] = []
    for index, line_type in enumerate(fixed):
        if line_type is None:
            line_type = (
                LineType.TITLE
                if _is_title(index, lines, fixed, context, weights)
                else LineType.TEXT
            )
        line_types.append(line_type)
    _unmark_lists(line_types)
    _unmark_signatures(line_types, lines, bylines.wording)
    for index in range(len(line_types)):
        if line_types[index] is LineType.TEXT and _is_caption(index, lines, line_types, bylines):
            line_types[index] = LineType.CAPTION
    return line_types


def _unmark_lists(line_types: list[LineType]) -> None:
    """A long run of lines without end marks is a list, not the titles of an article."""
    first = 0
    while first < len(line_types):
        end = first
        while end < len(line_types) and line_types[end] is LineType.TITLE:
            end += 1
        if end - first > LONGEST_TITLE_RUN:
            line_types[first:end] = [LineType.TEXT] * (end - first)
        first = max(end, first + 1)


def _unmark_signatures(
    line_types: list[LineType], lines: Sequence[LineFeatures], wording: PageWords
) -> None:
    """The name of a body under a notice signs it, and is no title of what follows."""
    title = ""
    for index, line_type in enumerate(line_types):
        if line_type is not LineType.TITLE:
            continue
        text = lines[index].text
        signs = index > 0 and line_types[index - 1] is LineType.TEXT and lines[index - 1].closed
        body = text.endswith((*wording.units, *wording.bodies))
        if signs and body and title.endswith(tuple(wording.notices)):
            line_types[index] = LineType.BYLINE
        else:
            title = text


def _is_caption(
    index: int, lines: Sequence[LineFeatures], line_types: Sequence[LineType], bylines: Bylines
) -> bool:
    """A text under a picture: credit closes it or follows it, or it says what is shown."""
    line = lines[index]
    if _SHOWS.match(line.text):
        return True
    if len(line.text) <= LONGEST_CAPTION and _is_picture_credit(line.text, bylines):
        return True
    if index + 1 == len(lines) or line_types[index + 1] is not LineType.CREDIT:
        return False
    opens_report = line.lead is not None or line_types[index - 1] is LineType.BYLINE
    if index and opens_report:
        return False
    return line.raw.blanks >= PICTURE_GAP or len(line.text) <= SHORT_CAPTION


def _is_picture_credit(text: str, bylines: Bylines) -> bool:
    return "摄" in text and bool(_TAKEN_BY.search(text)) and bool(bylines.tail(text).photographers)


def fixed_types(lines: Sequence[LineFeatures], bylines: Bylines) -> list[LineType | None]:
    """The types that wording tells, alone or between a title and a text."""
    line_types = [by_pattern(line, bylines) for line in lines]
    for index in _name_lines(lines, line_types, bylines):
        line_types[index] = LineType.BYLINE
    return line_types


def _name_lines(
    lines: Sequence[LineFeatures], line_types: Sequence[LineType | None], bylines: Bylines
) -> Iterator[int]:
    """The lines of names without a job word: between a title and its text, or after a text.

    Where several titles of a page have a word beneath them, it is a name, whatever it is.
    """
    under = {
        at for at in range(len(lines)) if line_types[at] is None and _is_under_title(at, lines)
    }
    bare = {at for at in under if _is_word_under_title(at, lines, bylines.wording)}
    habit = bare if len(bare) >= HABIT else set()
    for at, line in enumerate(lines):
        text = line.text
        if line_types[at] is not None:
            continue
        name = bylines.pen_name(text) or (len(text) <= LONGEST_NAMES and bylines.bare(text))
        signs = at > 0 and text[0] in "(（" and lines[at - 1].closed
        if at in habit or (name and (at in under or signs)):
            yield at


def _is_under_title(index: int, lines: Sequence[LineFeatures]) -> bool:
    """Tell whether a line stands between one that may be a title and a text."""
    if not 0 < index < len(lines) - 1:
        return False
    above, text, below = (line.text for line in lines[index - 1 : index + 2])
    ends_titles = len(below) > LONGEST_NAMES or not may_be_title(lines[index + 1])
    return may_be_title(lines[index - 1]) and above[0] != text[0] and ends_titles


def _is_word_under_title(index: int, lines: Sequence[LineFeatures], wording: PageWords) -> bool:
    above, text = lines[index - 1].text, lines[index].text
    label = above in wording.banners or above in wording.notes
    return not label and text not in wording.notes and WORD.fullmatch(text) is not None


def by_pattern(line: LineFeatures, bylines: Bylines) -> LineType | None:
    """The type of a line whose wording alone tells it."""
    text = line.text
    if line.is_table:
        return LineType.TABLE
    if line.is_turn:
        return LineType.TEXT
    if text.strip("*#■□◆●▲【】[]：: \u3000") in bylines.wording.tips:
        return LineType.TIP
    if bylines.credit(text) is not None:
        return LineType.CREDIT
    if bylines.line(text) is not None or bylines.is_nameless(text):
        return LineType.BYLINE
    return None


def _is_title(
    index: int,
    lines: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    context: PageContext,
    weights: PageWeights,
) -> bool:
    if not may_be_title(lines[index]):
        return False
    found = title_evidence(index, lines, fixed, context, weights)
    return weights.title_odds + weights.odds(found) > weights.title_threshold


def title_evidence(
    index: int,
    lines: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    context: PageContext,
    weights: PageWeights,
) -> dict[str, float]:
    """Evidence of its features and of the lines round it that a line is a title.

    Each piece of evidence is named as its weight is (`evidence_weights.py`).
    """
    line = lines[index]
    text = line.text.strip("*# ")
    size = len(_MARKS.sub("", text))
    found = {
        "title_short": float(size <= SHORT_TITLE),
        "title_tiny": float(size <= TINY_TITLE and (index == 0 or lines[index - 1].closed)),
        "title_long": -float(max(0, size - LONG_TITLE)),
        "title_comma": -float(len(_INNER.findall(text))),
        "title_clauses": -float(size > LONG_CLAUSES and _CLAUSES.search(text) is not None),
        "title_tidy": context.tidiness,
        "title_listed": -float(_is_numbered_item(index, lines)),
        "title_colon": -float(text.endswith((":", "："))),
        "title_marked": float(line.text.startswith(("**", "#"))),
        "title_dash": float(text.endswith(("——", "……")) or text.startswith("——")),
        "title_left_open": -float(bool(line.open_marks)),
        "title_fresh": -float(line.fresh and not line.lead),
        "title_unmatched": -float(bool(line.unmatched)),
        "title_opens": context.sequences.is_rest(text),
        "title_first": float(index == 0),
        "title_after_open": -float(_is_cut_text(index - 1, lines, fixed)),
        "title_space": float(_TWO_CLAUSES.search(text) is not None),
        "title_sentence": -float(bool(SENTENCE_WORDS & set(text))),
        "title_wanting": -float(context.ends_wanting(index)),
    }
    if index + 1 == len(lines):
        return found | {"title_last": -1.0}
    return found | _evidence_below(index, text, lines, fixed, context, weights)


def _evidence_below(
    index: int,
    text: str,
    lines: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    context: PageContext,
    weights: PageWeights,
) -> dict[str, float]:
    """Evidence of the next line: it opens a report, is a title, or may go on with this one."""
    line, after = lines[index], lines[index + 1]
    if fixed[index + 1] is LineType.CREDIT:
        return {"title_before_credit": -float(line.closed or len(text) > SHORT_TITLE)}
    if after.lead or fixed[index + 1] is LineType.BYLINE:
        return {"title_before_start": 1.0}
    if _runs_into_start(index + 1, lines, fixed):
        return {"title_before_title": 1.0}
    if after.fresh or after.opening >= weights.open_speech:
        return {"title_before_fresh": 1.0}
    if is_hyphenated(line.text, after.text):
        return {"title_before_short": 1.0} if _is_short(after) else {"title_goes_on": NEVER}
    goes_on = {"title_goes_on": -_goes_on(index, context, weights)}
    if _is_short(after):
        return goes_on | {"title_before_short": 1.0}
    return goes_on | {"title_said_again": said_again(text, after.text)}


def _is_numbered_item(index: int, lines: Sequence[LineFeatures]) -> bool:
    """Tell whether a line opens with a number, and so does the one above or below."""
    beside = (*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2])
    numbered = ORDER_MARK.match(lines[index].text) is not None
    return numbered and any(ORDER_MARK.match(other.text) for other in beside)


def _is_short(line: LineFeatures) -> bool:
    """Tell whether a line may be a title, and has no clauses parted by a comma."""
    return may_be_title(line) and not _INNER.search(line.text)


def _goes_on(index: int, context: PageContext, weights: PageWeights) -> float:
    """Log-odds, but for a constant, that the next line is the rest of this one."""
    if not may_go_on(context.lines[index], context.lines[index + 1]):
        return NEVER
    return max(NEVER, weights.odds(evidence(index, index + 1, context)))


def _is_cut_text(
    index: int, lines: Sequence[LineFeatures], fixed: Sequence[LineType | None]
) -> bool:
    """Tell whether a line is running text that breaks off."""
    return (
        index >= 0
        and fixed[index] is None
        and not (lines[index].closed or may_be_title(lines[index]))
    )


def _runs_into_start(
    index: int, lines: Sequence[LineFeatures], fixed: Sequence[LineType | None]
) -> bool:
    """Tell whether from here on only lines that may be titles stand over the start of a report."""
    for at in range(index, min(index + LONGEST_TITLE_RUN, len(lines))):
        if lines[at].lead or fixed[at] is LineType.BYLINE:
            return at > index
        if not may_be_title(lines[at]):
            return False
    return False


def may_be_title(line: LineFeatures) -> bool:
    """Tell whether length and marks leave it open that the line is a title."""
    text = line.text.strip("*# ")
    size = len(_MARKS.sub("", text))
    if (
        size == 0
        or size > LONGEST_TITLE
        or line.lead is not None
        or line.is_table
        or line.goes_over
        or is_cut_decimal(text)
    ):
        return False
    body = text.rstrip("”’」』》）)】")
    if not body or body[-1] in "。，,、；;．" or "。" in body:
        return False
    if re.search(r"[a-z][.!?] [A-Z]", body):
        return False
    return body.endswith("..") or body[-1] != "." or body[-2:-1].isdigit()
