"""The settings of a command."""

import sys
from typing import Any

from bot.app.error_messages import sentence_of
from bot.app.messages import texts_in
from config.errors import SettingProblem, SettingsError
from config.settings import Settings, configured_language, read_settings


def command_settings(**flags: Any) -> Settings:
    """Read the settings, with the flags over all else; print variables that are no settings.

    Raises SettingsError.
    """
    return read_settings(on_unknown=_tell, **flags)


def _tell(problem: SettingProblem) -> None:
    texts = texts_in(configured_language())
    print(sentence_of(SettingsError(problem), texts), file=sys.stderr)
