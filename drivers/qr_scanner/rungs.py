"""The ladder's rungs: how a region is prepared before it is read, in the order in which they pay off.

Measured on screens photographed with moire, glare, motion and noise, and on printed codes far, bent and out
of focus: see tests/benchmarks/bench_codes.py. The first ones read most and take least.
"""

from collections.abc import Callable
from dataclasses import dataclass

import cv2
import numpy as np

from drivers.qr_scanner.regions import Gray

LONG_SIDE_PX = 900  # what a prepared region has at most: bounds the time of a rung
SECOND_OPINION_SIDE_PX = 560  # zbar takes four times as long per pixel


def enlarged(region: Gray, factor: float = 2.0, long_side_px: int = LONG_SIDE_PX) -> Gray:
    """Enlarged by cubic interpolation, so that a module has enough pixels to be told from its neighbours.

    A large region grows less, or shrinks, to keep its longer side within `long_side_px`.
    """
    scale = _scale(region, factor, long_side_px)
    method = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
    return cv2.resize(region, None, fx=scale, fy=scale, interpolation=method).astype(np.uint8)


def _scale(region: Gray, factor: float, long_side_px: int) -> float:
    return float(min(factor, long_side_px / max(region.shape)))


def flattened(region: Gray, side_px: int) -> Gray:
    """Every neighbourhood of `side_px` brought to one mean and contrast: glare and shadow vanish."""
    values = region.astype(np.float32)
    mean = cv2.blur(values, (side_px, side_px))
    spread = cv2.sqrt(cv2.blur(np.square(values - mean), (side_px, side_px))) + 4
    flat: Gray = np.clip(128 + (values - mean) / spread * 60, 0, 255).astype(np.uint8)
    return flat


def sharpened(region: Gray, sigma: float, amount: float) -> Gray:
    """Unsharp mask, against defocus."""
    soft = cv2.GaussianBlur(region, (0, 0), sigma)
    return cv2.addWeighted(region, 1 + amount, soft, -amount, 0).astype(np.uint8)


def deconvolved(region: Gray, sigma: float = 0.9, rounds: int = 5) -> Gray:
    """Richardson and Lucy's iteration against a Gaussian blur."""
    seen = region.astype(np.float32) + 1
    guess = seen
    for _ in range(rounds):
        guess = guess * cv2.GaussianBlur(seen / cv2.GaussianBlur(guess, (0, 0), sigma), (0, 0), sigma)
    sharp: Gray = np.clip(guess, 0, 255).astype(np.uint8)
    return sharp


def smoothed(region: Gray, sigma: float) -> Gray:
    """Gaussian blur, against noise and the screen's own pixels."""
    return cv2.GaussianBlur(region, (0, 0), sigma).astype(np.uint8)


def thresholded(region: Gray, side_px: int, method: int) -> Gray:
    """Black and white against each pixel's own neighbourhood."""
    return cv2.adaptiveThreshold(region, 255, method, cv2.THRESH_BINARY, side_px, 0).astype(np.uint8)


def boxed(region: Gray) -> Gray:
    """Each pixel with its neighbours right and below: the beat of two pixel grids cancels itself."""
    return cv2.blur(region, (2, 2)).astype(np.uint8)


def rotated(region: Gray, degrees: float, factor: float = 1.5) -> Gray:
    """Turned within the same frame and enlarged: a code along other rows is sampled otherwise."""
    scale = _scale(region, factor, LONG_SIDE_PX)
    height, width = (round(side * scale) for side in region.shape)
    turn = cv2.getRotationMatrix2D((region.shape[1] / 2, region.shape[0] / 2), degrees, scale)
    turn = turn + np.array([[0, 0, (width - region.shape[1]) / 2], [0, 0, (height - region.shape[0]) / 2]])
    return cv2.warpAffine(
        region, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.uint8)


@dataclass(frozen=True)
class Rung:
    """One preparation of a region, and which decoder reads the result.

    `linear`: Code 128 is looked for too. `turn_deg`: how far the result is turned, counter-clockwise.
    """

    name: str
    prepare: Callable[[Gray], Gray]
    factor: float = 2.0
    second_opinion: bool = False
    linear: bool = False
    turn_deg: float = 0.0
    ns_per_px: float = 10.0  # the first guess of its cost per prepared pixel; then it is measured

    def prepared_px(self, region: Gray) -> float:
        """How many pixels the prepared region has."""
        side = SECOND_OPINION_SIDE_PX if self.second_opinion else LONG_SIDE_PX
        return region.size * _scale(region, self.factor, side) ** 2


_MEAN, _GAUSSIAN = cv2.ADAPTIVE_THRESH_MEAN_C, cv2.ADAPTIVE_THRESH_GAUSSIAN_C

RUNGS = (
    Rung("plain", enlarged, ns_per_px=3),
    Rung(
        "flattened, sharpened",
        lambda c: sharpened(enlarged(flattened(smoothed(c, 0.6), 101)), 3, 1.0),
        linear=True,
        ns_per_px=8,
    ),
    Rung("sharpened", lambda c: sharpened(enlarged(smoothed(c, 0.6)), 3, 2.0), ns_per_px=7),
    Rung("gaussian 27", lambda c: thresholded(enlarged(c), 27, _GAUSSIAN)),
    Rung("boxed", lambda c: enlarged(boxed(c)), ns_per_px=4),
    Rung("gaussian 41", lambda c: thresholded(enlarged(c), 41, _GAUSSIAN)),
    Rung("gaussian 15", lambda c: thresholded(enlarged(c), 15, _GAUSSIAN)),
    Rung("flattened narrow", lambda c: enlarged(flattened(c, 61)), linear=True),
    Rung("mean 15", lambda c: thresholded(enlarged(c), 15, _MEAN)),
    Rung("sharpened wide", lambda c: sharpened(enlarged(smoothed(c, 0.6)), 5, 2.0)),
    Rung("smoothed, gaussian 31", lambda c: thresholded(enlarged(smoothed(c, 1.3)), 31, _GAUSSIAN)),
    Rung("turned", lambda c: rotated(c, 15), 1.5, turn_deg=15),
    Rung("boxed thrice", lambda c: enlarged(boxed(c), 3), 3.0),
    Rung("flattened wide", lambda c: enlarged(flattened(c, 201))),
    Rung("sharpened thrice", lambda c: sharpened(enlarged(smoothed(c, 0.7), 3), 5, 2.0), 3.0),
    Rung("gaussian 51 thrice", lambda c: thresholded(enlarged(c, 3), 51, _GAUSSIAN), 3.0),
    Rung("deconvolved", lambda c: enlarged(flattened(deconvolved(c), 101)), ns_per_px=20),
    Rung("turned, thresholded", lambda c: thresholded(rotated(c, 30), 41, _GAUSSIAN), 1.5, turn_deg=30),
    Rung(
        "second opinion",
        lambda c: enlarged(c, 1, SECOND_OPINION_SIDE_PX),
        1.0,
        second_opinion=True,
        ns_per_px=60,
    ),
    Rung(
        "second opinion, flattened",
        lambda c: enlarged(flattened(c, 101), 2, SECOND_OPINION_SIDE_PX),
        second_opinion=True,
        ns_per_px=60,
    ),
)
