"""The four sides of a page that is roughly known, fitted in the full frame."""

from typing import Any

import cv2
import numpy as np

from drivers.document_scanner.page import Frame, Points

ROWS = 48  # samples along a side
CORNER_SHARE = 0.04  # of a side that may be rounded or under a thumb
END_POSITIONS = 11  # tried for either end of a side
NOISE_LEVELS = 8.0
STEEP_CAP = 4.0  # of the mean slope across; print and glare must not outvote a long faint edge
FAR_COST = 0.15  # of the slope gathered, for a side that ends a whole reach from where it was looked for


def refine(frame: Frame, corners: Points, reach_px: int, step_px: int = 1) -> Points:
    """Fit each side as a straight line through the steepest points near it and cross them.

    `corners` float32 4 x 2, in order around the page, and so the answer; unchanged where nothing can be
    fitted. Looked for up to `reach_px` to either side, at every `step_px`.
    """
    ways = np.roll(corners, -1, axis=0) - corners
    normals = np.stack([ways[:, 1], -ways[:, 0]], axis=1) / np.hypot(ways[:, 0], ways[:, 1])[:, None].clip(
        1e-6
    )
    steps = np.linspace(CORNER_SHARE, 1 - CORNER_SHARE, ROWS, dtype=np.float32)
    count = reach_px // step_px
    offsets = np.arange(-count, count + 1, dtype=np.float32) * step_px
    at = corners[:, None] + steps[None, :, None] * ways[:, None]
    guess, steep = _straightest(_slopes(frame, at, normals, offsets), steps)
    near = max(2, count // 4)
    window = (np.rint(guess).astype(np.intp)[..., None] + np.arange(-near, near + 1)).clip(0, 2 * count)
    values = np.take_along_axis(steep, window, axis=2)
    best = np.take_along_axis(window, values.argmax(axis=2)[..., None], axis=2)[..., 0]
    peaks = values.max(axis=2)
    points = at + offsets[best][..., None] * normals[:, None]
    keep = peaks > 0.5 * np.median(peaks, axis=1, keepdims=True)
    lines = [
        cv2.fitLine(np.ascontiguousarray(side[kept], np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01).ravel()
        if kept.sum() >= ROWS // 8
        else np.concatenate([way, corner])
        for side, kept, way, corner in zip(points, keep, ways, corners, strict=True)
    ]
    refined = np.asarray([_cross(lines[side - 1], lines[side]) for side in range(4)], np.float32)
    if not np.isfinite(refined).all() or np.abs(refined - corners).max() > 4 * reach_px:
        return corners
    return refined


def _slopes(frame: Frame, at: Any, normals: Any, offsets: Any) -> Any:
    """How steeply each channel rises across the sides, over the mean of each row: 4 x 3 x rows x offsets."""
    grid = (at[:, :, None] + offsets[None, None, :, None] * normals[:, None, None]).astype(np.float32)
    flat = grid.reshape(-1, len(offsets), 2)
    no_second: Any = None  # both coordinates stand in the first map
    strip = cv2.remap(frame, flat, no_second, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    strip = cv2.GaussianBlur(strip, (5, 5), 0)
    slope: Any = cv2.Sobel(strip, cv2.CV_32F, 1, 0)
    slope /= np.abs(slope).mean(axis=1, keepdims=True).max(axis=2, keepdims=True) + NOISE_LEVELS
    slope = slope.clip(-STEEP_CAP, STEEP_CAP).reshape(4, ROWS, len(offsets), 3)
    return np.ascontiguousarray(slope.transpose(0, 3, 1, 2))


def _straightest(slopes: Any, steps: Any) -> tuple[Any, Any]:
    """Where the line that gathers the most slope crosses each row, and the slopes that it gathered.

    All of one sign and in one channel: what rises here and falls there is a pattern, no edge of a page.
    """
    last = slopes.shape[3] - 1
    ends = np.linspace(0, last, min(END_POSITIONS, last + 1), dtype=np.float32)
    paths = ends[:, None, None] + (ends[None, :, None] - ends[:, None, None]) * steps
    index = (np.rint(paths).astype(np.intp) + np.arange(ROWS) * (last + 1)).reshape(-1, ROWS)
    gathered = slopes.reshape(4, 3, -1)[:, :, index].sum(axis=3)
    away = FAR_COST * np.abs(2 * ends / last - 1)
    gathered *= (1 - away[:, None] - away[None, :]).ravel()
    best = np.abs(gathered).reshape(4, -1).argmax(axis=1)
    channel, path = np.divmod(best, len(index))
    side = np.arange(4)
    sign = np.sign(gathered[side, channel, path])
    return paths.reshape(-1, ROWS)[path], slopes[side, channel] * sign[:, None, None]


def _cross(one: Any, other: Any) -> Any:
    (ux, uy, px, py), (vx, vy, qx, qy) = one, other
    turn = ux * vy - uy * vx
    if abs(turn) < 1e-6:
        return (np.nan, np.nan)
    step = ((qx - px) * vy - (qy - py) * vx) / turn
    return (px + step * ux, py + step * uy)
