"""Faults of a centre and of what stands before it, for tests and demonstrations, only where asked for.

Each fault in the plan is spent on one POST, in order; then the centre is well again.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from contextlib import suppress
from enum import StrEnum
from typing import Any

from fastapi.responses import HTMLResponse, JSONResponse

from kiosk.center.contract import Code
from kiosk.center.reference.wrapped import answered

# ASGI's own types, by its specification.
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
ASGIApp = Callable[[Message, Receive, Send], Awaitable[None]]

RETRY_AFTER_S = 7
DRIBBLE_S = 0.004  # one byte of a slow answer
HANG_AT_MOST_S = 60.0


class CenterFault(StrEnum):
    HTML_200 = "html_200"  # a captive portal
    TIMEOUT_AFTER_COMMIT = "timeout_after_commit"  # stored, but the answer never comes
    UNAUTHORISED = "401"
    TOO_MANY = "429"
    FAILED = "500"
    SLOW = "slow"
    CUT_BODY = "cut_body"


class FaultyCentre:
    """An ASGI application before another one."""

    def __init__(self, app: ASGIApp, plan: Iterable[CenterFault] = ()) -> None:
        self._app = app
        self.plan = deque(plan)

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "POST" or not self.plan:
            await self._app(scope, receive, send)
            return
        match self.plan.popleft():
            case CenterFault.TIMEOUT_AFTER_COMMIT:
                await self._app(scope, receive, _swallow)
                await _hang(receive)
            case CenterFault.SLOW:
                await self._app(scope, receive, _Dribble(send))
            case CenterFault.CUT_BODY:
                await self._app(scope, receive, _Cut(send))
            case fault:
                await _instead(fault)(scope, receive, send)


def _instead(fault: CenterFault) -> HTMLResponse | JSONResponse:
    match fault:
        case CenterFault.HTML_200:
            return HTMLResponse("<html><body>Welcome to the guest network. Please log in.</body></html>")
        case CenterFault.UNAUTHORISED:
            return answered(None, Code.BAD_SIGNATURE, "fault", 401)
        case CenterFault.TOO_MANY:
            response = answered(None, Code.TOO_MANY, "fault", 429)
            response.headers["Retry-After"] = str(RETRY_AFTER_S)
            return response
        case _:
            return answered(None, Code.FAILED, "fault", 500)


async def _swallow(message: Message) -> None:
    del message


async def _hang(receive: Receive) -> None:
    """Until the other side gives up; then the connection closes without an answer."""
    with suppress(TimeoutError):
        async with asyncio.timeout(HANG_AT_MOST_S):
            while (await receive())["type"] != "http.disconnect":
                pass


class _Dribble:
    """Sends an answer's body one byte at a time."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] != "http.response.body":
            await self._send(message)
            return
        for byte in message["body"]:
            await asyncio.sleep(DRIBBLE_S)
            await self._send({"type": "http.response.body", "body": bytes([byte]), "more_body": True})
        await self._send({"type": "http.response.body", "body": b"", "more_body": False})


class _Cut:
    """Announces the whole body, sends half of it and says no more: the server then drops the connection."""

    def __init__(self, send: Send) -> None:
        self._send = send

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            half = message["body"][: len(message["body"]) // 2]
            message = {"type": "http.response.body", "body": half, "more_body": True}
        await self._send(message)
