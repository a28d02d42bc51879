"""What many tests need: pages of a few lines, and an answerer over them."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from retrieval import open_archive
from retrieval.corpus import Corpus
from retrieval.qa import Answering
from tests.dictionary import share_dictionary
from tests.paths import SEEDS

pytest_plugins = ["tests.cluster.fixtures"]

MEMORY = Path("/dev/shm")
ROOM = 2**30  # bytes


def pytest_configure() -> None:
    """What tests write stays in memory where there is room for it: else they wait for the disk a
    third of their time.
    """
    if (
        "TMPDIR" not in os.environ
        and os.access(MEMORY, os.W_OK)
        and shutil.disk_usage(MEMORY).free > ROOM
    ):
        os.environ["TMPDIR"] = tempfile.tempdir = str(MEMORY)


@pytest.fixture(autouse=True)
def no_settings_of_this_machine(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Settings come from the test alone, and nothing is written outside temporary folders."""
    with monkeypatch.context() as patch:
        home = tmp_path_factory.getbasetemp() / "home"
        home.mkdir(exist_ok=True)
        for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME"):
            patch.setenv(name, str(home))
        for name in ("WENBAO_REPORTS", "WENBAO_DATA_DIR", "WENBAO_LANGUAGE", "WENBAO_TOP"):
            patch.delenv(name, raising=False)
        patch.setenv("LC_ALL", "C.UTF-8")
        yield


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that the tests of one process share."""
    data = tmp_path_factory.mktemp("data")
    share_dictionary(data, tmp_path_factory)
    return data


@pytest.fixture(scope="session")
def seeds(data_dir: Path) -> tuple[Corpus, Answering]:
    """The five shipped reports, and what answers from them."""
    opened = open_archive(SEEDS, data_dir=data_dir)
    return opened.corpus, opened.answerer


@pytest.fixture
def answering(tmp_path: Path, data_dir: Path) -> Callable[..., Answering]:
    """An answerer over the pages given by name, `answering(page="…")`."""

    def build_from(**pages: str) -> Answering:
        for name, text in pages.items():
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
        return open_archive(tmp_path, data_dir=data_dir).answerer

    return build_from
