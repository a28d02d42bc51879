"""Lines with boxes: columns, headlines over some of them, and paragraphs, in reading order."""

import math
from collections.abc import Sequence
from dataclasses import replace

import pytest

from retrieval.documents import Box, Placement, Report
from retrieval.layout.restoration import restore

SIZE = 20
LEADING = 30
WORDS = "新建的码头昨日启用货船靠岸装卸比往年快一倍工人们说这是几代人盼着的事情"


def column(text: str, left: int, top: int, *, chars: int = 20) -> list[tuple[str, Box]]:
    """The lines of paragraphs set in a column, the first line of each set in by two characters."""
    lines: list[tuple[str, Box]] = []
    for paragraph in text.split("\n"):
        rest, indent = paragraph, 2
        while rest:
            part, rest = rest[: chars - indent], rest[chars - indent :]
            y, x = top + LEADING * len(lines), left + SIZE * indent
            lines.append((part, (x, y, x + SIZE * len(part), y + SIZE)))
            indent = 0
    return lines


def title(text: str, left: int, top: int) -> tuple[str, Box]:
    return text, (left, top, left + 50 * len(text), top + 50)


def page(lines: Sequence[tuple[str, Box]]) -> Report:
    """A page of lines in the order of their heights, as OCR programs give them."""
    ordered = sorted(lines, key=lambda line: (line[1][1], line[1][0]))
    placements = tuple(
        Placement(box=box, size=float(min(box[2] - box[0], box[3] - box[1]))) for _, box in ordered
    )
    return Report("page", tuple(text for text, _ in ordered), "0" * 64, placements=placements)


def told(report: Report) -> list[tuple[str | None, list[str]]]:
    return [(a.headline, [p.text for p in a.paragraphs]) for a in restore(report)]


FIRST = f"近日，{WORDS * 3}。"
SECOND = f"据了解，{WORDS * 2}。"
THIRD = f"目前，{WORDS * 2}，比去年多。"


def test_columns_under_a_headline_are_read_one_after_the_other() -> None:
    text = column(f"{FIRST}\n{SECOND}\n{THIRD}", 0, 100)
    left, right = text[:7], text[7:]
    moved = [(t, (x0 + 430, y0 - 210, x1 + 430, y1 - 210)) for t, (x0, y0, x1, y1) in right]
    report = page([title("青石镇新码头启用", 0, 20), *left, *moved])
    assert told(report) == [("青石镇新码头启用", [FIRST, SECOND, THIRD])]


def test_each_article_has_the_columns_below_its_own_headline() -> None:
    report = page(
        [
            title("青石镇新码头启用", 0, 20),
            *column(FIRST, 0, 100),
            title("白鹭镇老桥重修", 430, 20),
            *column(SECOND, 430, 100),
            title("乌石镇书屋开门", 430, 300),
            *column(THIRD, 430, 370),
        ]
    )
    assert told(report) == [
        ("青石镇新码头启用", [FIRST]),
        ("白鹭镇老桥重修", [SECOND]),
        ("乌石镇书屋开门", [THIRD]),
    ]


def test_a_smaller_line_of_titles_above_is_the_kicker_and_rows_of_one_size_are_one_headline() -> (
    None
):
    kicker = ("县里三年投入两亿元", (0, 0, 270, 30))
    report = page(
        [
            kicker,
            title("青石镇新码头启用", 0, 40),
            title("货船靠岸快一倍", 0, 100),
            *column(FIRST, 0, 160),
        ]
    )
    (article,) = restore(report)
    assert (article.kicker, article.headline) == (
        "县里三年投入两亿元",
        "青石镇新码头启用 货船靠岸快一倍",
    )


def test_a_subhead_far_below_a_large_headline_is_its_own_where_no_text_stands_between() -> None:
    headline = ("青石镇新码头启用", (0, 0, 640, 80))
    subhead = ("县里三年投入两亿元", (0, 130, 270, 160))
    (article,) = restore(page([headline, subhead, *column(FIRST, 0, 180)]))
    assert (article.headline, article.subhead) == ("青石镇新码头启用", "县里三年投入两亿元")
    between = ("编者按。", (0, 100, 80, 120))
    articles = restore(page([headline, between, subhead, *column(FIRST, 0, 180)]))
    assert [a.headline for a in articles] == ["青石镇新码头启用", "县里三年投入两亿元"]


def test_a_headline_a_little_lower_than_its_neighbour_has_no_text_of_its_columns() -> None:
    report = page(
        [
            title("白鹭镇老桥重修", 430, 0),
            *column(SECOND, 430, 130),
            title("青石镇新码头启用", 0, 52),
            *column(FIRST, 0, 120),
        ]
    )
    assert told(report) == [("白鹭镇老桥重修", [SECOND]), ("青石镇新码头启用", [FIRST])]


@pytest.mark.parametrize(("left_columns", "right_columns"), [(2, 2), (3, 2), (2, 3), (1, 3)])
def test_headlines_side_by_side_have_the_columns_over_which_they_are_centred(
    left_columns: int, right_columns: int
) -> None:
    pitch, texts = 240, (FIRST, SECOND, THIRD)
    lines = []
    for at in range(left_columns + right_columns):
        first = at in (0, left_columns)
        text = column(f"{texts[at % 3]}\n{texts[at % 3]}", at * pitch, 100, chars=11)
        lines += text if first else text[: len(text) - 1]
    for begin, count, words in ((0, left_columns, "青石"), (left_columns, right_columns, "白鹭镇")):
        middle = (begin + count / 2) * pitch - 10
        lines.append(title(words, round(middle - 25 * len(words)), 20))
    articles = restore(page(lines))
    assert [a.headline for a in articles] == ["青石", "白鹭镇"]
    found = [{box[0] // pitch for p in a.paragraphs for box in p.boxes} for a in articles]
    assert found == [
        set(range(left_columns)),
        set(range(left_columns, left_columns + right_columns)),
    ]


def test_a_row_whose_first_part_is_in_smaller_type_is_the_headline_nonetheless() -> None:
    small, large = ("青石镇", (0, 30, 120, 70)), ("新码头启用", (150, 20, 400, 70))
    (article,) = restore(page([small, large, *column(FIRST, 0, 100)]))
    assert article.headline is not None
    assert article.headline.replace(" ", "") == "青石镇新码头启用"


@pytest.mark.parametrize("gap", [60, 120])
@pytest.mark.parametrize("begun", ["码头启用，", "“一站式", "《码头志", "改建、"])
def test_a_headline_that_ends_within_a_phrase_goes_on_over_the_gutter(begun: str, gap: int) -> None:
    columns = [*column(FIRST, 0, 100, chars=12), *column(SECOND, 290, 100, chars=12)]
    right = title("货船靠岸快", 250 + gap, 20)
    assert len(restore(page([title("青石镇书屋", 0, 20), right, *columns]))) == 2
    (article,) = restore(page([title(begun, 250 - 50 * len(begun), 20), right, *columns]))
    assert "".join((article.headline or "").split()) == f"{begun}货船靠岸快"


@pytest.mark.parametrize("mark", "，。、；”》）")
def test_no_paragraph_begins_with_a_mark_that_ends_something(mark: str) -> None:
    first, second, *rest = column(FIRST, 0, 100)
    text, (left, top, right, bottom) = second
    misread = (mark + text[3:], (left + 2 * SIZE, top, right, bottom))
    report = page([title("青石镇新码头启用", 0, 20), first, misread, *rest])
    (article,) = restore(report)
    read = [text for text, _ in (first, misread, *rest)]
    assert [p.text for p in article.paragraphs] == ["".join(read)]


def test_a_skewed_page_reads_as_an_upright_one() -> None:
    lines = [
        title("青石镇新码头启用", 0, 20),
        *column(f"{FIRST}\n{SECOND}", 0, 100),
        *column(f"{THIRD}\n{FIRST}", 430, 100),
    ]
    slope = math.tan(math.radians(2))

    def turned(box: Box) -> Box:
        left, top, right, bottom = box
        across, down = round(top * slope), round(left * slope)
        return left - across, top + down, right - across, bottom + down

    skewed = [(text, turned(box)) for text, box in lines]
    assert told(page(skewed)) == [("青石镇新码头启用", [FIRST, SECOND, THIRD, FIRST])]


def test_a_page_set_vertically_is_read_from_the_right() -> None:
    lines = [title("青石镇新码头启用", 0, 20), *column(f"{FIRST}\n{SECOND}", 0, 100)]
    vertical = [(text, (2000 - y1, x0, 2000 - y0, x1)) for text, (x0, y0, x1, y1) in lines]
    assert told(page(vertical)) == [("青石镇新码头启用", [FIRST, SECOND])]


def test_a_caption_interrupts_no_paragraph() -> None:
    text = column(f"{FIRST}\n{SECOND}", 0, 100)
    moved = [(t, (x0 + 430, y0 - 60, x1 + 430, y1 - 60)) for t, (x0, y0, x1, y1) in text[4:]]
    caption = ("码头一角。记者李志远 摄", (430, 100, 630, 118))
    report = page([title("青石镇新码头启用", 0, 20), *text[:4], caption, *moved])
    (article,) = restore(report)
    assert [p.text for p in article.paragraphs] == [FIRST, SECOND, caption[0]]
    assert article.photographers == ("李志远",)


def test_a_paragraph_knows_its_boxes_and_how_surely_it_was_read() -> None:
    report = page([title("青石镇新码头启用", 0, 20), *column(FIRST, 0, 100)])
    unsure = tuple(replace(place, confidence=0.9) for place in report.placements)
    (article,) = restore(replace(report, placements=unsure))
    (paragraph,) = article.paragraphs
    assert paragraph.boxes == tuple(place.box for place in report.placements[1:])
    assert paragraph.reading == pytest.approx(0.9)
    assert paragraph.is_misread
