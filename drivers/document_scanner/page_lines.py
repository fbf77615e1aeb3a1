"""Long straight edges in a small picture: a Hough transform in which points vote in their own direction.

R. Duda, P. Hart, "Use of the Hough transformation to detect lines and curves in pictures" (1972); the votes
by direction after D. Ballard (1981); the direction from the structure tensor after J. Bigün (1987).
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from drivers.document_scanner import page_net
from drivers.document_scanner.page_net import Seen

# The slope of a pixel counts over that of its surroundings: white paper on a white desk beside black print.
SURROUNDINGS_PX = 31
NOISE_LEVELS = 2.0
MIN_EDGE = 0.48
MAX_EDGE = 1.2
EDGE_PERCENTILE = 92  # on a coarse cloth only what is steeper than the cloth
HYSTERESIS = 0.6
WHOLE = 256.0  # Canny takes whole numbers

ANGLES = 128  # bins in half a turn
SPREAD = np.arange(-2, 3)  # bins to both sides that a point votes for
RHO_STEP_PX = 2.0
TENSOR_PX = 7
MAX_POINTS = 2500
COMPANY_PX = (-10, -5, 5, 10)
MIN_COMPANY = 3
POSSIBLE, SURE = 0.1, 0.5  # chances of the network
SURE_WEIGHT = 1.5
STEEP = 2.0
STRONG_PERCENTILE = 90
PEAK_BINS = (5, 11)  # rho, angle
MIN_VOTES = 2.0
SECTORS = 8
SECTOR_LINES = 8
MAX_LINES = 26

STEP_PX = 2.0  # between two samples along a line
EDGE_OFFSETS_PX = (-1.5, 0.0, 1.5)
EDGE_PART = 0.7


@dataclass(frozen=True, eq=False)
class Slope:
    """Slope over that of the surroundings, to the right and down, float32 h x w.

    An edge has at least `level`. `power` is the slope alone, in levels; `edges` is 255 along the crests.
    """

    right: Any
    down: Any
    power: Any
    edges: Any
    level: float


@dataclass(frozen=True, eq=False)
class Lines:
    """n lines `x cos + y sin = rho`; sums along them up to each sample, so that any part is a difference.

    `edge` n x m x 2: samples with an edge that rises along (0) or against (1) the normal. `chance` n x m:
    what the network gives for a side. Sample i lies at `start + i * STEP_PX` along (-sin, cos).
    """

    normals: Any
    rho: Any
    start: Any
    edge: Any
    chance: Any


def slope_of(planes: list[Any]) -> Slope:
    """The steepest of several planes, float32 h x w, at each pixel."""
    right: Any = None
    down: Any = None
    power: Any = None
    for plane in planes:
        x, y = (cv2.Sobel(plane, cv2.CV_32F, *way, scale=0.25) for way in ((1, 0), (0, 1)))
        own = cv2.magnitude(x, y)
        if power is None:
            right, down, power = x, y, own
        else:
            steeper = np.asarray(cv2.compare(own, power, cv2.CMP_GT))
            cv2.copyTo(x, steeper, right)
            cv2.copyTo(y, steeper, down)
            power = cv2.max(power, own)
    around = cv2.blur(power, (SURROUNDINGS_PX, SURROUNDINGS_PX)) + NOISE_LEVELS
    right, down = cv2.divide(right, around), cv2.divide(down, around)
    usual = np.percentile(np.hypot(right[::3, ::3], down[::3, ::3]), EDGE_PERCENTILE)
    level = float(np.clip(usual, MIN_EDGE, MAX_EDGE))
    dx, dy = ((plane * WHOLE).astype(np.int16) for plane in (right, down))
    edges = cv2.Canny(dx, dy, HYSTERESIS * level * WHOLE, level * WHOLE, L2gradient=True)
    return Slope(right, down, power, edges, level)


def find_lines(slope: Slope | None, seen: Seen, size: tuple[int, int]) -> tuple[Any, Any]:
    """Angles of the normals in radians and rho in pixels of the strongest lines.

    The network votes where it is sure of a side; with `slope`, edges too where it holds one for possible.
    `size`: width and height of the picture.
    """
    width, height = size
    x, y, angle, weight = page_net.side_points(seen, SURE, size)
    weight = weight * SURE_WEIGHT
    if slope is not None:
        votes = [(x, y, angle, weight), _edge_votes(slope, seen)]
        x, y, angle, weight = (np.concatenate(parts) for parts in zip(*votes, strict=True))
    if not len(x):
        return np.empty(0), np.empty(0)
    return _peaks(x, y, angle, weight, height + width)


def _edge_votes(slope: Slope, seen: Seen) -> tuple[Any, Any, Any, Any]:
    """x, y, angle of the normal and weight of the edges that may be sides."""
    near = cv2.resize(cv2.dilate(seen.sides, np.ones((3, 3), np.uint8)), slope.edges.shape[::-1])
    possible = cv2.bitwise_and(slope.edges, np.where(near > POSSIBLE, np.uint8(255), np.uint8(0)))
    points: Any = cv2.findNonZero(possible)
    if points is None:
        return (np.empty(0, np.float32),) * 4
    thinning = 1 + len(points) // MAX_POINTS
    x, y = np.ascontiguousarray(points.reshape(-1, 2)[::thinning].T)
    angle = _directions(slope, x, y)
    company = _company(slope.edges, x, y, angle)
    x, y, angle, company = (v[company >= MIN_COMPANY] for v in (x, y, angle, company))
    if not len(x):
        return (np.empty(0, np.float32),) * 4
    ratio, power = np.hypot(slope.right[y, x], slope.down[y, x]), slope.power[y, x]
    strong = max(NOISE_LEVELS, float(np.percentile(power, STRONG_PERCENTILE)))
    # Strength counts, but a stroke of black ink must not outvote the edge of paper on paper.
    weight = (power / strong).clip(0, 1) ** 0.3 * (ratio / STEEP).clip(0, 1) ** 0.5 * company
    return x, y, angle, weight * near[y, x] * (thinning / len(COMPANY_PX))


def _directions(slope: Slope, x: Any, y: Any) -> Any:
    """Angle of the normal at each point: of the surroundings, for eight bits make a single pixel's coarse."""
    pairs = ((slope.right, slope.right), (slope.down, slope.down), (slope.right, slope.down))
    xx, yy, xy = (cv2.blur(cv2.multiply(p, q), (TENSOR_PX, TENSOR_PX))[y, x] for p, q in pairs)
    return 0.5 * np.arctan2(2 * xy, xx - yy)


def _company(edges: Any, x: Any, y: Any, angle: Any) -> Any:
    """How many edges lie before and behind each point: letters and grain have few."""
    height, width = edges.shape
    near = cv2.dilate(edges, np.ones((3, 3), np.uint8)).ravel() > 0
    go_x, go_y = -np.sin(angle), np.cos(angle)
    found = np.zeros(len(x), np.int32)
    for step in COMPANY_PX:
        index, inside = _pixels(x + step * go_x, y + step * go_y, width, height)
        found += near[index] & inside
    return found


def _peaks(x: Any, y: Any, angle: Any, weight: Any, reach: int) -> tuple[Any, Any]:
    bins = np.rint(angle * (ANGLES / np.pi)).astype(np.int32)[:, None] + SPREAD
    bins %= ANGLES
    turns = np.arange(ANGLES, dtype=np.float32) * np.float32(np.pi / ANGLES)
    rho = x[:, None] * np.cos(turns)[bins] + y[:, None] * np.sin(turns)[bins]
    middle = int(reach / RHO_STEP_PX) + 2
    places = 2 * middle
    index = bins * places + np.rint(rho / RHO_STEP_PX).astype(np.int32) + middle
    votes: Any = np.bincount(index.ravel(), np.repeat(weight, len(SPREAD)), ANGLES * places)
    votes = cv2.GaussianBlur(votes.reshape(ANGLES, places).astype(np.float32), (3, 3), 0.8)
    highest = cv2.dilate(votes, np.ones(PEAK_BINS[::-1], np.uint8))
    at, place = np.nonzero((votes == highest) & (votes > MIN_VOTES))
    best = np.argsort(-votes[at, place])
    # Wood grain must not take all the places.
    same = (at[best] * SECTORS // ANGLES)[:, None] == np.arange(SECTORS)
    rank = (np.cumsum(same, axis=0) * same).sum(axis=1)
    best = best[rank <= SECTOR_LINES][:MAX_LINES]
    return at[best] * (np.pi / ANGLES), (place[best] - middle) * RHO_STEP_PX


def measure(slope: Slope | None, seen: Seen, size: tuple[int, int], angles: Any, rho: Any) -> Lines:
    """Walk along the lines through the whole picture of this size."""
    width, height = size
    rho = rho.astype(np.float32)
    normals = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    middle = np.array([width / 2, height / 2], np.float32)
    # The foot of the picture's middle on each line is where its samples are centred.
    foot = middle + (rho - normals @ middle)[:, None] * normals
    along = np.stack([-normals[:, 1], normals[:, 0]], axis=1)
    count = int(np.hypot(height, width) / STEP_PX) + 1
    steps = (np.arange(count, dtype=np.float32) - count // 2) * np.float32(STEP_PX)
    x, y = (foot[:, i : i + 1] + steps * along[:, i : i + 1] for i in (0, 1))
    edge = np.zeros((*x.shape, 2), bool) if slope is None else _edges_at(slope, x, y, normals)
    chance = page_net.sides_at(seen, x, y, size)
    sums = (np.cumsum(v, axis=1, dtype=np.float32) for v in (edge, chance))
    return Lines(normals, rho, (foot * along).sum(axis=1) + steps[0], *sums)


def _edges_at(slope: Slope, x: Any, y: Any, normals: Any) -> Any:
    """Whether an edge rises or falls across each line at its samples, n x m x 2."""
    height, width = slope.edges.shape
    cos, sin = normals[:, :1], normals[:, 1:]
    right, down = slope.right.ravel(), slope.down.ravel()
    rising = falling = np.zeros((1, 1), np.float32)
    for offset in EDGE_OFFSETS_PX:
        index, inside = _pixels(x + offset * cos, y + offset * sin, width, height)
        steep = (right[index] * cos + down[index] * sin) * inside
        rising, falling = np.maximum(rising, steep), np.minimum(falling, steep)
    level = EDGE_PART * slope.level
    return np.stack([rising > level, falling < -level], axis=2)


def _pixels(x: Any, y: Any, width: int, height: int) -> tuple[Any, Any]:
    """Indices into the flat picture, at its rim for points outside, and which are inside."""
    x, y = np.rint(x).astype(np.int32), np.rint(y).astype(np.int32)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    return y.clip(0, height - 1) * width + x.clip(0, width - 1), inside
