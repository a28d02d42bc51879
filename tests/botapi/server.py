"""The HTTP in front of a world: `http://127.0.0.1:PORT/bot<token>/<method>`."""

import asyncio
import inspect
import json
import re
import types
import typing
from collections import defaultdict, deque
from collections.abc import Collection, Mapping
from typing import Any, Self
from urllib.parse import unquote

from aiohttp import web
from multidict import MultiMapping

from tests.botapi.errors import ApiError, too_many_requests
from tests.botapi.faults import Fault, Trouble
from tests.botapi.judges import Judges
from tests.botapi.methods import Journal, Methods
from tests.botapi.models import METHODS, BufferedInputFile, parameters_of
from tests.botapi.people import BotView, Person
from tests.botapi.world import Chat, World

TOKEN = "7000000001:AAE-test-token_that_must_never_be_logged"
_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")
_TOKEN = re.compile(r"\d+:[\w-]+")
FLOOD_EXEMPT = frozenset({"getUpdates", "getMe", "answerCallbackQuery", "answerInlineQuery"})


class BotApiServer:
    """One bot's Telegram; `async with` it, then let people speak."""

    def __init__(self, *, token: str = TOKEN, **world: Any) -> None:
        self.token = token
        self.judges = Judges()
        self.world = World(bot=_bot(token), judges=self.judges, **world)
        self.journal = Journal()
        self.methods = Methods(self.world, self.journal)
        self.bot = BotView(self.world, self.journal)
        self.faults: list[Fault] = []
        self.refusals: list[tuple[str, str]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.flood_limits: dict[str, tuple[int, float]] = {}
        self._sent: dict[int, deque[float]] = defaultdict(deque)
        self._runner: web.AppRunner | None = None
        self.url = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=50 * 1024 * 1024)
        app.router.add_route("*", "/{path:.*}", self._answer)
        self._runner = web.AppRunner(
            app, access_log=None, shutdown_timeout=0.1, handler_cancellation=True
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.world.delivery.close()
        assert self._runner
        await self._runner.cleanup()

    def person(self, name: str, *, language: str | None = "zh-hans", **more: Any) -> Person:
        """Somebody new, who has not met the bot yet."""
        user: dict[str, Any] = {"id": self.world.next_id(), "is_bot": False, "first_name": name}
        user |= {"language_code": language, **more} if language else more
        self.world.people[user["id"]] = user
        statuses = {self.world.bot["id"]: "member"}
        chat = Chat(user["id"], "private", first_name=name, statuses=statuses, is_open=False)
        self.world.chats[user["id"]] = chat
        return Person(self.world, user, chat)

    def group(
        self, title: str, *members: Person, kind: str = "supergroup", bot_is: str | None = "member"
    ) -> Chat:
        """A group of people; the first one made it. The bot is in it unless `bot_is` is None."""
        number = self.world.next_id()
        chat_id = -number if kind == "group" else -1_000_000_000_000 - number
        statuses = {person.user_id: "member" for person in members}
        statuses |= {members[0].user_id: "creator"}
        chat = Chat(chat_id, kind, title=title, statuses=statuses)
        self.world.chats[chat_id] = chat
        if bot_is:
            self.world.set_status(chat, self.world.bot, bot_is, by=members[0].user)
        return chat

    def limit_messages(self, kind: str, count: int, seconds: float) -> None:
        """Flood windows: so many calls in so many seconds in each chat of a kind."""
        self.flood_limits[kind] = (count, seconds)

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if request.path.startswith(f"/file/bot{self.token}/"):
            return web.Response(body=self.world.files[request.path.rpartition("/")[2]])
        try:
            method, given = await self._read(request)
            fault = next((f for f in self.faults if f.strikes(method, given)), None)
            if fault:
                return await self._fail(request, fault, method, given)
            return web.json_response({"ok": True, "result": await self._carry_out(method, given)})
        except ApiError as err:
            return web.json_response(err.body(), status=err.code)

    async def _carry_out(self, method: str, given: dict[str, Any]) -> Any:
        self.calls.append((method, given))
        try:
            self.judges.call(method, given)
            self._refuse_flood(method, given)
            handler = getattr(self.methods, re.sub("([A-Z])", r"_\1", method).lower(), None)
            if handler is None:
                self.judges.find(f"{method}: not known to this server")
                raise ApiError(404, "Not Found: method not found")
            result = handler(given)
            result = await result if inspect.isawaitable(result) else result
        except ApiError as err:
            # a second poller's 409 reaches the first one even when that has just gone
            if err.code != 409:
                self.refusals.append((method, err.description))
            raise
        if method != "getUpdates":  # updates were judged when they were made
            self.judges.result(method, result)
        return result

    async def _read(self, request: web.Request) -> tuple[str, dict[str, Any]]:
        found = _PATH.fullmatch(unquote(request.path))
        if not found or not _TOKEN.fullmatch(found["token"]):
            raise ApiError(404, "Not Found")
        if found["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        names = {name.lower(): name for name in METHODS}
        method = names.get(found["method"].lower())
        if method is None:
            raise ApiError(404, "Not Found: method not found")
        if request.content_type == "application/json":
            return method, dict(await request.json())
        fields: MultiMapping[Any] = await request.post()
        if not fields:
            fields = request.query
        return method, _decoded(fields, parameters_of(method))

    async def _fail(
        self, request: web.Request, fault: Fault, method: str, given: dict[str, Any]
    ) -> web.StreamResponse:
        match fault.trouble:
            case Trouble.FLOOD:
                raise too_many_requests(fault.retry_after)
            case Trouble.BROKEN:
                raise ApiError(500, "Internal Server Error")
            case Trouble.REFUSED:
                raise ApiError(401, "Unauthorized")
            case Trouble.GATEWAY:
                return web.Response(status=502, text="<html>Bad Gateway</html>")
            case Trouble.DELIVERED_BUT_DROPPED:
                await self._carry_out(method, given)
            case Trouble.SILENT:
                await asyncio.sleep(3600)
            case Trouble.DROPPED:
                pass
        if request.transport:
            request.transport.abort()
        return web.Response()

    def _refuse_flood(self, method: str, given: Mapping[str, Any]) -> None:
        chat = self.world.chats.get(given.get("chat_id", 0))
        if chat is None or method in FLOOD_EXEMPT or chat.kind not in self.flood_limits:
            return
        count, seconds = self.flood_limits[chat.kind]
        sent, now = self._sent[chat.chat_id], self.world.now()
        while sent and sent[0] <= now - seconds:
            sent.popleft()
        if len(sent) >= count:
            raise too_many_requests(int(sent[0] + seconds - now) + 1)
        sent.append(now)


def _bot(token: str) -> dict[str, Any]:
    flags = {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": True,
        "supports_guest_queries": True,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    bot_id = int(token.partition(":")[0])
    named = {"first_name": "问报", "username": "wenbao_bot"}
    return {"id": bot_id, "is_bot": True, **named, **flags}


def _decoded(fields: MultiMapping[Any], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Form fields are text: what is not text by its type is JSON inside."""
    return {name: _value(text, _types(parameters.get(name, str))) for name, text in fields.items()}


def _value(text: Any, kinds: Collection[Any]) -> Any:
    if isinstance(text, web.FileField):
        return BufferedInputFile(text.file.read(), text.filename)
    if not isinstance(text, str) or (str in kinds and int not in kinds):
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text


def _types(annotation: Any) -> set[Any]:
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return {kind for part in typing.get_args(annotation) for kind in _types(part)}
    return {annotation}
