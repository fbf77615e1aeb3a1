"""Maintenance: behind a PIN, what the technician needs to see, and the way to restart."""

import asyncio
import math
from typing import Literal

import structlog

import kiosk
from drivers.device import Cause, Device, DeviceState
from kiosk import words
from kiosk.terminal import Terminal
from screens.page import Back, Leave
from screens.pages.enter_pin import EnterPin
from screens.pages.maintenance import DeviceRow, Maintenance
from screens.pages.parts import Row
from screens.text import Text

log = structlog.get_logger()

DESERTED_S = 180.0  # a technician who walks away must not leave the door open

NAMES = {
    "id_card": Text("身份证读卡器", "ID-card reader"),
    "receipt_printer": Text("凭条打印机", "Receipt printer"),
    "a4_printer": Text("A4 打印机", "A4 printer"),
    "document_scanner": Text("高拍仪", "Document scanner"),
}
STATES = {
    DeviceState.ONLINE: Text("正常", "Online"),
    DeviceState.BUSY: Text("正忙", "Busy"),
    DeviceState.OFFLINE: Text("无应答", "Offline"),
    DeviceState.POWER_OFF: Text("未通电", "Power off"),
    DeviceState.NO_DEVICE: Text("未连接", "Not found"),
    DeviceState.HARDWARE_ERROR: Text("故障", "Hardware error"),
    DeviceState.USER_ERROR: Text("需要处理", "Needs attention"),
    DeviceState.UNKNOWN: Text("未知", "Unknown"),
}
CAUSES = {
    Cause.PAPER_LOW: Text("纸快用完", "paper low"),
    Cause.PAPER_OUT: Text("缺纸", "paper out"),
    Cause.PAPER_JAMMED: Text("卡纸", "paper jam"),
    Cause.COVER_OPEN: Text("机盖打开", "cover open"),
    Cause.CUTTER: Text("切刀故障", "cutter"),
    Cause.HEAD_HOT: Text("打印头过热", "head too hot"),
    Cause.TONER_LOW: Text("墨粉不足", "toner low"),
    Cause.TONER_OUT: Text("墨粉用尽", "toner out"),
    Cause.STALE_FRAME: Text("画面不更新", "picture frozen"),
    Cause.NO_ANSWER: Text("无应答", "no answer"),
    Cause.LINE_LOST: Text("线路中断", "line lost"),
    Cause.NOT_FOUND: Text("找不到端口", "port not found"),
    Cause.BAD_REPLY: Text("应答异常", "bad reply"),
    Cause.NOT_AUTHORISED: Text("安全模块未授权", "security module not authorised"),
    Cause.SELF_TEST: Text("自检失败", "self-test failed"),
}
OTHER_CAUSE = Text("其他", "other")
QUEUE = {
    "waiting": Text("待发送", "Waiting"),
    "sending": Text("发送中", "Sending"),
    "delivered": Text("已送达", "Delivered"),
    "set_aside": Text("需人工处理", "Set aside"),
}


async def maintain(terminal: Terminal) -> str | None:
    """Asks for the PIN, then shows the maintenance page; returns "restart", "close", or None for home."""
    try:
        async with asyncio.timeout(DESERTED_S):
            if not await _let_in(terminal):
                return None
        log.info("maintenance.entered")
        while True:
            page = Maintenance(_device_rows(terminal), _queue_rows(terminal), _facts(terminal))
            async with asyncio.timeout(DESERTED_S):
                verdict = await terminal.stage.ask(page)
            if verdict in ("restart", "close"):
                log.info("maintenance.left", verdict=verdict)
                return None if verdict == "close" else verdict
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
    return tuple(_device_row(device) for device in terminal.devices.all())


def _device_row(device: Device) -> DeviceRow:
    status = device.status
    causes = [CAUSES.get(cause, OTHER_CAUSE) for cause in sorted(status.causes)]
    detail = Text("、".join(cause.zh for cause in causes), ", ".join(cause.en for cause in causes))
    tone: Literal["good", "warning", "problem"] = "warning" if status.causes else "good"
    if not status.usable:
        tone = "problem"
    return DeviceRow(NAMES[device.kind], STATES[status.state], detail, tone)


def _queue_rows(terminal: Terminal) -> tuple[Row, ...]:
    counts = terminal.post.counts()
    rows = [Row(name, Text(str(getattr(counts, state)))) for state, name in QUEUE.items()]
    if terminal.post.paused:
        rows.append(Row(Text("中心未授权", "Centre refuses the key"), Text("已暂停", "Paused")))
    return tuple(rows)


def _facts(terminal: Terminal) -> tuple[Row, ...]:
    settings = terminal.settings
    return (
        Row(Text("终端编号", "Terminal"), Text(settings.terminal.number or "—")),
        Row(Text("软件版本", "Version"), Text(kiosk.__version__)),
        Row(Text("事项清单版本", "List version"), Text(terminal.shelf.catalog.list_version)),
        Row(Text("台账记录", "Ledger rows"), Text(str(terminal.ledger.count()))),
    )
