"""The analyzer cuts as jieba does, however its dictionary is read."""

import subprocess
import sys
from pathlib import Path

import jieba
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.text import Analyzer
from retrieval.text.bulk_analyzer import BulkAnalyzer
from tests.paths import SEEDS

TEXTS = [
    line
    for path in sorted(SEEDS.glob("*.txt"))
    for line in path.read_text(encoding="utf-8").splitlines()
    if line
]
jieba.setLogLevel(60)
REFERENCE = jieba.Tokenizer()
STOP_WORDS = frozenset({"的", "工会"})
WHOLE = Analyzer(stop_words=STOP_WORDS)


@pytest.fixture(scope="module")
def analyzers(data_dir: Path) -> list[Analyzer]:
    """One that reads the whole dictionary, and one that reads its cache piece by piece."""
    Analyzer(cache_dir=data_dir / "cache").terms("词")
    return [Analyzer(), Analyzer(cache_dir=data_dir / "cache")]


@pytest.mark.slow
def test_reports_are_cut_as_jieba_cuts_them(analyzers: list[Analyzer]) -> None:
    for analyzer in analyzers:
        assert [_cut(analyzer, text) for text in TEXTS] == [_by_jieba(text) for text in TEXTS]


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.sampled_from("".join(TEXTS)), max_size=30).map("".join) | st.text(max_size=30))
def test_any_text_is_cut_as_jieba_cuts_it(analyzers: list[Analyzer], text: str) -> None:
    for analyzer in analyzers:
        assert _cut(analyzer, text) == _by_jieba(text)
        assert analyzer.texts(text) == [term.text for term in analyzer.terms(text)]


@pytest.fixture(scope="module")
def bulk() -> BulkAnalyzer:
    return BulkAnalyzer(stop_words=STOP_WORDS)


def test_what_cuts_many_texts_finds_the_same_terms(bulk: BulkAnalyzer, data_dir: Path) -> None:
    analyzer = Analyzer(stop_words=STOP_WORDS, cache_dir=data_dir / "cache")
    assert [bulk.texts(text) for text in TEXTS] == [analyzer.texts(text) for text in TEXTS]


# words that overlap, unknown ones, numbers and marks that the two libraries take otherwise, and
# characters that are Chinese to one of them only
@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(
    st.lists(
        st.sampled_from("".join(TEXTS))
        | st.sampled_from(["wi-fi", "2.4km", "b超", "at&t", "c++", "㐀", "鿭", "豈", "𠀀", "\r\n"])
        | st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)
        | st.sampled_from("一工子点abz019.-_%+&#"),
        max_size=40,
    ).map("".join)
    | st.text(max_size=30)
)
def test_any_text_gives_the_same_terms_among_many(bulk: BulkAnalyzer, text: str) -> None:
    assert bulk.texts(text) == WHOLE.texts(text)


def test_words_are_counted_before_any_text_is_cut(data_dir: Path) -> None:
    for analyzer in (Analyzer(), Analyzer(cache_dir=data_dir / "cache")):
        assert analyzer.count("工会") > 0
        assert analyzer.count("工会会会") == 0
        assert analyzer.count("") == 0


@pytest.mark.slow
def test_a_kept_dictionary_is_cut_by_without_jieba(data_dir: Path) -> None:
    Analyzer(cache_dir=data_dir / "cache").prepare()
    code = (
        "import sys; from pathlib import Path; from retrieval.text import Analyzer;"
        "print(*Analyzer(cache_dir=Path(sys.argv[1])).texts('王某某在工会开会'));"
        "assert 'jieba' not in sys.modules"
    )
    command = [sys.executable, "-c", code, str(data_dir / "cache")]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    assert found.split() == Analyzer().texts("王某某在工会开会")


@pytest.mark.slow
def test_a_damaged_cache_is_made_anew(tmp_path: Path) -> None:
    Analyzer(cache_dir=tmp_path).terms("词")
    (cache,) = tmp_path.iterdir()
    whole = cache.read_bytes()
    for damaged in (b"", b"\0" * 100, whole[:50]):
        cache.write_bytes(damaged)
        assert _cut(Analyzer(cache_dir=tmp_path), "工会代表大会") == _by_jieba("工会代表大会")
        assert cache.read_bytes() == whole


def _cut(analyzer: Analyzer, text: str) -> list[tuple[str, int, int]]:
    return list(analyzer._tokenizer.tokenize(text))


def _by_jieba(text: str) -> list[tuple[str, int, int]]:
    return list(REFERENCE.tokenize(text, mode="search"))
