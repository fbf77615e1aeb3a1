"""The scanner against a camera on loopback, with every fault of camera and wire."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator

import cv2
import numpy as np
import pytest

from drivers.device import BadReply, Cause, DeviceState, LineLost, NoAnswer
from drivers.document_scanner.camera import VideoCamera, source_for
from drivers.document_scanner.driver import DocumentScanner, Help, PageNotFound, PreviewFrame, StaleFrame
from drivers.document_scanner.errors import PictureTooBig
from drivers.document_scanner.simulator import CameraFault, DocumentScannerSimulator
from drivers.far_end import Fault


@pytest.fixture
def camera() -> Iterator[DocumentScannerSimulator]:
    camera = DocumentScannerSimulator(frames_per_s=60)
    camera.start()
    yield camera
    camera.stop()


@pytest.fixture
async def scanner(camera: DocumentScannerSimulator) -> AsyncIterator[DocumentScanner]:
    scanner = quick(camera.url)
    yield scanner
    await scanner.close()


def quick(url: str, **settings: float) -> DocumentScanner:
    short = {"read_timeout_s": 0.5, "stale_after_s": 0.1, "retry_interval_s": 0.02, "capture_deadline_s": 2.0}
    return DocumentScanner("scanner", url, **{**short, **settings})


async def until(scanner: DocumentScanner, *causes: Cause) -> None:
    """Wait until the scanner's status holds exactly these causes."""
    reached = asyncio.Event()
    loop = asyncio.get_running_loop()

    def look(*_: object) -> None:
        if scanner.status.causes == set(causes) and scanner.status.state is not DeviceState.UNKNOWN:
            loop.call_soon_threadsafe(reached.set)

    scanner.subscribe(look)
    look()
    await asyncio.wait_for(reached.wait(), 10)


async def first_frame(scanner: DocumentScanner) -> PreviewFrame:
    frames = scanner.frames()
    try:
        return await asyncio.wait_for(anext(frames), 10)
    finally:
        await frames.aclose()


@pytest.mark.requirement("R29")
async def test_a_page_on_the_desk_becomes_an_a4_jpeg(camera, scanner):
    camera.lay()
    await scanner.start()
    page = await scanner.capture()
    picture = cv2.imdecode(np.frombuffer(page.image, np.uint8), cv2.IMREAD_COLOR)
    assert picture.shape == (page.height, page.width, 3)
    assert page.height / page.width == pytest.approx(297 / 210, rel=0.001)
    assert page.found
    assert len(page.image) <= 1_000_000


async def test_a_camera_that_sends_no_lengths_serves_as_well():
    camera = DocumentScannerSimulator(frames_per_s=60, with_length=False)
    camera.start()
    camera.lay()
    scanner = quick(camera.url)
    await scanner.start()
    assert (await scanner.capture()).found
    await scanner.close()
    camera.stop()


@pytest.mark.requirement("R29")
async def test_an_empty_desk_is_a_typed_error_with_a_word_of_help_and_a_way_on(camera, scanner):
    await scanner.start()
    with pytest.raises(PageNotFound) as caught:
        await scanner.capture()
    assert caught.value.help is Help.NO_PAGE
    whole = await scanner.capture(whole_frame=True)
    assert (whole.width, whole.height, whole.found) == (1280, 960, False)


async def test_the_preview_shows_frames_with_page_and_help(camera, scanner):
    await scanner.start()
    empty = await first_frame(scanner)
    assert (empty.image.shape, empty.page, empty.help) == ((960, 1280, 3), None, Help.NO_PAGE)
    camera.lay()
    async for frame in scanner.frames():
        if frame.page is not None:
            break
    assert frame.help is None


async def test_stop_wipes_the_last_frame_and_switches_the_camera_off(camera, scanner):
    camera.lay()
    await scanner.start()
    seen = []
    scanner._capture.listen(seen.append)
    await scanner.capture()
    await scanner.stop()
    assert not seen[-1].any()
    assert scanner._capture._frame is None
    assert not [thread for thread in threading.enumerate() if thread.name == "scanner frames"]


async def test_a_frozen_camera_is_stale_and_recovers(camera, scanner):
    await scanner.start()
    await first_frame(scanner)
    camera.inject(CameraFault.STALE_FRAME)
    await until(scanner, Cause.STALE_FRAME)
    assert scanner.status.state is DeviceState.HARDWARE_ERROR
    assert (await scanner.check()).causes == {Cause.STALE_FRAME}
    camera.heal()
    await until(scanner)
    assert scanner.status.usable


async def test_a_frozen_camera_gives_no_old_page(camera):
    scanner = quick(camera.url, capture_deadline_s=0.3)
    camera.lay()
    await scanner.start()
    await scanner.capture()
    camera.inject(CameraFault.STALE_FRAME)
    await until(scanner, Cause.STALE_FRAME)
    with pytest.raises(StaleFrame):
        await scanner.capture()
    with pytest.raises(StaleFrame):
        await first_frame(scanner)
    await scanner.close()


async def test_a_silent_camera_is_no_answer_in_bounded_time(camera):
    scanner = quick(camera.url, read_timeout_s=0.1, capture_deadline_s=0.5)
    await scanner.start()
    await first_frame(scanner)
    camera.inject(Fault.NO_ANSWER)
    await until(scanner, Cause.NO_ANSWER)
    with pytest.raises(NoAnswer):
        await scanner.capture()
    assert scanner.status.state is DeviceState.OFFLINE
    camera.heal()
    await until(scanner)
    await scanner.close()


async def test_a_camera_silent_from_the_start_is_no_answer(camera):
    scanner = quick(camera.url, read_timeout_s=0.1)
    camera.inject(Fault.NO_ANSWER)
    with pytest.raises(NoAnswer):
        await scanner.start()
    assert (await scanner.check()).causes == {Cause.NO_ANSWER}
    await scanner.close()


@pytest.mark.parametrize("fault", [Fault.GARBAGE, Fault.PARTIAL_FRAME])
async def test_torn_pictures_are_never_shown_and_a_run_of_them_is_a_fault(camera, fault):
    scanner = quick(camera.url, capture_deadline_s=0.4)
    await scanner.start()
    await first_frame(scanner)
    camera.inject(fault)
    await until(scanner, Cause.BAD_REPLY)
    with pytest.raises(BadReply):
        await scanner.capture()
    camera.heal()
    await until(scanner)
    await scanner.close()


async def test_a_slow_camera_still_serves(camera):
    scanner = quick(camera.url, read_timeout_s=3.0, stale_after_s=3.0)
    camera.inject(Fault.SLOW)
    camera.lay()
    await scanner.start()
    assert (await scanner.capture()).found
    await scanner.close()


async def test_an_unplugged_camera_is_noticed_and_comes_back_by_itself(camera):
    scanner = quick(camera.url, capture_deadline_s=0.3)
    camera.lay()
    await scanner.start()
    await first_frame(scanner)
    camera.inject(Fault.UNPLUG)
    await until(scanner, Cause.NOT_FOUND)
    assert scanner.status.state is DeviceState.NO_DEVICE
    with pytest.raises(LineLost):
        await scanner.capture()
    camera.inject(Fault.REPLUG)
    await until(scanner)
    assert (await scanner.capture()).found
    await scanner.close()


async def test_a_resting_camera_is_checked_without_leaving_it_on(camera, scanner):
    await scanner.open()
    assert (await scanner.check()).state is DeviceState.ONLINE
    camera.inject(Fault.UNPLUG)
    assert (await scanner.check()).state is DeviceState.NO_DEVICE
    with pytest.raises(LineLost):
        await scanner.start()
    camera.inject(Fault.REPLUG)
    assert (await scanner.check()).state is DeviceState.ONLINE


async def test_stop_during_a_capture_ends_it_at_once(camera):
    scanner = quick(camera.url, read_timeout_s=30.0, capture_deadline_s=30.0)
    await scanner.start()
    camera.inject(Fault.NO_ANSWER)
    capturing = asyncio.create_task(scanner.capture())
    await asyncio.sleep(0)  # let it reach the device's thread
    await asyncio.wait_for(scanner.stop(), 5)
    with pytest.raises((LineLost, PageNotFound)):
        await capturing
    await scanner.close()


async def test_a_listener_that_fails_does_not_end_the_camera(camera, scanner):
    def fail(_frame: object) -> None:
        raise ZeroDivisionError

    await scanner.start()
    forget = scanner._capture.listen(fail)
    await first_frame(scanner)
    forget()
    await first_frame(scanner)


async def test_starting_twice_and_stopping_twice_are_harmless(camera, scanner):
    await scanner.start()
    await scanner.start()
    await scanner.stop()
    await scanner.stop()
    await scanner.start()
    await first_frame(scanner)


async def test_a_limit_that_no_quality_meets_is_a_typed_error(camera):
    scanner = quick(camera.url, jpeg_limit_bytes=5000)
    camera.lay()
    await scanner.start()
    with pytest.raises(PictureTooBig):
        await scanner.capture()
    await scanner.close()


@pytest.mark.parametrize(
    "said",
    [
        b"HTTP/1.0 404 Not Found\r\n\r\n",
        b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html></html>",
        b"RTSP/1.0 200 OK\r\n\r\n",
    ],
)
async def test_a_wrong_device_at_the_address_is_a_bad_reply(said):
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            host, _ = listener.accept()
            with host:
                host.recv(4096)
                host.sendall(said)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        scanner = quick(f"http://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(BadReply):
            await scanner.start()
        thread.join(5)
        await scanner.close()


async def test_a_missing_v4l2_camera_is_no_device(tmp_path):
    scanner = quick(str(tmp_path / "v4l" / "by-id" / "usb-camera-index0"))
    status = await scanner.check()
    assert (status.state, status.causes) == (DeviceState.NO_DEVICE, {Cause.NOT_FOUND})
    with pytest.raises(LineLost):
        await scanner.start()
    await scanner.close()


def test_a_path_that_is_no_camera_is_refused():
    camera = VideoCamera("scanner", "/dev/null", 1.0)
    with pytest.raises(LineLost):
        camera.open()
    camera.close()


def test_an_address_of_another_kind_is_refused_at_once():
    with pytest.raises(ValueError, match="http://"):
        source_for("scanner", "rtsp://127.0.0.1/", 1.0)
