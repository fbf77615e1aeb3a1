"""A synthetic desk under a simulated camera: an invented page on wood, lit from one side, never still."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.document_scanner.page import Frame, Points

FRAME_SIZE_PX = (1280, 960)
PAGE_SIZE_PX = (1240, 1754)  # A4 at 150 dpi
NOISE_LEVELS = 3

# Where an A4 sheet comes to lie: somewhat turned and seen from the front edge of the desk. From top left.
PAGE_CORNERS = np.array([[421, 112], [884, 131], [913, 822], [366, 800]], np.float32)


def invented_page() -> Frame:
    """A form of nobody: headings, lines of text, a table, a stamp."""
    width, height = PAGE_SIZE_PX
    random = np.random.default_rng(5)
    page = np.full((height, width, 3), (236, 240, 242), np.uint8)
    cv2.putText(
        page, "APPLICATION FORM", (250, 190), cv2.FONT_HERSHEY_DUPLEX, 2.2, (40, 36, 34), 4, cv2.LINE_AA
    )
    for row in range(24):
        top = 300 + row * 42
        right = width - 140 - int(random.integers(0, 300))
        for left in range(140, right, 34):
            cv2.rectangle(
                page, (left, top), (left + int(random.integers(14, 30)), top + 16), (62, 58, 56), -1
            )
    for row in range(5):
        cv2.line(page, (140, 1340 + row * 60), (width - 140, 1340 + row * 60), (90, 90, 90), 2)
    for column in range(4):
        left = 140 + column * (width - 280) // 3
        cv2.line(page, (left, 1340), (left, 1580), (90, 90, 90), 2)
    cv2.circle(page, (960, 1500), 110, (60, 60, 190), 8, cv2.LINE_AA)
    return page


class Desk:
    """Draws frames, h x w x 3 BGR; the same `tick` gives the same frame."""

    def __init__(self) -> None:
        width, height = FRAME_SIZE_PX
        random = np.random.default_rng(3)
        grain = cv2.GaussianBlur(random.normal(0, 26, (height, 96)).astype(np.float32), (0, 0), 2.0)
        grain = cv2.resize(grain, FRAME_SIZE_PX, interpolation=cv2.INTER_CUBIC)[..., None]
        self._wood = np.clip(np.array([74, 104, 138], np.float32) + grain, 0, 255).astype(np.uint8)
        light = np.linspace(1.08, 0.78, width, dtype=np.float32)
        self._light = np.repeat(np.repeat(light[None, :, None], height, axis=0), 3, axis=2)
        self._noise = random.integers(0, 2 * NOISE_LEVELS, (height + 64, width + 64, 1), np.uint8).repeat(
            3, 2
        )
        self._scene = self._lit(self._wood)

    def clear(self) -> None:
        """Nothing lies on the desk."""
        self._scene = self._lit(self._wood)

    def lay(self, page: Frame, corners: Points = PAGE_CORNERS) -> None:
        """Lay a page, h x w x 3; its corners come to these pixels of the frame, clockwise from top left."""
        height, width = page.shape[:2]
        edges = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
        turn = cv2.getPerspectiveTransform(edges, np.asarray(corners, np.float32))
        small = cv2.GaussianBlur(page, (0, 0), 1.0)
        sheet = cv2.warpPerspective(small, turn, FRAME_SIZE_PX, borderMode=cv2.BORDER_REPLICATE)
        cover = np.zeros(self._wood.shape[:2], np.float32)
        cv2.fillConvexPoly(cover, np.rint(np.asarray(corners) * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
        shadow = cv2.GaussianBlur(np.roll(cover, (5, 4), (0, 1)), (0, 0), 6)[..., None]
        under = self._wood * (1 - 0.35 * shadow)
        cover = cv2.GaussianBlur(cover, (0, 0), 0.7)[..., None]
        self._scene = self._lit(under * (1 - cover) + sheet * cover)

    def frame(self, tick: int) -> Frame:
        """What the camera sees at this moment: the scene under sensor noise."""
        down, right = tick * 7 % 64, tick * 13 % 64
        height, width = self._scene.shape[:2]
        return np.asarray(
            cv2.add(self._scene, self._noise[down : down + height, right : right + width]), np.uint8
        )

    def _lit(self, scene: NDArray[Any]) -> Frame:
        lit: Frame = np.clip(scene * self._light, 0, 255 - 2 * NOISE_LEVELS).astype(np.uint8)
        return lit
