"""The command that lists the restored articles."""

import json
from pathlib import Path

import pytest

from tests.bot.running import run

pytestmark = pytest.mark.slow


def test_articles_number_their_lines_on_demand(data_dir: Path) -> None:
    result = run("articles", "003", "--lines", data_dir=data_dir)
    assert result.returncode == 0
    assert "[83、85] 本报讯 记者荣荣江报道" in result.stdout


def test_the_check_of_articles_names_file_and_lines_and_adds_up(data_dir: Path) -> None:
    result = run("articles", "001", "--check", data_dir=data_dir)
    assert result.returncode == 0
    assert "001_44c95b3a0c58f3ba.txt:12、14: 断开的段落已接上" in result.stdout
    assert "断开的段落已接上：5" in result.stdout


def test_the_check_of_articles_is_json_when_asked_for(data_dir: Path) -> None:
    result = run("articles", "001", "--check", "--json", data_dir=data_dir)
    findings = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"glued", "lost_tail"} <= {finding["kind"] for finding in findings}
    assert all(finding["report"].startswith("001_") for finding in findings)
