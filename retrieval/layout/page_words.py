"""The word lists of what newspapers print by habit, as one record."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

# a line of a long list, which is read at every start: a word and its count
_COUNT = re.compile(r"^([^#\s]+)\s+(\d+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class PageWords:
    """The word lists of `words/`, which a user may edit.

    `common` maps ordinary words to how often each is met in sixty million. `places` are the
    full names of provinces and cities; `signs` maps one-character names (甬) to them.
    """

    jobs: frozenset[str]
    agencies: frozenset[str]
    editors: frozenset[str]
    furniture: frozenset[str]
    mastheads: frozenset[str]
    bulletins: frozenset[str]
    notes: frozenset[str]
    wanting: frozenset[str]
    notices: frozenset[str]
    pointers: frozenset[str]
    genres: frozenset[str]
    issues: frozenset[str]
    publishers: frozenset[str]
    cities: frozenset[str]
    credits: frozenset[str]
    tips: frozenset[str]
    banners: frozenset[str]
    slogans: frozenset[str]
    label_endings: frozenset[str]
    label_openings: frozenset[str]
    openers: frozenset[str]
    starters: frozenset[str]
    sayings: frozenset[str]
    bound: frozenset[str]
    surnames: frozenset[str]
    units: frozenset[str]
    bodies: frozenset[str]
    places: frozenset[str]
    signs: Mapping[str, str]
    common: Mapping[str, int]


@cache
def read_wording() -> PageWords:
    """The word lists as they stand in the package, read once."""
    signs = (line.split(maxsplit=1) for line in _lines("signs"))
    return PageWords(
        jobs=_words("jobs"),
        agencies=_words("agencies"),
        editors=_words("editors"),
        furniture=_words("furniture"),
        mastheads=_words("mastheads"),
        bulletins=_words("bulletins"),
        notes=_words("notes"),
        wanting=_words("wanting"),
        notices=_words("notices"),
        pointers=_words("pointers"),
        genres=_words("genres"),
        issues=_words("issues"),
        publishers=_words("publishers"),
        cities=_words("cities"),
        credits=_words("credits"),
        tips=_words("tips"),
        banners=_words("banners"),
        slogans=_words("slogans"),
        label_endings=_words("label_endings"),
        label_openings=_words("label_openings"),
        openers=_words("openers"),
        starters=_words("starters"),
        sayings=_words("sayings"),
        bound=_words("bound"),
        surnames=_words("surnames"),
        units=_words("units"),
        bodies=_words("bodies"),
        places=_words("places"),
        signs=dict(signs),
        common={word: int(count) for word, count in _COUNT.findall(_text("common"))},
    )


def ends_wanting(text: str, wording: PageWords) -> bool:
    """Tell whether the last word of a text wants another one, or its rest."""
    if text.endswith("-"):
        return True
    for size in (4, 3, 2):
        if (word := text[-size:]) in wording.common or word in wording.wanting:
            return word in wording.wanting
    return text[-1:] in wording.wanting


def _words(name: str) -> frozenset[str]:
    return frozenset(word for line in _lines(name) for word in line.split())


def _lines(name: str) -> Iterator[str]:
    for line in _text(name).splitlines():
        if entry := line.split("#", 1)[0].strip():
            yield entry


def _text(name: str) -> str:
    return files(__package__).joinpath("words", f"{name}.txt").read_text(encoding="utf-8")
