"""Stage 5. What each strip is on the page, by its form and its neighbours."""

import re
from collections.abc import Sequence
from enum import StrEnum

from retrieval.articles.bylines import Bylines
from retrieval.articles.continuation import WORD_ENDS, Neighbourhood, rest_evidence
from retrieval.articles.forms import Form
from retrieval.articles.weights import Weights


class Kind(StrEnum):
    """What a strip is, before it is known to which article it belongs."""

    TITLE = "title"
    TEXT = "text"
    BYLINE = "byline"
    CREDIT = "credit"
    TIP = "tip"
    CAPTION = "caption"


PICTURE_GAP = 2  # blank lines where a picture stood
HANGING = frozenset("由在将把对从被让向及或和与是为")  # what no title ends with
SENTENCE_WORDS = frozenset("了也就都还曾已很它其她他我这那")  # headings do mostly without
SHORT_TITLE = 12
LONGEST_TITLE_RUN = 8  # lines
SHORT_CAPTION = 60
LONGEST_CAPTION = 260
_SHOWS = re.compile(r"(?:[（(]?[上下左右]?图[为①②③④一二三四1-9左右上下中]|[▲▼△▽◀▶])")
_MARKS = re.compile(r"[^\w]+")
ORDER_MARK = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十\d]+[)）]|\d+[.、．])"
)


def kinds_of(
    forms: Sequence[Form], bylines: Bylines, near: Neighbourhood, weights: Weights
) -> list[Kind]:
    """The kind of each strip."""
    fixed = [_by_pattern(form, bylines) for form in forms]
    kinds: list[Kind] = []
    for index, kind in enumerate(fixed):
        if kind is None and forms[index].is_turn:
            kind = Kind.TEXT
        elif kind is None:
            likely = _title_odds(index, forms, fixed, near, weights)
            kind = Kind.TITLE if likely > weights.title_threshold else Kind.TEXT
        kinds.append(kind)
    _unmark_lists(kinds)
    for index in range(len(kinds)):
        if _is_bare_byline(index, forms, kinds, bylines):
            kinds[index] = Kind.BYLINE
        elif kinds[index] is Kind.TEXT and _is_caption(index, forms, kinds, bylines):
            kinds[index] = Kind.CAPTION
    return kinds


def _unmark_lists(kinds: list[Kind]) -> None:
    """A long run of lines without end marks is a list, not the titles of an article."""
    first = 0
    while first < len(kinds):
        end = first
        while end < len(kinds) and kinds[end] is Kind.TITLE:
            end += 1
        if end - first > LONGEST_TITLE_RUN:
            kinds[first:end] = [Kind.TEXT] * (end - first)
        first = max(end, first + 1)


def _is_bare_byline(
    index: int, forms: Sequence[Form], kinds: Sequence[Kind], bylines: Bylines
) -> bool:
    """Names without a job word, between a title and its text or in brackets after a text."""
    if index == 0 or kinds[index] not in (Kind.TITLE, Kind.TEXT):
        return False
    text = forms[index].text
    if len(text) > 20 or not bylines.bare(text):
        return False
    if kinds[index - 1] is Kind.TITLE:
        return index + 1 < len(kinds) and kinds[index + 1] is Kind.TEXT
    return text[0] in "(（" and forms[index - 1].closed


def _is_caption(index: int, forms: Sequence[Form], kinds: Sequence[Kind], bylines: Bylines) -> bool:
    """A text under a picture: credit closes it or follows it, or it says what is shown."""
    form = forms[index]
    if _SHOWS.match(form.text):
        return True
    if len(form.text) <= LONGEST_CAPTION and _is_picture_credit(form.text, bylines):
        return True
    if index + 1 == len(forms) or kinds[index + 1] is not Kind.CREDIT:
        return False
    if bylines.is_editors(forms[index + 1].text):
        return False
    return form.strip.blanks >= PICTURE_GAP or len(form.text) <= SHORT_CAPTION


def _is_picture_credit(text: str, bylines: Bylines) -> bool:
    return bool(re.search(r"摄\s*[)）]?$", text)) and bool(bylines.tail(text))


def _by_pattern(form: Form, bylines: Bylines) -> Kind | None:
    text = form.text
    if text.strip("*#■□◆●▲【】[]：: \u3000") in bylines.wording.tips:
        return Kind.TIP
    if bylines.credit(text) is not None:
        return Kind.CREDIT
    if bylines.line(text) is not None or bylines.is_nameless(text):
        return Kind.BYLINE
    return None


def _title_odds(
    index: int,
    forms: Sequence[Form],
    fixed: Sequence[Kind | None],
    near: Neighbourhood,
    weights: Weights,
) -> float:
    form = forms[index]
    text = form.text.strip("*# ")
    size = len(_MARKS.sub("", text))
    if not _may_be_title(form, text, size, weights):
        return float("-inf")
    odds = weights.title_short if size <= SHORT_TITLE else weights.title_long
    odds -= max(0, size - 26) * 0.1
    commas = len(re.findall("[，,；;]", text))
    odds -= weights.title_comma * commas
    odds += 3.0 if form.text.startswith(("**", "#")) else 0.0
    odds += 2.0 if text.endswith(("——", "……")) or text.startswith("——") else 0.0
    odds -= 2.0 if form.open_marks else 0.0
    odds -= weights.title_hanging if text[-1] in HANGING else 0.0
    odds -= 2.0 if form.fresh and not form.lead else 0.0
    odds -= 2.0 if form.mid_sentence or form.unmatched else 0.0
    if index + 1 == len(forms):
        return odds - 1.0
    after = forms[index + 1]
    if fixed[index + 1] is Kind.CREDIT:
        return odds - 2.0 if form.closed or size > 14 else odds
    if after.lead or fixed[index + 1] is Kind.BYLINE:
        return odds + weights.title_before_start
    if _runs_into_start(index + 1, forms, fixed, weights) or (
        _has_title_form(after, weights) and not re.search("[，,；;]", after.text)
    ):
        return odds + weights.title_before_title
    if after.fresh:
        return odds + weights.title_before_start / 2
    odds += weights.title_first if index == 0 else 0.0
    odds -= weights.title_comma_alone * min(1, commas)
    if form.ends_in_number and after.opens_with_measure:
        odds -= weights.title_number
    seam = near.junction(index, index + 1, weights)
    seen = seam > weights.join_seen * 1.4 and after.opening < 0
    limit = weights.title_seen_seam if seen else weights.title_seam
    odds -= max(-0.4, min(limit, seam))
    if after.opening <= 0 and near.is_broken(index):
        odds -= weights.title_broken
    odds += max(-1.0, min(1.0, after.opening))
    if after.mid_sentence or (form.open_marks & after.unmatched):
        odds -= weights.title_cut - 1.0
    return (
        odds
        + _heading_odds(text, after.text, weights)
        + _rest_odds(index + 1, forms, near, weights)
    )


def _heading_odds(text: str, after: str, weights: Weights) -> float:
    """Whether a line is worded as a heading of the text after it, not as half a sentence."""
    pairs = [text[at : at + 2] for at in range(len(text) - 1)]
    said_again = sum(pair in after for pair in pairs) / max(1, len(pairs))
    odds = weights.title_said_again * said_again
    odds += weights.title_space if " " in text else 0.0
    odds -= weights.title_sentence if SENTENCE_WORDS & set(text) else 0.0
    odds -= weights.title_wanting if text[-1] in WORD_ENDS - HANGING else 0.0
    return odds


def _rest_odds(index: int, forms: Sequence[Form], near: Neighbourhood, weights: Weights) -> float:
    """Whether the strip opens a text under a title rather than goes on with a chopped line."""
    if near.opens_with_term(index):
        return weights.title_subject
    return -weights.title_rest * rest_evidence(forms[index], weights)


def _runs_into_start(
    index: int, forms: Sequence[Form], fixed: Sequence[Kind | None], weights: Weights
) -> bool:
    """Whether from here on only lines that may be titles stand over the start of a report."""
    for at in range(index, min(index + LONGEST_TITLE_RUN, len(forms))):
        if forms[at].lead or fixed[at] is Kind.BYLINE:
            return at > index
        if not _has_title_form(forms[at], weights):
            return False
    return False


def _has_title_form(form: Form, weights: Weights) -> bool:
    text = form.text.strip("*# ")
    return _may_be_title(form, text, len(_MARKS.sub("", text)), weights)


def _may_be_title(form: Form, text: str, size: int, weights: Weights) -> bool:
    """Whether length and marks leave it open that the strip is a title."""
    if size == 0 or size > weights.longest_title or form.lead is not None:
        return False
    if form.is_table:
        return False
    body = text.rstrip("”’」』》）)】")
    if not body or body[-1] in "。，,、；;．" or "。" in body:
        return False
    if re.search(r"[a-z][.!?] [A-Z]", body):
        return False
    if re.search(r"[！？!?…：:].*[，,]", text) and size > 24:
        return False
    return not (body[-1] == "." and len(body) > 1 and not body[-2].isdigit())
