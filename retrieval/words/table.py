"""A table in a file, of which only what is looked up is read."""

import mmap
from pathlib import Path


class Table:
    """Lines of a key and its values with tabs between them, sorted by the bytes of the keys."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def values(self, key: str) -> tuple[str, ...]:
        """The values of a key; () if it isn't there."""
        wanted = key.encode("utf-8", "surrogatepass") + b"\t"
        low, high = 0, len(self._data)
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", low, middle) + 1 or low
            end = self._data.find(b"\n", middle)
            line = self._data[start:end]
            if line.startswith(wanted):
                return tuple(line[len(wanted) :].decode("utf-8").split("\t"))
            if line < wanted:
                low = end + 1
            else:
                high = start
        return ()
