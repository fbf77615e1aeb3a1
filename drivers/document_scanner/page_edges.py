"""The search for four straight edges that enclose a page.

`page_net` says where sides of paper may be; straight lines through them are joined to quadrilaterals in every
way that a page may lie; the ones that `page_score` trusts most win, and their sides are fitted again in the
full frame. Where none is trusted enough, the edges of the picture itself give more lines.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from drivers.document_scanner import page_lines, page_net, page_score, page_sides
from drivers.document_scanner.page import Frame, Points
from drivers.document_scanner.page_lines import STEP_PX, Lines, Slope
from drivers.document_scanner.page_net import Seen

SEARCH_SIDE_PX = 320  # text has melted away, edges of a page still stand
MIN_FRAME_PX = 16
TEXT_PX = 7  # of the small copy
SMOOTHING_PX = 0.7
MIN_SIDE_SHARE = 0.10  # of the picture's shorter side
MIN_SIDE_SUPPORT = 0.3
MAX_SKEW = 0.85  # radians between opposite sides
MIN_CROSSING_SINE = 0.3
MIN_CORNER_SINE = 0.7
OUTSIDE_PX = 6.0  # a corner may lie so far outside the small copy
WIDE_REACH = 5.0  # pixels of the small copy
NEAR_REACH = 1.5
FINE_SCALE = 2.5  # up to here one fit is enough
MAX_SHARED = 0.15  # of the smaller of two pages
SURE_SCORE = 1.5  # what the network alone may find
MIN_SCORE = 0.8  # log odds: half of what the least of the real pages known has; set anew after new weights


@dataclass(frozen=True, eq=False)
class Found:
    """Corners of the pages, the surest first, none over another; whether paper reaches out of the frame."""

    pages: list[Points]
    cut_off: bool


def find_corners(frame: Frame) -> Points | None:
    """Corners of the best page, float32 4 x 2, clockwise from top left, in pixels of the frame."""
    return next(iter(search(frame, 1).pages), None)


def search(frame: Frame, most: int) -> Found:
    """At most so many pages; corners float32 4 x 2, clockwise from top left, in pixels of the frame."""
    small, scale = shrink(frame)
    if min(small.shape[:2]) < MIN_FRAME_PX:
        return Found([], cut_off=False)
    seen = page_net.look(small)
    quads, evidence = candidates(small, seen, with_edges=most > 1)
    scores = page_score.score(evidence)
    if most == 1 and scores.max(initial=-np.inf) < SURE_SCORE:
        quads, evidence = candidates(small, seen)
        scores = page_score.score(evidence)
    found: list[Points] = []
    for best in np.argsort(-scores):
        if scores[best] < MIN_SCORE or len(found) == most:
            break
        if all(_apart(quads[best], other) for other in found):
            found.append(quads[best])
    cut_off = not found and page_net.leaves(seen)
    return Found([_refined(frame, quad, scale) for quad in found], cut_off)


def _apart(one: Points, other: Points) -> bool:
    shared = cv2.intersectConvexConvex(one, other)[0]
    return shared < MAX_SHARED * min(cv2.contourArea(one), cv2.contourArea(other))


def _refined(frame: Frame, quad: Points, scale: float) -> Points:
    corners = _clockwise(np.asarray((quad + 0.5) * scale - 0.5, np.float32))
    if scale > FINE_SCALE:
        step = max(1, round(scale / FINE_SCALE))
        corners = page_sides.refine(frame, corners, round(WIDE_REACH * scale), step)
    return page_sides.refine(frame, corners, max(4, round(NEAR_REACH * scale)))


def shrink(frame: Frame) -> tuple[Frame, float]:
    """A small copy, and how many pixels of the frame one of its pixels is."""
    height, width = frame.shape[:2]
    scale = max(1.0, max(height, width) / SEARCH_SIDE_PX)
    size = (max(1, round(width / scale)), max(1, round(height / scale)))
    if scale >= 2:  # to the double size by nearest places, then halved: a third of the time of all pixels
        frame = np.asarray(
            cv2.resize(frame, (2 * size[0], 2 * size[1]), interpolation=cv2.INTER_LINEAR), np.uint8
        )
        return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8), scale
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_LINEAR), np.uint8), scale


def candidates(small: Frame, seen: Seen, *, with_edges: bool = True) -> tuple[Any, Any]:
    """Quadrilaterals that may be pages, n x 4 x 2 in pixels of the small copy, and the evidence on each."""
    height, width = size = small.shape[:2]
    slope = _slope(small) if with_edges else None
    found = page_lines.find_lines(slope, seen, size[::-1])
    lines = page_lines.measure(slope, seen, size[::-1], *found)
    at, points = _crossings(lines)
    sides = _join(lines, at, width, height)
    quads = points[sides, np.roll(sides, -1, axis=1)]
    quads = quads[_page_like(quads, width, height)]
    return quads, page_net.evidence(seen, quads, (width, height))


def _slope(small: Frame) -> Slope:
    light, a, b = cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2LAB))
    # Closing takes the text out of the paper.
    paper = cv2.morphologyEx(
        light, cv2.MORPH_CLOSE, np.ones((TEXT_PX, TEXT_PX), np.uint8), borderType=cv2.BORDER_REPLICATE
    )
    picture = cv2.GaussianBlur(cv2.merge([paper, a, b]).astype(np.float32), (3, 3), SMOOTHING_PX)
    return page_lines.slope_of(list(cv2.split(picture)))


def _join(lines: Lines, at: Any, width: int, height: int) -> Any:
    """Indices n x 4 of lines in order around a quadrilateral whose four sides all hold edges."""
    cosines = lines.normals @ lines.normals.T
    away = lines.rho - lines.normals @ np.array([width / 2, height / 2], np.float32)
    gap = np.abs(away[:, None] - np.sign(cosines) * away[None, :])
    opposite = (np.abs(cosines) > np.cos(MAX_SKEW)) & (gap > MIN_SIDE_SHARE * min(width, height))
    one, other = np.nonzero(np.triu(opposite, 1))
    line = np.arange(len(lines.rho))[:, None]
    low, high, length = _span(lines, at, line, one[None, :], other[None, :])
    steep = (lines.edge[line, high] - lines.edge[line, low]).max(axis=2)
    support = np.maximum(steep, lines.chance[line, high] - lines.chance[line, low]) / length
    good = support > MIN_SIDE_SUPPORT  # line x pair: this line may be a side between the two
    both = good[one] & good[other]  # pair x pair
    first, second = np.nonzero(np.triu(both & both.T, 1))
    return np.stack([one[first], one[second], other[first], other[second]], axis=1)


def _crossings(lines: Lines) -> tuple[Any, Any]:
    """Where line i is crossed by line j: pixels along i, n x n, and the points, n x n x 2; NaN if never."""
    cos, sin = lines.normals.T
    turn = cos[:, None] * sin[None, :] - sin[:, None] * cos[None, :]
    turn[np.abs(turn) < MIN_CROSSING_SINE] = np.nan
    x = (lines.rho[:, None] * sin[None, :] - lines.rho[None, :] * sin[:, None]) / turn
    y = (cos[:, None] * lines.rho[None, :] - cos[None, :] * lines.rho[:, None]) / turn
    return -x * sin[:, None] + y * cos[:, None], np.stack([x, y], axis=2)


def _span(lines: Lines, at: Any, line: Any, one: Any, other: Any) -> tuple[Any, Any, Any]:
    """First and last sample of a line between two others, and how many lie between, those outside too."""
    begin, end = at[line, one] - lines.start[line], at[line, other] - lines.start[line]
    low, high = np.fmin(begin, end) / STEP_PX, np.fmax(begin, end) / STEP_PX
    length = np.where(np.isfinite(begin + end), high - low, np.inf).clip(1)
    low, high = (
        np.nan_to_num(v, nan=0.0).clip(0, lines.edge.shape[1] - 1).astype(np.intp) for v in (low, high)
    )
    return low, high, length


def _page_like(quads: Any, width: int, height: int) -> Any:
    """Convex, corners near enough to right angles, inside the frame, no side too short."""
    ways = np.roll(quads, -1, axis=1) - quads
    lengths = np.hypot(ways[..., 0], ways[..., 1])
    before, before_length = np.roll(ways, 1, axis=1), np.roll(lengths, 1, axis=1)
    sine = (before[..., 0] * ways[..., 1] - before[..., 1] * ways[..., 0]) / (lengths * before_length).clip(
        1e-6
    )
    convex = (sine > MIN_CORNER_SINE).all(axis=1) | (sine < -MIN_CORNER_SINE).all(axis=1)
    size = np.array([width, height], np.float32)
    inside = ((quads > -OUTSIDE_PX) & (quads < size + OUTSIDE_PX)).all(axis=(1, 2))
    return np.asarray(convex & inside & (lengths.min(axis=1) > MIN_SIDE_SHARE * min(width, height)))


def _clockwise(quad: Points) -> Points:
    """Clockwise from the corner nearest to the top left."""
    center = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - center[1], quad[:, 0] - center[0])
    turned = quad[np.argsort(angles)]
    return np.asarray(np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0), np.float32)
