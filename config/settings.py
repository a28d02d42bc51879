"""The settings: one typed, frozen record.

From the weakest to the strongest: the environment (`WENBAO_…`), a `.env` file, a TOML file
(`wenbao.toml` in the user's configuration folder or here), and what is handed in (flags).
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

import platformdirs

from config.setting_field import setting
from config.sources import SettingsError, Source, environment, files, flags
from config.telegram_settings import TelegramSettings

logger = logging.getLogger(__name__)

Language = Literal["zh-Hans", "zh-Hant", "en"]


def shipped_reports_dir() -> Path:
    """The folder of the five reports that come with the program."""
    return Path(__file__).parent.parent / "seeds"


def default_data_dir() -> Path:
    """Where state is kept unless a setting says otherwise. Raises SettingsError without a home."""
    try:
        return platformdirs.user_data_path("wenbao")
    except RuntimeError as err:  # a user without a home, as in containers
        raise SettingsError(
            "WENBAO_DATA_DIR: this user has no home folder; name a folder for the data"
        ) from err


@dataclass(frozen=True)
class Settings(TelegramSettings):
    """What a user may set; each field is also `WENBAO_<FIELD>`. `read_settings` checks them."""

    reports: Path = setting(made_by=shipped_reports_dir, means="a folder of reports")
    data_dir: Path = setting(made_by=default_data_dir, means="where state is kept")
    language: Language | None = setting(means="zh-Hans, zh-Hant or en; the locale's if not set")
    top: int = setting(10, means="passages in an answer, 1 to 100", ge=1, le=100)
    answered_above: float = setting(
        0.5, means="how likely an answer must be to count as one, 0 to 1", ge=0, le=1
    )
    not_found_below: float = setting(
        0.25, means="a less likely answer is refused, 0 to 1", ge=0, le=1
    )


NAMES = tuple(field.name for field in fields(Settings))
_FOLDERS = ("reports", "data_dir")


def read_settings(**given: object) -> Settings:
    """The settings with the given flags over all else; a flag that is None counts as not given.

    Raises SettingsError, which names each wrong setting, where it stands and what it may be.
    """
    sources = [environment(), *(read() for read in files()), flags(given)]
    _refuse_unknown(sources)
    return _read({name: s for s in sources for name in s.values if name in NAMES})


def language_set() -> str | None:
    """The language that is set, whatever may be wrong with the other settings."""
    found = None
    for read in (environment, *files()):
        try:
            found = read().values.get("language", found)
        except SettingsError:
            continue
    return str(found) if found in get_args(Language) else None


def _refuse_unknown(sources: Sequence[Source]) -> None:
    around, *others = (source.unknown(NAMES) for source in sources)
    for warning in around:  # the environment may hold what is meant for another program
        logger.warning(warning)
    if wrong := [sentence for unknown in others for sentence in unknown]:
        raise SettingsError("\n".join(wrong))


def _read(strongest: Mapping[str, Source]) -> Settings:
    """The settings by the strongest source of each."""
    folders = {n: s for n, s in strongest.items() if n in _FOLDERS and _is_path(s.values[n])}
    others = {name: source for name, source in strongest.items() if name not in folders}
    values: dict[str, object] = {name: _folder(name, source) for name, source in folders.items()}
    if others:  # any path may name a folder; all else has its bounds
        from config.validation import checked

        values |= checked(Settings, others)
    settings = Settings(**values)  # type: ignore[arg-type]  # checked
    if settings.answered_above < settings.not_found_below:
        above, below = (
            strongest[name].told(name) if name in strongest else f"{name} (by default)"
            for name in ("answered_above", "not_found_below")
        )
        raise SettingsError(
            f"{above}, {settings.answered_above}, must not be less than"
            f" {below}, {settings.not_found_below}"
        )
    return settings


def _is_path(value: object) -> bool:
    return isinstance(value, str | Path)


def _folder(name: str, source: Source) -> Path:
    try:
        return Path(str(source.values[name])).expanduser()
    except RuntimeError as err:  # ~somebody who isn't there
        raise SettingsError(f"{source.told(name)} ({source.values[name]}): {err}") from err
