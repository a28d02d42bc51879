"""The settings: one typed, frozen record.

From the weakest to the strongest: the environment (`WENBAO_…`), a `.env` file, a TOML file
(`wenbao.toml` here or in the user's configuration folder), and what is handed in (flags).
"""

from pathlib import Path
from typing import Annotated, Any

import platformdirs
from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from config.telegram import TelegramSettings
from retrieval.errors import WenbaoError

PREFIX = "WENBAO_"
TOML_NAME = "wenbao.toml"


ExpandedPath = Annotated[Path, AfterValidator(Path.expanduser)]


class SettingsError(WenbaoError):
    """A setting has a value it can't have."""

    advice = "settings"
    exit_code = 2


def shipped_reports_dir() -> Path:
    """The folder of the five reports that come with the program."""
    return Path(__file__).parent.parent / "seeds"


def default_data_dir() -> Path:
    """Where state is kept unless a setting says otherwise."""
    return platformdirs.user_data_path("wenbao")


class Settings(TelegramSettings):
    """What a user may set; each field is also `WENBAO_<FIELD>`."""

    model_config = SettingsConfigDict(
        frozen=True,
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
    )

    reports: ExpandedPath = Field(
        default_factory=shipped_reports_dir, description="a folder of reports"
    )
    data_dir: ExpandedPath = Field(
        default_factory=default_data_dir, description="where state is kept"
    )
    language: str | None = Field(
        default=None,
        pattern="^(zh-Hans|zh-Hant|en)$",
        description="zh-Hans, zh-Hant or en; the locale's if not set",
    )
    top: int = Field(default=10, ge=1, le=100, description="passages in an answer, 1 to 100")
    answered_above: float = Field(
        default=0.5,
        ge=0,
        le=1,
        description="how likely an answer must be to count as one, 0 to 1",
    )
    not_found_below: float = Field(
        default=0.3,
        ge=0,
        le=1,
        description="a less likely answer is refused, 0 to 1",
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        toml = TomlConfigSettingsSource(settings_cls, toml_file=_toml_paths())
        return init_settings, toml, dotenv_settings, env_settings


def read_settings(**flags: Any) -> Settings:
    """The settings with the given flags over all else; a flag that is None counts as not given.

    Raises SettingsError, which names each wrong setting and what it may be.
    """
    given = {name: value for name, value in flags.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as err:
        raise SettingsError("\n".join(_sentence(error) for error in err.errors())) from None
    except ValueError as err:  # a TOML file that is not TOML
        raise SettingsError(f"{TOML_NAME}: {err}") from err


def _toml_paths() -> list[Path]:
    # the later file wins
    return [platformdirs.user_config_path("wenbao") / TOML_NAME, Path(TOML_NAME)]


def _sentence(error: Any) -> str:
    field = str(error["loc"][0]) if error["loc"] else ""
    known = Settings.model_fields.get(field)
    allowed = f"; it may be: {known.description}" if known else ""
    shown = "" if "token" in field else f" ({error['input']!r})"
    return f"{PREFIX}{field.upper()}{shown}: {error['msg']}{allowed}"
