"""How sure it is that a quadrilateral is a page: evidence along its sides, weighed by a very small network.

The weights, one hidden layer of 16, come from `tests/benchmarks/train_page_score.py`, which learns them on
invented desks alone.
"""

import functools
from pathlib import Path
from typing import Any

import numpy as np

from drivers.document_scanner.page_lines import Lines

WEIGHTS = Path(__file__).with_name("page_score.npz")
FEATURES = 26
BEYOND = 7  # samples past a corner, where a page's edge has ended and a table's line goes on
RIM_PX = 4
FULL_CONTRAST = 40.0  # levels; more makes a side no surer
GREY = 128  # of a and b in OpenCV's L*a*b*


def score(evidence: Any) -> Any:
    """Log odds of each row, n x FEATURES, being a page against there being none."""
    weights = _weights()
    even = (evidence - weights["mean"]) / weights["spread"]
    hidden = np.maximum(even @ weights["hidden"] + weights["hidden_bias"], 0)
    return hidden @ weights["out"] + even @ weights["direct"] + weights["bias"]


@functools.cache
def _weights() -> dict[str, Any]:
    with np.load(WEIGHTS) as data:
        return {name: data[name] for name in data.files}


def evidence(lines: Lines, sides: Any, quads: Any, span: tuple[Any, Any, Any], size: tuple[int, int]) -> Any:
    """What speaks for and against quadrilaterals, n x 4 x 2, of these lines, n x 4; float32 n x FEATURES.

    `span` is the first and last sample of each side and how many it should hold, n x 4 each.
    """
    width, height = size
    low, high, length = span
    edge = (lines.edge[sides, high] - lines.edge[sides, low]) / length[..., None]
    colour = (lines.colour[sides, high] - lines.colour[sides, low]) / (high - low).clip(1)[..., None, None]
    before, after = (low - BEYOND).clip(0), (high + BEYOND).clip(None, lines.edge.shape[1] - 1)
    ends = (
        lines.edge[sides, low]
        - lines.edge[sides, before]
        + lines.edge[sides, after]
        - lines.edge[sides, high]
    )
    beyond = ends.max(axis=2) / (2 * BEYOND)

    behind = (lines.normals[sides] * quads.mean(axis=1)[:, None]).sum(axis=2) > lines.rho[sides]
    brighter = np.where(behind, edge[..., 0], edge[..., 1]).mean(axis=1)  # inside than outside
    darker = np.where(behind, edge[..., 1], edge[..., 0]).mean(axis=1)
    strongest = np.sort(edge.max(axis=2), axis=1)

    inside = np.where(behind[..., None], colour[:, :, 1], colour[:, :, 0])
    outside = np.where(behind[..., None], colour[:, :, 0], colour[:, :, 1])
    contrast = np.sort(_distance(inside, outside).clip(0, FULL_CONTRAST) / FULL_CONTRAST, axis=1)
    mean_in, mean_out = inside.mean(axis=1, keepdims=True), outside.mean(axis=1, keepdims=True)
    uneven_in, uneven_out = (
        _distance(v, v.mean(axis=1, keepdims=True)).mean(axis=1) for v in (inside, outside)
    )
    step = _distance(mean_in, mean_out)[:, 0]
    lighter = (inside - outside)[..., 0].clip(-FULL_CONTRAST, FULL_CONTRAST) / FULL_CONTRAST
    chroma = np.sqrt(((mean_in[:, 0, 1:] - GREY) ** 2).sum(axis=1)).clip(0, FULL_CONTRAST) / FULL_CONTRAST

    ways = np.roll(quads, -1, axis=1) - quads
    lengths = np.hypot(ways[..., 0], ways[..., 1])
    backs = np.roll(ways, 1, axis=1)
    cosines = np.abs((ways * backs).sum(axis=2)) / (lengths * np.roll(lengths, 1, axis=1))
    triangles = np.abs(ways[..., 0] * backs[..., 1] - ways[..., 1] * backs[..., 0]) / 2
    area = (triangles[:, 0] + triangles[:, 2]) / (width * height)
    rim = np.concatenate([quads, np.array([width, height], np.float32) - quads], axis=2).min(axis=2)
    perimeter = lengths.sum(axis=1)
    shorter = np.minimum(lengths[:, 0] + lengths[:, 2], lengths[:, 1] + lengths[:, 3]) / perimeter
    facing = np.roll(lengths, 2, axis=1)
    skew = (np.minimum(lengths, facing) / np.maximum(lengths, facing)).min(axis=1)
    columns = [
        *strongest.T,
        np.abs(brighter - darker),
        brighter,
        darker,
        contrast[:, 0],
        contrast[:, 1],
        contrast.mean(axis=1),
        uneven_in / (step + 8),
        uneven_out / (step + 8),
        uneven_in.clip(0, FULL_CONTRAST) / FULL_CONTRAST,
        step.clip(0, 2 * FULL_CONTRAST) / (2 * FULL_CONTRAST),
        np.sqrt(area),
        beyond.mean(axis=1),
        beyond.max(axis=1),
        (rim < RIM_PX).mean(axis=1),
        lighter.mean(axis=1),
        lighter.min(axis=1),
        cosines.max(axis=1),
        cosines.mean(axis=1),
        skew,
        2 * shorter,
        chroma,
        perimeter * strongest.mean(axis=1) / (width + height),
    ]
    return np.stack(columns, axis=1).astype(np.float32).clip(-3, 3)


def _distance(one: Any, other: Any) -> Any:
    return np.sqrt(((one - other) ** 2).sum(axis=2))
