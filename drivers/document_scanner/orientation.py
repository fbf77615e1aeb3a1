"""Which way up a page lies, by how its text is set; nothing is read.

Lines have more white between them than characters within a line: that tells lying text from standing.
Commas and full stops hang at the bottom of their line, in Chinese and in Latin print: that tells up from
down. Of a page that shows too little (a table of numbers, a photograph), nothing is told.
"""

from typing import Any

import cv2
import numpy as np

from drivers.document_scanner.page import Frame

SIDE_PX = 1170  # A4 at 100 dpi
WINDOW_PX, BELOW_PAPER = 25, 12  # ink is so many levels darker than the paper around
LARGEST_PX = 60  # of a character; what is larger is a table's frame or a picture
FEWEST_MARKS = 30
LINE_PX = (6, 45)
LINE_SHARE = 0.12  # of a full line's ink: less is the space between lines
CLEARER = 0.06  # share of white by which one direction must win
SMALL = 0.45  # of the line's height: a comma, not a stroke
LOW, HIGH = 0.62, 0.38  # of the line's height, where a comma's middle lies
FEWEST_COMMAS, MAJORITY = 4, 3


def quarter_turns(page: Frame) -> int | None:
    """Clockwise quarters that bring a straight page upright (h x w x 3 or h x w); None: not to be told."""
    marks, (height, width) = _marks(page)
    if len(marks) < FEWEST_MARKS:
        return None
    x, y, w, h = marks.T
    along = _Lines(x, y, w, h, height)
    across = _Lines(height - y - h, x, h, w, width)  # as after one clockwise quarter
    if abs(along.white - across.white) < CLEARER:
        return None
    lines, turns = (along, 0) if along.white > across.white else (across, 1)
    low, high = lines.commas()
    if max(low, high) < FEWEST_COMMAS or max(low, high) < MAJORITY * min(low, high):
        return None
    return turns if low > high else turns + 2


def _marks(page: Frame) -> tuple[Any, tuple[int, int]]:
    """Boxes of connected ink, n x 4 (left, top, width, height), and the size of the picture they lie in."""
    plane = page[..., 1] if page.ndim == 3 else page
    step = max(1, round(max(page.shape[:2]) / SIDE_PX))  # the page was enlarged by about that much
    grey = np.ascontiguousarray(plane[::step, ::step])
    below = cv2.subtract(cv2.blur(grey, (WINDOW_PX, WINDOW_PX)), grey)
    ink = cv2.compare(below, np.array([float(BELOW_PAPER)]), cv2.CMP_GT)
    # Labels of 16 bits take a third of the time; there are never more of them than runs of ink.
    runs = int(np.count_nonzero(ink[:, 1:] > ink[:, :-1])) + len(ink)
    labels = cv2.CV_16U if runs < 1 << 16 else cv2.CV_32S
    boxes = cv2.connectedComponentsWithStats(ink, connectivity=8, ltype=labels)[2]
    small = (boxes[:, 2:4].max(axis=1) < LARGEST_PX) & (boxes[:, 4] >= 3)
    return boxes[small, :4], (grey.shape[0], grey.shape[1])


class _Lines:
    """Marks in lines that run along x."""

    def __init__(self, x: Any, y: Any, w: Any, h: Any, height: int) -> None:
        self._x, self._y, self._w, self._h = x, y, w, h
        ink = np.zeros(height + 1)
        np.add.at(ink, y, w)
        np.add.at(ink, y + h, -w)
        ink = np.cumsum(ink)[:height]
        full = ink > LINE_SHARE * np.percentile(ink[ink > 0], 80)
        edges = np.flatnonzero(np.diff(np.concatenate([[0], full.astype(np.int8), [0]])))
        self.white = 1 - float(full[edges[0] : edges[-1]].mean())
        tops, bottoms = edges[::2], edges[1::2]
        fit = (bottoms - tops >= LINE_PX[0]) & (bottoms - tops <= LINE_PX[1])
        self._tops, self._bottoms = tops[fit], bottoms[fit]

    def commas(self) -> tuple[int, int]:
        """How many small marks that stand alone hang low in their line, and how many high."""
        if not len(self._tops):
            return 0, 0
        middle = self._y + self._h / 2
        line = np.maximum(np.searchsorted(self._tops, middle, "right") - 1, 0)
        within = (middle >= self._tops[line]) & (middle < self._bottoms[line])
        height = (self._bottoms - self._tops)[line]
        small = np.flatnonzero(within & (self._h <= SMALL * height) & (self._w <= SMALL * height))
        right = self._x + self._w
        # In the order of lines and columns, what shares a column with a mark stands right beside it.
        order = np.lexsort((self._x, line))
        order = order[within[order]]
        place = np.empty(len(self._x), int)
        place[order] = np.arange(len(order))
        low = high = 0
        for mark in small:
            near = order[max(0, place[mark] - 8) : place[mark] + 9]
            near = near[line[near] == line[mark]]
            shared = (self._x[near] <= right[mark]) & (right[near] >= self._x[mark])
            if int(shared.sum()) > 1:
                continue
            share = (middle[mark] - self._tops[line[mark]]) / height[mark]
            low += share > LOW
            high += share < HIGH
        return low, high
