"""Join lines that were broken at the width of a column (stage 4).

Every join is weighed: by the seam, by what the layout shows, and by how surely the two lines stand
in one column. Where no way to read a stretch is good, its lines stay apart and the page is called
unreliable.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from retrieval.layout.evidence_weights import PageWeights
from retrieval.layout.joins.columns import Columns, columns_of
from retrieval.layout.joins.continuation import PageContext, may_touch
from retrieval.layout.joins.seams import Seams
from retrieval.layout.lines.page_lines import TextLine, joined

FEWEST_SEAMS = 8  # full lines that end within a sentence, of which can be told if any is in order
RUNNING_SHARE = 0.3  # of them have the marks of sentences: the page is no list
BY_CHANCE = 0.25  # mean log-odds; pages in order have one and more
FEW_SEAMS = 0.5  # more than that of a single seam; of four, half
UNMARKED = 0.5  # more, where lines have no marks of sentences
FEWEST_SHORT = 4  # lines of a list that are not full
FEWEST_LISTED = 10  # lines of a list
BADLY = -0.5  # mean log-odds of a list whose lines are nearly all full
FEWEST = 3  # full lines that end within a sentence
WRAPPED_SHARE = 0.4  # of the lines that end within a sentence are full
UNTOLD = 0.3  # of the lines that go on have a blank line above: blank lines tell nothing

_SENTENCE = re.compile("[，,。；;：:！？!?]")


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """The lines of a page in the order they are read.

    `unreliable`: lines of several columns stand among each other, or are in no order.
    """

    lines: list[TextLine]
    unreliable: bool = False


def unwrap(lines: Sequence[TextLine], context: PageContext, weights: PageWeights) -> Unwrapped:
    """The lines of a page with wrapped ones joined, if they are wrapped."""
    seams = Seams(context, weights)
    if not is_wrapped(seams):
        return Unwrapped(list(lines))
    columns = columns_of(seams)
    if is_disordered(seams, columns):
        over = sum(seams.runs_over(at) for at in range(len(seams)))
        shuffled = over >= FEWEST_SEAMS and is_running(seams)
        return Unwrapped(list(lines), unreliable=shuffled)
    parted = columns.crossed
    threshold = weights.wrap_parted_threshold if parted else weights.wrap_threshold
    groups: list[list[int]] = []
    odds: list[float] = []
    found = joins(lines, seams, columns, weights)
    for line in columns.in_order():
        join = found.get(line)
        if join is not None and join > threshold:
            groups[-1].append(line)
            odds[-1] = min(odds[-1], join)
        else:
            groups.append([line])
            odds.append(math.inf)
    paragraphs = [
        joined([lines[at] for at in group], o) for group, o in zip(groups, odds, strict=True)
    ]
    return Unwrapped(paragraphs, parted)


def is_wrapped(seams: Seams) -> bool:
    """Tell whether the page's lines are mostly as wide as a column, and go on."""
    lines = seams.context.lines
    open_lines = [at for at, line in enumerate(lines) if not line.closed]
    full = sum(map(seams.is_full, open_lines))
    return full >= FEWEST and full >= WRAPPED_SHARE * len(open_lines)


def is_running(seams: Seams) -> bool:
    """Tell whether the page's full lines have marks of sentences, unlike those of a list."""
    over = [at for at in range(len(seams)) if seams.runs_over(at)]
    marked = [at for at in over if _SENTENCE.search(seams.context.lines[at].text)]
    return len(marked) >= RUNNING_SHARE * len(over)


def is_disordered(seams: Seams, columns: Columns) -> bool:
    """Tell whether the lines follow each other no better than by chance.

    Few seams have to read better, and so have lines without the marks of sentences.
    """
    count = sum(seams.runs_over(at) for at in range(len(seams)))
    least = BY_CHANCE + FEW_SEAMS / math.sqrt(max(1, count))
    return stretch_of(seams, columns) < (least if is_running(seams) else least + UNMARKED)


def joins(
    lines: Sequence[TextLine], seams: Seams, columns: Columns, weights: PageWeights
) -> dict[int, float]:
    """Log-odds that a line belongs to the paragraph of the one before it in its column."""
    stretch = stretch_of(seams, columns)
    parting = blanks_tell(lines, seams)
    indents_tell = sum(line.indented for line in lines) > 1
    listed = _listed(seams, columns)
    found = {}
    for right, left in enumerate(columns.before):
        if left is None or not seams.is_full(left) or {left, right} <= listed:
            continue
        if lines[left].is_row or lines[right].is_row:
            continue
        if not may_touch(lines[left].text, lines[right].text):
            continue
        signs = evidence(left, right, lines, seams, blanks_tell=parting)
        signs["wrap_flush"] = float(indents_tell and not lines[right].indented)
        signs |= column_evidence(right, columns, stretch)
        found[right] = weights.wrap_odds + weights.odds(signs)
    return found


def _listed(seams: Seams, columns: Columns) -> set[int]:
    """Return the lines that stand in a list: some are short, none ends a sentence, and they do
    not follow each other.
    """
    found: set[int] = set()
    order = columns.in_order()
    for is_open, run in groupby(order, key=lambda at: not seams.context.lines[at].closed):
        lines = list(run)
        pairs = [pair for pair in pairwise(lines) if seams.is_full(pair[0])]
        short = sum(not seams.is_full(at) for at in lines)
        total = sum(seams.odds(*pair) for pair in pairs)
        long = len(lines) >= FEWEST_LISTED
        least = BY_CHANCE if short >= FEWEST_SHORT else BADLY
        if is_open and (long or short >= FEWEST_SHORT) and total < least * len(pairs):
            found.update(lines)
    return found


def column_evidence(line: int, columns: Columns, stretch: float) -> dict[str, float]:
    """Return the evidence of the columns that a line stands in the right one."""
    found = {"wrap_stretch": stretch, "wrap_sure": _logit(columns.sure[line])}
    if columns.crossed:
        found |= {"wrap_parted": -1.0, "wrap_uneven": columns.evenness(line) - 1.0}
    return found


def _logit(share: float) -> float:
    share = min(0.999, max(0.001, share))
    return math.log(share / (1 - share))


def evidence(
    left: int, right: int, lines: Sequence[TextLine], seams: Seams, *, blanks_tell: bool
) -> dict[str, float]:
    """Return the evidence that two lines of a column are one paragraph."""
    x, y = seams.context.lines[left], seams.context.lines[right]
    return {
        "wrap_seam": 0.0 if x.closed else seams.odds(left, right),
        "wrap_closed": -float(x.closed),
        "wrap_opening": -y.opening,
        "wrap_lead": -float(y.lead is not None),
        "wrap_indented": -float(lines[right].indented),
        "wrap_blank": -float(blanks_tell and lines[right].blanks > 0),
        "wrap_close": float(blanks_tell and not lines[right].blanks),
    }


def blanks_tell(lines: Sequence[TextLine], seams: Seams) -> bool:
    """Tell whether blank lines part paragraphs, rather than any lines."""
    gaps = [lines[at + 1].blanks > 0 for at in range(len(lines) - 1) if seams.runs_over(at)]
    parted = sum(line.blanks > 0 for line in lines)
    return parted > 1 and sum(gaps) <= UNTOLD * len(gaps)


def stretch_of(seams: Seams, columns: Columns) -> float:
    """The mean odds of the seams within sentences."""
    odds = [
        seams.odds(above, line)
        for line, above in enumerate(columns.before)
        if above is not None and seams.runs_over(above)
    ]
    return sum(odds) / len(odds) if odds else 0.0
