"""The purpose of a copy, written all over it, so that it serves for nothing else."""

import math
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from drivers.document_scanner.page import Frame

TEXT_MM = 5.0
LINE_MM = 26.0  # from one line to the next: no field of a card stays free
GAP_MM = 14.0  # between two of the same line
TURN_DEG = 30.0
INK_BGR = (150, 96, 60)
STRENGTH = 0.36  # visible on a black-and-white print, and the paper's own words stay readable


def marked(image: Frame, text: str, font: Path, dpi: int) -> Frame:
    """`image` (h x w x 3 BGR or h x w) with `text` slanting over all of it; the image itself stays.

    `font`: an OpenType file that has the characters. Raises OSError without it.
    """
    height, width = image.shape[:2]
    mask = _tiles(text, font, dpi, (height, width)).astype(np.uint16)
    ink = np.array(INK_BGR if image.ndim == 3 else [sum(INK_BGR) // 3], np.uint16)
    if image.ndim == 3:
        mask = mask[..., None]
    # Never lighter than it was: on dark ground the mark darkens nothing and hides nothing.
    toned = np.minimum(image, ink)
    weight = mask * round(STRENGTH * 256) // 255
    return np.asarray((image * (256 - weight) + toned * weight) // 256, np.uint8)


@lru_cache(maxsize=1)
def _tiles(text: str, font: Path, dpi: int, shape: tuple[int, int]) -> Frame:
    """Where ink lies, 0..255, h x w."""
    from PIL import Image, ImageDraw, ImageFont  # only copies need it

    px_per_mm = dpi / 25.4
    letters = ImageFont.truetype(str(font), round(TEXT_MM * px_per_mm))
    left, top, right, _ = letters.getbbox(text)
    step_x, step_y = round(right - left + GAP_MM * px_per_mm), round(LINE_MM * px_per_mm)
    height, width = shape
    side = math.ceil(math.hypot(height, width))
    sheet = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(sheet)
    for row, y in enumerate(range(0, side, step_y)):
        for x in range(-(row % 2) * step_x // 2, side, step_x):
            draw.text((x - left, y - top), text, fill=255, font=letters)
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), TURN_DEG, 1.0)
    turn = turn + np.array([[0, 0, (width - side) / 2], [0, 0, (height - side) / 2]])
    return np.asarray(cv2.warpAffine(np.asarray(sheet), turn, (width, height)), np.uint8)
