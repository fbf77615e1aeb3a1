"""Maintenance: behind a PIN, what the technician needs to see, and the way to restart."""

import asyncio
import math
from typing import Literal

import structlog

import kiosk
from drivers.device import Device, DeviceError
from kiosk import words
from kiosk.journeys.carry import backlog_rows, carry
from kiosk.operations.device_words import NAMES, STATES, words_for_causes
from kiosk.operations.surroundings import refusal
from kiosk.terminal import Terminal
from screens.page import Back, Leave
from screens.pages.enter_pin import EnterPin
from screens.pages.maintenance import DeviceRow, Maintenance
from screens.pages.parts import Row
from screens.text import Text

log = structlog.get_logger()

DESERTED_S = 180.0  # a technician who walks away must not leave the door open

QUEUE = {
    "waiting": Text("待发送", "Waiting"),
    "sending": Text("发送中", "Sending"),
    "delivered": Text("已送达", "Delivered"),
    "set_aside": Text("需人工处理", "Set aside"),
    "exported": Text("已导出", "Exported"),
}


async def maintain(terminal: Terminal) -> str | None:
    """Asks for the PIN, then shows the maintenance page; returns "restart", "close", or None for home."""
    try:
        async with asyncio.timeout(DESERTED_S):
            if not await _let_in(terminal):
                return None
        log.info("maintenance.entered")
        while True:
            facts = (*_facts(terminal), *_expiry(terminal), *await _identities(terminal))
            backlog = await asyncio.to_thread(backlog_rows, terminal)
            page = Maintenance(_device_rows(terminal), _queue_rows(terminal), backlog, facts)
            async with asyncio.timeout(DESERTED_S):
                verdict = await terminal.stage.ask(page)
            if verdict in ("restart", "close"):
                log.info("maintenance.left", verdict=verdict)
                return None if verdict == "close" else verdict
            if verdict == "carry":
                await carry(terminal, DESERTED_S)
                continue
            for device in terminal.devices.all():
                await device.check()
    except (Back, Leave, TimeoutError):
        return None


async def _let_in(terminal: Terminal) -> bool:
    lock = terminal.lock
    problem: Text | None = None
    while True:
        pin = await terminal.stage.ask(EnterPin(problem))
        if await asyncio.to_thread(lock.opens, pin):
            return True
        log.warning("maintenance.wrong_pin")
        rest = math.ceil(lock.rest_s())
        problem = words.filled(words.PIN_LOCKED, seconds=str(rest)) if rest else words.PIN_WRONG


def _device_rows(terminal: Terminal) -> tuple[DeviceRow, ...]:
    return tuple(device_row(device) for device in terminal.devices.all())


def device_row(device: Device) -> DeviceRow:
    """One line of the maintenance page: how the device is, in words."""
    status = device.status
    tone: Literal["good", "warning", "problem"] = "warning" if status.causes else "good"
    if not status.usable:
        tone = "problem"
    return DeviceRow(NAMES[device.kind], STATES[status.state], words_for_causes(status.causes), tone)


def _queue_rows(terminal: Terminal) -> tuple[Row, ...]:
    counts = terminal.post.counts()
    rows = [Row(name, Text(str(getattr(counts, state)))) for state, name in QUEUE.items()]
    if terminal.post.paused:
        rows.append(Row(Text("中心未授权", "Centre refuses the key"), Text("已暂停", "Paused")))
    return tuple(rows)


def _facts(terminal: Terminal) -> tuple[Row, ...]:
    settings = terminal.settings
    refused = refusal(terminal.shelf.folder)
    return (
        Row(Text("终端编号", "Terminal"), Text(settings.terminal.number or "—")),
        Row(Text("软件版本", "Version"), Text(kiosk.__version__)),
        Row(Text("事项清单版本", "List version"), Text(terminal.shelf.catalog.list_version)),
        *((Row(Text("新清单未采用", "Newer list not used"), refused),) if refused else ()),
        Row(Text("台账记录", "Ledger rows"), Text(str(terminal.ledger.count()))),
    )


def _expiry(terminal: Terminal) -> tuple[Row, ...]:
    return tuple(Row(fact.name, fact.value) for fact in terminal.expiry.warnings)


async def _identities(terminal: Terminal) -> tuple[Row, ...]:
    """Who the card reader's security module says it is: the number that its maker asks for."""
    reader = terminal.devices.id_card
    if not reader.status.usable:
        return ()
    try:
        number = await reader.identity()
    except DeviceError:
        return ()
    return (Row(Text("读卡器安全模块", "Card reader's SAM"), Text(number)),) if number else ()
