"""All seams of a page at once are weighed as each by itself."""

from itertools import pairwise

import numpy as np
import pytest

from retrieval.layout.evidence_weights import WEIGHTS
from retrieval.layout.joins.continuation import PageContext
from retrieval.layout.joins.seams import REACH, Seams
from retrieval.layout.lines.bylines import Bylines
from retrieval.layout.lines.line_features import features_of
from retrieval.layout.lines.page_lines import lines_of
from retrieval.layout.models.arrays import codes_of
from retrieval.layout.models.char_lm import end_of, head_of, read_sequences
from retrieval.layout.models.common_words import CommonWords
from retrieval.layout.page_words import read_wording
from tests.retrieval.layout.clean import held_articles
from tests.retrieval.layout.pages import NO_DAMAGE, make_page
from tests.retrieval.layout.variants import interleaved, printed


@pytest.fixture(scope="module")
def seams() -> Seams:
    page = printed(make_page(3, 3, NO_DAMAGE, held_articles()), interleaved(3))
    wording = read_wording()
    lines = features_of(lines_of(page.report), Bylines.of(wording), WEIGHTS)
    return Seams(PageContext(lines, wording, read_sequences()), WEIGHTS)


def test_the_table_holds_the_odds_of_each_line_after_those_before_it(seams: Seams) -> None:
    for right in range(0, len(seams), 5):
        for left in range(max(0, right - REACH), right):
            alone = WEIGHTS.column_odds + WEIGHTS.odds(seams.evidence(left, right))
            assert seams.table[right, right - left - 1] == pytest.approx(np.clip(alone, -5, 6))
    assert np.isneginf(seams.table[0]).all()


def test_the_model_tells_of_many_seams_what_it_tells_of_one(seams: Seams) -> None:
    texts = [line.text for line in seams.context.lines][:40]
    model = read_sequences()
    ends = codes_of([end_of(text)[::-1] for text in texts[:-1]], 2)
    heads = codes_of([head_of(text) for text in texts[1:]], 2)
    one_by_one = [model.runs_on(x, y) for x, y in pairwise(texts)]
    assert model.run_on(ends, heads) == pytest.approx(one_by_one)


def test_words_across_seams_are_those_that_each_pair_of_lines_makes(seams: Seams) -> None:
    context, pairs = seams.context, range(len(seams) - 1)
    tails = codes_of([context.lines[at].text[:-4:-1] for at in pairs], 3)
    heads = codes_of([context.lines[at + 1].text[:3] for at in pairs], 3)
    found = CommonWords.of(context.wording).straddle(tails, heads)
    assert found.tolist() == [context.makes_word(at, at + 1) for at in pairs]
    assert found.any()
