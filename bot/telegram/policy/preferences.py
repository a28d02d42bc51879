"""Preferences: the settings of a person, a group or a topic."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.app.messages import LANGUAGES

OF_PERSON = ("language", "passages")
OF_GROUP = ("mode", "size", "cooldown", "language")
CHOICES: Mapping[str, tuple[str, ...]] = {
    "language": ("auto", *LANGUAGES),
    "passages": ("3", "5", "10"),
    "mode": ("off", "commands", "mentions"),
    "size": ("small", "large"),
    "cooldown": ("0", "10", "30", "60"),
}


class Mode(StrEnum):
    """The occasions on which the bot speaks in a group."""

    OFF = "off"
    COMMANDS = "commands"
    MENTIONS = "mentions"


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; `cooldown` is in seconds, a `language` of None follows the person."""

    language: str | None = None
    passages: int = 5
    mode: Mode = Mode.MENTIONS
    size: str = "small"
    cooldown: int = 0

    def value(self, name: str) -> str:
        """The choice as it is kept."""
        value = getattr(self, name)
        return "auto" if value is None else str(value)


def read_preferences(kept: Mapping[str, str]) -> Preferences:
    """The choices that were kept; the usual ones for what was not, or can't be."""
    good = {name: value for name, value in kept.items() if value in CHOICES.get(name, ())}
    usual = Preferences()
    language = good.get("language", "auto")
    return Preferences(
        language=None if language == "auto" else language,
        passages=int(good.get("passages", usual.passages)),
        mode=Mode(good.get("mode", usual.mode)),
        size=good.get("size", usual.size),
        cooldown=int(good.get("cooldown", usual.cooldown)),
    )
