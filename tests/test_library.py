"""Wenbao as a library: the README's program, and what `retrieval` shows of itself."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import retrieval
from retrieval import Archive, Status, open_archive
from retrieval.errors import ReportAccessError
from tests.paths import ROOT


@pytest.mark.slow
def test_the_program_of_the_readme_runs() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    (program,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert "44家" in done.stdout


def test_every_name_of_the_public_face_is_there() -> None:
    assert set(retrieval.__all__) <= set(dir(retrieval))
    assert all(getattr(retrieval, name) for name in retrieval.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        retrieval.nothing  # noqa: B018


def _page(folder: Path) -> Path:
    (folder / "page.txt").write_text(
        "粮库添新仓\n\n本报讯 西山粮库新添粮仓12座。\n", encoding="utf-8"
    )
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("is_stored", [True, False])
def test_a_folder_is_asked_in_memory_and_by_its_stored_index(
    tmp_path: Path, data_dir: Path, is_stored: bool
) -> None:
    archive = open_archive(_page(tmp_path), data_dir=data_dir if is_stored else None)
    assert isinstance(archive, Archive)
    answer = archive.ask("西山粮库新添多少座粮仓？")
    assert answer.status is Status.ANSWERED
    assert "西山粮库新添粮仓12座。\n—— 《粮库添新仓》 page.txt:3" in str(answer)
    assert [report.name for report in archive.reports] == ["page.txt"]
    assert [article.headline for article in archive.articles] == ["粮库添新仓"]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportAccessError, match="gone"):
        open_archive(tmp_path / "gone")
