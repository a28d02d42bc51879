"""Which answers to inline queries Telegram takes."""

import re
from collections.abc import Mapping
from typing import Any

from tests.botapi import keyboards
from tests.botapi.errors import bad_request
from tests.botapi.judges import Judges

Json = dict[str, Any]
RESULT_LIMIT = 50
ID_LIMIT = 64  # bytes
_START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")


def check_inline_answer(given: Mapping[str, Any], judges: Judges) -> list[Json]:
    """The results, each with the message it sends as `content`, or a refusal of all of them."""
    results = given["results"]
    if len(results) > RESULT_LIMIT:
        raise bad_request("too many results")
    if len(str(given.get("next_offset") or "").encode()) > ID_LIMIT:
        raise bad_request("NEXT_OFFSET_INVALID")
    if len({result["id"] for result in results}) != len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    button = given.get("button")
    if button and not _START_PARAMETER.fullmatch(button.get("start_parameter", "")):
        raise bad_request("START_PARAM_INVALID")
    return [{**result, "content": check_result(result, judges)} for result in results]


def check_result(result: Json, judges: Judges) -> Json:
    """The message that one article result sends."""
    if not 1 <= len(result["id"].encode()) <= ID_LIMIT:
        raise bad_request("RESULT_ID_INVALID")
    if result["type"] != "article":
        raise NotImplementedError(f"inline results of type {result['type']}")
    if not result["title"]:
        raise bad_request("ARTICLE_TITLE_EMPTY")
    sent = result["input_message_content"]
    text, entities = judges.text(
        sent["message_text"], parse_mode=sent.get("parse_mode"), entities=sent.get("entities")
    )
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if markup := result.get("reply_markup"):
        content["reply_markup"] = keyboards.check(markup)
    return content
