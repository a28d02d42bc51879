"""Sources of settings: TOML files, a `.env` file, the environment (`WENBAO_…`), flags."""

import os
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import StringIO
from pathlib import Path

import platformdirs

from config.errors import SettingProblem, SettingsError

PREFIX = "WENBAO_"
DOTENV_NAME = ".env"
TOML_NAME = "wenbao.toml"


@dataclass(frozen=True, slots=True)
class SettingSource:
    """The settings of one place by name; `spell` writes a name the way that place does."""

    place: str
    values: Mapping[str, object]
    spell: Callable[[str], str]

    def told(self, name: str) -> str:
        """Name the place of a setting, for an error."""
        return f"{self.place}: {self.spell(name)}" if self.place else self.spell(name)

    def unknown(self, known: Collection[str]) -> list[SettingProblem]:
        """Return a problem for each setting that does not exist, with the one that may be meant."""
        return [self._unknown(name, known) for name in self.values if name not in known]

    def _unknown(self, name: str, known: Collection[str]) -> SettingProblem:
        import difflib  # for mistakes alone

        if near := difflib.get_close_matches(name, known, n=1):
            return SettingProblem(self.told(name), "unknown-near", {"near": self.spell(near[0])})
        return SettingProblem(self.told(name), "unknown")


def environment() -> SettingSource:
    """The variables of the environment; an empty one counts as not set."""
    return SettingSource("", _unprefixed(os.environ), _variable)


def flags(given: Mapping[str, object]) -> SettingSource:
    """The flags of the command line; None counts as not given."""
    values = {name: value for name, value in given.items() if value is not None}
    return SettingSource("", values, lambda name: f"--{name.replace('_', '-')}")


def files() -> Iterator[Callable[[], SettingSource]]:
    """Yield a reader of each settings file, from the weakest to the strongest.

    Each raises SettingsError if its file can't be read.
    """
    for path in (*_user_files(), Path(TOML_NAME)):
        if path.is_file():
            yield partial(_toml, path)
    if Path(DOTENV_NAME).is_file():
        yield partial(_dotenv, Path(DOTENV_NAME))


def _user_files() -> list[Path]:
    """The file in the user's configuration folder."""
    try:
        return [platformdirs.user_config_path("wenbao") / TOML_NAME]
    except RuntimeError:  # a user without a home, as in containers
        return []


def _dotenv(path: Path) -> SettingSource:
    from dotenv import dotenv_values

    values = dotenv_values(stream=StringIO(_text(path)))
    given = {name: value for name, value in values.items() if value is not None}
    return SettingSource(str(path), _unprefixed(given), _variable)


def _toml(path: Path) -> SettingSource:
    import tomllib

    try:
        return SettingSource(str(path), tomllib.loads(_text(path)), str)
    except tomllib.TOMLDecodeError as err:
        raise SettingsError(SettingProblem(str(path), "syntax", {"error": str(err)})) from err
    except RecursionError:
        problem = SettingProblem(str(path), "syntax", {"error": "nested too deeply"})
        raise SettingsError(problem) from None


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as err:
        facts = {"error": err.strerror or str(err)}
        raise SettingsError(SettingProblem(str(path), "unreadable", facts)) from err
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as err:
        line = data.count(b"\n", 0, err.start) + 1
        facts = {"byte": f"{data[err.start]:02x}"}
        raise SettingsError(SettingProblem(f"{path}:{line}", "encoding", facts)) from err


def _unprefixed(variables: Mapping[str, str]) -> dict[str, object]:
    return {
        name[len(PREFIX) :].lower(): value
        for name, value in variables.items()
        if name.upper().startswith(PREFIX) and value
    }


def _variable(name: str) -> str:
    return PREFIX + name.upper()
