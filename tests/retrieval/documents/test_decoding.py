import codecs
import os
from pathlib import Path

import pytest

from retrieval.documents import Piece, read_report
from retrieval.documents.readers.reading import MAX_TEXT
from retrieval.errors import ReportAccessError, ReportFormatError

TEXT = "本报讯 记者报道\n\n近日,工会举办劳动竞赛活动,职工踊跃参加。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_a_report_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_report(path).lines == tuple(TEXT.split("\n"))


def test_big5_is_found(tmp_path: Path) -> None:
    text = "本報訊 記者報導\n\n近日,工會舉辦勞動競賽活動,職工踴躍參加。"
    path = tmp_path / "page.txt"
    path.write_bytes(text.encode("big5"))
    assert read_report(path).lines == tuple(text.split("\n"))


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_from_one_at_every_kind_of_line_end(
    tmp_path: Path, line_end: str
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(f"一{line_end}{line_end}三".encode())
    report = read_report(path)
    assert (report.line(1), report.line(3)) == ("一", "三")


def test_line_separators_that_editors_do_not_count_stay_inside_the_line(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("甲\u2028乙\x0b丙\x0c丁\x85戊\n己".encode())
    assert read_report(path).lines == ("甲\u2028乙\x0b丙\x0c丁\x85戊", "己")


def test_an_empty_file_is_a_report_of_one_empty_line(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"")
    assert read_report(path).lines == ("",)


def test_a_piece_is_a_slice_of_its_line(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("工会\n劳动竞赛", encoding="utf-8")
    assert read_report(path).slice(Piece(2, 0, 2)) == "劳动"


def test_a_binary_file_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("工会\n报".encode() + b"\x00\x01")
    with pytest.raises(ReportFormatError, match=r"page\.txt:2: not a text file \(character 0x00\)"):
        read_report(path)


def test_bytes_of_no_known_encoding_are_refused_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes("工会\n".encode() + bytes(range(128, 256)))
    with pytest.raises(ReportFormatError, match=r"page\.txt:2: neither UTF-8 \(byte 0x80\)"):
        read_report(path)


def test_half_of_a_utf16_character_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(codecs.BOM_UTF16_LE + b"\x00\xd8\x41")
    with pytest.raises(ReportFormatError, match="UTF-16"):
        read_report(path)


def test_a_file_over_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"a" * (MAX_TEXT + 1))
    with pytest.raises(ReportFormatError, match="larger than 16 MiB"):
        read_report(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_an_access_error(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_text("工会", encoding="utf-8")
    path.chmod(0)
    with pytest.raises(ReportAccessError, match="Permission denied"):
        read_report(path)


def test_a_file_that_is_gone_is_an_access_error(tmp_path: Path) -> None:
    with pytest.raises(ReportAccessError, match=r"gone\.txt: can't be read"):
        read_report(tmp_path / "gone.txt")
