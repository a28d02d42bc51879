"""What a folder of reports holds, however it is built."""

import os
from pathlib import Path

import pytest

from retrieval.documents import find_report_files
from retrieval.errors import ReportAccessError


def test_files_are_found_by_name_in_subfolders_hidden_ones_and_readmes_left_out(
    tmp_path: Path,
) -> None:
    (tmp_path / "2022").mkdir()
    for name in ("b.txt", "a.TXT", "2022/c.txt", ".hidden.txt", "README.md", "notes.md"):
        (tmp_path / name).write_text("工会", encoding="utf-8")
    names = [file.name for file in find_report_files(tmp_path)]
    assert names == ["2022/c.txt", "a.TXT", "b.txt", "notes.md"]


def test_a_missing_folder_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReportAccessError, match="--reports DIR"):
        find_report_files(tmp_path / "nowhere")


def test_a_picture_is_left_out_where_its_text_stands_beside_it(tmp_path: Path) -> None:
    for name in ("1.png", "1.png.rapidocr.json", "2.jpg", "2.alto.xml", "3.tif", "4.png", "4.txt"):
        (tmp_path / name).write_bytes(b"")
    names = [file.name for file in find_report_files(tmp_path)]
    assert names == ["1.png.rapidocr.json", "2.alto.xml", "3.tif", "4.txt"]


def test_a_file_given_as_the_folder_is_told_from_one_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("工会", encoding="utf-8")
    with pytest.raises(ReportAccessError, match="that is a file; name the folder"):
        find_report_files(tmp_path / "a.txt")


def test_folders_are_followed_through_links_but_not_in_circles(tmp_path: Path) -> None:
    reports, elsewhere = tmp_path / "reports", tmp_path / "elsewhere"
    reports.mkdir()
    elsewhere.mkdir()
    (elsewhere / "1.txt").write_text("工会", encoding="utf-8")
    (reports / "linked").symlink_to(elsewhere)
    (reports / "round").symlink_to(reports)
    linked, circle = find_report_files(reports)
    assert (linked.name, linked.fault) == ("linked/1.txt", None)
    with pytest.raises(ReportAccessError, match="round/: a link to a folder that it stands in"):
        circle.read()


def test_a_link_to_itself_is_told_and_the_others_found(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("工会", encoding="utf-8")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    good, folder, bad = find_report_files(tmp_path)
    assert (good.name, good.fault) == ("a.txt", None)
    with pytest.raises(ReportAccessError, match="loop: can't be read"):
        folder.read()
    with pytest.raises(ReportAccessError, match=r"loop\.txt: can't be read"):
        bad.read()


def test_a_name_that_steers_a_terminal_is_shown_as_what_it_is(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_text("工会", encoding="utf-8")
    (file,) = find_report_files(tmp_path)
    assert file.name == "a\\x1b[31m.txt"
    with pytest.raises(ReportAccessError, match="can't be shown; rename it"):
        file.read()


def test_what_is_no_file_is_told_and_never_waited_for(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    dangling, pipe = find_report_files(tmp_path)
    with pytest.raises(ReportAccessError, match=r"dangling\.txt: can't be read"):
        dangling.read()
    with pytest.raises(ReportAccessError, match=r"pipe\.txt: not a regular file"):
        pipe.read()


def test_a_name_that_is_not_utf_8_is_told_in_characters_that_can_be_printed(
    tmp_path: Path,
) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\xff.txt")).write_text(
            "工会", encoding="utf-8"
        )
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    (file,) = find_report_files(tmp_path)
    with pytest.raises(ReportAccessError, match=r"a\\xff\.txt: its name can't be shown"):
        file.read()
