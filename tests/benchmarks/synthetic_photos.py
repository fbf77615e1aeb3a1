"""Invented photographs of printed codes, with the truth: what phones and cheap cameras make of paper.

`photo(seed)` is one gray frame of 0.2 to 2 megapixels and the text of its QR code or Code 128: on a wall, a
bottle, a crumpled ticket, under a lamp; far, near, out of focus, shaken, scratched. Made to be unlike the
phone screens of `synthetic_codes`, so that what is tuned on one can be checked on the other.
"""

import string
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from tests.benchmarks.synthetic_codes import code_image

Random = np.random.Generator
Plane = NDArray[Any]
LETTERS = list(string.ascii_letters + string.digits)
FRAMES = ((480, 360), (640, 480), (800, 600), (1024, 768), (1280, 720), (1600, 1200))
LINEAR_SHARE = 0.25


def photo(seed: int) -> tuple[NDArray[np.uint8], str]:
    """A gray frame h x w and the text of its code; the same for the same seed."""
    random = np.random.default_rng((seed, 77))
    linear = random.random() < LINEAR_SHARE
    symbol, text, module_px = _linear(random) if linear else _matrix(random)
    width, height = FRAMES[int(random.integers(len(FRAMES)))]
    # Pixels for one module in the photograph: few of them is what makes small and far codes hard.
    wanted = float(np.exp(random.uniform(np.log(1.6 if linear else 2.0), np.log(9.0))))
    scale = min(wanted / module_px, 0.85 * min(width, height) / max(symbol.shape))
    paper = _used(random, symbol.astype(np.float32) / 255)
    light = _seen(random, paper, scale, (width, height))
    frame = np.clip(_taken(random, light, scale * module_px), 0, 1) * 255
    quality = int(random.integers(40, 95))
    _, jpeg = cv2.imencode(".jpg", frame.astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])
    return cv2.imdecode(jpeg, cv2.IMREAD_GRAYSCALE).astype(np.uint8), text


def _letters(random: Random, low: int, high: int) -> str:
    return "".join(random.choice(LETTERS, int(random.integers(low, high))))


def _matrix(random: Random) -> tuple[Plane, str, int]:
    text = [
        f"https://example.cn/{_letters(random, 4, 30)}",
        f"MECARD:N:{_letters(random, 5, 12)};TEL:13800000000;;",
        _letters(random, 60, 200),
        "办事大厅" + _letters(random, 3, 12),
    ][int(random.integers(4))]
    return code_image(text, 8, str(random.choice(["l", "m", "q", "h"]))), text, 8


def _linear(random: Random) -> tuple[Plane, str, int]:
    text = _letters(random, 5, 18)
    bars = np.array(zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=1))
    row = bars[bars.shape[0] // 2][None]
    tall = np.repeat(np.repeat(row, 8, axis=1), int(random.integers(80, 300)), axis=0)
    return cv2.copyMakeBorder(tall, 30, 30, 80, 80, cv2.BORDER_CONSTANT, value=255), text, 8


def _used(random: Random, symbol: Plane) -> Plane:
    """Printed in some ink on some paper; sometimes scratched, stained, creased."""
    dark, bright = random.uniform(0.02, 0.3), random.uniform(0.55, 0.95)
    paper = dark + symbol * (bright - dark)
    side = min(paper.shape)
    for _ in range(int(random.integers(0, 4)) if random.random() < 0.4 else 0):
        start, end = random.uniform(0, 1, (2, 2)) * paper.shape[::-1]
        shade = float(random.choice([dark, bright]))
        points = tuple(map(int, start)), tuple(map(int, end))
        cv2.line(paper, *points, shade, int(random.integers(1, max(2, side // 60))))
    if random.random() < 0.25:  # a stain or a logo
        centre = random.uniform(0.3, 0.7, 2) * paper.shape[::-1]
        shade = float(random.uniform(dark, bright))
        cv2.circle(paper, (int(centre[0]), int(centre[1])), int(side * random.uniform(0.03, 0.09)), shade, -1)
    return paper


def _seen(random: Random, paper: Plane, scale: float, size: tuple[int, int]) -> Plane:
    """Where it hangs: turned, tilted, bent, unevenly lit, before something else."""
    width, height = size
    ground = cv2.resize(
        random.uniform(0.1, 0.8, (4, 5)).astype(np.float32), size, interpolation=cv2.INTER_CUBIC
    )
    for _ in range(int(random.integers(5, 40))):  # things and letters around
        x, y = random.integers(0, size)
        wide, high = random.integers(3, 120, 2)
        cv2.rectangle(
            ground, (x, y), (x + wide, y + high), float(random.uniform(0, 1)), int(random.choice([-1, 2]))
        )
    turn = random.choice([0, 90, 180, 270]) + random.uniform(-1, 1) * random.choice([4, 15, 45])
    matrix = _matrix_of(random, paper.shape, float(np.deg2rad(turn)), scale, size)
    inverse = np.linalg.inv(matrix)
    columns, rows = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
    third = inverse[2, 0] * columns + inverse[2, 1] * rows + inverse[2, 2]
    x = (inverse[0, 0] * columns + inverse[0, 1] * rows + inverse[0, 2]) / third
    y = (inverse[1, 0] * columns + inverse[1, 1] * rows + inverse[1, 2]) / third
    if random.random() < 0.3:  # bent: a bottle, a crumpled ticket
        bend, wave = random.uniform(0.01, 0.05) * max(paper.shape), random.uniform(0.5, 1.6)
        x = x + bend * np.sin(np.pi * wave * y / paper.shape[0])
        y = y + 0.5 * bend * np.sin(np.pi * wave * x / paper.shape[1])
    small = cv2.GaussianBlur(paper, (0, 0), max(0.01, 0.35 / scale)) if scale < 1 else paper
    seen = cv2.remap(small, x.astype(np.float32), y.astype(np.float32), cv2.INTER_LINEAR, borderValue=-1)
    picture = np.where(seen >= 0, seen, ground)
    spots = random.uniform(0.45, 1.15, (3, 3)).astype(np.float32)
    return picture * cv2.resize(spots, size, interpolation=cv2.INTER_CUBIC) * random.uniform(0.35, 1.25)


def _matrix_of(
    random: Random, shape: tuple[int, ...], turn: float, scale: float, size: tuple[int, int]
) -> Plane:
    nod, yaw = np.deg2rad(random.uniform(-1, 1, 2) * random.choice([5, 20, 40]))
    high, wide = shape[:2]
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high)], np.float32)
    flat = (corners - (wide / 2, high / 2)) * scale
    turned = flat @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    depth = 1 + (turned[:, 0] * np.sin(yaw) + turned[:, 1] * np.sin(nod)) / (1.6 * max(size))
    seen = turned * (np.cos(yaw), np.cos(nod)) / depth[:, None]
    seen += np.array(size) / 2 + random.uniform(-0.08, 0.08, 2) * size
    return cv2.getPerspectiveTransform(corners, seen.astype(np.float32))


def _taken(random: Random, light: Plane, module_px: float) -> Plane:
    """Out of focus, shaken, with a lamp in it, noisy."""
    focus = random.choice([0.2, 0.35, 0.55]) * module_px * random.uniform(0.3, 1.0)
    light = cv2.GaussianBlur(light, (0, 0), max(0.4, focus))
    shake = int(random.choice([0, 0, 0.7, 1.2]) * module_px)
    if shake > 1:
        kernel = np.zeros((2 * shake + 1, 2 * shake + 1), np.float32)
        angle = random.uniform(0, np.pi)
        step = np.array([np.cos(angle), np.sin(angle)]) * shake / 2
        begin, end = (np.round(shake + sign * step).astype(int) for sign in (-1, 1))
        cv2.line(kernel, tuple(map(int, begin)), tuple(map(int, end)), 1.0, 1)
        light = cv2.filter2D(light, -1, kernel / kernel.sum())
    if random.random() < 0.3:
        height, width = light.shape
        rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
        x, y = random.uniform(0.3, 0.7, 2) * (width, height)
        reach = random.uniform(0.03, 0.15) * min(width, height)
        light = light + random.uniform(0.2, 0.7) * np.exp(
            -((columns - x) ** 2 + (rows - y) ** 2) / 2 / reach**2
        )
    level = random.choice([0.004, 0.015, 0.035])
    return np.clip(light, 0, 1) ** 0.8 + random.normal(0, level, light.shape)
