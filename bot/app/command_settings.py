"""The settings of a command."""

import sys
from typing import Any

from bot.app.error_messages import sentence_of
from config.errors import SettingProblem, SettingsError
from config.settings import Settings, configured_language, read_settings


def command_settings(**flags: Any) -> Settings:
    """Read the settings, with the flags over all else; print variables that are no settings.

    Raises SettingsError.
    """
    return read_settings(on_unknown=_tell, **flags)


def _tell(problem: SettingProblem) -> None:
    from bot.app.messages import Catalogue, locale_language  # for mistakes alone

    texts = Catalogue(configured_language() or locale_language())
    print(sentence_of(SettingsError(problem), texts), file=sys.stderr)
