"""The command where the index is damaged, the disk full, a process killed, the folder gone."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.app.compose import indexed_folder
from config.settings import Settings, shipped_reports_dir
from retrieval.index.postings import Segment
from retrieval.store import database
from tests.bot.running import QUESTION, WENBAO, PseudoTerminal, Run, run
from tests.retrieval.store.mounting import run_mounting

pytestmark = pytest.mark.slow

DAMAGED = "索引有损坏。请运行 wenbao index --rebuild 重建。"
LINE = "职工代表大会今天在杭州召开，会上选出了新的主席。\n"


@pytest.fixture
def own_data(seeds: object, data_dir: Path, tmp_path: Path) -> Path:
    """A whole index that a test may damage."""
    return Path(shutil.copytree(data_dir, tmp_path / "own"))


def build_of(data: Path) -> Path:
    build = indexed_folder(Settings(reports=shipped_reports_dir(), data_dir=data)).store.current()
    assert build is not None
    return build


def overwrite(path: Path, *, start: float, end: float) -> None:
    """Put bytes that were never written into a part of a file."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(int(size * start))
        file.write(b"\xa7\xff" * (int(size * (end - start)) // 2))


def database_damaged(data: Path) -> None:
    overwrite(build_of(data) / database.NAME, start=0.6, end=1)


def overwrite_fields(data: Path, part: str, byte: bytes) -> None:
    """Overwrite an array of postings in each field of the one segment."""
    (path,) = build_of(data).glob("*.segment")
    segment = Segment(path)
    begin = path.stat().st_size - len(segment.bytes)
    with path.open("r+b") as file:
        for name, postings in segment.fields.items():
            file.seek(begin + segment.place_of(name, part))
            file.write(byte * getattr(postings, part).nbytes)


def postings_damaged(data: Path) -> None:
    overwrite_fields(data, "documents", b"\xa7")


def terms_damaged(data: Path) -> None:
    overwrite_fields(data, "terms", b"\0")


def segment_cut_short(data: Path) -> None:
    (segment,) = build_of(data).glob("*.segment")
    os.truncate(segment, segment.stat().st_size - 1)


@pytest.mark.parametrize("damage", [database_damaged, segment_cut_short])
def test_a_damage_seen_at_the_start_is_mended_and_told(
    here: Run, own_data: Path, damage: Callable[[Path], None]
) -> None:
    build = build_of(own_data)
    damage(own_data)
    result = here("ask", QUESTION, data_dir=own_data)
    assert result.returncode == 0
    assert "44家" in result.stdout
    assert result.stderr == f"{build}: 索引有损坏，正在重建；不用做什么，稍等就好。\n"
    assert here("ask", QUESTION, data_dir=own_data).stderr == ""
    assert here("index", "--check", data_dir=own_data).returncode == 0


@pytest.mark.parametrize("damage", [postings_damaged, terms_damaged])
def test_a_damage_seen_while_answering_is_told_with_what_to_do(
    here: Run, own_data: Path, damage: Callable[[Path], None]
) -> None:
    damage(own_data)
    result = here("ask", QUESTION, data_dir=own_data)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.splitlines()[-1].endswith(f": {DAMAGED}")
    assert "Traceback" not in result.stderr


def test_a_damaged_index_is_rebuilt_on_demand(here: Run, own_data: Path) -> None:
    database_damaged(own_data)
    assert here("index", "--rebuild", data_dir=own_data).returncode == 0
    assert "44家" in here("ask", QUESTION, data_dir=own_data).stdout


@pytest.mark.parametrize("start", [0, 0.06, 0.6])
def test_wherever_a_database_is_damaged_there_is_no_traceback(
    here: Run, own_data: Path, start: float
) -> None:
    overwrite(build_of(own_data) / database.NAME, start=start, end=start + 0.06)
    for arguments in (["index", "--check"], ["chat"], ["index"]):
        result = here(*arguments, data_dir=own_data, stdin=f"{QUESTION}\n/sources\n/articles\n")
        assert "Traceback" not in result.stderr
        assert (result.returncode == 0) or "--rebuild" in result.stderr


def test_a_console_whose_index_is_damaged_goes_on(own_data: Path) -> None:
    terminal = PseudoTerminal(own_data)
    terminal.wait_for("问>")
    terminal.type("工会\r")
    terminal.wait_for("/more")
    postings_damaged(own_data)
    terminal.type(f"{QUESTION}\r")
    terminal.wait_for("--rebuild")
    terminal.type("/help\r")
    terminal.wait_for("没能读入")
    terminal.type("/quit\r")
    assert terminal.end() == 0


_ON_A_FULL_DISK = """
import sys
from contextlib import redirect_stderr, redirect_stdout
from io import BytesIO, TextIOWrapper
from pathlib import Path
from bot.cli.main import main
disk = Path(sys.argv[1])
def run(*arguments):
    sys.argv = ["wenbao", *arguments, "--data-dir", str(disk)]
    said = TextIOWrapper(BytesIO(), encoding="utf-8", write_through=True)
    code = 0
    with redirect_stdout(said), redirect_stderr(said):
        try:
            main()
        except SystemExit as end:
            code = end.code
    print(code, said.buffer.getvalue().decode(), "\\f")
def fill():
    with open(disk / "fill", "wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            pass
run("ask", "柯桥区今年新建工会多少家？")  # the disk is too small for an index
run("index", "--check")
fill()
run("ask", "柯桥区今年新建工会多少家？")
run("index", "--check")
run("index")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="mounts a small disk")
def test_a_full_disk_is_no_damage_and_answers_come_from_memory(tmp_path: Path) -> None:
    mount = f"mount -t tmpfs -o size=2700k tmpfs {tmp_path}"
    script = f'{mount} || exit 77; exec "$0" -c "$1" {tmp_path}'
    done = run_mounting(script, _ON_A_FULL_DISK)
    if done.returncode == 77:
        pytest.skip(f"no disk can be mounted here: {done.stderr.strip()[-200:]}")
    asked, checked, asked_full, *full = done.stdout.split("\f")[:-1]
    assert "今年柯桥区新建工会44家" in asked
    assert "今年柯桥区新建工会44家" in asked_full
    assert "还不完整：有 5 个版面" in checked
    for said in full:
        assert said.strip().startswith("1")
        assert "磁盘满了" in said
    assert DAMAGED not in done.stdout
    assert "Traceback" not in done.stdout


@pytest.fixture
def many_reports(tmp_path: Path) -> Path:
    """Reports that take more than one process and some seconds to read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(12):
        (folder / f"{number:02}.txt").write_text(f"第{number}届\n{LINE * 6000}", encoding="utf-8")
    return folder


def children_of(process: int) -> list[int]:
    """The processes that read reports for a process."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = (path / "stat").read_text().rpartition(")")[2].split()[1]
            if int(parent) == process and b"spawn_main" in (path / "cmdline").read_bytes():
                found.append(int(path.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_a_process_that_is_killed_while_reading_is_told_with_advice(
    many_reports: Path, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [*WENBAO, "index", "--reports", str(many_reports), "--data-dir", str(tmp_path / "kept")],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    ) as process:  # fmt: skip
        while not (readers := children_of(process.pid)):
            assert process.poll() is None
            time.sleep(0.02)
        os.kill(readers[-1], signal.SIGKILL)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1
    assert "Traceback" not in errors
    assert "读版面的进程被系统中止了，多半是内存不够。" in errors.splitlines()[-1]


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder with one report."""
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.txt").write_text(f"工会\n{LINE}", encoding="utf-8")
    return folder


def test_who_asks_while_reports_are_taken_in_is_told_how_many_are_missing(
    here: Run, own_data: Path, reports: Path
) -> None:
    flags = ("--reports", str(reports))
    here("index", *flags, data_dir=own_data)
    for number in (2, 3):
        (reports / f"{number}.txt").write_text(f"天气{number}\n西湖边下了雪。\n", encoding="utf-8")
    with indexed_folder(Settings(reports=reports, data_dir=own_data)).store.lock():
        result = here("ask", *flags, "新的主席", data_dir=own_data)
    assert result.stderr == "另一个程序正在更新索引，还有 2 个版面没有读入，答案可能不全。\n"
    assert (result.returncode, LINE.strip() in result.stdout) == (0, True)
    assert here("ask", *flags, "新的主席", data_dir=own_data).stderr == ""


def test_a_folder_that_goes_is_told_once_and_so_is_its_return(
    own_data: Path, reports: Path, tmp_path: Path
) -> None:
    terminal = PseudoTerminal(own_data, "--reports", str(reports))
    terminal.wait_for("1 个版面")
    reports.rename(tmp_path / "away")
    assert "新文件暂时收不进索引" in terminal.wait_for("没有这个文件夹")
    (tmp_path / "away").rename(reports)
    assert "没有这个文件夹" not in terminal.wait_for("索引又跟得上文件夹了")
    terminal.wait_for("问>")
    terminal.type("\x04")
    assert terminal.end() == 0


def test_what_an_encoding_lacks_is_written_as_its_number(data_dir: Path) -> None:
    result = run("ask", "--top", "1", QUESTION, data_dir=data_dir, PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u67ef\\u6865\\u533a" in result.stdout


@pytest.mark.parametrize("other", ["--watch", "--rebuild"])
def test_the_check_of_the_index_goes_with_nothing_that_changes_it(here: Run, other: str) -> None:
    result = here("index", "--check", other)
    assert (result.returncode, result.stdout) == (2, "")
    assert f"--check 不能和 {other} 一起用" in result.stderr
