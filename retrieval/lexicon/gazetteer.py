"""The provinces, cities, districts and counties of China, and which lies in which."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

_TABLE = Path(__file__).parent / "data" / "divisions.txt"
_NONE = "-"
_SHORT_MARK = "/"


@dataclass(frozen=True, slots=True)
class Divisions:
    """By each name, long or short, the names of the divisions right inside it; () if none."""

    inside: Mapping[str, tuple[str, ...]]

    def __contains__(self, word: str) -> bool:
        return word in self.inside


def load_divisions() -> Divisions:
    """Read the table."""
    return parse_divisions(_TABLE.read_text(encoding="utf-8").splitlines())


def parse_divisions(lines: Iterable[str]) -> Divisions:
    """Read lines `province city county…`; of `杭州/市` what is before the mark may stand alone."""
    inside: dict[str, dict[str, None]] = {}
    for line in lines:
        if line.startswith("#"):
            continue
        province, city, *counties = line.split()
        parts = dict.fromkeys(map(shortest, counties))
        levels = [(province, {shortest(city): None}), (city, parts)]
        if city == _NONE:  # counties right under the province
            levels = [(province, parts)]
        for outer, inner in levels:
            for name in _names(outer) if outer != _NONE else ():
                inside.setdefault(name, {}).update(inner)
        for county in counties:
            for name in _names(county):
                inside.setdefault(name, {})
    return Divisions({name: tuple(parts) for name, parts in inside.items()})


def shortest(written: str) -> str:
    """The shortest name of a division as the table writes it."""
    return written.partition(_SHORT_MARK)[0]


def _names(written: str) -> Iterable[str]:
    short, _, end = written.partition(_SHORT_MARK)
    yield short
    if end:
        yield short + end
