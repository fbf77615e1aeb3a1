"""The shipped driver against Debian's upsd and its dummy-ups driver (package nut-server)."""

import asyncio
import os
import pwd
import socket
import subprocess
import tempfile
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from drivers.device import Cause, DeviceState, DeviceStatus
from drivers.ups.driver import Ups
from drivers.ups.protocol import Power, PowerState

UPSD = "/lib/nut/upsd"  # /sbin/upsd of Debian is a script that wants /etc/nut/nut.conf
DUMMY_UPS = "/lib/nut/dummy-ups"
START_S = 10.0
POLL_S = 0.05


@dataclass(frozen=True)
class Upsd:
    port: int

    @property
    def url(self) -> str:
        return f"socket://127.0.0.1:{self.port}"

    def say(self, *lines: str) -> list[str]:
        """The answers to lines sent on one connection."""
        with socket.create_connection(("127.0.0.1", self.port), 2) as connection:
            stream = connection.makefile("rw", encoding="utf-8", newline="\n")
            answers = []
            for line in lines:
                stream.write(line + "\n")
                stream.flush()
                answers.append(stream.readline().strip())
            return answers

    def is_up(self) -> bool:
        with suppress(OSError):
            return self.say("GET VAR kiosk ups.status") == ['VAR kiosk ups.status "OL"']
        return False

    def set(self, name: str, value: str) -> None:
        assert self.say("USERNAME tester", "PASSWORD test", f'SET VAR kiosk {name} "{value}"') == ["OK"] * 3


@pytest.fixture(scope="module")
def upsd() -> Iterator[Upsd]:
    """upsd and dummy-ups as this user in a folder of their own; nothing of /etc/nut is touched."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="nut-") as folder:
        state = Path(folder, "state")
        state.mkdir(mode=0o700)
        for name, text in {
            "ups.conf": "[kiosk]\n driver = dummy-ups\n port = kiosk.dev\n pollinterval = 1\n",
            "kiosk.dev": "ups.status: OL\nbattery.charge: 100\nbattery.runtime: 1200\n",
            "upsd.conf": f"LISTEN 127.0.0.1 {port}\n",
            "upsd.users": "[tester]\n password = test\n actions = SET\n",
        }.items():
            path = Path(folder, name)
            path.write_text(text)
            path.chmod(0o640)
        paths = {"NUT_CONFPATH": folder, "NUT_STATEPATH": str(state), "NUT_ALTPIDPATH": str(state)}
        user = pwd.getpwuid(os.getuid()).pw_name
        quiet = {"env": os.environ | paths, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        upsd = Upsd(port)
        with (
            _running([DUMMY_UPS, "-F", "-a", "kiosk", "-u", user], quiet),
            _until("the driver", Path(state, "dummy-ups-kiosk").exists),
            _running([UPSD, "-F", "-u", user], quiet),
            _until("upsd", upsd.is_up),
        ):
            yield upsd


@contextmanager
def _running(command: list[str], options: dict[str, Any]) -> Iterator[None]:
    process = subprocess.Popen(command, **options)
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def _until(who: str, is_ready: Callable[[], bool]) -> Iterator[None]:
    for _ in range(int(START_S / POLL_S)):
        if is_ready():
            break
        threading.Event().wait(POLL_S)
    else:
        raise AssertionError(f"{who} does not come up")
    yield


@pytest.fixture
async def ups(upsd) -> AsyncIterator[Ups]:
    upsd.set("ups.status", "OL")
    upsd.set("battery.charge", "100")
    ups = Ups("ups", "kiosk", upsd.url)
    await ups.open()
    yield ups
    await ups.close()


async def becomes(ups: Ups, state: PowerState) -> Power:
    """The power once it is in that state; the daemons pass a change on within a second or two."""
    for _ in range(200):
        await ups.check()
        if ups.power.state is state:
            return ups.power
        await asyncio.sleep(POLL_S)
    raise AssertionError(f"still {ups.power.state}")


@pytest.mark.requirement("R89")
async def test_the_mains_go_the_battery_runs_low_and_the_mains_come_back(upsd, ups):
    assert await becomes(ups, PowerState.ONLINE) == Power(PowerState.ONLINE, 100.0, 1200.0)
    upsd.set("ups.status", "OB DISCHRG")
    await becomes(ups, PowerState.ON_BATTERY)
    assert ups.status == DeviceStatus(DeviceState.ONLINE, frozenset({Cause.ON_BATTERY}))
    upsd.set("battery.charge", "19")
    await becomes(ups, PowerState.LOW)
    assert ups.status.causes == {Cause.ON_BATTERY, Cause.BATTERY_LOW}
    upsd.set("battery.charge", "60")
    upsd.set("ups.status", "OB LB")
    assert (await becomes(ups, PowerState.LOW)).charge_percent is not None
    upsd.set("ups.status", "OL CHRG")
    await becomes(ups, PowerState.ONLINE)
    assert ups.status == DeviceStatus(DeviceState.ONLINE)


async def test_it_says_who_it_is(ups):
    assert await ups.identity() == "Dummy Manufacturer Dummy UPS"


async def test_a_name_that_upsd_does_not_know_is_not_found(upsd):
    ups = Ups("ups", "nobody", upsd.url)
    assert await ups.check() == DeviceStatus(DeviceState.NO_DEVICE, frozenset({Cause.NOT_FOUND}))
    await ups.close()
