"""`wenbao index`, as people run it, and a console's answers following the folder."""

import json
import os
import signal
import subprocess
import time
from functools import partial
from pathlib import Path

import pytest

from bot.app.compose import build, indexed_folder
from config.settings import Settings
from tests.bot.running import WENBAO, Run

pytestmark = pytest.mark.slow

PAGE = "工会开会\n职工代表大会今天在杭州召开。\n会上选出了新的主席沈大海。\n"


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    (folder / "1.txt").write_text(PAGE, encoding="utf-8")
    return folder


@pytest.fixture
def index(here: Run, reports: Path) -> Run:
    """Runs `wenbao index` over the reports."""
    return partial(here, "index", "--reports", str(reports))


def test_index_takes_in_what_changed_and_describes_the_index(index: Run, reports: Path) -> None:
    first = json.loads(index("--json").stdout)
    assert (first["reports"], first["passages"], first["added"]) == (1, 3, ["1.txt"])
    (reports / "2.txt").write_bytes(b"\0")
    result = index()
    assert result.returncode == 0
    assert "2.txt:1" in result.stdout
    assert "新增 0 个版面" in result.stdout
    assert "另有 1 个文件没能读入。" in result.stdout


def test_check_and_rebuild(index: Run, reports: Path, data_dir: Path) -> None:
    settings = Settings(reports=reports, data_dir=data_dir)
    index()
    assert "3 个段落" in index("--check").stdout
    build = indexed_folder(settings).store.current()
    assert build is not None
    (segment,) = build.glob("*.segment")
    segment.write_bytes(segment.read_bytes()[:-1])
    broken = index("--check")
    assert broken.returncode == 1
    assert "--rebuild" in broken.stderr
    assert index("--rebuild").returncode == 0
    assert index("--check").returncode == 0


def test_without_an_index_check_says_what_to_do(index: Run, data_dir: Path) -> None:
    result = index("--check")
    assert result.returncode == 1
    place, _, said = result.stderr.strip().rpartition(": ")
    assert data_dir in Path(place).parents
    assert said == "还没有索引。请先运行 wenbao index 建一个。"


def test_watch_takes_in_new_files_until_interrupted(
    index: Run, reports: Path, data_dir: Path
) -> None:
    process = subprocess.Popen(
        [*WENBAO, "index", "--watch", "--reports", str(reports), "--data-dir", str(data_dir)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8",
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        for line in process.stdout:
            if "Ctrl-C" in line:
                (reports / "2.txt").write_text("另一天\n天气晴朗。\n", encoding="utf-8")
            elif "新增 1 个版面" in line and (reports / "2.txt").exists():
                break
        process.send_signal(signal.SIGINT)
        assert process.stdout.read().endswith(f"好，不再留意 {reports}。\n")
        assert process.wait(timeout=20) == 130
    finally:
        process.kill()
        process.communicate()
    assert json.loads(index("--json").stdout)["added"] == []


def test_a_running_program_answers_from_a_new_file(reports: Path, data_dir: Path) -> None:
    settings = Settings(reports=reports, data_dir=data_dir)
    corpus, answerer = build(settings)
    with indexed_folder(settings).following():
        assert "沈大海" in answerer.answer("新的主席是谁？").passages[0].passage.text
        (reports / "2.txt").write_text("天气\n西湖边今天下了大雪。\n", encoding="utf-8")
        until = time.monotonic() + 20
        while len(corpus.reports) < 2 and time.monotonic() < until:
            time.sleep(0.1)
    found = answerer.answer("西湖边下雪了吗？")
    assert found.passages[0].passage.text == "西湖边今天下了大雪。"


def test_where_nothing_can_be_stored_answers_come_from_memory(
    reports: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    occupied = tmp_path / "file"
    occupied.write_text("not a folder", encoding="utf-8")
    _, answerer = build(Settings(reports=reports, data_dir=occupied))
    assert "沈大海" in answerer.answer("新的主席是谁？").passages[0].passage.text
    assert "kept in memory" in caplog.text
