"""Texts shown to people in their language, read from `config/texts/`."""

import locale
import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

TEXTS_DIR = Path(__file__).parents[2] / "config" / "texts"
LANGUAGES = ("zh-Hans", "zh-Hant", "en")
DEFAULT_LANGUAGE = LANGUAGES[0]
_ID = re.compile(r"^([a-z][\w-]*) *=", re.MULTILINE)
_REMEMBERED = 1024
MAX_ARGUMENT = 500  # characters; Fluent refuses to put in more than 1,000
_TRADITIONAL = ("hant", "tw", "hk", "mo")


class Texts(Protocol):
    """A catalogue in one language: a message's id and its arguments in, its text out."""

    def __call__(self, message_id: str, /, **arguments: str | int | float) -> str: ...


@cache
def _read(path: Path) -> Any:
    """Parse a file of messages, once: it takes a while."""
    from fluent.runtime import FluentResource  # what is put out as JSON says nothing

    return FluentResource(path.read_text(encoding="utf-8"))


@cache
def _ids(path: Path) -> Sequence[str]:
    """The ids of a file's messages."""
    return _ID.findall(path.read_text(encoding="utf-8"))


class Catalogue:
    """The messages of one language; raises KeyError for an id that no file has.

    A file is parsed when a message of it is first said: no message refers to one of another file.
    """

    def __init__(self, language: str, *, texts_dir: Path = TEXTS_DIR) -> None:
        self.language = language
        self._folder = texts_dir / language
        # said again and again, much of it always with the same arguments
        self._remembered = lru_cache(_REMEMBERED, typed=True)(self._format)
        self._parsed: set[Path] = set()

    @cached_property
    def _path_of(self) -> Mapping[str, Path]:
        paths = sorted(self._folder.glob("*.ftl"))
        return {message_id: path for path in paths for message_id in _ids(path)}

    @cached_property
    def _bundle(self) -> Any:
        from fluent.runtime import FluentBundle

        # isolation marks would stand invisibly round every quoted word
        return FluentBundle([self.language], use_isolating=False)

    def __call__(self, message_id: str, /, **arguments: str | int | float) -> str:
        return self._remembered(message_id, **arguments)

    def _format(self, message_id: str, **arguments: str | int | float) -> str:
        path = self._path_of[message_id]
        if path not in self._parsed:
            self._bundle.add_resource(_read(path))
            self._parsed.add(path)
        pattern = self._bundle.get_message(message_id).value
        if pattern is None:
            raise KeyError(message_id)
        shortened = {name: _shortened(value) for name, value in arguments.items()}
        text, errors = self._bundle.format_pattern(pattern, shortened)
        if errors:
            raise errors[0]
        return str(text)

    def __contains__(self, message_id: str) -> bool:
        return message_id in self._path_of


def _shortened(value: str | int | float) -> str | int | float:
    if isinstance(value, str) and len(value) > MAX_ARGUMENT:
        return value[: MAX_ARGUMENT - 1] + "…"
    return value


def texts_in(language: str | None) -> Catalogue:
    """The texts in the language that is set, else in the locale's."""
    return Catalogue(language or locale_language())


def language_of(tag: str) -> str:
    """Choose the catalogue for a locale or language tag such as `zh_TW.UTF-8` or `zh-hans`."""
    parts = tag.lower().replace("-", "_").split(".")[0].split("_")
    if parts[0] == "en":
        return "en"
    if parts[0] == "zh" and any(part in _TRADITIONAL for part in parts[1:]):
        return "zh-Hant"
    return DEFAULT_LANGUAGE


def locale_language(environ: Mapping[str, str] = os.environ) -> str:
    """Choose the catalogue for the user's locale."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    tag = next((environ[name] for name in names if environ.get(name)), None)
    return language_of(tag or locale.getlocale()[0] or "")
