"""What answers from a stored index, as the index changes."""

import weakref
from datetime import date
from pathlib import Path

import pytest

from retrieval.lexicon.word_files import read_all_words
from retrieval.opening import SnapshotAnswerer, with_catalogue
from retrieval.qa import answerer_of
from retrieval.qa.archive_questions.catalogue import CatalogueAnswerer
from retrieval.qa.linear import read_weights
from retrieval.qa.spans.selector import Marker
from retrieval.store import StoredCorpus, StoreFolder
from retrieval.store.writing.sync import update
from retrieval.text import Analyzer
from tests.retrieval.store.analysis import PLAN


@pytest.mark.slow
def test_what_answered_from_an_earlier_state_is_let_go(tmp_path: Path, data_dir: Path) -> None:
    reports, folder = tmp_path / "reports", StoreFolder(tmp_path / "index")
    reports.mkdir()
    (reports / "1.txt").write_text("工会开会\n大会今天召开。\n", encoding="utf-8")
    update(folder, reports, plan=PLAN)
    made: list[weakref.ref[Marker]] = []

    corpus = StoredCorpus(folder)

    def make() -> CatalogueAnswerer:
        answerer = answerer_of(
            corpus.index,
            Analyzer(cache_dir=data_dir / "cache"),
            words=read_all_words(),
            weights=read_weights(),
            reports=corpus.reports,
        )
        made.append(weakref.ref(answerer.marker))
        return with_catalogue(answerer, corpus, date.today)

    answerer = SnapshotAnswerer(corpus, make)
    answerer.answer("大会何时召开？")
    answerer.answer("大会何时召开？")
    (reports / "2.txt").write_text("天气\n天气晴朗。\n", encoding="utf-8")
    update(folder, reports, plan=PLAN)
    answerer.answer("大会何时召开？")
    assert [ref() is None for ref in made] == [True, False]
