"""Files of every kind: read as what they are, or named with the reason."""

from pathlib import Path

import pytest

from retrieval.documents.readers.reading import read_file
from retrieval.errors import ReportFormatError

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00\x00", r"Word/Excel 97 \(\.doc, \.xls\)"),
        (b"{\\rtf1\\ansi hello}", "RTF"),
        (b"Rar!\x1a\x07\x00rest", "RAR"),
        (b"RIFF\x00\x00\x00\x00WAVE", "RIFF"),
        (b"\x00\x00\x00\x18ftypmp42", "MP4"),
    ],
)
def test_a_kind_that_cant_be_read_is_named_whatever_the_ending(
    tmp_path: Path, data: bytes, kind: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    with pytest.raises(ReportFormatError, match=f"{kind} file, which can't be read; save it"):
        read_file(path)


def test_a_stray_control_character_is_named_and_the_rest_read(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("工会\n劳动\x08竞赛，职工踊跃参加。", encoding="utf-8")
    contents = read_file(path)
    assert contents.reports[0].lines == ("工会", "劳动竞赛，职工踊跃参加。")
    assert [str(failure) for failure in contents.failures] == [
        f"{path}:2: control characters are left out (0x08); the rest is read"
    ]
