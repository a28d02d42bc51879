"""Errors of settings: each problem names its place, and is told in the user's language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from retrieval.errors import WenbaoError

# the English sentences; `setting-…` in the texts says the same in other languages
REASONS = {
    "unknown": "there is no such setting",
    "unknown-near": "there is no such setting; do you mean {near}?",
    "invalid": "{value} is not allowed; it should be: {means}",
    "invalid-secret": "the value is not allowed; it should be: {means}",
    "thresholds": "{value} is less than {other} ({other_value}); it must not be",
    "no-home": "the user has no home folder; name a folder here",
    "no-such-home": "{value} can't be found ({error})",
    "unreadable": "can't be read ({error})",
    "encoding": "not UTF-8 (byte 0x{byte}); save it as UTF-8",
    "syntax": "not valid TOML ({error})",
    "no-token": "there is no Telegram token; @BotFather gives one",
    "token-form": "not a token: a number, a colon, some 35 letters, such as 123456789:AAH…",
}


@dataclass(frozen=True, slots=True)
class SettingProblem:
    """One wrong setting: the place where it stands, a key of REASONS, and the sentence's facts.

    `setting` is the name of a setting whose allowed values the sentence tells.
    """

    place: str
    reason: str
    facts: Mapping[str, str] = field(default_factory=dict)
    setting: str | None = None

    def __str__(self) -> str:
        return f"{self.place}: {REASONS[self.reason].format(**self.facts)}"


class SettingsError(WenbaoError):
    """Settings are wrong, or do not exist; `problems` has one entry for each."""

    advice = "settings"
    exit_code = 2

    def __init__(self, *problems: SettingProblem) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems: Sequence[SettingProblem] = problems
