"""What is left of an index when the process that writes it is killed, or the disk is full."""

import sys
from dataclasses import replace
from multiprocessing import active_children
from pathlib import Path

import pytest

from benchmarks.crashes import kill_builders
from retrieval.store import StoreFolder
from retrieval.store.check import check
from retrieval.store.stats import describe
from retrieval.store.writing import ingest
from retrieval.store.writing.sync import update
from tests.retrieval.store.analysis import PLAN
from tests.retrieval.store.mounting import run_mounting

_FILL_THE_DISK = """
import sys
from pathlib import Path
from retrieval.store import StoreFolder, StoreSpaceError
from retrieval.store.writing.sync import update
from benchmarks.crashes import PLAN
folder, reports = StoreFolder(Path(sys.argv[1]) / "index"), Path(sys.argv[2])
(reports / "1.txt").write_text("标题\\n" + "工会的职工。\\n" * 20)
update(folder, reports, plan=PLAN)
for number in range(2, 400):
    text = "".join(chr(0x4E00 + (number * 977 + n * 31) % 20000) for n in range(4000))
    (reports / f"{number}.txt").write_text(f"标题\\n{text}。\\n")
try:
    update(folder, reports, plan=PLAN)
except StoreSpaceError as err:
    print(err)
    sys.exit(28)
"""


@pytest.mark.slow
def test_an_index_whose_builder_is_killed_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    outcomes = kill_builders(tmp_path, kills=20, seed=1)
    assert sum(count for outcome, count in outcomes.items() if "killed" in outcome) > 5


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    disk, reports = tmp_path / "disk", tmp_path / "reports"
    disk.mkdir()
    reports.mkdir()
    kept = tmp_path / "kept"
    script = (
        f"mount -t tmpfs -o size=3m tmpfs {disk} || exit 77;"
        f'"$0" -c "$1" {disk} {reports}; code=$?; cp -r {disk} {kept}; exit $code'
    )
    done = run_mounting(script, _FILL_THE_DISK)
    if done.returncode not in (0, 28) and "StoreSpaceError" not in done.stderr:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()[-200:]}")
    assert done.returncode == 28, done.stderr
    assert "the disk is full" in done.stdout
    folder = StoreFolder(kept / "index")
    assert describe(folder).reports >= 1
    assert list(check(folder, reports)) == []


@pytest.mark.slow
def test_a_build_that_is_interrupted_keeps_what_is_finished_and_leaves_no_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingest, "BATCH_BYTES", 1000)
    monkeypatch.setattr(ingest, "ALONE_BYTES", 1000)
    reports, folder = tmp_path / "reports", StoreFolder(tmp_path / "index")
    reports.mkdir()
    line = "职工代表大会今天在杭州召开，会上选出了新的主席。\n"
    for number in range(12):
        page = f"第{number}届工会开会\n" + line * 20
        (reports / f"{number:02}.txt").write_text(page, encoding="utf-8")

    def interrupt(stage: str, done: int, total: int, /) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(folder, reports, plan=replace(PLAN, workers=2), on_progress=interrupt)
    assert active_children() == []
    assert 0 < describe(folder).reports < 12
    update(folder, reports, plan=PLAN)
    assert describe(folder).reports == 12
    assert list(check(folder, reports)) == []
