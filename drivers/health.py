"""The health check of one device, in three depths, and a name for what is wrong with it.

internal: the device is asked. external: it does something that shows (a slip, a picture). interactive: it
does its work for a person who stands there (a card is laid on).
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from drivers.device import Cause, Device, DeviceError, DeviceState, DeviceStatus, status_after
from drivers.document_scanner.errors import PageNotFound
from drivers.printer.receipt.layout import Align, Cut, TextLine
from drivers.recognition import who_answers

PERSON_S = 30.0  # to fetch a card from the pocket
SHINE_S = 2.0
SLIP = (TextLine("自检 SELF TEST", Align.CENTER), Cut())
_LINES = ("/", "hwgrep://", "socket://")  # addresses of byte lines; the others carry their own protocol


class Depth(StrEnum):
    """How far a check goes; each holds the one before."""

    INTERNAL = "internal"
    EXTERNAL = "external"
    INTERACTIVE = "interactive"


class Finding(StrEnum):
    """What a check has found. Each is proven: what cannot be told apart bears the more general name."""

    WELL = "well"
    DISABLED = "disabled"  # by the terminal's settings
    NOT_CONFIGURED = "not_configured"  # the terminal's settings name no port: it has no such device
    PORT_MISSING = "port_missing"  # no such port, or nobody listens at the address
    PORT_REFUSED = "port_refused"  # it is there and cannot be opened: rights, or no port at all
    IN_USE = "in_use"  # another program has the line
    TWO_ALIKE = "two_alike"  # more than one device fits the configured port
    WRONG_DEVICE = "wrong_device"  # another kind of device answers there
    GARBAGE = "garbage"  # something answers, in no known language
    SILENT = "silent"
    LINE_BROKE = "line_broke"
    OUT_OF_ORDER = "out_of_order"  # the device says itself what it lacks: see the status
    NOBODY_CAME = "nobody_came"  # the person who was asked did not act in time


@dataclass(frozen=True)
class Health:
    """What one check of one device has found; `depth` is the deepest that was tried."""

    name: str
    kind: str
    finding: Finding
    status: DeviceStatus
    depth: Depth = Depth.INTERNAL
    identity: str = ""
    round_trip_ms: float | None = None
    answers_instead: str = ""  # with WRONG_DEVICE: the kind that answers


Tell = Callable[[str], None]


async def examine(
    device: Device, address: str, baud: int = 0, depth: Depth = Depth.INTERNAL, tell: Tell | None = None
) -> Health:
    """Open the closed `device`, check it, close it. `address`: its configured port or URL, "" for none.

    `tell` gets the device's kind when a person must act now; without it nothing interactive is tried. Never
    raises `DeviceError`.
    """
    health = Health(device.name, device.kind, Finding.NOT_CONFIGURED, DeviceStatus(DeviceState.NO_DEVICE))
    if device.status.state is DeviceState.DISABLED:
        return replace(health, finding=Finding.DISABLED, status=device.status)
    if not address:
        return health
    try:
        health = await _internal(device, health, address)
        if health.finding is Finding.WELL and depth is not Depth.INTERNAL:
            health = await _deeper(device, health, depth, tell)
    finally:
        await device.close()
    if health.finding in (Finding.SILENT, Finding.GARBAGE) and address.startswith(_LINES):
        return await _named(health, address, baud)
    return health


async def _internal(device: Device, health: Health, address: str) -> Health:
    try:
        await device.open()
    except DeviceError as error:
        status = status_after(error)
        return replace(health, finding=_finding(status, address), status=status)
    status = await device.check()
    round_trip_ms = None
    if status.usable:
        # The first check may have settled what an earlier program left; the second is the device's own time.
        began = time.monotonic()
        status = await device.check()
        round_trip_ms = round((time.monotonic() - began) * 1000, 1)
    finding = _finding(status, address)
    identity = await _identity(device) if finding in (Finding.WELL, Finding.OUT_OF_ORDER) else ""
    return replace(health, finding=finding, status=status, identity=identity, round_trip_ms=round_trip_ms)


async def _identity(device: Device) -> str:
    try:
        return await device.identity()
    except DeviceError:
        return ""  # not every model says; how it is was asked before


def _finding(status: DeviceStatus, address: str) -> Finding:
    # UNKNOWN without a cause: open, and of a kind that has no way to answer.
    if status.usable or status == DeviceStatus(DeviceState.UNKNOWN):
        return Finding.WELL
    names = {
        Cause.AMBIGUOUS: Finding.TWO_ALIKE,
        Cause.IN_USE: Finding.IN_USE,
        Cause.NOT_FOUND: Finding.PORT_REFUSED
        if address.startswith("/") and Path(address).exists()
        else Finding.PORT_MISSING,
        Cause.LINE_LOST: Finding.LINE_BROKE,
        Cause.BAD_REPLY: Finding.GARBAGE,
        Cause.NO_ANSWER: Finding.SILENT,
    }
    return next((name for cause, name in names.items() if cause in status.causes), Finding.OUT_OF_ORDER)


async def _named(health: Health, address: str, baud: int) -> Health:
    """A device that does not make itself understood: is it another one?"""
    try:
        kind = await asyncio.to_thread(who_answers, health.name, address, baud)
    except DeviceError:
        return health
    if not kind or kind == health.kind:
        return health if kind is None else replace(health, finding=Finding.GARBAGE)
    return replace(health, finding=Finding.WRONG_DEVICE, answers_instead=kind)


Work = Callable[[Any], Awaitable[object]]


async def _look_through_camera(scanner: Any) -> None:
    await scanner.start()
    try:
        await scanner.capture(whole_frame=True)
    finally:
        await scanner.stop()


async def _take_page(scanner: Any) -> None:
    await scanner.start()
    try:
        while True:
            try:
                await scanner.capture()
            except PageNotFound:
                continue  # each look takes a new frame
            return
    finally:
        await scanner.stop()


async def _shine(lamps: Any) -> None:
    try:
        for slot in lamps.lamps:
            await lamps.on(slot)
        await asyncio.sleep(SHINE_S)
    finally:
        await lamps.all_off()


async def _take_key(keypad: Any) -> None:
    if await keypad.ask(PERSON_S) is None:
        raise TimeoutError


_EXTERNAL: Mapping[str, Work] = {
    "receipt_printer": lambda printer: printer.print(SLIP),
    "document_scanner": _look_through_camera,
    "guide_lamps": _shine,
}
_INTERACTIVE: Mapping[str, Work] = {
    "id_card": lambda reader: reader.read(),
    "document_scanner": _take_page,
    "qr_scanner": lambda scanner: scanner.read(),
    "keypad": _take_key,
}


async def _deeper(device: Device, health: Health, depth: Depth, tell: Tell | None) -> Health:
    try:
        if device.kind in _EXTERNAL:
            health = replace(health, depth=Depth.EXTERNAL)
            await _EXTERNAL[device.kind](device)
        if depth is Depth.INTERACTIVE and tell is not None and device.kind in _INTERACTIVE:
            health = replace(health, depth=Depth.INTERACTIVE)
            tell(device.kind)
            async with asyncio.timeout(PERSON_S):
                await _INTERACTIVE[device.kind](device)
    except TimeoutError:
        return replace(health, finding=Finding.NOBODY_CAME)
    except DeviceError as error:
        status = device.status if not device.status.usable else status_after(error)
        return replace(health, finding=Finding.OUT_OF_ORDER, status=status)
    return health
