"""What every device has in common, shown with a small one on a real line."""

import asyncio
import threading
import time

import pytest
from structlog.testing import capture_logs

from drivers.device import (
    BadReply,
    Cause,
    Device,
    DeviceError,
    DeviceState,
    DeviceStatus,
    LineLost,
    NoAnswer,
    status_after,
)
from drivers.far_end import PtyEnd
from drivers.line import Line

ONLINE = DeviceStatus(DeviceState.ONLINE)


class Lamp(Device):
    """Answers "!" to "?"."""

    kind = "lamp"

    def __init__(self, url: str) -> None:
        super().__init__("lamp")
        self._line = Line("lamp", url)
        self.threads: set[int] = set()

    def _connect(self) -> None:
        self._line.open()

    def _disconnect(self) -> None:
        self._line.close()

    def _examine(self) -> DeviceStatus:
        self.threads.add(threading.get_ident())
        self._line.send(b"?", "status")
        answer = self._line.read_exactly(1, time.monotonic() + 0.2, "status")
        if answer == b"x":
            raise BadReply(self.name, "status")
        return {b"!": ONLINE}[answer]


class LampEnd(PtyEnd):
    """Answers whatever `answer` holds."""

    answer = b"!"


@pytest.fixture
def end():
    end = LampEnd()
    end.start(lambda _data: end.answer)
    yield end
    end.stop()


@pytest.fixture
async def lamp(end):
    lamp = Lamp(end.url)
    yield lamp
    await lamp.close()


async def test_a_device_begins_unknown_and_is_not_usable(lamp):
    assert lamp.status == DeviceStatus(DeviceState.UNKNOWN)
    assert not lamp.status.usable


@pytest.mark.parametrize("state", DeviceState)
def test_only_online_and_busy_are_usable(state):
    assert DeviceStatus(state).usable == (state in (DeviceState.ONLINE, DeviceState.BUSY))


async def test_a_check_asks_and_publishes(lamp):
    await lamp.open()
    assert await lamp.check() == ONLINE == lamp.status


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        (b"", DeviceStatus(DeviceState.OFFLINE, frozenset({Cause.NO_ANSWER}))),
        (b"x", DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.BAD_REPLY}))),
        (
            b"z",
            DeviceStatus(DeviceState.HARDWARE_ERROR, frozenset({Cause.OTHER})),
        ),  # the driver trips over it
    ],
)
@pytest.mark.requirement("R69")
async def test_a_check_never_raises(lamp, end, answer, status):
    await lamp.open()
    end.answer = answer
    assert await lamp.check() == status


async def test_changes_are_told_and_logged_once(lamp):
    changes = []
    lamp.subscribe(lambda device, status: changes.append((device.name, status.state)))
    with capture_logs() as logs:
        await lamp.open()
        await lamp.check()
        await lamp.check()
    assert changes == [("lamp", DeviceState.ONLINE)]
    assert logs == [
        {
            "event": "device.status_changed",
            "log_level": "info",
            "device": "lamp",
            "state": "online",
            "causes": [],
        }
    ]


async def test_a_missing_line_is_raised_and_published(end):
    lamp = Lamp("/dev/nonexistent")
    with pytest.raises(LineLost):
        await lamp.open()
    assert lamp.status == DeviceStatus(DeviceState.NO_DEVICE, frozenset({Cause.NOT_FOUND}))
    await lamp.close()


async def test_a_lost_line_is_published_even_when_the_caller_has_gone(lamp, end):
    await lamp.open()
    changed = threading.Event()
    lamp.subscribe(lambda _device, _status: changed.set())
    end.unplug()
    begun = threading.Event()

    def examine() -> DeviceStatus:
        begun.set()
        return lamp._examine()

    task = asyncio.create_task(lamp._run(examine))
    assert await asyncio.to_thread(begun.wait, 2)  # work that has not begun is cancelled with its caller
    task.cancel()
    assert await asyncio.to_thread(changed.wait, 2)
    assert lamp.status.state is DeviceState.NO_DEVICE


async def test_opening_again_takes_a_fresh_line(lamp, end):
    await lamp.open()
    end.replug()
    await lamp.open()
    assert await lamp.check() == ONLINE


async def test_all_work_runs_in_one_thread_of_the_device(lamp):
    await lamp.open()
    await asyncio.gather(*(lamp.check() for _ in range(5)))
    assert len(lamp.threads) == 1
    assert threading.get_ident() not in lamp.threads


async def test_closing_ends_the_thread_and_a_device_opens_again(lamp):
    await lamp.open()
    await lamp.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lamp")]
    await lamp.open()
    assert await lamp.check() == ONLINE


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (NoAnswer("lamp", "status"), Cause.NO_ANSWER),
        (LineLost("lamp", "status"), Cause.LINE_LOST),
        (LineLost("lamp", "open", cause=Cause.NOT_FOUND), Cause.NOT_FOUND),
        (DeviceError("lamp", "status", "why"), Cause.OTHER),
    ],
)
def test_errors_name_device_command_and_cause(error, cause):
    assert (error.device, error.cause) == ("lamp", cause)
    assert str(error).startswith(f"lamp: {error.command}: ")
    assert status_after(error).causes == {cause}
