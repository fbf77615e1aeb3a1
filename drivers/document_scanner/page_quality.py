"""How good the picture of a page is, in numbers, and the word of help that follows from them."""

from dataclasses import dataclass

import cv2
import numpy as np

from drivers.document_scanner.page import Frame, Help, Points

PATCHES = 4  # across and down, spread over the page
PATCH_PX = 48
MIN_CONTRAST = 40.0  # levels; a patch with less holds nothing that could be sharp
SAMPLE_SIDE_PX = 320
BLOWN_LEVEL = 254
BRIGHT_PAPER_LEVEL = 215  # median; paper that is white all over is no glare
CARD_RATIO = 1.585  # 85.6 x 54 mm, ISO/IEC 7810 ID-1
CARD_TOLERANCE = 0.09
SKIN_YCRCB = ((40, 138, 80), (250, 178, 126))  # D. Chai, K. Ngan (1999), a little narrower
RIM_PX = 5  # of the sample
FINGER_SHARE = 0.004  # of the page
SKIN_DESK_SHARE = 0.3  # of the rim outside: then desk or paper have the colour of skin


@dataclass(frozen=True)
class Quality:
    """Measured on a page in a frame.

    `sharpness`: curvature of the sharpest print over its contrast, about 0.1 out of focus to 1.5 crisp, None
    on a blank page. `glare`: share of the page burnt out beside darker paper. `coverage`: share of the frame.
    `exposure`: level of the brightest tenth of the page, 0..255. `tilt`: the shorter of two opposite sides
    over the longer. `margin`: from the page to the frame's rim over the frame's longer side. `finger`: skin
    reaches over a side of the page. `card`: it has the shape of an ID card.
    """

    sharpness: float | None
    glare: float
    coverage: float
    exposure: float
    tilt: float
    margin: float
    finger: bool
    card: bool


@dataclass(frozen=True)
class Limits:
    """Where a page stops being good enough, in the units of `Quality`."""

    sharpness: float = 0.2
    glare: float = 0.02
    coverage: float = 0.12
    card_coverage: float = 0.02
    exposure: float = 68.0
    tilt: float = 0.6
    margin: float = 0.004
    dark_desk: float = 45.0  # level of the brightest tenth of a frame without a page


LIMITS = Limits()


def is_dark(frame: Frame, limits: Limits = LIMITS) -> bool:
    """Whether even the brightest tenth of the whole frame is dark."""
    return bool(np.percentile(frame[::8, ::8, 1], 90) < limits.dark_desk)


def measure(frame: Frame, corners: Points) -> Quality:
    """Look at the page with these corners, float32 4 x 2 in pixels of the frame."""
    height, width = frame.shape[:2]
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    ratios = [min(a, b) / max(a, b, 1e-6) for a, b in ((sides[0], sides[2]), (sides[1], sides[3]))]
    upright, across = float(sides[1] + sides[3]), float(sides[0] + sides[2])
    shape = max(upright, across) / max(1e-6, min(upright, across))
    far = (np.array([width, height], np.float32) - 1 - corners).min()
    step = max(1, round(max(height, width) / SAMPLE_SIDE_PX))
    sample = np.ascontiguousarray(frame[::step, ::step])
    mask = np.zeros(sample.shape[:2], np.uint8)
    cv2.fillConvexPoly(mask, np.rint(corners / step).astype(np.int32), 255)
    counts = cv2.calcHist([sample], [1], mask, [256], [0, 256]).ravel()  # green stands for grey
    darker = np.cumsum(counts) / max(1.0, float(counts.sum()))  # share of the page up to each level
    middle, bright = (int(np.searchsorted(darker, share)) if darker[-1] else 0 for share in (0.5, 0.9))
    return Quality(
        sharpness=_sharpness(frame, corners),
        glare=float(1 - darker[BLOWN_LEVEL - 1]) if darker[-1] and middle < BRIGHT_PAPER_LEVEL else 0.0,
        coverage=float(cv2.contourArea(corners)) / (height * width),
        exposure=float(bright),
        tilt=float(min(ratios)),
        margin=float(min(corners.min(), far)) / max(height, width),
        finger=_has_finger(sample, mask),
        card=abs(shape - CARD_RATIO) < CARD_TOLERANCE,
    )


def help_with(quality: Quality, limits: Limits = LIMITS) -> Help | None:
    """The first thing wrong: how the page lies, then how it looks; None when it is good."""
    wrong = (
        (Help.CUT_OFF, quality.margin < limits.margin),
        (Help.TOO_FAR, quality.coverage < (limits.card_coverage if quality.card else limits.coverage)),
        (Help.TILTED, quality.tilt < limits.tilt),
        (Help.DARK, quality.exposure < limits.exposure),
        (Help.FINGER, quality.finger),
        (Help.GLARE, quality.glare > limits.glare),
        (Help.BLURRED, quality.sharpness is not None and quality.sharpness < limits.sharpness),
    )
    return next((word for word, is_wrong in wrong if is_wrong), None)


def _sharpness(frame: Frame, corners: Points) -> float | None:
    """Curvature over contrast in patches at full resolution: print loses it long before it pales."""
    steps = (np.arange(PATCHES, dtype=np.float32) + 0.5) / PATCHES
    left = corners[0] + steps[:, None] * (corners[3] - corners[0])
    right = corners[1] + steps[:, None] * (corners[2] - corners[1])
    middles = left[:, None] + steps[None, :, None] * (right - left)[:, None]
    height, width = frame.shape[:2]
    starts = np.rint(middles).astype(int).reshape(-1, 2) - PATCH_PX // 2
    patches = [
        frame[y : y + PATCH_PX, x : x + PATCH_PX, 1]
        for x, y in starts
        if 0 <= x <= width - PATCH_PX and 0 <= y <= height - PATCH_PX
    ]
    if not patches:
        return None
    # Below each other they go through OpenCV in one call; what their seams add is cut off again.
    smooth = cv2.GaussianBlur(np.concatenate(patches), (3, 3), 0)
    curved = np.abs(cv2.Laplacian(smooth, cv2.CV_16S))
    within = slice(4, -4, 2)
    smooth, curved = (
        plane.reshape(-1, PATCH_PX, PATCH_PX)[:, within, within].reshape(len(patches), -1)
        for plane in (smooth, curved)
    )
    low, high = np.percentile(smooth, (2, 98), axis=1)
    lively = high - low >= MIN_CONTRAST
    if not lively.any():
        return None
    found = np.sort(np.percentile(curved[lively], 98, axis=1) / (high - low)[lively])
    return float(np.median(found[len(found) // 2 :]))


def _has_finger(sample: Frame, mask: Frame) -> bool:
    """Whether skin lies across a side of the page, and the desk has not that colour."""
    skin = cv2.inRange(cv2.cvtColor(sample, cv2.COLOR_BGR2YCrCb), *SKIN_YCRCB)
    rim = np.ones((RIM_PX, RIM_PX), np.uint8)
    skin = cv2.morphologyEx(skin, cv2.MORPH_OPEN, rim)
    if not skin.any():
        return False
    outside = cv2.subtract(cv2.dilate(mask, rim, iterations=2), mask)
    side = cv2.subtract(mask, cv2.erode(mask, rim, borderValue=0))
    around, page = int(np.count_nonzero(outside)), int(np.count_nonzero(mask))
    if not around or np.count_nonzero(cv2.bitwise_and(skin, outside)) > SKIN_DESK_SHARE * around:
        return False
    count, labels = cv2.connectedComponents(skin)
    inside = np.bincount(labels[mask > 0], minlength=count)
    on_side = np.bincount(labels[side > 0], minlength=count)
    beyond = np.bincount(labels[outside > 0], minlength=count)
    fingers = (inside > FINGER_SHARE * page) & (on_side > 0) & (beyond > RIM_PX * RIM_PX)
    return bool(fingers[1:].any())
