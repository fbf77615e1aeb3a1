"""The search for four straight edges that enclose a page.

Classical and without weights: several segmentations of a small copy propose quadrilaterals, the one with the
best evidence of edges along its sides wins, and its sides are fitted again in the full frame.
"""

from typing import Any

import cv2
import numpy as np

from drivers.document_scanner.page_finder import Frame, Points

Slope = tuple[Any, Any, float]  # gradient in x, in y, and what counts as an edge there

SEARCH_SIDE_PX = 480  # text has melted away, edges of a page still stand
MIN_AREA_SHARE = 0.04
MAX_AREA_SHARE = 0.98
SUPPORT_SAMPLES = 60  # on each side
SUPPORT_OFFSETS_PX = np.arange(-2, 3, dtype=np.float32)
MIN_SLOPE = 60.0  # of a Scharr filter: a step of four levels
MIN_MEAN_SUPPORT = 0.5
MIN_SIDE_SUPPORT = 0.18
REFINE_SAMPLES = 80
REFINE_REACH_SHARE = 0.008  # of the longer side of the frame


def find_corners(frame: Frame) -> Points | None:
    """Corners of the best page, float32 4 x 2, clockwise from top left, in pixels of the frame."""
    small, scale = _shrink(frame, SEARCH_SIDE_PX)
    small = np.asarray(cv2.GaussianBlur(small, (5, 5), 0), np.uint8)
    slope = _slope(small)
    best, best_score = None, 0.0
    for mask in _masks(small):
        for quad in _quads(mask):
            score = _score(quad, slope)
            if score > best_score:
                best, best_score = quad, score
    return None if best is None else _refine(frame, _clockwise(best) * scale)


def _shrink(frame: Frame, side: int) -> tuple[Frame, float]:
    scale = max(1.0, max(frame.shape[:2]) / side)
    if scale == 1.0:
        return frame, scale
    size = (max(1, round(frame.shape[1] / scale)), max(1, round(frame.shape[0] / scale)))
    return np.asarray(cv2.resize(frame, size, interpolation=cv2.INTER_AREA), np.uint8), scale


def _slope(image: Frame) -> Slope:
    """Gradient of the strongest channel at each pixel: a page may differ from the desk in colour only."""
    light, *colours = cv2.split(cv2.cvtColor(image, cv2.COLOR_BGR2LAB))
    dx, dy = cv2.Scharr(light, cv2.CV_32F, 1, 0), cv2.Scharr(light, cv2.CV_32F, 0, 1)
    power = dx * dx + dy * dy
    for plane in colours:
        x, y = cv2.Scharr(plane, cv2.CV_32F, 1, 0), cv2.Scharr(plane, cv2.CV_32F, 0, 1)
        plane_power = x * x + y * y
        stronger = plane_power > power
        for own, other in ((dx, x), (dy, y), (power, plane_power)):
            np.copyto(own, other, where=stronger)
    floor = max(MIN_SLOPE, float(np.percentile(power[::3, ::3], 80)) ** 0.5)
    return dx, dy, floor


def _masks(image: Frame) -> list[Any]:
    """Binary images in which a page may be one blob or one outline."""
    lab = cv2.cvtColor(image, cv2.COLOR_BGR2LAB)
    light, a, b = cv2.split(lab)
    wide = cv2.getStructuringElement(cv2.MORPH_RECT, (9, 9))
    # Closing takes the text out of the paper.
    paper = cv2.morphologyEx(light, cv2.MORPH_CLOSE, wide)
    grey = np.full_like(a, 128)
    chroma = cv2.add(cv2.absdiff(a, grey), cv2.absdiff(b, grey))
    masks = []
    for plane, kind in ((paper, cv2.THRESH_BINARY), (chroma, cv2.THRESH_BINARY_INV)):
        level, mask = cv2.threshold(plane, 0, 255, kind + cv2.THRESH_OTSU)
        masks.append(mask)
        if plane is paper:
            above = plane[plane > level]
            if above.size:  # a bright page on a grey desk beside a dark wall: split the bright part again
                again, _ = cv2.threshold(above, 0, 255, cv2.THRESH_OTSU)
                masks.append(cv2.threshold(plane, again, 255, cv2.THRESH_BINARY)[1])
    for plane in (paper, cv2.morphologyEx(a, cv2.MORPH_CLOSE, wide), b):
        top = max(12.0, float(np.percentile(cv2.Laplacian(plane, cv2.CV_8U), 99)) * 3)
        for high in (top, top * 2):
            edges = cv2.Canny(plane, high / 2, high)
            masks.append(cv2.dilate(edges, np.ones((3, 3), np.uint8)))
    return masks


def _quads(mask: Any) -> list[Points]:
    contours, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
    whole = mask.shape[0] * mask.shape[1]
    quads = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:6]:
        hull = cv2.convexHull(contour)
        area = cv2.contourArea(hull)
        if area < MIN_AREA_SHARE * whole:
            continue
        length = cv2.arcLength(hull, True)
        for part in (0.02, 0.04, 0.06):
            quad = cv2.approxPolyDP(hull, part * length, True)
            if len(quad) == 4:
                quads.append(np.asarray(quad.reshape(4, 2), np.float32))
                break
        else:
            box = cv2.boxPoints(cv2.minAreaRect(hull))
            if area > 0.85 * cv2.contourArea(box):
                quads.append(np.asarray(box, np.float32))
    return quads


def _score(quad: Points, slope: Slope) -> float:
    """Area share, weighed by how much of every side runs along an edge; 0 for what is no page."""
    dx, dy, floor = slope
    height, width = dx.shape
    area = float(cv2.contourArea(quad)) / (height * width)
    if not MIN_AREA_SHARE <= area <= MAX_AREA_SHARE or not _page_like(quad):
        return 0.0
    at, normals = _along_sides(quad, SUPPORT_SAMPLES)
    x, y = np.rint(at[:, :, None] + SUPPORT_OFFSETS_PX[:, None] * normals[:, None, None]).astype(np.intp).T
    x, y = x.clip(0, width - 1), y.clip(0, height - 1)
    across = np.abs(dx[y, x] * normals[:, 0] + dy[y, x] * normals[:, 1])
    supports = (across.max(axis=0) > floor).mean(axis=0)
    mean, worst = float(supports.mean()), float(supports.min())
    if mean < MIN_MEAN_SUPPORT or worst < MIN_SIDE_SUPPORT:
        return 0.0
    return float(area**0.5 * mean * (0.3 + 0.7 * worst))


def _along_sides(quad: Points, samples: int) -> tuple[Points, Points]:
    """Points on the four sides (4 x samples x 2), off the corners, and the sides' unit normals (4 x 2)."""
    along = np.roll(quad, -1, axis=0) - quad
    steps = np.linspace(0.04, 0.96, samples, dtype=np.float32)
    at = quad[:, None] + steps[None, :, None] * along[:, None]
    normals = np.stack([along[:, 1], -along[:, 0]], axis=1)
    return at, normals / np.hypot(normals[:, 0], normals[:, 1]).clip(1e-6)[:, None]


def _page_like(quad: Points) -> bool:
    """Convex, corners between 45 and 135 degrees, no side much longer than a page's."""
    sides = np.roll(quad, -1, axis=0) - quad
    lengths = np.hypot(sides[:, 0], sides[:, 1])
    if lengths.min() < 8 or lengths.max() > 4 * lengths.min():
        return False
    back = -np.roll(sides, 1, axis=0)
    cosines = (sides * back).sum(axis=1) / (lengths * np.roll(lengths, 1))
    return bool(np.abs(cosines).max() < 0.71)


def _clockwise(quad: Points) -> Points:
    """Clockwise from the corner nearest to the top left."""
    center = quad.mean(axis=0)
    angles = np.arctan2(quad[:, 1] - center[1], quad[:, 0] - center[0])
    turned = quad[np.argsort(angles)]
    return np.asarray(np.roll(turned, -int(np.argmin(turned.sum(axis=1))), axis=0), np.float32)


def _refine(frame: Frame, corners: Points) -> Points:
    """Fit each side as a line through the steepest points near it, in the full frame, and cross them."""
    reach = max(4, round(REFINE_REACH_SHARE * max(frame.shape[:2])))
    offsets = np.arange(-reach, reach + 1, dtype=np.float32)
    nearness = np.exp(-0.5 * (offsets[:-1] / (0.6 * reach)) ** 2)
    at, normals = _along_sides(corners, REFINE_SAMPLES)
    lines = []
    for side, normal in zip(at, normals, strict=True):
        grid = side[:, None] + offsets[None, :, None] * normal
        x, y = np.ascontiguousarray(grid[..., 0]), np.ascontiguousarray(grid[..., 1])
        strip = cv2.remap(frame, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        strip = cv2.GaussianBlur(cv2.cvtColor(strip, cv2.COLOR_BGR2LAB), (5, 5), 0).astype(np.float32)
        steep = np.abs(np.diff(strip, axis=1)).max(axis=2) * nearness
        best = steep.argmax(axis=1)
        rows = np.arange(len(best))
        peak = steep[rows, best]
        edge = side + (offsets[best] + 0.5)[:, None] * normal
        edge = edge[peak > 0.3 * np.median(peak)]
        if len(edge) < REFINE_SAMPLES // 8:
            return corners
        lines.append(cv2.fitLine(edge.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel())
    refined = np.asarray([_cross(lines[index - 1], lines[index]) for index in range(4)], np.float32)
    if not np.isfinite(refined).all() or np.abs(refined - corners).max() > 4 * reach:
        return corners
    return refined


def _cross(one: Any, other: Any) -> Any:
    (ux, uy, px, py), (vx, vy, qx, qy) = one, other
    turn = ux * vy - uy * vx
    if abs(turn) < 1e-6:
        return (np.nan, np.nan)
    step = ((qx - px) * vy - (qy - py) * vx) / turn
    return (px + step * ux, py + step * uy)
