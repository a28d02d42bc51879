"""Seconds of CPU and memory that reading and restoring a page takes, by kind of file.

    python -m benchmarks.reading_cost FOLDER

Each file of the folder is read in a process of its own; what starting it takes is not counted.
"""

import subprocess
import sys
from pathlib import Path

_READ = """
import resource, sys
from pathlib import Path
from retrieval.documents.readers.reading import read_file
from retrieval.layout.restoration import restore
restore(read_file(Path(sys.argv[2])).reports[0])  # loads what every restoration needs
def used():
    found = resource.getrusage(resource.RUSAGE_SELF)
    return found.ru_utime + found.ru_stime, found.ru_maxrss / 1024
before, small = used()
reports = read_file(Path(sys.argv[1])).reports
read, _ = used()
for report in reports:
    restore(report)
after, large = used()
n = len(reports)
print(f"{n:5} {(read - before) / n:10.3f} {(after - read) / n:10.3f} {large - small:10.0f}")
"""


def main() -> None:
    """Print a line for each file."""
    folder = Path(sys.argv[1])
    first = Path(__file__).parent.parent / "seeds"
    warm = next(path for path in sorted(first.iterdir()) if path.suffix == ".txt")
    print(f"{'':34}{'pages':>5} {'read s':>10} {'restore s':>10} {'more MiB':>10}")
    for path in sorted(folder.iterdir()):
        done = subprocess.run(
            [sys.executable, "-c", _READ, str(path), str(warm)], capture_output=True, text=True
        )
        said = done.stdout.rstrip() or done.stderr.strip().splitlines()[-1][:60]
        print(f"{path.name:34}{said}")


if __name__ == "__main__":
    main()
