"""Frames brought to the size of the glass, beside the glass's thread."""

import threading
from typing import Any, Final

from PySide6.QtGui import QImage

MASK_PX: Final = 24  # of the glass to one dot of a masked picture: larger than any print on an A4 page

Look = tuple[int, int, bool, bool]
"""Width and height in pixels of the glass, mirrored, masked."""


def scaled(frame: Any, look: Look) -> QImage:
    """The frame (h x w x 3, BGR) as it is to look; the image owns its pixels."""
    import cv2  # heavy, and the first page does without

    width, height, mirrored, masked = look
    if masked:
        coarse = max(1, width // MASK_PX), max(1, height // MASK_PX)
        frame = cv2.resize(frame, coarse, interpolation=cv2.INTER_AREA)
    elif (times := min(frame.shape[1] // width, frame.shape[0] // height)) > 1:
        # By whole numbers first: that takes a third of the time of one step to just this size.
        half = frame.shape[1] // times, frame.shape[0] // times
        frame = cv2.resize(frame, half, interpolation=cv2.INTER_AREA)
    small = cv2.resize(frame, (width, height), interpolation=cv2.INTER_LINEAR)
    if mirrored:
        small = cv2.flip(small, 1)
    # Four bytes a pixel are copied to the glass as they are; three would be converted there at every paint.
    pixels = cv2.cvtColor(small, cv2.COLOR_BGR2BGRA)
    return QImage(pixels.data, width, height, pixels.strides[0], QImage.Format.Format_RGB32).copy()


class Scaler:
    """Scales the newest frame in a thread of its own, which ends when nothing is left; others are dropped."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._waiting: tuple[Any, Look] | None = None
        self._working = False
        self._result: tuple[QImage | None, Look | None] = (None, None)

    def scale(self, frame: Any, look: Look) -> None:
        """Takes the frame; one that still waits gives way."""
        with self._news:
            self._waiting = (frame, look)
            if self._working:
                return
            self._working = True
        threading.Thread(target=self._work, name="preview", daemon=True).start()

    @property
    def is_working(self) -> bool:
        """Whether a result is still to come."""
        with self._news:
            return self._working

    def result(self) -> tuple[QImage | None, Look | None]:
        """The newest image and the look it was made for; it is given once."""
        with self._news:
            result, self._result = self._result, (None, None)
        return result

    def drop(self) -> None:
        """Forgets every frame, and returns when none is held any more."""
        with self._news:
            self._waiting = None
            self._news.wait_for(lambda: not self._working, timeout=1.0)
            self._result = (None, None)

    def _work(self) -> None:
        while True:
            with self._news:
                if self._waiting is None:
                    self._working = False
                    self._news.notify_all()
                    return
                (frame, look), self._waiting = self._waiting, None
            image = scaled(frame, look)
            frame = None
            with self._news:
                self._result = (image, look)
