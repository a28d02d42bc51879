"""The settings: one typed, frozen record.

Each source overrides those before it: `wenbao.toml` in the user's configuration folder, then in the
current folder, `.env` in the current folder, the environment (`WENBAO_…`), and flags.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Literal, get_args

import platformdirs

from config.cluster_settings import ClusterSettings
from config.errors import SettingProblem, SettingsError
from config.setting_field import setting
from config.sources import SettingSource, environment, files, flags
from config.telegram_settings import TelegramSettings

logger = logging.getLogger(__name__)

Language = Literal["zh-Hans", "zh-Hant", "en"]


def shipped_reports_dir() -> Path:
    """The folder of the five pages that come with the program."""
    return Path(__file__).parent.parent / "seeds"


def default_data_dir() -> Path:
    """The user's folder for data. Raises SettingsError for a user without a home."""
    try:
        return platformdirs.user_data_path("wenbao")
    except RuntimeError as err:  # a user without a home, as in containers
        raise SettingsError(SettingProblem("WENBAO_DATA_DIR", "no-home")) from err


@dataclass(frozen=True)
class Settings(ClusterSettings, TelegramSettings):
    """All settings; each field is also `WENBAO_<FIELD>`. `read_settings` checks them."""

    reports: Path = setting(made_by=shipped_reports_dir, means="a folder of reports")
    data_dir: Path = setting(made_by=default_data_dir, means="where state is kept")
    language: Language | None = setting(means="zh-Hans, zh-Hant or en; the locale's if not set")
    top: int = setting(10, means="passages in an answer, 1 to 100", ge=1, le=100)
    answered_above: float = setting(
        0.85, means="how likely an answer must be to count as one, 0 to 1", ge=0, le=1
    )
    not_found_below: float = setting(
        0.38, means="a less likely answer is refused, 0 to 1", ge=0, le=1
    )


NAMES = tuple(field.name for field in fields(Settings))
_FOLDERS = ("reports", "data_dir")


def _log(problem: SettingProblem) -> None:
    logger.warning("%s", problem)


def read_settings(
    *, on_unknown: Callable[[SettingProblem], None] = _log, **given: object
) -> Settings:
    """Read the settings, with the given flags over all else; None counts as not given.

    `on_unknown` is told each variable of the environment that is no setting: it may serve other
    programs too.
    Raises SettingsError, which names each wrong setting, where it stands and what is allowed.
    """
    around = environment()
    sources = [*(read() for read in files()), around, flags(given)]
    for problem in around.unknown(NAMES):
        on_unknown(problem)
    if wrong := [p for source in sources if source is not around for p in source.unknown(NAMES)]:
        raise SettingsError(*wrong)
    return _read({name: s for s in sources for name in s.values if name in NAMES})


def configured_language() -> str | None:
    """Return the language that is set, even if other settings are wrong."""
    found = None
    for read in (*files(), environment):
        try:
            found = read().values.get("language", found)
        except SettingsError:
            continue
    return str(found) if found in get_args(Language) else None


def _read(strongest: Mapping[str, SettingSource]) -> Settings:
    """Check the settings, each from its strongest source."""
    folders = {n: s for n, s in strongest.items() if n in _FOLDERS and _is_path(s.values[n])}
    others = {name: source for name, source in strongest.items() if name not in folders}
    values: dict[str, object] = {name: _folder(name, source) for name, source in folders.items()}
    if others:  # any path may name a folder; all else has its bounds
        from config.validation import checked

        values |= checked(Settings, others)
    settings = Settings(**values)  # type: ignore[arg-type]  # checked
    if settings.answered_above < settings.not_found_below:
        above, below = (
            strongest[name].told(name) if name in strongest else name
            for name in ("answered_above", "not_found_below")
        )
        facts = {
            "value": str(settings.answered_above),
            "other": below,
            "other_value": str(settings.not_found_below),
        }
        raise SettingsError(SettingProblem(above, "thresholds", facts))
    return settings


def _is_path(value: object) -> bool:
    return isinstance(value, str | Path)


def _folder(name: str, source: SettingSource) -> Path:
    try:
        return Path(str(source.values[name])).expanduser()
    except RuntimeError as err:  # ~somebody who isn't there
        facts = {"value": str(source.values[name]), "error": str(err)}
        raise SettingsError(SettingProblem(source.told(name), "no-such-home", facts)) from err
