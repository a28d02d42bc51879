"""An index in a folder that can't be written answers, and says why it isn't updated."""

import sys
from pathlib import Path

import pytest

from retrieval.store import StoreFolder
from retrieval.store.writing.sync import update
from tests.retrieval.store.analysis import PLAN
from tests.retrieval.store.mounting import run_mounting

_READ = """
import sys
from pathlib import Path
from retrieval.store import StoredCorpus, StoreFolder, StoreReadOnlyError
from retrieval.store.writing.sync import update
from tests.retrieval.store.analysis import PLAN
folder = StoreFolder(Path(sys.argv[1]))
(hit,) = StoredCorpus(folder).index.search({"席": 1.0}, top_k=5)
print(hit.passage.text)
try:
    update(folder, Path(sys.argv[2]), plan=PLAN)
except StoreReadOnlyError as err:
    print(err)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="mounts a folder anew")
def test_an_index_that_cant_be_written_is_read(tmp_path: Path) -> None:
    reports, index = tmp_path / "reports", tmp_path / "index"
    reports.mkdir()
    (reports / "1.txt").write_text("工会开会\n会上选出了新的主席。\n", encoding="utf-8")
    update(StoreFolder(index), reports, plan=PLAN)
    script = (
        f"mount --bind {index} {index} && mount -o remount,ro,bind {index} || exit 77;"
        f'exec "$0" -c "$1" {index} {reports}'
    )
    done = run_mounting(script, _READ)
    if done.returncode and "Error" not in done.stderr:
        pytest.skip(f"nothing can be mounted here: {done.stderr.strip()[-200:]}")
    found, told = done.stdout.splitlines()
    assert found == "会上选出了新的主席。"
    assert "can't be written" in told
    assert "--data-dir DIR" in told
