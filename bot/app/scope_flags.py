"""The part of the archive that flags and commands name: --since, --until, --paper, --report."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from bot.app.errors import UsageError
from retrieval.lexicon.word_files import read_words
from retrieval.query.scope import WHOLE, Scope
from retrieval.text import fold
from retrieval.text.periods import parse_date_words

NAMES = ("since", "until", "paper", "report")


def scope_of(named: Mapping[str, str | None], *, today: date) -> Scope:
    """Build the scope that some of NAMES name; raises UsageError for a date that is none."""
    scope = WHOLE
    for name, value in named.items():
        scope = narrowed_by(scope, name, value, today=today, sign="--")
    return scope


def narrowed_by(
    scope: Scope, name: str, value: str | None, *, today: date, sign: str = "/"
) -> Scope:
    """Set one of NAMES in a scope; None or "" takes it out. Raises as `scope_of` does.

    `sign` stands before the name where it is typed.
    """
    match name:
        case "since":
            return replace(scope, since=_day(name, value, today, sign) if value else None)
        case "until":
            return replace(scope, until=_day(name, value, today, sign) if value else None)
        case "paper":
            return replace(scope, paper=value.strip("《》") if value else None)
        case _:
            return replace(scope, report=value or None)


def _day(name: str, value: str, today: date, sign: str) -> str:
    """Read the first or last day of 2023-06-07, 20230607, 2023-06, 2023, or of a span in words."""
    text = fold(value).strip()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        text = f"{text}年" if re.fullmatch(r"\d{4}", text) else text
    found = parse_date_words(map(fold, read_words("date_words"))).find(text, today)
    if found is not None and found.end - found.start == len(text):
        day = found.first if name == "since" else found.last
        if day is not None:
            return day.isoformat()
    raise UsageError("scope-no-date", name=f"{sign}{name}", value=value)
