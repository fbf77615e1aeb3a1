"""A V4L2 camera by OpenCV, its picture set and verified."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.device import BadReply, Cause, LineLost, NoAnswer
from drivers.document_scanner.page import Frame

if TYPE_CHECKING:
    import cv2

MANUAL_EXPOSURE = 1.0  # V4L2_EXPOSURE_MANUAL
AUTOMATIC_EXPOSURE = 3.0  # V4L2_EXPOSURE_APERTURE_PRIORITY, what UVC cameras have
TOLERANCE = 0.02  # a camera rounds to its own steps


@dataclass(frozen=True)
class CameraSettings:
    """What is asked of a camera. `exposure` and `focus` in its own units; None: it sees to them itself."""

    width_px: int = 1920
    height_px: int = 1080
    exposure: float | None = None
    focus: float | None = None


USUAL = CameraSettings()


class VideoCamera:
    """A V4L2 camera by OpenCV.

    CAP_PROP_OPEN_TIMEOUT_MSEC and CAP_PROP_READ_TIMEOUT_MSEC are for OpenCV's FFmpeg and GStreamer backends;
    V4L2 refuses to open when it is given them. It waits OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT seconds for a frame
    (10 by default, read from the environment once a process), so that is set before the first camera opens.
    """

    def __init__(self, device: str, path: str, timeout_s: float, settings: CameraSettings = USUAL) -> None:
        self._device = device
        self._path = Path(path)
        self._timeout_s = timeout_s
        self._settings = settings
        self._capture: cv2.VideoCapture | None = None

    def probe(self) -> None:
        """Looks at the device node only: a camera in use cannot be opened twice."""
        try:
            mode = self._path.stat().st_mode
        except OSError as error:
            raise LineLost(self._device, "open", "no camera there", cause=Cause.NOT_FOUND) from error
        if not stat.S_ISCHR(mode):
            raise LineLost(self._device, "open", "no camera there", cause=Cause.NOT_FOUND)

    look = probe

    def open(self) -> None:
        """As `FrameSource.open`; `BadReply` names a setting that the camera does not take."""
        self.close()
        self.probe()
        os.environ.setdefault("OPENCV_VIDEOIO_V4L_SELECT_TIMEOUT", str(max(1, round(self._timeout_s))))
        import cv2  # 0.1 s that the kiosk's start need not pay

        capture = cv2.VideoCapture(str(self._path.resolve()), cv2.CAP_V4L2)
        if not capture.isOpened():
            capture.release()
            raise LineLost(self._device, "open")
        refused = adjust(capture, self._settings)
        if refused:
            capture.release()
            raise BadReply(self._device, "open", f"the camera does not take {', '.join(refused)}")
        self._capture = capture

    def read(self) -> Frame:
        """As `FrameSource.read`."""
        import numpy as np

        if self._capture is None:
            raise LineLost(self._device, "read")
        done, frame = self._capture.read()
        if not done or frame is None:
            self.probe()  # unplugged: the node is gone
            raise NoAnswer(self._device, "read")
        return np.asarray(frame)

    def interrupt(self) -> None:
        """Nothing can wake a waiting V4L2 read; it ends at its own time-out."""

    def close(self) -> None:
        """As `FrameSource.close`."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


def adjust(capture: "cv2.VideoCapture", settings: CameraSettings) -> list[str]:
    """Sets format, size, exposure and focus, and returns the names of those that the camera then has not."""
    import cv2

    wanted = [
        # Raw 1080p gives 5 frames/s on USB 2. A camera may give another format than it was asked for.
        (None, cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG"))),
        ("width", cv2.CAP_PROP_FRAME_WIDTH, float(settings.width_px)),
        ("height", cv2.CAP_PROP_FRAME_HEIGHT, float(settings.height_px)),
        (None, cv2.CAP_PROP_BUFFERSIZE, 1.0),  # the newest frame, not one that has waited
        *_own_or_given(cv2.CAP_PROP_AUTO_EXPOSURE, (AUTOMATIC_EXPOSURE, MANUAL_EXPOSURE), settings.exposure),
        *_own_or_given(cv2.CAP_PROP_AUTOFOCUS, (1.0, 0.0), settings.focus),
    ]
    if settings.exposure is not None:
        wanted.append(("exposure", cv2.CAP_PROP_EXPOSURE, settings.exposure))
    if settings.focus is not None:
        wanted.append(("focus", cv2.CAP_PROP_FOCUS, settings.focus))
    for _, what, value in wanted:
        capture.set(what, value)
    return [
        name
        for name, what, value in wanted
        if name is not None and abs(capture.get(what) - value) > max(1.0, TOLERANCE * abs(value))
    ]


def _own_or_given(
    what: int, values: tuple[float, float], given: float | None
) -> Iterator[tuple[None, int, float]]:
    """The switch of a camera's own control; some have none, and take a given value all the same."""
    yield None, what, values[0] if given is None else values[1]
