"""Everything an answerer needs, put together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from retrieval.corpus import Corpus
from retrieval.documents import Report
from retrieval.index import Index, TermWeights
from retrieval.index.analysis import analyze_passages
from retrieval.index.containment import occurs
from retrieval.lexicon import Spelling, load_divisions, load_glosses, parse_synonyms
from retrieval.progress import Progress, unseen
from retrieval.qa.answerability.classifier import USUAL, Thresholds
from retrieval.qa.linear import Weights
from retrieval.qa.pipeline import Answerer
from retrieval.qa.ranking.reranker import Ranker
from retrieval.qa.spans.selector import Marker
from retrieval.query import Follower, Understander
from retrieval.query.abbreviations import Abbreviations
from retrieval.query.expansion import ConceptFinder
from retrieval.query.vocabulary import Vocabulary
from retrieval.query.wordlists import parse_lexicon
from retrieval.text import Analyzer

WordLists = Mapping[str, Sequence[str]]


def build_answerer(
    corpus: Corpus,
    analyzer: Analyzer,
    *,
    words: WordLists,
    weights: Weights,
    thresholds: Thresholds = USUAL,
    on_progress: Progress = unseen,
) -> Answerer:
    """Index the archive's passages and answer from them."""
    from retrieval.index.bm25 import BM25Index  # not needed where the index is stored

    index = BM25Index(list(analyze_passages(corpus.passages, analyzer, on_progress=on_progress)))
    return answerer_of(
        index,
        analyzer,
        words=words,
        weights=weights,
        reports=corpus.reports,
        thresholds=thresholds,
    )


def answerer_of(
    index: Index,
    analyzer: Analyzer,
    *,
    words: WordLists,
    weights: Weights,
    reports: Mapping[str, Report],
    thresholds: Thresholds = USUAL,
) -> Answerer:
    """Answer from an index."""
    lexicon = parse_lexicon(words)
    finder = ConceptFinder(
        Vocabulary(
            analyzer=analyzer,
            lexicon=lexicon,
            divisions=load_divisions(),
            weigh=TermWeights(index),
            heaviest=_heaviest(index),
            contains=partial(occurs, index=index),
        ),
        synonyms=parse_synonyms(words["synonyms"]),
        load_glosses=lambda: load_glosses(words["english"]),
        spelling=Spelling(),
        full_names=Abbreviations(index, analyzer, lexicon).full_names,
    )
    return Answerer(
        follower=Follower(Understander(finder)),
        ranker=Ranker(index, weights.ranking),
        marker=Marker(weights, lexicon, analyzer),
        weights=weights,
        reports=reports,
        thresholds=thresholds,
    )


def renewed(answerer: Answerer) -> Answerer:
    """Answer in the same way, and remember nothing of what was asked before."""
    index, model = answerer.ranker.index, answerer.follower.understander.finder
    vocabulary = replace(model.vocabulary, contains=partial(occurs, index=index))
    names = Abbreviations(index, vocabulary.analyzer, vocabulary.lexicon)
    finder = replace(
        model,
        vocabulary=vocabulary,
        load_glosses=lambda: model.glosses,
        full_names=names.full_names,
    )
    return replace(answerer, follower=Follower(Understander(finder)))


def _heaviest(index: Index) -> float:
    """The most that any term may weigh."""
    return math.log(1 + len(index) / 0.5)
