"""Pages set vertically: their characters and marks, whichever way the picture lies."""

from pathlib import Path

import numpy as np
import pytest

from retrieval.documents.optional_parts import installed_parts
from retrieval.documents.readers.reading import read_file
from retrieval.documents.readers.vertical_lines import set_in_a_row, with_marks
from retrieval.layout.restoration import restore

PICTURE = Path(__file__).with_name("vertical.png")


@pytest.mark.parametrize(
    ("lying", "in_a_row", "read"),
    [
        ("新码头启用’货船靠岸", "新码头启用，货船靠岸。", "新码头启用，货船靠岸。"),
        ("共三家’12间", "共一一一家，间", "共三家，12间"),
        ("书屋食堂都开门", "书屋、食堂都开门", "书屋、食堂都开门"),
        ("昨日开工近年", "昨日开工。近年", "昨日开工。近年"),
        ("他说：好，走", "他说：好！走", "他说：好！走"),
        ("昨日开工’近年", "¬一~口", "昨日开工，近年"),
    ],
)
def test_marks_come_from_the_row_and_all_else_from_the_lying_line(
    lying: str, in_a_row: str, read: str
) -> None:
    assert with_marks(lying, in_a_row) == read


def test_characters_of_unequal_height_get_a_square_each() -> None:
    line = np.full((110, 20, 3), 255, dtype=np.uint8)
    for top, bottom in ((2, 18), (24, 26), (29, 31), (34, 36), (50, 54), (72, 88)):
        line[top:bottom, 4:16] = 0
    row = set_in_a_row(line)
    assert row.shape == (20, 80, 3)  # one, the three strokes of another, a mark, one
    inked = [int((row[:, 20 * at : 20 * at + 20] == 0).any(axis=(1, 2)).sum()) for at in range(4)]
    assert inked == [16, 6, 4, 16]


@pytest.mark.skipif("scans" not in installed_parts(), reason="needs the optional part 'scans'")
@pytest.mark.slow
@pytest.mark.parametrize("degrees", [0, 90, 180, 270])
def test_a_page_set_vertically_is_read_whole_whichever_way_it_lies(
    tmp_path: Path, degrees: int
) -> None:
    from PIL import Image

    path = tmp_path / "page.png"
    Image.open(PICTURE).rotate(degrees, expand=True).save(path)
    (report,) = read_file(path).reports
    (article,) = restore(report)
    assert article.headline == "白杨路菜场开门"
    first, second = (paragraph.text.replace("!", "！") for paragraph in article.paragraphs)
    assert first.startswith("本报讯经过四个月改造，白杨路菜场于昨天上午恢复营业。新菜场设摊位128个")
    assert first.endswith("快检室三间。")
    assert second.startswith("周边居民说")
    assert second.endswith("买菜方便了！")
