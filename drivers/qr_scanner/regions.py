"""Where in a frame a code may be: places with many short edges in both directions."""

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

Gray = npt.NDArray[np.uint8]

CELL_PX = 8  # side of the cells in which edges are counted
EDGE_GAP_PX = 4  # wider than a module of the smallest code that can be read
NOISE_TIMES = 2.0  # differences below this multiple of their median are the sensor's noise
SHARE_OF_PEAK = 0.4
MARGIN_CELLS = 5  # a quiet zone, and corners that glare has washed out
MAX_REGIONS = 4
SEEN_MARGIN = 0.25  # of a code's side: the corners of a code that cannot be read are rough
SAME_PLACE = 0.6

Region = tuple[int, int, int, int]  # left, top, right, bottom; right and bottom outside


def find_regions(gray: Gray, seen: Sequence[Sequence[tuple[float, float]]] = ()) -> list[Region]:
    """At most `MAX_REGIONS` regions of an h x w frame in its pixels, the likeliest first.

    `seen`: corners of codes that are known to be there; they come before all others.
    """
    height, width = gray.shape
    known = [region for corners in seen if (region := _around(corners, width, height)) is not None]
    others = [region for region in _busy(gray) if not any(_covers(one, region) for one in known)]
    return (known + others)[:MAX_REGIONS]


def _around(corners: Sequence[tuple[float, float]], width: int, height: int) -> Region | None:
    left, top = (min(point[axis] for point in corners) for axis in (0, 1))
    right, bottom = (max(point[axis] for point in corners) for axis in (0, 1))
    margin = max(2 * CELL_PX, SEEN_MARGIN * max(right - left, bottom - top))
    region = (
        max(0, int(left - margin)),
        max(0, int(top - margin)),
        min(width, int(right + margin)),
        min(height, int(bottom + margin)),
    )
    return region if min(region[2] - region[0], region[3] - region[1]) >= 4 * CELL_PX else None


def _covers(outer: Region, inner: Region) -> bool:
    """Nearly the same place: nothing more is to be read there."""
    wide = min(outer[2], inner[2]) - max(outer[0], inner[0])
    high = min(outer[3], inner[3]) - max(outer[1], inner[1])
    area = (inner[2] - inner[0]) * (inner[3] - inner[1])
    return wide > 0 and high > 0 and wide * high > SAME_PLACE * area


def _busy(gray: Gray) -> list[Region]:
    height, width = gray.shape
    if min(height, width) < 4 * CELL_PX:
        return [(0, 0, width, height)]
    smooth = cv2.GaussianBlur(gray, (5, 5), 1.2)
    across = cv2.absdiff(smooth[:, EDGE_GAP_PX:], smooth[:, :-EDGE_GAP_PX])
    down = cv2.absdiff(smooth[EDGE_GAP_PX:], smooth[:-EDGE_GAP_PX])
    noise = NOISE_TIMES / 2 * float(np.median(across[::9, ::9]) + np.median(down[::9, ::9]))
    cells = (width // CELL_PX, height // CELL_PX)
    # A line of text or a table's edge is strong in one direction only.
    score = np.minimum(_density(across, noise, cells), _density(down, noise, cells))
    peak = float(score.max())
    if peak < 1.0:
        return []
    mask = (score > max(1.0, SHARE_OF_PEAK * peak)).astype(np.uint8)
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(cv2.dilate(mask, np.ones((3, 3), np.uint8)))
    weights = np.bincount(labels.ravel(), score.ravel(), count)
    weights[0] = 0  # the background
    order = sorted(range(1, count), key=lambda label: -float(weights[label]))
    return [_grown(boxes[label], width, height) for label in order[:MAX_REGIONS]]


def _density(difference: Any, noise: float, cells: tuple[int, int]) -> npt.NDArray[np.float32]:
    edges = cv2.resize(cv2.subtract(difference, np.array([noise])), cells, interpolation=cv2.INTER_AREA)
    return cv2.blur(edges.astype(np.float32), (5, 5)).astype(np.float32)


def _grown(box: Any, width: int, height: int) -> Region:
    left, top, across, down = (int(value) for value in box[:4])
    return (
        max(0, left - MARGIN_CELLS) * CELL_PX,
        max(0, top - MARGIN_CELLS) * CELL_PX,
        min(width, (left + across + MARGIN_CELLS) * CELL_PX),
        min(height, (top + down + MARGIN_CELLS) * CELL_PX),
    )
