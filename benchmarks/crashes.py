"""Kills the process that updates an index at random moments and checks the index each time.

    python benchmarks/crashes.py --kills 200

Each round changes some reports, starts an update (now and then a whole rebuild), kills it with
SIGKILL, and checks what is left: the index must be sound, each report stored as it was before or
as it is now. Now and then an update may finish; then no file may be left over, and the answers
must be those of an index made anew.
"""

import argparse
import multiprocessing
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from retrieval.documents import Passage, find_report_files
from retrieval.index import FIELDS, IndexedPassage
from retrieval.store import StoredCorpus, StoreFolder, database
from retrieval.store.check import check
from retrieval.store.writing import ingest
from retrieval.store.writing.sync import IndexingPlan, update

WORDS = (
    "工会",
    "职工",
    "杭州",
    "培训",
    "中心",
    "服务",
    "活动",
    "企业",
    "代表",
    "大会",
    "工作",
    "今年",
)
FINISHED_EVERY = 10


def by_character(passages: Sequence[Passage]) -> Iterable[IndexedPassage]:
    """Characters as terms: the time goes into storing, not into cutting."""
    for passage in passages:
        letters = {"titles": "".join(passage.article.titles)}
        terms = {name: list(letters.get(name, passage.text)) for name in FIELDS}
        yield IndexedPassage(passage, terms)


def make_by_character() -> ingest.Analysis:
    return by_character


PLAN = IndexingPlan(fingerprint="by character", make_analysis=make_by_character)


def kill_builders(place: Path, *, kills: int, seed: int = 0) -> Counter[str]:
    """Kill that many updates; how each was met. Raises AssertionError at the first fault."""
    chance = random.Random(seed)
    reports, folder = place / "reports", StoreFolder(place / "index")
    reports.mkdir()
    change_reports(reports, chance, count=30)
    update(folder, reports, plan=PLAN)
    outcomes: Counter[str] = Counter()
    longest = 0.3
    for round_ in range(kills):
        before = stored_digests(folder)
        change_reports(reports, chance, count=chance.randint(1, 12))
        rebuild = chance.random() < 0.2
        began = time.perf_counter()
        process = multiprocessing.get_context("fork").Process(
            target=_update, args=(folder, reports, rebuild)
        )
        process.start()
        process.join(chance.uniform(0, longest))
        is_killed = process.is_alive()
        process.kill()
        process.join()
        if not is_killed:
            assert process.exitcode == 0, "the update failed by itself"
            longest = 0.5 * longest + 0.5 * (time.perf_counter() - began)
        faults = list(check(folder, reports))
        assert not faults, f"round {round_}: {faults}"
        state = _state(before, stored_digests(folder), digests_of_files(reports))
        outcomes[f"killed, {state}" if is_killed else "finished first"] += 1
        if round_ % FINISHED_EVERY == FINISHED_EVERY - 1:
            check_finished(place, folder, reports)
    return outcomes


def change_reports(reports: Path, chance: random.Random, *, count: int) -> None:
    """Write, rewrite and remove pages."""
    for _ in range(count):
        path = reports / f"{chance.randrange(40):03}.txt"
        if chance.random() < 0.25:
            path.unlink(missing_ok=True)
        else:
            path.write_text("\n".join(_page(chance)), encoding="utf-8")


def check_finished(place: Path, folder: StoreFolder, reports: Path) -> None:
    """An update that finishes leaves no orphans, and an index that answers like a fresh one."""
    update(folder, reports, plan=PLAN)
    assert [path.name for path in folder.path.glob("build-*")] == [_current(folder).name]
    with closing(database.connect(_current(folder) / database.NAME, read_only=True)) as connection:
        used = {file for (file,) in connection.execute("SELECT file FROM segments")}
    assert {path.name for path in _current(folder).glob("*.segment")} == used
    fresh_folder = StoreFolder(place / "fresh")
    update(fresh_folder, reports, plan=PLAN)
    with closing(StoredCorpus(folder)) as old, closing(StoredCorpus(fresh_folder)) as fresh:
        assert old.index.vocabulary() == fresh.index.vocabulary()
        for word in WORDS:
            query = dict.fromkeys(word, 1.0)
            found, expected = (a.index.search(query, top_k=20) for a in (old, fresh))
            assert found == expected
            assert [hit.passage for hit in found] == [hit.passage for hit in expected]
    shutil.rmtree(fresh_folder.path)


def stored_digests(folder: StoreFolder) -> dict[str, str]:
    """The digest of each stored report."""
    with closing(database.connect(_current(folder) / database.NAME, read_only=True)) as connection:
        return dict(connection.execute("SELECT name, digest FROM reports"))


def _update(folder: StoreFolder, reports: Path, rebuild: bool) -> None:
    ingest.BATCH_BYTES = 3000  # many batches, and many segments to merge
    update(folder, reports, plan=PLAN, rebuild=rebuild)


def digests_of_files(reports: Path) -> dict[str, str]:
    """The digest of each report as its file is now."""
    found = (r for file in find_report_files(reports) for r in file.read().reports)
    return {report.name: report.digest for report in found}


def _state(before: dict[str, str], stored: dict[str, str], now: dict[str, str]) -> str:
    """Whether the index holds the old state, the new one, or some reports of each."""
    for name in before.keys() | stored.keys() | now.keys():
        assert stored.get(name) in (before.get(name), now.get(name)), f"{name}: neither old nor new"
    return "old" if stored == before else "new" if stored == now else "between"


def _current(folder: StoreFolder) -> Path:
    build = folder.current()
    assert build is not None, "no index is in use"
    return build


def _page(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randint(1, 3)):
        # few enough that the same article often stands on two pages
        article = random.Random(chance.randrange(60))
        yield "".join(article.choices(WORDS, k=4))
        for _ in range(article.randint(1, 6)):
            yield "".join(article.choices(WORDS, k=article.randint(8, 30))) + "。"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        outcomes = kill_builders(Path(place), kills=options.kills, seed=options.seed)
    for outcome, count in sorted(outcomes.items()):
        print(f"{count:4}  {outcome}")
    print(f"{options.kills} updates, every index sound")


if __name__ == "__main__":
    main()
