"""What would make the picture of a page better, measured."""

import cv2
import numpy as np

from drivers.document_scanner.page_finder import Frame, Help, Points

TOO_FAR_SHARE = 0.12
BORDER_SHARE = 0.004
TILTED_RATIO = 0.6  # shorter to longer of two opposite sides
DARK_LEVEL = 45  # mean of the brightest tenth, 0..255
BLUR_LEVEL = 6.0
HELP_SIDE_PX = 960
BLOWN_LEVEL = 254
GLARE_SHARE = 0.02
GLARE_MEDIAN = 215  # paper that is white all over is no glare


def is_dark(frame: Frame) -> bool:
    """Whether even the brightest tenth of the whole frame is dark."""
    return bool(np.percentile(frame[::8, ::8, 1], 90) < DARK_LEVEL)


def help_with(frame: Frame, corners: Points) -> Help | None:
    """The first thing wrong with a page that was found: how it lies, then how it looks."""
    return _help_with_place(corners, *frame.shape[:2]) or _help_with_light(frame, corners)


def _help_with_place(corners: Points, height: int, width: int) -> Help | None:
    border = BORDER_SHARE * max(height, width)
    right, bottom = corners.max(axis=0)
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    ratios = [min(a, b) / max(a, b) for a, b in ((sides[0], sides[2]), (sides[1], sides[3]))]
    if corners.min() < border or right > width - 1 - border or bottom > height - 1 - border:
        return Help.CUT_OFF
    if cv2.contourArea(corners) < TOO_FAR_SHARE * height * width:
        return Help.TOO_FAR
    return Help.TILTED if min(ratios) < TILTED_RATIO else None


def _help_with_light(frame: Frame, corners: Points) -> Help | None:
    step = max(1, round(max(frame.shape[:2]) / HELP_SIDE_PX))
    green = np.ascontiguousarray(frame[::step, ::step, 1])  # stands for grey, without a conversion
    mask = np.zeros_like(green)
    cv2.fillConvexPoly(mask, np.rint(corners / step).astype(np.int32), 255)
    inside = cv2.erode(mask, np.ones((9, 9), np.uint8)) > 0  # the page's own edge is no detail
    light = green[inside]
    if not light.size:
        return None
    if np.percentile(light[::7], 90) < DARK_LEVEL * 1.5:
        return Help.DARK
    if (light >= BLOWN_LEVEL).mean() > GLARE_SHARE and np.median(light[::7]) < GLARE_MEDIAN:
        return Help.GLARE
    detail = np.abs(cv2.Laplacian(green, cv2.CV_16S)[inside])
    return Help.BLURRED if np.percentile(detail, 99) < BLUR_LEVEL else None
