"""A file or a folder in a camera's place, for the bench: photographs one after the other, or a video."""

import time
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from drivers.device import BadReply, Cause, LineLost
from drivers.document_scanner.page import Frame

if TYPE_CHECKING:
    import cv2

PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp"})
FRAMES_PER_S = 10.0
FRAMES_PER_PICTURE = 30
NOISE_LEVELS = 3  # a sensor never gives the same frame twice; without noise a photograph is a frozen camera
OPEN_TIMEOUT_MS = 3000


class FileCamera:
    """Gives the pictures of a folder for three seconds each, one picture, or a video, again and again."""

    def __init__(self, device: str, path: str, frames_per_s: float = FRAMES_PER_S) -> None:
        self._device = device
        self._path = Path(path)
        self._interval_s = 1 / frames_per_s
        self._stopped = Event()
        self._pictures: list[Path] = []
        self._video: cv2.VideoCapture | None = None
        self._picture: Frame | None = None
        self._count = 0
        self._due = 0.0

    def probe(self) -> None:
        """Raises `LineLost` where there is no such file."""
        if not self._path.exists():
            raise LineLost(self._device, "open", "no such file", cause=Cause.NOT_FOUND)

    look = probe

    def open(self) -> None:
        """Raises `LineLost` where nothing is there, `BadReply` on what is neither pictures nor a video."""
        self.close()
        self.probe()
        self._stopped = Event()
        found = sorted(self._path.iterdir()) if self._path.is_dir() else [self._path]
        self._pictures = [path for path in found if path.suffix.lower() in PICTURES]
        if not self._pictures:
            if self._path.is_dir():
                raise BadReply(self._device, "open", "no pictures in this folder")
            self._open_video()

    def _open_video(self) -> None:
        import cv2

        limits = [
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            OPEN_TIMEOUT_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            OPEN_TIMEOUT_MS,
        ]
        video = cv2.VideoCapture(str(self._path), cv2.CAP_FFMPEG, limits)
        if not video.isOpened():
            raise BadReply(self._device, "open", "neither a picture nor a video")
        self._video = video

    def read(self) -> Frame:
        """The next frame, when it is due. Raises `LineLost` on a closed source, `BadReply` on a torn file."""
        rest = self._due - time.monotonic()
        if rest > 0 and self._stopped.wait(rest):
            raise LineLost(self._device, "read")
        self._due = max(self._due, time.monotonic()) + self._interval_s
        return self._video_frame() if self._video is not None else self._picture_frame()

    def _video_frame(self) -> Frame:
        import cv2
        import numpy as np

        if self._video is None:
            raise LineLost(self._device, "read")
        done, frame = self._video.read()
        if not done:  # from the start again
            self._video.set(cv2.CAP_PROP_POS_FRAMES, 0)
            done, frame = self._video.read()
        if not done:
            raise BadReply(self._device, "read", "the video ends before its first frame")
        return np.asarray(frame, np.uint8)

    def _picture_frame(self) -> Frame:
        import cv2
        import numpy as np

        if not self._pictures:
            raise LineLost(self._device, "read")
        turn, tick = divmod(self._count, FRAMES_PER_PICTURE)
        if tick == 0 or self._picture is None:
            path = self._pictures[turn % len(self._pictures)]
            picture = cv2.imread(str(path), cv2.IMREAD_COLOR)
            if picture is None:
                self._count += FRAMES_PER_PICTURE
                raise BadReply(self._device, "read", "torn picture")
            self._picture = np.asarray(picture, np.uint8)
        self._count += 1
        noise = np.random.default_rng(self._count).integers(
            0, NOISE_LEVELS, self._picture.shape[:2], np.uint8
        )
        return np.asarray(cv2.add(self._picture, cv2.merge([noise] * 3)), np.uint8)

    def interrupt(self) -> None:
        """A waiting `read` returns at once."""
        self._stopped.set()

    def close(self) -> None:
        """As `FrameSource.close`."""
        if self._video is not None:
            self._video.release()
        self._video = self._picture = None
        self._pictures = []
        self._count, self._due = 0, 0.0
