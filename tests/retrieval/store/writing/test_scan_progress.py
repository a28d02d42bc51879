"""Pages that OCR reads are counted one by one, over all processes, and none is read twice."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from threading import Event

import pytest

from retrieval.documents import ReportFile
from retrieval.documents.optional_parts import installed_parts
from retrieval.store import StoreFolder
from retrieval.store.writing import ingest
from retrieval.store.writing.scan_progress import ScanTally, waited_for
from retrieval.store.writing.sync import update
from tests.retrieval.store.analysis import PLAN

scans = pytest.mark.skipif(
    "scans" not in installed_parts(), reason="the optional part 'scans' is not installed"
)
_tally: ScanTally


def _take(tally: ScanTally) -> None:
    global _tally
    _tally = tally


def _count(pages: int) -> None:
    for _ in range(pages):
        _tally.add(1, 1)


@pytest.mark.slow
def test_processes_count_pages_together() -> None:
    context = get_context("spawn")
    tally = ScanTally([ReportFile("01.png", "01.png"), ReportFile("02.txt", "02.txt")], context)
    with ProcessPoolExecutor(2, context, _take, (tally,)) as pool:
        list(pool.map(_count, [50, 50]))
    told: list[tuple[str, int, int]] = []
    tally.tell(lambda *progress: told.append(progress))
    assert told == [("scan", 100, 101)]


def test_nothing_is_told_where_there_is_no_picture() -> None:
    tally = ScanTally([ReportFile("02.txt", "02.txt")], get_context("spawn"))
    tally.tell(lambda *_: pytest.fail("told"))


def test_a_result_is_waited_for_with_a_look_and_its_own_timeout_is_passed_on() -> None:
    looked = Event()

    def fail_once_looked_at() -> None:
        looked.wait()
        raise TimeoutError("its own")

    with ThreadPoolExecutor() as pool, pytest.raises(TimeoutError, match="its own"):
        waited_for(pool.submit(fail_once_looked_at), looked.set)


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """A folder with a picture, a file of two pictures and a page of text."""
    from PIL import Image, ImageDraw, ImageFont

    folder = tmp_path / "reports"
    folder.mkdir()
    drawn = []
    for text in ("Harbour", "Library", "Theatre"):
        picture = Image.new("RGB", (300, 200), "white")
        font = ImageFont.load_default(40)
        ImageDraw.Draw(picture).text((20, 20), text, "black", font)
        drawn.append(picture)
    drawn[0].save(folder / "01.png")
    drawn[1].save(folder / "02.tif", save_all=True, append_images=drawn[2:])
    (folder / "03.txt").write_text("工会今天开会。\n", encoding="utf-8")
    return folder


@scans
@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_pages_are_told_one_by_one_and_a_rebuild_reads_none_again(
    pictures: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    monkeypatch.setattr(ingest, "ALONE_BYTES", 0)
    monkeypatch.setattr(ingest, "BATCH_BYTES", 1)
    plan = replace(PLAN, workers=workers, cache=tmp_path / "cache")
    told: list[tuple[str, int, int]] = []
    folder = StoreFolder(tmp_path / "index")
    update(folder, pictures, plan=plan, on_progress=lambda *progress: told.append(progress))
    pages = [progress for progress in told if progress[0] == "scan"]
    assert pages[-1] == ("scan", 3, 3)
    kept = {path: path.stat().st_mtime_ns for path in (tmp_path / "cache").rglob("*.json")}
    assert len(kept) == 3
    update(folder, pictures, plan=plan, rebuild=True)
    assert {p: p.stat().st_mtime_ns for p in (tmp_path / "cache").rglob("*.json")} == kept
