from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text
from uniseg.linebreak import line_break_units

from bot.console.line_wrapping import wrap


def wrapped(text: str, width: int, indent: str = "") -> list[str]:
    return wrap(Text(text), width=width, indent=indent).plain.split("\n")


def test_chinese_breaks_between_any_two_characters() -> None:
    assert wrapped("工会服务职工", 4) == ["工会", "服务", "职工"]


def test_a_line_does_not_begin_with_a_closing_mark() -> None:
    assert wrapped("工会开会。职工", 8) == ["工会开", "会。职工"]


def test_a_word_or_a_number_stays_whole() -> None:
    assert wrapped("共5080人，WiFi", 7) == ["共5080", "人，", "WiFi"]


def test_a_flag_keeps_its_dashes() -> None:
    assert wrapped("请运行 wenbao index --rebuild 重建", 10) == [
        "请运行",
        "wenbao",
        "index",
        "--rebuild",
        "重建",
    ]


def test_the_indent_stands_before_every_line_and_counts() -> None:
    assert wrapped("工会服务", 6, indent="  ") == ["  工会", "  服务"]


def test_marks_stay_on_their_characters() -> None:
    text = Text("工会服务职工")
    text.stylize("bold", 2, 4)
    lines = wrap(text, width=4)
    assert [lines.plain[span.start : span.end] for span in lines.spans] == ["服务"]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"])), st.integers(4, 40))
def test_nothing_but_white_space_is_lost(text: str, width: int) -> None:
    joined = "".join("".join(wrapped(text, width)).split())
    assert joined == "".join(text.split())


@given(st.text(alphabet="工会服务，。“”12 "), st.integers(12, 40))
def test_lines_fit(text: str, width: int) -> None:
    # what has no place where it may be broken stays whole
    lines = [line for line in wrapped(text, width) if len(list(line_break_units(line))) > 1]
    assert all(cell_len(line) <= width for line in lines)
