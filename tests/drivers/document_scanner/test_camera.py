"""What a camera is asked for, files in its place, and what may be wrong with its frames."""

import asyncio
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.device import BadReply, Cause, DeviceStatus, LineLost
from drivers.document_scanner.camera import source_for
from drivers.document_scanner.capture import Capture
from drivers.document_scanner.desk import Desk, invented_page
from drivers.document_scanner.driver import DocumentScanner, Help, PageNotFound
from drivers.document_scanner.errors import StaleFrame, WrongFrame
from drivers.document_scanner.files import FileCamera
from drivers.document_scanner.page_quality import Limits
from drivers.document_scanner.simulator import CameraFault, DocumentScannerSimulator
from drivers.document_scanner.v4l2 import CameraSettings, VideoCamera, adjust
from kiosk.config import PageLimits


class Controls:
    """A camera's controls as OpenCV shows them; `stuck` ones keep what they have."""

    def __init__(self, **stuck: float) -> None:
        self.values: dict[int, float] = {}
        self.stuck = {getattr(cv2, name): value for name, value in stuck.items()}

    def set(self, what: int, value: float) -> bool:
        self.values[what] = value
        return True  # V4L2 says so for much that it does not do

    def get(self, what: int) -> float:
        return self.stuck.get(what, self.values.get(what, -1.0))


def test_exposure_focus_and_size_are_set_and_read_back():
    controls = Controls()
    assert adjust(controls, CameraSettings(2592, 1944, exposure=120, focus=30)) == []
    assert controls.values[cv2.CAP_PROP_AUTO_EXPOSURE] == 1
    assert controls.values[cv2.CAP_PROP_AUTOFOCUS] == 0
    assert (controls.values[cv2.CAP_PROP_EXPOSURE], controls.values[cv2.CAP_PROP_FOCUS]) == (120, 30)


def test_what_is_not_given_the_camera_sees_to_itself():
    controls = Controls()
    assert adjust(controls, CameraSettings()) == []
    assert controls.values[cv2.CAP_PROP_AUTO_EXPOSURE] == 3
    assert controls.values[cv2.CAP_PROP_AUTOFOCUS] == 1
    assert cv2.CAP_PROP_EXPOSURE not in controls.values


def test_a_setting_that_the_camera_says_yes_to_and_does_not_take_is_named():
    controls = Controls(CAP_PROP_FRAME_WIDTH=1280, CAP_PROP_FRAME_HEIGHT=720, CAP_PROP_FOCUS=0)
    refused = adjust(controls, CameraSettings(exposure=120, focus=30))
    assert refused == ["width", "height", "focus"]


def test_each_address_has_its_source(tmp_path: Path):
    assert isinstance(source_for("camera", "/dev/v4l/by-id/usb-x-video-index0", 1), VideoCamera)
    assert isinstance(source_for("camera", str(tmp_path), 1), FileCamera)


def photograph() -> np.ndarray:
    desk = Desk()
    desk.lay(invented_page())
    return desk.frame(1)


@pytest.mark.parametrize("name", ["one.png", "folder", "film.avi"])
async def test_a_page_is_taken_from_a_picture_a_folder_or_a_video(tmp_path: Path, name: str):
    frame, path = photograph(), tmp_path / name
    if name == "folder":
        path.mkdir()
        cv2.imwrite(str(path / "a.jpg"), frame)
    elif name == "film.avi":
        film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 10, frame.shape[1::-1])
        for tick in range(3):
            film.write(np.roll(frame, tick, axis=0))
        film.release()
    else:
        cv2.imwrite(str(path), frame)
    scanner = DocumentScanner("scanner", str(path))
    await scanner.start()
    pages = [await scanner.capture() for _ in range(2)]
    await scanner.close()
    assert all(page.found for page in pages)


@pytest.mark.parametrize("content", [None, b"", b"no picture"])
def test_a_file_that_is_no_camera_is_a_typed_error(tmp_path: Path, content: bytes | None):
    path = tmp_path / "film.bin"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(LineLost if content is None else BadReply):
        FileCamera("camera", str(path)).open()


def test_a_torn_picture_in_a_folder_is_passed_over(tmp_path: Path):
    (tmp_path / "a.jpg").write_bytes(b"\xff\xd8torn")
    cv2.imwrite(str(tmp_path / "b.png"), photograph())
    camera = FileCamera("camera", str(tmp_path), frames_per_s=1000)
    camera.open()
    with pytest.raises(BadReply):
        camera.read()
    assert camera.read().shape == (960, 1280, 3)
    camera.close()


class Frames:
    """A source that gives these frames, and counts how often it was opened."""

    def __init__(self, *frames: np.ndarray) -> None:
        self.frames = list(frames)
        self.opened = 0
        self.now = 0.0

    def open(self) -> None:
        self.opened += 1

    def close(self) -> None: ...

    interrupt = close


def capture_of(source: Frames) -> tuple[Capture, list[DeviceStatus]]:
    heard: list[DeviceStatus] = []
    capture = Capture(
        "camera", source, heard.append, stale_after_s=2, retry_interval_s=0, clock=lambda: source.now
    )
    return capture, heard


@pytest.mark.parametrize(
    "other",
    [
        np.zeros((60, 80, 3), np.uint8),
        np.zeros((120, 160), np.uint8),
        np.zeros((120, 160, 4), np.uint8),
        np.zeros((120, 160, 3), np.uint16),
    ],
)
def test_a_frame_of_another_size_or_type_is_a_typed_error_and_is_never_shown(other: np.ndarray):
    capture, _ = capture_of(Frames())
    seen: list[np.ndarray] = []
    capture.listen(seen.append)
    capture._take(np.zeros((120, 160, 3), np.uint8))
    with pytest.raises(WrongFrame):
        capture._take(other)
    assert [frame.shape for frame in seen] == [(120, 160, 3)]


def test_a_camera_that_stays_frozen_is_opened_anew():
    source = Frames()
    capture, heard = capture_of(source)
    frame = np.full((120, 160, 3), 7, np.uint8)
    capture._take(frame)
    source.now = 2.5
    capture._take(frame)
    assert heard[-1].causes == {Cause.STALE_FRAME}
    source.now = 6.5
    with pytest.raises(StaleFrame) as caught:
        capture._take(frame)
    capture._stumble(caught.value)
    assert source.opened == 1
    capture._take(frame)  # still frozen: not opened in a circle
    assert heard[-1].causes == {Cause.STALE_FRAME}
    capture._take(frame + 1)
    assert not heard[-1].causes


@pytest.fixture
def camera():
    camera = DocumentScannerSimulator(frames_per_s=60)
    camera.start()
    camera.lay()
    yield camera
    camera.stop()


async def help_for(camera: DocumentScannerSimulator, wanted: Help | None, **settings: object) -> Help | None:
    scanner = DocumentScanner("scanner", camera.url, **settings)
    await scanner.start()
    said: Help | None = None
    try:
        async with asyncio.timeout(5):
            async for frame in scanner.frames():
                said = frame.help
                if said is wanted:
                    break
    except TimeoutError:
        pass
    finally:
        await scanner.close()
    return said


@pytest.mark.requirement("R29")
async def test_a_page_pushed_out_of_the_picture_is_cut_off(camera: DocumentScannerSimulator):
    camera.move(right_px=480)
    assert await help_for(camera, Help.CUT_OFF) in {Help.CUT_OFF, Help.NO_PAGE}


async def test_a_page_out_of_focus_is_refused_with_the_reason(camera: DocumentScannerSimulator):
    camera.blur(5)
    scanner = DocumentScanner("scanner", camera.url)
    await scanner.start()
    for whole_frame in (False, True):
        with pytest.raises(PageNotFound) as caught:
            await scanner.capture(whole_frame=whole_frame)
        assert caught.value.help in {Help.BLURRED, Help.NO_PAGE}
    camera.blur(0)
    await scanner.close()


async def test_a_page_in_the_dark_is_refused_with_the_reason(camera: DocumentScannerSimulator):
    camera.light(0.12)
    scanner = DocumentScanner("scanner", camera.url)
    await scanner.start()
    for whole_frame in (False, True):
        with pytest.raises(PageNotFound) as caught:
            await scanner.capture(whole_frame=whole_frame)
        assert caught.value.help is Help.DARK
    await scanner.close()


async def test_the_limits_of_the_settings_decide(camera: DocumentScannerSimulator):
    assert await help_for(camera, None) is None
    assert await help_for(camera, Help.TOO_FAR, limits={"coverage": 0.9}) is Help.TOO_FAR


def test_every_limit_of_the_settings_is_one_of_the_finder():
    assert set(PageLimits.model_fields) <= set(Limits.__dataclass_fields__)


async def test_a_camera_that_changes_its_size_is_opened_anew_and_serves(camera: DocumentScannerSimulator):
    scanner = DocumentScanner("scanner", camera.url, retry_interval_s=0.01)
    await scanner.start()
    await scanner.capture()
    camera.inject(CameraFault.OTHER_SIZE)
    async with asyncio.timeout(10):
        async for frame in scanner.frames():
            if frame.image.shape == (480, 640, 3):
                break
    await scanner.close()
