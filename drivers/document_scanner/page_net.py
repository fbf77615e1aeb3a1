"""Where paper, whole pages, their sides and corners seem to be: a small convolutional network on 160 x 160.

The weights come from `tests/benchmarks/train_page_net.py`, which learns them on invented photographs alone.
"""

import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from drivers.document_scanner.page import Frame

NET = Path(__file__).with_name("page_net.onnx")
INPUT_PX = 160  # both ways: the copy is stretched
CELLS = INPUT_PX // 2
MIDDLE_LEVEL, LEVELS = 128.0, 64.0

INSIDE_STEPS = 8  # samples across and down a quadrilateral
SIDE_STEPS = 12  # samples along a side
BESIDE_CELLS = 2.5  # how far outside a side the desk is looked for
FEATURES = 12
CUT_RIM_CELLS = 12  # along one rim
CUT_PAPER_SHARE = 0.1


class _Networks(threading.local):
    """One network for each thread: OpenCV's keep their layers' results inside."""

    def __init__(self) -> None:
        # The classic engine takes three quarters of the new one's time for this network.
        self.net: Any = cv2.dnn.readNetFromONNX(str(NET), cv2.dnn.ENGINE_CLASSIC)


_networks = _Networks()


@dataclass(frozen=True, eq=False)
class Seen:
    """Chances 0..1, float32 CELLS x CELLS: that a cell is paper, of a whole page, on its side, at its corner.

    A whole page is one that nothing but a finger or a pen lies on, and that does not leave the frame.
    """

    paper: Any
    pages: Any
    sides: Any
    corners: Any


def look(small: Frame) -> Seen:
    """Ask the network about a small copy of a frame, h x w x 3 BGR."""
    net = _networks.net
    copy = cv2.resize(small, (INPUT_PX, INPUT_PX), interpolation=cv2.INTER_AREA)
    net.setInput(cv2.dnn.blobFromImage(copy, 1 / LEVELS, mean=(MIDDLE_LEVEL,) * 3))
    return Seen(*(1 / (1 + np.exp(-net.forward()[0]))))


def leaves(seen: Seen) -> bool:
    """Whether much of what is held for paper reaches over the rim of the frame."""
    likely = seen.paper > 0.5
    rim = max(likely[0].sum(), likely[-1].sum(), likely[:, 0].sum(), likely[:, -1].sum())
    return bool(rim >= CUT_RIM_CELLS and likely.mean() >= CUT_PAPER_SHARE)


def side_points(seen: Seen, least: float, size: tuple[int, int]) -> tuple[Any, Any, Any, Any]:
    """x, y, angle of the normal and chance of cells likely on a side, in a picture of this size."""
    width, height = size
    row, column = np.nonzero(seen.sides > least)
    scale = np.array([width / CELLS, height / CELLS], np.float32)
    right, down = (
        cv2.Sobel(seen.sides, cv2.CV_32F, *way, scale=float(1 / s))
        for way, s in (((1, 0), scale[0]), ((0, 1), scale[1]))
    )
    xx, yy, xy = (
        cv2.blur(p * q, (5, 5))[row, column] for p, q in ((right, right), (down, down), (right, down))
    )
    angle = 0.5 * np.arctan2(2 * xy, xx - yy)
    x, y = (column + 0.5) * scale[0] - 0.5, (row + 0.5) * scale[1] - 0.5
    return x, y, angle, seen.sides[row, column]


def sides_at(seen: Seen, x: Any, y: Any, size: tuple[int, int]) -> Any:
    """Chance of a side near points of a picture of this size, 0 outside."""
    points = np.stack([(x + 0.5) * (CELLS / size[0]) - 0.5, (y + 0.5) * (CELLS / size[1]) - 0.5], axis=-1)
    chance, is_seen = _at(cv2.dilate(seen.sides, np.ones((3, 3), np.uint8)), points)
    return chance * is_seen


def evidence(seen: Seen, quads: Any, size: tuple[int, int]) -> Any:
    """What the network holds of quadrilaterals, n x 4 x 2 in pixels of a picture: n x FEATURES."""
    cells = (quads + 0.5) * (np.array([CELLS, CELLS], np.float32) / size) - 0.5
    steps = (np.arange(INSIDE_STEPS, dtype=np.float32) + 0.5) / INSIDE_STEPS
    left = cells[:, None, 0] + steps[:, None] * (cells[:, None, 3] - cells[:, None, 0])
    right = cells[:, None, 1] + steps[:, None] * (cells[:, None, 2] - cells[:, None, 1])
    places = left[:, :, None] + steps[:, None] * (right - left)[:, :, None]
    inside = _at(seen.pages, places)[0]
    along = (np.arange(SIDE_STEPS, dtype=np.float32) + 0.5) / SIDE_STEPS
    ways = np.roll(cells, -1, axis=1) - cells
    on = cells[:, :, None] + along[:, None] * ways[:, :, None]
    middle = cells.mean(axis=1)[:, None]
    across = np.stack([ways[..., 1], -ways[..., 0]], axis=2)
    across /= np.hypot(across[..., 0], across[..., 1])[..., None].clip(1e-6)
    across *= np.sign(((cells - middle) * across).sum(axis=2))[..., None]
    wide = np.ones((3, 3), np.uint8)
    support = np.sort(_at(cv2.dilate(seen.sides, wide), on)[0].mean(axis=2), axis=1)
    next_to = on + BESIDE_CELLS * across[:, :, None]
    desk, is_seen = _at(seen.pages, next_to)
    beside = (desk * is_seen).mean(axis=2)
    other = _at(seen.paper, next_to)[0] * is_seen
    corner = _at(cv2.dilate(seen.corners, wide), cells)[0]
    down, up = cells[:, 2] - cells[:, 0], cells[:, 3] - cells[:, 1]
    twice_area = np.abs(down[:, 0] * up[:, 1] - down[:, 1] * up[:, 0])
    mean = inside.mean(axis=(1, 2))
    columns = [
        mean,
        np.sort(inside.reshape(len(quads), INSIDE_STEPS**2), axis=1)[:, INSIDE_STEPS],
        beside.mean(axis=1),
        beside.max(axis=1),
        support.mean(axis=1),
        support[:, 0],
        support[:, 1],
        corner.mean(axis=1),
        corner.min(axis=1),
        mean * twice_area / 2 / (seen.pages.sum() + 1),
        _at(seen.paper, places)[0].mean(axis=(1, 2)),
        other.mean(axis=(1, 2)),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _at(cells: Any, points: Any) -> tuple[Any, Any]:
    """The nearest cell's value, at the rim for points outside, and which points are inside."""
    whole = np.rint(points).astype(np.intp)
    kept = whole.clip(0, CELLS - 1)
    return cells[kept[..., 1], kept[..., 0]], (whole == kept).all(axis=-1)
