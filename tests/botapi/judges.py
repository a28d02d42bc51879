"""The judges, none of them ours: TDLib reads every text, aiogram every call, update and result."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import TypeAdapter, ValidationError
from tdjson import td_execute

from tests.botapi.errors import bad_request
from tests.botapi.models import (
    METHODS,
    MessageEntity,
    TelegramObject,
    Update,
    built,
    html_decoration,
)

Json = dict[str, Any]
TEXT_LIMIT = 4096
ENTITY_LIMIT = 100
_RETURNS: dict[str, TypeAdapter[Any]] = {}
_TDLIB_TYPES = {
    "bold": "Bold",
    "italic": "Italic",
    "underline": "Underline",
    "strikethrough": "Strikethrough",
    "spoiler": "Spoiler",
    "code": "Code",
    "pre": "Pre",
    "blockquote": "BlockQuote",
    "expandable_blockquote": "ExpandableBlockQuote",
    "text_link": "TextUrl",
    "url": "Url",
    "mention": "Mention",
    "hashtag": "Hashtag",
    "cashtag": "Cashtag",
    "bot_command": "BotCommand",
    "email": "EmailAddress",
    "phone_number": "PhoneNumber",
    "bank_card": "BankCardNumber",
}
_API_TYPES = {tdlib: api for api, tdlib in _TDLIB_TYPES.items()}
_PARSE_MODES = {
    "html": {"@type": "textParseModeHTML"},
    "markdown": {"@type": "textParseModeMarkdown", "version": 1},
    "markdownv2": {"@type": "textParseModeMarkdown", "version": 2},
}


def _tdlib(request: str, **arguments: Any) -> Json:
    answer: Json = json.loads(
        td_execute(json.dumps({"@type": request, **arguments}).encode()) or b""
    )
    return answer


_tdlib("setLogVerbosityLevel", new_verbosity_level=0)


def utf16_length(text: str) -> int:
    """How long a text is as Telegram counts entity offsets."""
    return len(text.encode("utf-16-le")) // 2


class Judges:
    """They refuse what Telegram refuses, and note what the bot did wrong."""

    def __init__(self) -> None:
        self.findings: list[str] = []

    def find(self, finding: str) -> None:
        """Note something that a good bot never does."""
        self.findings.append(finding)

    def call(self, method: str, parameters: Mapping[str, Any]) -> None:
        """A call must be one of the Bot API, with its parameters and no others."""
        model = built(METHODS[method])
        if unknown := parameters.keys() - model.model_fields.keys():
            self.find(f"{method}: unknown parameters {sorted(unknown)}")
        try:
            model.model_validate(dict(parameters))
        except ValidationError as err:
            self.find(f"{method}: {err}")
            raise bad_request(f"{method}: {err.errors()[0]['msg']}") from err

    def result(self, method: str, result: object) -> None:
        """What the server answers must be what the Bot API promises; a bug of ours if not."""
        if method not in _RETURNS:
            _RETURNS[method] = TypeAdapter(built(METHODS[method].__returning__))
        _refuse_extras(_RETURNS[method].validate_python(result), method)

    def update(self, update: Mapping[str, Any]) -> None:
        """What the server delivers must be an update; a bug of ours if not."""
        _refuse_extras(built(Update).model_validate(dict(update)), "update")

    def text(
        self, text: str, *, parse_mode: str | None, entities: Sequence[Json] | None
    ) -> tuple[str, list[Json]]:
        """The text and the entities as Telegram shows them.

        Raises ApiError where TDLib refuses. Notes a text that TDLib would change, and entities
        that don't survive a round trip through aiogram's HTML and TDLib's parser.
        """
        shown, kept = self._parse(text, parse_mode) if parse_mode else (text, list(entities or ()))
        _check(_tdlib("getMarkdownText", text=_formatted(shown, kept)))
        clean = _check(_tdlib("getMarkdownText", text=_formatted(shown, [])))["text"]
        if clean.strip() != shown:
            self.find(f"Telegram changes this text: {shown!r} to {clean.strip()!r}")
        if not clean.strip():
            raise bad_request("message text is empty")
        if max(len(shown), utf16_length(shown)) > TEXT_LIMIT:
            raise bad_request("message is too long")
        if len(kept) > ENTITY_LIMIT:
            self.find(f"{len(kept)} entities, of which Telegram drops all over {ENTITY_LIMIT}")
        if not parse_mode:
            self._round_trip(shown, kept)
        return shown, kept

    def _parse(self, text: str, parse_mode: str) -> tuple[str, list[Json]]:
        mode = _PARSE_MODES.get(parse_mode.lower())
        if mode is None:
            raise bad_request("unsupported parse_mode")
        parsed = _check(_tdlib("parseTextEntities", text=text, parse_mode=mode))
        return parsed["text"], [_api_entity(e) for e in parsed["entities"]]

    def _round_trip(self, text: str, entities: Sequence[Json]) -> None:
        typed = [built(MessageEntity).model_validate(e) for e in entities]
        html = html_decoration.unparse(text, typed)
        parsed_text, parsed = self._parse(html, "HTML")
        if parsed_text != text or _comparable(parsed) != _comparable(entities):
            self.find(f"entities don't nest: {entities} in {text!r}")


def found_entities(text: str) -> list[Json]:
    """Commands, mentions, links and the like that Telegram finds in what a person types."""
    found = _tdlib("getTextEntities", text=text)["entities"]
    return [_api_entity(e) for e in found if e["type"]["@type"][14:] in _API_TYPES]


def _check(answer: Json) -> Json:
    if answer["@type"] == "error":
        raise bad_request(f"can't parse entities: {answer['message']}")
    return answer


def _formatted(text: str, entities: Sequence[Json]) -> Json:
    typed = [
        {
            "@type": "textEntity",
            "offset": e["offset"],
            "length": e["length"],
            "type": _tdlib_type(e),
        }
        for e in entities
    ]
    return {"@type": "formattedText", "text": text, "entities": typed}


def _tdlib_type(entity: Json) -> Json:
    kind = {"@type": f"textEntityType{_TDLIB_TYPES[entity['type']]}"}
    return {**kind, "url": entity["url"]} if entity["type"] == "text_link" else kind


def _api_entity(entity: Json) -> Json:
    kind = _API_TYPES[entity["type"]["@type"].removeprefix("textEntityType")]
    made = {"type": kind, "offset": entity["offset"], "length": entity["length"]}
    return {**made, "url": entity["type"]["url"]} if kind == "text_link" else made


def _comparable(entities: Sequence[Json]) -> list[tuple[object, ...]]:
    return sorted((e["offset"], e["length"], e["type"], e.get("url")) for e in entities)


def _refuse_extras(value: object, where: str) -> None:
    """aiogram's models keep what they don't know; here that is an error."""
    if isinstance(value, list | tuple):
        for item in value:
            _refuse_extras(item, where)
    elif isinstance(value, TelegramObject):
        if value.model_extra:
            raise AssertionError(f"{where}: {type(value).__name__} has no {value.model_extra}")
        for name in value.model_fields_set:
            _refuse_extras(getattr(value, name), f"{where}.{name}")
