"""A Bot API server of our own, for tests: stateful, over real HTTP on loopback.

`world` is who is where and what was said; `methods` what a bot may call; `delivery` how updates
reach it; `server` the HTTP in front; `judges` TDLib and aiogram, whose word is final; `people`
the language in which the scenarios are written.
"""

from tests.botapi import keyboards
from tests.botapi.errors import ApiError
from tests.botapi.faults import Fault, Trouble
from tests.botapi.judges import Judges
from tests.botapi.people import BotView, Person, Shown
from tests.botapi.server import BotApiServer

__all__ = [
    "ApiError",
    "BotApiServer",
    "BotView",
    "Fault",
    "Judges",
    "Person",
    "Shown",
    "Trouble",
    "keyboards",
]
