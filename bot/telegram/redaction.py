"""The token kept out of everything that is written: logs, tracebacks, reports to admins."""

import json
import logging
import re
import sys
import threading
from datetime import UTC, datetime
from types import TracebackType

# of any bot, also within an address, where `:` may be written as %3A
_TOKEN = re.compile(r"\d{5,}(?::|%3A)[\w-]{20,}", re.IGNORECASE)
HIDDEN = "<token>"
EXTRAS = ("status", "milliseconds", "answer")  # what a line of a question may say besides
# these log every call with its address
_TALKATIVE = ("httpx", "httpcore", "aiohttp.client", "aiohttp.access")


def redact(text: str) -> str:
    """The text with every bot token replaced."""
    return _TOKEN.sub(HIDDEN, text)


class RedactingFormatter(logging.Formatter):
    """Hides tokens in all that a record becomes, tracebacks included."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class JsonFormatter(RedactingFormatter):
    """Writes a record as a JSON object a line: time, level, logger, message, and its extras."""

    def format(self, record: logging.LogRecord) -> str:
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname,
            "logger": record.name,
            "message": redact(record.getMessage()),
            **{name: value for name, value in vars(record).items() if name in EXTRAS},
        }
        if record.exc_info:
            said["error"] = redact(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False)


def set_up_logging(level: str = "INFO", form: str = "text") -> None:
    """Log to standard error, without tokens; errors that end the program likewise."""
    handler = logging.StreamHandler(sys.stderr)
    text = RedactingFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler.setFormatter(JsonFormatter() if form == "json" else text)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # PTB repeats whole updates and requests, that is people's words, below INFO
    for name in ("telegram", "telegram.ext"):
        logging.getLogger(name).setLevel(max(logging.INFO, logging.getLevelName(level)))
    logging.captureWarnings(capture=True)
    sys.excepthook = _log_end
    threading.excepthook = _log_end_of_thread


def _log_end(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("wenbao").critical("ended by an error", exc_info=(kind, error, traceback))


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        _log_end(ended.exc_type, ended.exc_value, ended.exc_traceback)
