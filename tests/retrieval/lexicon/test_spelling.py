import pytest

from retrieval.lexicon import Spelling

TEXT = "松阳供电职工杨凤娟体检漂流书吧"
PAIRS = {TEXT[i : i + 2] for i in range(len(TEXT) - 1)}
WORDS = {"松阳", "体检", "漂流"}
SPELLING = Spelling()


@pytest.mark.parametrize(
    ("typed", "wrong", "meant"),
    [
        ("松杨供电", "松杨", "松阳"),  # sound
        ("杨风娟", "杨风娟", "杨凤娟"),  # sound, in the middle of a name
        ("体捡", "体捡", "体检"),  # shape
        ("飘流书吧", "飘流", "漂流"),
    ],
)
def test_a_wrong_character_is_corrected(typed: str, wrong: str, meant: str) -> None:
    found = SPELLING.corrections(typed, PAIRS.intersection, is_word=WORDS.__contains__)
    assert [(c.typed, c.meant) for c in found] == [(wrong, meant)]


def test_what_stands_in_the_reports_is_not_corrected() -> None:
    assert SPELLING.corrections("职工体检", PAIRS.intersection, is_word=WORDS.__contains__) == []


def test_what_sounds_like_nothing_in_the_reports_stays() -> None:
    assert SPELLING.corrections("区块链", PAIRS.intersection, is_word=WORDS.__contains__) == []


@pytest.mark.parametrize(("pinyin", "word"), [("songyang", "松阳"), ("yangfengjuan", "杨凤娟")])
def test_pinyin_finds_words_of_the_reports(pinyin: str, word: str) -> None:
    assert SPELLING.hanzi(pinyin, PAIRS.intersection) == [word]


@pytest.mark.parametrize("latin", ["union", "x", "zhongguogonghuibao"])
def test_what_is_no_short_pinyin_finds_nothing(latin: str) -> None:
    assert SPELLING.hanzi(latin, PAIRS.intersection) == []
