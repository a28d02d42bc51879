"""Times a new process until its first answer, in turn with jieba's own start.

    python benchmarks/start.py --runs 11
    python benchmarks/start.py --reports DIR --data-dir DIR --question 战国无双3是由哪家公司开发的？

Over the five reports, or a folder of many (benchmarks/scale.py makes them), with a stored index;
it is brought up to date first. CPU seconds (user and system, of the whole process) are
less disturbed by other work on the machine than the clock; both are shown, with ratios of medians.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

WENBAO = str(Path(sys.executable).with_name("wenbao"))
# as users have it: bytecode is kept from one start to the next
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
JIEBA = "import jieba; jieba.initialize()"


def measure(commands: Mapping[str, Sequence[str]], *, runs: int) -> dict[str, tuple[float, float]]:
    """Median CPU and clock seconds of each command, run in turn; the first round is not counted."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs + 1):
        for name, command in commands.items():
            times[name].append(_run(command))
    return {
        name: (
            statistics.median(cpu for cpu, _ in found[1:]),
            statistics.median(clock for _, clock in found[1:]),
        )
        for name, found in times.items()
    }


def _run(command: Sequence[str]) -> tuple[float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return usage.ru_utime + usage.ru_stime, time.perf_counter() - began


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--question", default="柯桥区今年新建工会多少家？")
    parser.add_argument("--reports", type=Path, help="default: the five that ship")
    parser.add_argument("--data-dir", type=Path, help="where the index is; default: a new folder")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as new_dir:
        folders = ["--data-dir", str(options.data_dir or new_dir)]
        if options.reports:
            folders += ["--reports", str(options.reports)]
        subprocess.run([WENBAO, "index", *folders], check=True, stdout=sys.stderr)
        ask = [WENBAO, "ask", "--json", *folders, options.question]
        commands = {
            "jieba.initialize()": [sys.executable, "-c", JIEBA],
            "wenbao ask": ask,
            "wenbao --help": [WENBAO, "--help"],
            "python": [sys.executable, "-c", "pass"],
        }
        found = measure(commands, runs=options.runs)
    (jieba_cpu, jieba_clock), *_ = found.values()
    print("| | CPU s | ratio | clock s | ratio |\n|---|---|---|---|---|")
    for name, (cpu, clock) in found.items():
        ratios = cpu / jieba_cpu, clock / jieba_clock
        print(f"| {name} | {cpu:.3f} | {ratios[0]:.2f} | {clock:.3f} | {ratios[1]:.2f} |")


if __name__ == "__main__":
    main()
