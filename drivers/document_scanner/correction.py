"""From a page in a frame to a straight, evenly lit picture of the paper's own shape."""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from drivers.document_scanner.modes import ColourMode
from drivers.document_scanner.orientation import quarter_turns
from drivers.document_scanner.page import Frame, Page, Points

A4_MM = (210.0, 297.0)  # ISO 216
CARD_MM = (85.6, 54.0)  # ISO/IEC 7810 ID-1
A4_TOLERANCE = 0.10  # of the ratio of the sides: nearer than that it is A4, seen slantwise
CARD_TOLERANCE = 0.05
LONGEST_RATIO = 6.0  # of a receipt; more is torn corners, not paper
DPI = 200
OVERSAMPLING = 1.15
LIGHT_STEP = 12  # the light on a page changes slowly
PAPER_LEVEL = 245
DARK_PAPER_LEVEL = 60  # darker than this is no paper in shadow but something printed
TURNS = {1: cv2.ROTATE_90_CLOCKWISE, 2: cv2.ROTATE_180, 3: cv2.ROTATE_90_COUNTERCLOCKWISE}
INK_WINDOW_MM = 5.0
INK_BELOW_PAPER = 14  # levels


@dataclass(frozen=True)
class PaperSize:
    """Width and height in millimetres, as seen."""

    width: float
    height: float

    def pixels(self, dpi: int) -> tuple[int, int]:
        """Width and height in pixels."""
        return round(self.width / 25.4 * dpi), round(self.height / 25.4 * dpi)


def paper_size(corners: Points) -> PaperSize:
    """The paper with these corners: A4 or an ID card where the shape fits, else its own shape, as long as A4.

    A camera does not know how far the paper is; only the ratio of the sides tells.
    """
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    across, down = float(sides[0] + sides[2]), float(sides[1] + sides[3])
    ratio = min(LONGEST_RATIO, max(across, down) / max(1e-6, min(across, down)))
    long_mm, short_mm = A4_MM[1], A4_MM[1] / ratio
    if abs(ratio / (A4_MM[1] / A4_MM[0]) - 1) < A4_TOLERANCE:
        short_mm = A4_MM[0]
    elif abs(ratio / (CARD_MM[0] / CARD_MM[1]) - 1) < CARD_TOLERANCE:
        long_mm, short_mm = CARD_MM
    return PaperSize(short_mm, long_mm) if down >= across else PaperSize(long_mm, short_mm)


def straighten(frame: Frame, page: Page, dpi: int = DPI) -> Frame:
    """The page alone in its paper's size, upright or lying as it was seen.

    Raises ValueError on corners without area.
    """
    if abs(cv2.contourArea(page.corners)) < 1:
        raise ValueError("corners without area")
    size = paper_size(page.corners).pixels(dpi)
    # Turning costs five times what enlarging costs, so the frame is turned at about its own resolution.
    share = min(1.0, OVERSAMPLING * _resolution(page.corners, size))
    width, height = (max(2, round(side * share)) for side in size)
    # Corners are pixel centres, so the last pixel's centre is the size less one.
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    turn = cv2.getPerspectiveTransform(page.corners, target)
    flat = cv2.warpPerspective(
        frame, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    if share < 1:
        flat = cv2.resize(flat, size, interpolation=cv2.INTER_LINEAR)
    return np.asarray(flat, np.uint8)


def _resolution(corners: Points, size: tuple[int, int]) -> float:
    """Pixels of the frame for one of the picture, along the side that is seen nearest."""
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return max(float(max(sides[0], sides[2])) / size[0], float(max(sides[1], sides[3])) / size[1])


def correct(
    frame: Frame, page: Page, *, dpi: int = DPI, mode: ColourMode = ColourMode.COLOUR, even: bool = True
) -> Any:
    """The page straight and upright, if `even` without shadow on white paper; h x w x 3, COLOUR apart h x w.

    The light is evened out in the frame, which has fewer pixels than the page at 200 dpi. Raises ValueError
    on corners without area.
    """
    if even:
        frame, page = _cut(frame, page)
        frame = even_light(frame, page.corners)
    flat = straighten(frame, page, dpi)
    turns = quarter_turns(flat)
    if turns:
        flat = np.asarray(cv2.rotate(flat, TURNS[turns]), np.uint8)
    return in_mode(flat, mode, dpi)


def in_mode(flat: Frame, mode: ColourMode, dpi: int = DPI) -> Any:
    """An h x w x 3 picture in this mode."""
    if mode is ColourMode.COLOUR:
        return flat
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY)
    if mode is ColourMode.GREY:
        return grey
    window = round(INK_WINDOW_MM / 25.4 * dpi) | 1
    return cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, window, INK_BELOW_PAPER
    )


def _cut(frame: Frame, page: Page) -> tuple[Frame, Page]:
    """The part of the frame that holds the page."""
    height, width = frame.shape[:2]
    left, top = np.floor(page.corners.min(axis=0)).astype(int).clip(0, (width - 1, height - 1))
    right, bottom = (
        np.ceil(page.corners.max(axis=0)).astype(int).clip((left, top), (width - 1, height - 1)) + 1
    )
    return frame[top:bottom, left:right], Page(page.corners - np.array([left, top], np.float32))


def even_light(image: Frame, corners: Points | None = None) -> Frame:
    """Divide by the paper's own light, channel by channel: shadows go and paper becomes white.

    What is dark over a wide area (a photo, a dark cover) stays as it is. `corners`: where the paper lies.
    """
    height, width = image.shape[:2]
    size = (max(1, width // LIGHT_STEP), max(1, height // LIGHT_STEP))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    if corners is not None:  # the desk around must not count as light on the paper
        outside = np.full(small.shape[:2], 255, np.uint8)
        cv2.fillConvexPoly(outside, np.rint(corners / LIGHT_STEP).astype(np.int32), 0)
        small[outside > 0] = 0
    light = cv2.dilate(small, np.ones((5, 5), np.uint8))  # over the strokes of print
    paper = light[light.min(axis=2) > DARK_PAPER_LEVEL]
    if not len(paper):  # all of it is dark: a cover, or no light to divide by
        return image
    usual = np.median(paper, axis=0)
    light = cv2.GaussianBlur(cv2.max(light, _floor(usual, light)), (7, 7), 0)
    gain = cv2.divide(np.full_like(light, PAPER_LEVEL, np.float32), light.astype(np.float32))
    full = cv2.resize(gain, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.multiply(image, full, dtype=cv2.CV_8U), np.uint8)


def _floor(usual: Any, light: Any) -> Any:
    """Shadow makes paper half as bright, hardly less; what is darker is print and stays dark."""
    return np.broadcast_to((usual * 0.5).astype(np.uint8), light.shape).copy()


def card_sheet(front: Frame, back: Frame, dpi: int = DPI) -> Frame:
    """Both sides of an ID card, h x w x 3 each, in true size above each other on one white A4 page."""
    width, height = PaperSize(*A4_MM).pixels(dpi)
    card_width, card_height = PaperSize(*CARD_MM).pixels(dpi)
    sheet = np.full((height, width, 3), 255, np.uint8)
    left = (width - card_width) // 2
    for side, middle in ((front, height // 3), (back, 2 * height // 3)):
        upright = cv2.rotate(side, cv2.ROTATE_90_CLOCKWISE) if side.shape[0] > side.shape[1] else side
        top = middle - card_height // 2
        sheet[top : top + card_height, left : left + card_width] = cv2.resize(
            upright, (card_width, card_height), interpolation=cv2.INTER_AREA
        )
    return sheet
