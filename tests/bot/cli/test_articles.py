"""The command that lists the restored articles."""

import json

import pytest

from tests.bot.running import Run

pytestmark = pytest.mark.slow


def test_articles_number_their_lines_on_demand(here: Run) -> None:
    result = here("articles", "003", "--lines")
    assert result.returncode == 0
    assert "[83、85] 本报讯 记者荣荣江报道" in result.stdout


def test_the_check_of_articles_names_file_and_lines_and_adds_up(here: Run) -> None:
    result = here("articles", "001", "--check")
    assert result.returncode == 0
    assert "001_44c95b3a0c58f3ba.txt:12、14: 断开的段落已接上" in result.stdout
    assert "断开的段落已接上：5" in result.stdout


def test_the_check_of_articles_is_json_when_asked_for(here: Run) -> None:
    result = here("articles", "001", "--check", "--json")
    findings = [json.loads(line) for line in result.stdout.splitlines()]
    assert {"glued", "lost_tail"} <= {finding["kind"] for finding in findings}
    assert all(finding["report"].startswith("001_") for finding in findings)
