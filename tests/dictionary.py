"""jieba's dictionary, unpacked once for all tests of a run."""

import os
from pathlib import Path

import pytest


def share_dictionary(data: Path, folders: pytest.TempPathFactory) -> None:
    """Let a data folder have jieba's dictionary from where all tests of a run keep it."""
    base = folders.getbasetemp()
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    cache = (base.parent if is_worker else base) / "cache"
    cache.mkdir(exist_ok=True)
    data.mkdir(exist_ok=True)
    (data / "cache").symlink_to(cache)
