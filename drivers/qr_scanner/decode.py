"""Reads codes from camera frames: a ladder of preparations within a time budget, resumed over frames."""

import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from drivers.qr_scanner.readings import QR, Corners, Point, Reading, read_zbar, read_zxing
from drivers.qr_scanner.regions import Gray, find_regions
from drivers.qr_scanner.rungs import RUNGS, Rung

BUDGET_S = 0.024  # leaves a frame of 33 ms some milliseconds for a rung that took longer than expected
GLANCE_S = 0.0045  # of the first frame that is not read at once: mostly there is nothing to read
EAGER_FRAMES = 30  # for how long a code that is there, and a new person, are worth the whole budget
WHOLE_EVERY_FRAMES = 2  # while climbing: the whole frame is read less often than its regions
MEMORY_FRAMES = 30  # for how long a reading waits for a second one that agrees: a second of frames
LINEAR_EVERY_FRAMES = 4  # while climbing: looking for linear codes takes twice the time of QR codes
LEARNING = 0.3  # weight of the newest measured cost


class BadFrame(ValueError):
    """The array is no image of 8-bit pixels, h x w or h x w x 3 (BGR)."""


@dataclass(frozen=True, repr=False)
class Code:
    """One code in a frame: its bytes, its text, "QR Code" or "Code 128", its corners in frame pixels."""

    data: bytes
    text: str
    symbology: str
    corners: Corners


class CodeReader:
    """Reads frame after frame; where one frame's time is up, the next one goes on at that rung.

    Holds the place on the ladder, what the rungs cost here, and readings that wait for a second one. For one
    thread; `reset` between two citizens.
    """

    def __init__(self, budget_s: float = BUDGET_S, clock: Callable[[], float] = time.perf_counter) -> None:
        self._budget_s = budget_s
        self._clock = clock
        self._cost_s_per_px = {rung.name: rung.ns_per_px * 1e-9 for rung in RUNGS}
        self._next = 0  # how many steps of the ladder are done: rung by rung, within a rung region by region
        self._frame = 0
        self._climbing = False
        self._seen: list[Corners] = []  # codes that are there and could not be read
        self._eager_until = EAGER_FRAMES
        self._starved = False
        self._waiting: dict[tuple[str, bytes], tuple[int, set[tuple[str, int]]]] = {}

    def reset(self) -> None:
        """Forget everything read, and begin at the foot of the ladder."""
        self._next = 0
        self._climbing = False
        self._seen = []
        self._eager_until = self._frame + EAGER_FRAMES
        self._waiting.clear()

    def read(self, frame: npt.NDArray[np.uint8]) -> tuple[Code, ...]:
        """The codes in an h x w (gray) or h x w x 3 (BGR) frame of uint8; empty when none is read yet.

        Raises `BadFrame`.
        """
        began = self._clock()
        gray = _gray(frame)
        self._frame += 1
        self._forget()
        picture = zlib.crc32(gray[::8, ::8].tobytes())  # the same frame twice is not two readings
        # On the ladder, most of a frame belongs to its rungs.
        if not self._climbing or self._waiting or self._frame % WHOLE_EVERY_FRAMES == 0:
            self._seen = []
            linear = not self._climbing or self._frame % LINEAR_EVERY_FRAMES == 0
            found = read_zxing(gray, linear=linear, seen=self._seen)
            codes = self._agreed(found, ("whole", picture), lambda point: point)
            if codes:
                self._next, self._climbing = 0, False
                self._eager_until = self._frame + EAGER_FRAMES
                return codes
        if self._seen:
            self._eager_until = self._frame + EAGER_FRAMES
        eager = self._climbing and self._frame <= self._eager_until
        budget_s = self._budget_s if eager else min(self._budget_s, GLANCE_S)
        self._climbing = True
        return self._climb(gray, picture, began + budget_s)

    def _climb(self, gray: Gray, picture: int, deadline: float) -> tuple[Code, ...]:
        regions = find_regions(gray, self._seen)
        steps = [(rung, region) for rung in RUNGS for region in regions]
        taken = 0
        for _ in steps:
            rung, (left, top, right, bottom) = steps[self._next % len(steps)]
            part = gray[top:bottom, left:right]
            now = self._clock()
            fits = now + self._cost_s(rung, part) <= deadline
            if not fits and not (taken == 0 and self._starved):
                break
            taken += 1
            self._next = (self._next + 1) % len(steps)
            image = rung.prepare(part)
            readings = read_zbar(image) if rung.second_opinion else read_zxing(image, linear=rung.linear)
            self._learn(rung, part, self._clock() - now)
            codes = self._agreed(readings, (rung.name, picture), _placed(rung, part, image, (left, top)))
            if codes:
                # Not back to the foot: what read this screen once will read its next frame.
                self._next = (self._next - 1) % len(steps)
                self._eager_until = self._frame + EAGER_FRAMES
                return codes
        self._starved = taken == 0  # then the next frame takes one step at any price
        return ()

    def _cost_s(self, rung: Rung, part: Gray) -> float:
        return self._cost_s_per_px[rung.name] * rung.prepared_px(part)

    def _learn(self, rung: Rung, part: Gray, took_s: float) -> None:
        known = self._cost_s_per_px[rung.name]
        self._cost_s_per_px[rung.name] = known + LEARNING * (took_s / rung.prepared_px(part) - known)

    def _agreed(
        self, readings: list[Reading], source: tuple[str, int], place: Callable[[Point], Point]
    ) -> tuple[Code, ...]:
        """The codes among `readings` that are sure, or that another source has read too.

        A linear code has one check character and nothing to correct: only the untouched frame is sure of it.
        """
        codes = []
        for reading in readings:
            key = (reading.symbology, reading.data)
            _, sources = self._waiting.get(key, (0, set()))
            sources.add(source)
            self._waiting[key] = (self._frame, sources)
            sure = reading.sure and (reading.symbology == QR or source[0] == "whole")
            if sure or len(sources) > 1:
                corners = tuple(map(place, reading.corners))
                codes.append(Code(reading.data, reading.text, reading.symbology, corners))
        return tuple(codes)

    def _forget(self) -> None:
        for key, (frame, _) in list(self._waiting.items()):
            if self._frame - frame > MEMORY_FRAMES:
                del self._waiting[key]


def _placed(rung: Rung, part: Gray, image: Gray, offset: tuple[int, int]) -> Callable[[Point], Point]:
    """From pixels of a prepared region to pixels of the frame."""
    scale = image.shape[1] / part.shape[1]
    back = np.array([[1 / scale, 0, offset[0]], [0, 1 / scale, offset[1]]])
    if rung.turn_deg:
        middle = (image.shape[1] / 2, image.shape[0] / 2)
        turn = cv2.getRotationMatrix2D(middle, -rung.turn_deg, 1.0)
        back = back @ np.vstack([turn, (0, 0, 1)])
    return lambda point: (float(back[0] @ (*point, 1)), float(back[1] @ (*point, 1)))


def _gray(frame: npt.NDArray[np.uint8]) -> Gray:
    if frame.dtype != np.uint8 or frame.size == 0:
        raise BadFrame("a frame has 8-bit pixels")
    if frame.ndim == 2:
        return np.ascontiguousarray(frame)
    if frame.ndim == 3 and frame.shape[2] == 3:
        return cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    raise BadFrame("a frame is h x w or h x w x 3")
