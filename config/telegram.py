"""The Telegram bot's part of the settings."""

from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode

Ids = Annotated[frozenset[int], NoDecode]
_IDS = "ids with commas between them, such as 1234,-1005678"


class TelegramSettings(BaseSettings):
    """What an operator may set of the bot; each field is also `WENBAO_TELEGRAM_…`."""

    telegram_token: SecretStr | None = Field(default=None, description="the bot's token")
    telegram_api_url: str | None = Field(
        default=None, pattern="^https?://", description="a Bot API server of one's own"
    )
    telegram_proxy: str | None = Field(
        default=None, pattern="^http://", description="an HTTP proxy, http://host:port"
    )
    telegram_admins: Ids = Field(default=frozenset(), description=f"admins' {_IDS}")
    telegram_people: Ids = Field(default=frozenset(), description=f"people's {_IDS}")
    telegram_groups: Ids = Field(default=frozenset(), description=f"groups' {_IDS}")
    telegram_asks_per_minute: int = Field(
        default=20, ge=1, le=600, description="questions a person may ask in a minute, 1 to 600"
    )
    telegram_group_asks_per_minute: int = Field(
        default=15, ge=1, le=600, description="questions a group may ask in a minute, 1 to 600"
    )
    telegram_keep_questions: bool = Field(
        default=False, description="true keeps questions for good; /privacy says so"
    )
    telegram_handler_seconds: float = Field(
        default=120, ge=1, le=3600, description="how long one update may take, 1 to 3600 seconds"
    )
    telegram_webhook_url: str | None = Field(
        default=None,
        pattern="^https?://[^/]+/.+",
        description="the public address of the webhook, https://host/path; polling if not set",
    )
    telegram_webhook_listen: str = Field(
        default="127.0.0.1:8443",
        pattern=r"^[^:]*:\d{1,5}$",
        description="where to listen for the webhook, host:port",
    )

    @field_validator("telegram_admins", "telegram_people", "telegram_groups", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        if isinstance(value, str):
            return [part.strip() for part in value.split(",") if part.strip()]
        return value
