"""Classify each strip by its form and its neighbours (stage 5)."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum

from retrieval.layout.evidence_weights import Weights
from retrieval.layout.joins.continuation import Neighbourhood, evidence, is_hyphenated, may_go_on
from retrieval.layout.lines.bylines import WORD, Bylines
from retrieval.layout.lines.line_features import ORDER_MARK, LineFeatures, said_again
from retrieval.layout.page_words import PageWords
from retrieval.text.punctuation import is_cut_decimal


class LineType(StrEnum):
    """The type of a strip, before it is known to which article it belongs."""

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
LONGEST_TITLE = 44  # longer ones are text
LONGEST_TITLE_RUN = 8  # lines
SHORT_CAPTION = 60
LONGEST_CAPTION = 260
_SHOWS = re.compile(r"(?:[（(]?[上下左右]?图[为①②③④一二三四1-9左右上下中])")
_TAKEN_BY = re.compile(r"摄\s*[)）]?$")
_MARKS = re.compile(r"[^\w]+")
_TWO_CLAUSES = re.compile("[^\\W\\da-zA-Z]\\W? +\\W?[^\\Wa-zA-Z]")
_INNER = re.compile("[，,；;]")


def kinds_of(
    forms: Sequence[LineFeatures], bylines: Bylines, near: Neighbourhood, weights: Weights
) -> list[LineType]:
    """The kind of each strip."""
    fixed = fixed_kinds(forms, bylines)
    kinds: list[LineType] = []
    for index, kind in enumerate(fixed):
        if kind is None:
            kind = (
                LineType.TITLE if _is_title(index, forms, fixed, near, weights) else LineType.TEXT
            )
        kinds.append(kind)
    _unmark_lists(kinds)
    _unmark_signatures(kinds, forms, bylines.wording)
    for index in range(len(kinds)):
        if kinds[index] is LineType.TEXT and _is_caption(index, forms, kinds, bylines):
            kinds[index] = LineType.CAPTION
    return kinds


def _unmark_lists(kinds: list[LineType]) -> None:
    """A long run of lines without end marks is a list, not the titles of an article."""
    first = 0
    while first < len(kinds):
        end = first
        while end < len(kinds) and kinds[end] is LineType.TITLE:
            end += 1
        if end - first > LONGEST_TITLE_RUN:
            kinds[first:end] = [LineType.TEXT] * (end - first)
        first = max(end, first + 1)


def _unmark_signatures(
    kinds: list[LineType], forms: Sequence[LineFeatures], wording: PageWords
) -> None:
    """The name of a body under a notice signs it, and is no title of what follows."""
    title = ""
    for index, kind in enumerate(kinds):
        if kind is not LineType.TITLE:
            continue
        text = forms[index].text
        signs = index > 0 and kinds[index - 1] is LineType.TEXT and forms[index - 1].closed
        body = text.endswith((*wording.units, *wording.bodies))
        if signs and body and title.endswith(tuple(wording.notices)):
            kinds[index] = LineType.BYLINE
        else:
            title = text


def _is_caption(
    index: int, forms: Sequence[LineFeatures], kinds: Sequence[LineType], bylines: Bylines
) -> bool:
    """A text under a picture: credit closes it or follows it, or it says what is shown."""
    form = forms[index]
    if _SHOWS.match(form.text):
        return True
    if len(form.text) <= LONGEST_CAPTION and _is_picture_credit(form.text, bylines):
        return True
    if index + 1 == len(forms) or kinds[index + 1] is not LineType.CREDIT:
        return False
    opens_report = form.lead is not None or kinds[index - 1] is LineType.BYLINE
    if index and opens_report:
        return False
    return form.strip.blanks >= PICTURE_GAP or len(form.text) <= SHORT_CAPTION


def _is_picture_credit(text: str, bylines: Bylines) -> bool:
    return "摄" in text and bool(_TAKEN_BY.search(text)) and bool(bylines.tail(text).photographers)


def fixed_kinds(forms: Sequence[LineFeatures], bylines: Bylines) -> list[LineType | None]:
    """The kinds that wording tells, alone or between a title and a text."""
    kinds = [by_pattern(form, bylines) for form in forms]
    for index in _name_lines(forms, kinds, bylines):
        kinds[index] = LineType.BYLINE
    return kinds


def _name_lines(
    forms: Sequence[LineFeatures], kinds: Sequence[LineType | None], bylines: Bylines
) -> Iterator[int]:
    """The lines of names without a job word: between a title and its text, or after a text.

    Where several titles of a page have a word beneath them, it is a name, whatever it is.
    """
    under = {at for at in range(len(forms)) if kinds[at] is None and _is_under_title(at, forms)}
    bare = {at for at in under if _is_word_under_title(at, forms, bylines.wording)}
    habit = bare if len(bare) >= HABIT else set()
    for at, form in enumerate(forms):
        text = form.text
        if kinds[at] is not None:
            continue
        name = bylines.pen_name(text) or (len(text) <= LONGEST_NAMES and bylines.bare(text))
        signs = at > 0 and text[0] in "(（" and forms[at - 1].closed
        if at in habit or (name and (at in under or signs)):
            yield at


def _is_under_title(index: int, forms: Sequence[LineFeatures]) -> bool:
    """Tell whether a line stands between one that may be a title and a text."""
    if not 0 < index < len(forms) - 1:
        return False
    above, text, below = (form.text for form in forms[index - 1 : index + 2])
    ends_titles = len(below) > LONGEST_NAMES or not has_title_form(forms[index + 1])
    return has_title_form(forms[index - 1]) and above[0] != text[0] and ends_titles


def _is_word_under_title(index: int, forms: Sequence[LineFeatures], wording: PageWords) -> bool:
    above, text = forms[index - 1].text, forms[index].text
    label = above in wording.banners or above in wording.notes
    return not label and text not in wording.notes and WORD.fullmatch(text) is not None


def by_pattern(form: LineFeatures, bylines: Bylines) -> LineType | None:
    """The kind of a strip whose wording alone tells it."""
    text = form.text
    if form.is_table:
        return LineType.TABLE
    if form.is_turn:
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
    forms: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    near: Neighbourhood,
    weights: Weights,
) -> bool:
    if not has_title_form(forms[index]):
        return False
    found = title_evidence(index, forms, fixed, near, weights)
    return weights.title_odds + weights.odds(found) > weights.title_threshold


def title_evidence(
    index: int,
    forms: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    near: Neighbourhood,
    weights: Weights,
) -> dict[str, float]:
    """Evidence of form and of the lines round it that a strip is a title.

    Each piece of evidence is named as its weight is (`evidence_weights.py`).
    """
    form = forms[index]
    text = form.text.strip("*# ")
    size = len(_MARKS.sub("", text))
    found = {
        "title_short": float(size <= SHORT_TITLE),
        "title_tiny": float(size <= TINY_TITLE and (index == 0 or forms[index - 1].closed)),
        "title_long": -float(max(0, size - LONG_TITLE)),
        "title_comma": -float(len(_INNER.findall(text))),
        "title_listed": -float(_is_numbered_item(index, forms)),
        "title_colon": -float(text.endswith((":", "："))),
        "title_marked": float(form.text.startswith(("**", "#"))),
        "title_dash": float(text.endswith(("——", "……")) or text.startswith("——")),
        "title_left_open": -float(bool(form.open_marks)),
        "title_fresh": -float(form.fresh and not form.lead),
        "title_unmatched": -float(bool(form.unmatched)),
        "title_opens": near.sequences.is_rest(text),
        "title_first": float(index == 0),
        "title_after_open": -float(_is_cut_text(index - 1, forms, fixed)),
        "title_space": float(_TWO_CLAUSES.search(text) is not None),
        "title_sentence": -float(bool(SENTENCE_WORDS & set(text))),
        "title_wanting": -float(near.ends_wanting(index)),
    }
    if index + 1 == len(forms):
        return found | {"title_last": -1.0}
    return found | _evidence_below(index, text, forms, fixed, near, weights)


def _evidence_below(
    index: int,
    text: str,
    forms: Sequence[LineFeatures],
    fixed: Sequence[LineType | None],
    near: Neighbourhood,
    weights: Weights,
) -> dict[str, float]:
    """Evidence of the next strip: it opens a report, is a title, or may go on with this one."""
    form, after = forms[index], forms[index + 1]
    if fixed[index + 1] is LineType.CREDIT:
        return {"title_before_credit": -float(form.closed or len(text) > SHORT_TITLE)}
    if after.lead or fixed[index + 1] is LineType.BYLINE:
        return {"title_before_start": 1.0}
    if _runs_into_start(index + 1, forms, fixed):
        return {"title_before_title": 1.0}
    if after.fresh or after.opening >= weights.open_speech:
        return {"title_before_fresh": 1.0}
    if is_hyphenated(form.text, after.text):
        return {"title_before_short": 1.0} if _is_short(after) else {"title_goes_on": NEVER}
    goes_on = {"title_goes_on": -_goes_on(index, near, weights)}
    if _is_short(after):
        return goes_on | {"title_before_short": 1.0}
    return goes_on | {"title_said_again": said_again(text, after.text)}


def _is_numbered_item(index: int, forms: Sequence[LineFeatures]) -> bool:
    """Tell whether a line opens with a number, and so does the one above or below."""
    near = (*forms[max(0, index - 1) : index], *forms[index + 1 : index + 2])
    numbered = ORDER_MARK.match(forms[index].text) is not None
    return numbered and any(ORDER_MARK.match(other.text) for other in near)


def _is_short(form: LineFeatures) -> bool:
    """Tell whether a line may be a title, and has no clauses parted by a comma."""
    return has_title_form(form) and not _INNER.search(form.text)


def _goes_on(index: int, near: Neighbourhood, weights: Weights) -> float:
    """Log-odds, but for a constant, that the next strip is the rest of this one."""
    if not may_go_on(near.forms[index], near.forms[index + 1]):
        return NEVER
    return max(NEVER, weights.odds(evidence(index, index + 1, near)))


def _is_cut_text(
    index: int, forms: Sequence[LineFeatures], fixed: Sequence[LineType | None]
) -> bool:
    """Tell whether a strip is running text that breaks off."""
    return (
        index >= 0
        and fixed[index] is None
        and not (forms[index].closed or has_title_form(forms[index]))
    )


def _runs_into_start(
    index: int, forms: Sequence[LineFeatures], fixed: Sequence[LineType | None]
) -> bool:
    """Tell whether from here on only lines that may be titles stand over the start of a report."""
    for at in range(index, min(index + LONGEST_TITLE_RUN, len(forms))):
        if forms[at].lead or fixed[at] is LineType.BYLINE:
            return at > index
        if not has_title_form(forms[at]):
            return False
    return False


def has_title_form(form: LineFeatures) -> bool:
    """Tell whether length and marks leave it open that the strip is a title."""
    text = form.text.strip("*# ")
    size = len(_MARKS.sub("", text))
    if (
        size == 0
        or size > LONGEST_TITLE
        or form.lead is not None
        or form.is_table
        or is_cut_decimal(text)
    ):
        return False
    body = text.rstrip("”’」』》）)】")
    if not body or body[-1] in "。，,、；;．" or "。" in body:
        return False
    if re.search(r"[a-z][.!?] [A-Z]", body):
        return False
    if re.search(r"[！？!?…：:].*[，,]", text) and size > 24:
        return False
    return not (body[-1] == "." and len(body) > 1 and not body[-2].isdigit())
