"""The command line without a process of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.bot.running import Run


@pytest.fixture
def here(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the command without a process of its own, which takes most of the time."""

    def run_here(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        for name, value in {"WENBAO_DATA_DIR": str(data_dir), **environ}.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "argv", ["wenbao", *arguments])
        code = 0
        try:
            main()
        except SystemExit as end:
            code = int(end.code or 0)
        said, errors = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said, errors)

    return run_here
