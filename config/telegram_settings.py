"""The Telegram bot's part of the settings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from config.setting_field import setting

if TYPE_CHECKING:
    from pydantic import SecretStr

_IDS = "ids with commas between them, such as 1234,-1005678"
# 1 to 65535
_PORT = r"0*([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])"


@dataclass(frozen=True)
class TelegramSettings:
    """Settings of the Telegram bot; each field is also `WENBAO_TELEGRAM_…`."""

    telegram_token: "SecretStr | None" = setting(means="the bot's token")
    telegram_api_url: str | None = setting(
        means="the address of a Bot API server of one's own, http://… or https://…",
        pattern="^https?://",
    )
    telegram_proxy: str | None = setting(
        means="an HTTP proxy, http://host:port", pattern="^http://"
    )
    telegram_admins: frozenset[int] = setting(frozenset(), means=f"admins' {_IDS}")
    telegram_people: frozenset[int] = setting(frozenset(), means=f"people's {_IDS}")
    telegram_groups: frozenset[int] = setting(frozenset(), means=f"groups' {_IDS}")
    telegram_asks_per_minute: int = setting(
        20, means="questions a person may ask in a minute, 1 to 600", ge=1, le=600
    )
    telegram_group_asks_per_minute: int = setting(
        15, means="questions a group may ask in a minute, 1 to 600", ge=1, le=600
    )
    telegram_keep_questions: bool = setting(
        False, means="true keeps questions for good; /privacy says so"
    )
    telegram_handler_seconds: float = setting(
        120, means="how long one update may take, 1 to 3600 seconds", ge=1, le=3600
    )
    telegram_retry_seconds: float = setting(
        3600,
        means="how long an answer that can't be sent is tried again, 0 to 86400",
        ge=0,
        le=86400,
    )
    telegram_health_listen: str | None = setting(
        means="where /healthz and /metrics are served, host:port; nowhere if not set",
        pattern=rf"^[^:]*:{_PORT}$",
    )
    telegram_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = setting(
        "INFO", means="DEBUG, INFO, WARNING or ERROR"
    )
    telegram_log_format: Literal["text", "json"] = setting("text", means="text or json")
    telegram_webhook_url: str | None = setting(
        means="the public address of the webhook, https://host/path; polling if not set",
        pattern="^https?://[^/]+/.+",
    )
    telegram_webhook_listen: str = setting(
        "127.0.0.1:8443",
        means="where to listen for the webhook, host:port, the port from 1 to 65535",
        pattern=rf"^[^:]*:{_PORT}$",
    )
