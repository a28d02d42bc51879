from pathlib import Path

from retrieval.corpus import load_corpus
from retrieval.errors import ReportFormatError


def test_a_bad_file_is_left_out_and_the_others_load(tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "good.txt").write_text("工会开会了。", encoding="utf-8")
    corpus = load_corpus(tmp_path)
    assert list(corpus.reports) == ["good.txt"]
    assert [type(failure) for failure in corpus.failures] == [ReportFormatError]


def test_an_empty_folder_and_an_empty_file_are_no_error(tmp_path: Path) -> None:
    assert load_corpus(tmp_path).passages == ()
    (tmp_path / "empty.txt").touch()
    assert load_corpus(tmp_path).passages == ()


def test_a_report_of_one_line_is_found_whole(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text("工会昨日开会，职工都来了。", encoding="utf-8")
    (passage,) = load_corpus(tmp_path).passages
    assert (passage.text, passage.lines) == ("工会昨日开会，职工都来了。", (1,))


def test_progress_ends_at_the_number_of_files(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("工会", encoding="utf-8")
    seen: list[tuple[str, int, int]] = []
    load_corpus(tmp_path, on_progress=lambda *step: seen.append(step))
    assert seen == [("read", 1, 2), ("read", 2, 2)]
