"""Where settings come from: the environment (`WENBAO_…`), a `.env` file, TOML files, flags."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path

import platformdirs

from retrieval.errors import WenbaoError

PREFIX = "WENBAO_"
DOTENV_NAME = ".env"
TOML_NAME = "wenbao.toml"


class SettingsError(WenbaoError):
    """A setting has a value it can't have, or there is no such setting."""

    advice = "settings"
    exit_code = 2


@dataclass(frozen=True, slots=True)
class OutOfBounds:
    """A number that a setting can't be: where it stands, and what it may be."""

    place: str
    value: str
    least: float
    most: float
    is_whole: bool


class BoundsError(SettingsError):
    """All that is wrong with the settings is `wrong`: numbers out of their bounds."""

    def __init__(self, message: str, wrong: Sequence[OutOfBounds]) -> None:
        super().__init__(message)
        self.wrong = wrong


@dataclass(frozen=True, slots=True)
class Source:
    """Settings as one place gives them, by their names; `spell` gives a name as it is there."""

    place: str
    values: Mapping[str, object]
    spell: Callable[[str], str]

    def told(self, name: str) -> str:
        """Where a setting stands, for an error."""
        return f"{self.place}: {self.spell(name)}" if self.place else self.spell(name)

    def unknown(self, known: Collection[str]) -> list[str]:
        """What is wrong with each setting that there isn't, and which one may be meant."""
        return [
            f"{self.told(name)}: there is no such setting{self._nearest(name, known)}"
            for name in self.values
            if name not in known
        ]

    def _nearest(self, name: str, known: Collection[str]) -> str:
        import difflib  # for mistakes alone

        near = difflib.get_close_matches(name, known, n=1)
        return f"; is {self.spell(near[0])} meant?" if near else ""


def environment() -> Source:
    """The variables of the environment; an empty one counts as not set."""
    return Source("", _unprefixed(os.environ), _variable)


def flags(given: Mapping[str, object]) -> Source:
    """What was handed in; None counts as not given."""
    values = {name: value for name, value in given.items() if value is not None}
    return Source("", values, lambda name: f"--{name.replace('_', '-')}")


def files() -> Iterator[Callable[[], Source]]:
    """What reads each file that there is, from the weakest to the strongest.

    Each raises SettingsError if its file can't be read.
    """
    if Path(DOTENV_NAME).is_file():
        yield partial(_dotenv, Path(DOTENV_NAME))
    for path in (*_of_person(), Path(TOML_NAME)):
        if path.is_file():
            yield partial(_toml, path)


def _of_person() -> list[Path]:
    """The file in the user's configuration folder."""
    try:
        return [platformdirs.user_config_path("wenbao") / TOML_NAME]
    except RuntimeError:  # a user without a home, as in containers
        return []


def _dotenv(path: Path) -> Source:
    from dotenv import dotenv_values

    values = dotenv_values(stream=StringIO(_text(path)))
    given = {name: value for name, value in values.items() if value is not None}
    return Source(str(path), _unprefixed(given), _variable)


def _toml(path: Path) -> Source:
    import tomllib

    try:
        return Source(str(path), tomllib.loads(_text(path)), str)
    except tomllib.TOMLDecodeError as err:
        raise SettingsError(f"{path}: {err}") from err


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as err:
        raise SettingsError(f"{path}: can't be read ({err.strerror})") from err
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = data.count(b"\n", 0, err.start) + 1
        byte = f"byte 0x{data[err.start]:02x}"
        raise SettingsError(f"{path}:{line}: not UTF-8 ({byte}); save it as UTF-8") from err


def _unprefixed(variables: Mapping[str, str]) -> dict[str, object]:
    return {
        name[len(PREFIX) :].lower(): value
        for name, value in variables.items()
        if name.upper().startswith(PREFIX) and value
    }


def _variable(name: str) -> str:
    return PREFIX + name.upper()
