"""Callback data: up to 64 bytes that say all there is to know when a button is tapped.

Which buttons a screen has, and in what order, `views` decides. Nothing is kept in memory: an
answer's passages are in the state, all else is in the button, so that a button works weeks and
restarts later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import InlineKeyboardButtonLimit

# as the Bot API takes them: PTB's objects would be made only to be taken apart again
Button = InlineKeyboardButton
Keyboard = InlineKeyboardMarkup

DATA_LIMIT = int(InlineKeyboardButtonLimit.MAX_CALLBACK_DATA)


class ButtonError(ValueError):
    """Callback data that no button of ours carries."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Show the passage at `position` (from 0) of an answer."""

    answer_id: int
    position: int


@dataclass(frozen=True, slots=True)
class Read:
    """Show a page of an article; the answer it was opened from, to go back to."""

    article_id: str
    page: int = 0
    back: Turn | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """Say that a passage of an answer helped, or didn't."""

    answer_id: int
    position: int
    is_good: bool


@dataclass(frozen=True, slots=True)
class Look:
    """Show a passage of an answer on the picture of its page."""

    answer_id: int
    position: int


@dataclass(frozen=True, slots=True)
class Browse:
    """List the reports, or the articles of one (by the start of its digest)."""

    report: str | None = None
    page: int = 0


@dataclass(frozen=True, slots=True)
class Choose:
    """Set a setting of a person or a group (`topic_id` 0: the whole chat)."""

    name: str
    value: str
    topic_id: int = 0


@dataclass(frozen=True, slots=True)
class Ask:
    """Ask the question that is written on the button."""

    number: int


class FollowAct(StrEnum):
    """What to do with a follow."""

    LIST = "list"
    PAUSE = "pause"
    RESUME = "resume"
    DAILY = "daily"
    AT_ONCE = "at-once"
    END = "end"


@dataclass(frozen=True, slots=True)
class FollowPress:
    """Do something with a follow."""

    act: FollowAct
    follow_id: int


@dataclass(frozen=True, slots=True)
class Undo:
    """Take away a file that was handed in."""

    upload_id: int


@dataclass(frozen=True, slots=True)
class Nothing:
    """A button that only shows where one is."""


Press = Turn | Read | Rate | Look | Browse | Choose | Ask | FollowPress | Undo | Nothing


def encode(press: Press) -> str:
    """The callback data of a press; ButtonError if it would not fit."""
    data = ":".join(_fields(press))
    if len(data.encode()) > DATA_LIMIT:
        raise ButtonError(f"over {DATA_LIMIT} bytes: {data}")
    return data


def decode(data: str) -> Press:
    """The press that made this data; ButtonError if none did."""
    kind, *fields = data.split(":")
    try:
        return _press(kind, fields)
    except (ValueError, IndexError) as err:
        raise ButtonError(f"no button carries {data!r}") from err


def carries(kind: type[Press]) -> Callable[[object], bool]:
    """PTB's pattern for the buttons of one kind of press."""

    def is_of_kind(data: object) -> bool:
        try:
            return isinstance(decode(str(data)), kind)
        except ButtonError:
            return False

    return is_of_kind


def button(label: str, press: Press) -> Button:
    """A button that carries a press."""
    return Button(label, callback_data=encode(press))


def link_button(label: str, url: str) -> Button:
    """A button that opens a link."""
    return Button(label, url=url)


def copy_button(label: str, text: str) -> Button:
    """A button that copies a text, cut to as much as Telegram takes."""
    most = int(InlineKeyboardButtonLimit.MAX_COPY_TEXT)
    return Button(label, copy_text=CopyTextButton(text[:most]))


def keyboard(*rows: list[Button]) -> Keyboard | None:
    """The rows that hold a button."""
    filled = [row for row in rows if row]
    return Keyboard(filled) if filled else None


def _fields(press: Press) -> list[str]:
    match press:
        case Turn(answer_id, position):
            return ["t", str(answer_id), str(position)]
        case Read(article_id, page, origin):
            return ["r", article_id, str(page), *(_fields(origin)[1:] if origin else [])]
        case Rate(answer_id, position, is_good):
            return ["f", str(answer_id), str(position), "+" if is_good else "-"]
        case Look(answer_id, position):
            return ["l", str(answer_id), str(position)]
        case Browse(report, page):
            return ["b", report or "", str(page)]
        case Choose(name, value, topic_id):
            return ["c", name, value, str(topic_id)]
        case Ask(number):
            return ["q", str(number)]
        case FollowPress(act, follow_id):
            return ["w", act, str(follow_id)]
        case Undo(upload_id):
            return ["u", str(upload_id)]
        case _:
            return ["n"]


def _press(kind: str, fields: list[str]) -> Press:
    match kind, fields:
        case "t", [answer_id, position]:
            return Turn(_number(answer_id), _number(position))
        case "r", [article_id, page, *back]:
            origin = Turn(_number(back[0]), _number(back[1])) if back else None
            return Read(article_id, _number(page), origin)
        case "f", [answer_id, position, ("+" | "-") as verdict]:
            return Rate(_number(answer_id), _number(position), verdict == "+")
        case "l", [answer_id, position]:
            return Look(_number(answer_id), _number(position))
        case "b", [report, page]:
            return Browse(report or None, _number(page))
        case "c", [name, value, topic_id]:
            return Choose(name, value, _number(topic_id))
        case (("q" | "u"), [number]):
            return (Ask if kind == "q" else Undo)(_number(number))
        case "w", [act, follow_id]:
            return FollowPress(FollowAct(act), _number(follow_id))
        case "n", []:
            return Nothing()
    raise ValueError(kind)


def _number(text: str) -> int:
    # int() alone would take signs, blanks and underscores, and more than the state can hold
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ValueError(text)
    return int(text)
