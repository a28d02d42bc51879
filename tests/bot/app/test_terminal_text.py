import unicodedata

import pytest

from bot.app.terminal_text import shown


@pytest.mark.parametrize("character", "\x1b\x9b\u202e\u2066\u200b\u2028\ufeff\u00ad\u061c")
def test_characters_that_hide_or_reorder_text_are_made_visible(character: str) -> None:
    assert shown(f"44{character}家") == "44\ufffd家"


def test_every_bidirectional_control_is_made_visible() -> None:
    controls = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    found = [c for c in map(chr, range(0x11000)) if unicodedata.bidirectional(c) in controls]
    assert len(found) == 9
    assert {shown(c) for c in found} == {"\ufffd"}


def test_a_text_keeps_its_length_and_its_ordinary_characters() -> None:
    text = "𠮷野家：５Ｇ\t“工会” 😀 café"
    assert shown(text) == text.replace("\t", " ")
