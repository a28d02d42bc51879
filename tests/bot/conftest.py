"""The command line without a process of its own."""

import subprocess
import sys
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.bot.running import Run


@pytest.fixture
def here(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs the command without a process of its own, which takes most of the time."""

    def run_here(
        *arguments: str, data_dir: Path = data_dir, stdin: str | bytes = "", **environ: str
    ) -> subprocess.CompletedProcess[str]:
        typed = stdin if isinstance(stdin, bytes) else stdin.encode()
        with monkeypatch.context() as patch:
            for name, value in {"WENBAO_DATA_DIR": str(data_dir), **environ}.items():
                patch.setenv(name, value)
            patch.setattr(sys, "argv", ["wenbao", *arguments])
            patch.setattr(sys, "stdin", TextIOWrapper(BytesIO(typed), encoding="utf-8"))
            code = 0
            try:
                main()
            except SystemExit as end:
                code = int(end.code or 0)
        said, errors = capsys.readouterr()
        return subprocess.CompletedProcess(arguments, code, said, errors)

    return run_here
