"""The camera as code scanner, against the simulated camera and codes that were drawn."""

import asyncio
import threading

import cv2
import pytest

from drivers.device import DeviceError
from drivers.document_scanner.simulator import CameraFault, DocumentScannerSimulator
from drivers.fitting import Fitting
from drivers.qr_scanner.camera import CodeCamera
from drivers.qr_scanner.driver import fit
from drivers.qr_scanner.errors import AlreadyReading
from tests.benchmarks.synthetic_codes import code_image

WORDS = "办件码 35-2026-0417"


@pytest.fixture
def desk():
    simulator = DocumentScannerSimulator(frames_per_s=30)
    simulator.start()
    yield simulator
    simulator.stop()


@pytest.fixture
async def camera(desk):
    device = CodeCamera("codes", desk.url, read_timeout_s=0.5, stale_after_s=0.2, retry_interval_s=0.05)
    await device.open()
    yield device
    await device.close()


def _lay(desk, text):
    desk.lay(cv2.cvtColor(code_image(text, 12), cv2.COLOR_GRAY2BGR))


async def test_a_code_under_the_camera_is_read_and_the_camera_is_off_afterwards(desk, camera):
    _lay(desk, WORDS)
    async with asyncio.timeout(10):
        code = await camera.read()
    assert (code.text, code.data) == (WORDS, WORDS.encode())
    await asyncio.sleep(0)  # the farewell is a task of its own
    assert (await camera.check()).usable
    assert not [thread for thread in threading.enumerate() if thread.name == "codes frames"]


async def test_a_code_that_is_merely_still_shown_does_not_count_twice(desk, camera):
    _lay(desk, WORDS)
    async with asyncio.timeout(10):
        await camera.read()
    again = asyncio.create_task(camera.read())
    _lay(desk, "another")
    async with asyncio.timeout(10):
        assert (await again).text == "another"


async def test_a_second_reader_is_refused_and_the_first_one_goes_on(desk, camera):
    first = asyncio.create_task(camera.read())
    await asyncio.sleep(0)
    with pytest.raises(AlreadyReading):
        await camera.read()
    _lay(desk, WORDS)
    async with asyncio.timeout(10):
        assert (await first).text == WORDS


async def test_a_camera_that_freezes_ends_the_reading_with_its_trouble(desk, camera):
    desk.inject(CameraFault.STALE_FRAME)
    async with asyncio.timeout(10):
        with pytest.raises(DeviceError):
            await camera.read()


async def test_the_settings_choose_the_camera():
    device = fit(Fitting("qr_scanner", {"port": "http://127.0.0.1:9/stream", "family": "camera"}))
    assert isinstance(device, CodeCamera)
    await device.close()
