"""Invented photographs of papers on desks, with the truth, for tuning and measuring the page finder.

`scene(seed)` is one 1080p frame and the corners of its page; `empty_desk(seed)` the same world without a
page. Tuning uses seeds below `HELD_OUT_FROM`, measuring those from there on.
"""

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from drivers.document_scanner.page import Frame, Points

HELD_OUT_FROM = 1_000_000
SIZES_PX = ((1920, 1080), (1920, 1080), (1440, 1080), (1080, 1920))
# width to height, with its chance: A4, A4 lying, A5, ID card 85.6 x 54 mm, receipt, open booklet, square
SHAPES = ((0.707, 40), (1.414, 14), (0.709, 8), (1.585, 14), (0.36, 8), (1.35, 8), (1.0, 4), (0.78, 4))
DESKS = ("plain", "wood", "planks", "cloth", "grain", "tiles", "marble")

Plane = NDArray[Any]
Random = np.random.Generator


@dataclass(frozen=True, eq=False)
class Scene:
    """A frame h x w x 3 BGR; corners float32 4 x 2 clockwise from top left in pixels, None without a page."""

    frame: Frame
    corners: Points | None


def scene(seed: int) -> Scene:
    """One frame with one page; the same seed gives the same frame."""
    return _draw(seed, with_page=True)


def empty_desk(seed: int) -> Scene:
    """One frame in which no paper lies."""
    return _draw(seed, with_page=False)


def overlap(one: Points, other: Points) -> float:
    """Intersection over union of two convex quadrilaterals."""
    one, other = np.asarray(one, np.float32), np.asarray(other, np.float32)
    both = cv2.intersectConvexConvex(one, other)[0]
    return float(both / (cv2.contourArea(one) + cv2.contourArea(other) - both))


def _draw(seed: int, *, with_page: bool) -> Scene:
    random = np.random.default_rng((seed, with_page))
    size = SIZES_PX[random.integers(len(SIZES_PX))]
    world = _desk(random, size)
    if random.random() < (0.5 if with_page else 0.4):
        _clutter(random, world, pieces=int(random.integers(1, 7)))
    corners = None
    if with_page:
        shape = random.choice([s for s, _ in SHAPES], p=np.array([n for _, n in SHAPES]) / 100)
        corners = _place(random, size, float(shape))
        world = _lay(random, world, _paper(random, float(shape)), corners)
        if random.random() < 0.15:
            _finger(random, world, corners)
    return Scene(_photograph(random, world), corners)


def _noise(random: Random, size: tuple[int, int], grid: tuple[int, int]) -> Plane:
    """Smooth noise of about -1..1 with this many knots across and down, h x w."""
    knots = random.normal(0, 0.5, (max(2, grid[1]), max(2, grid[0]))).astype(np.float32)
    return np.asarray(cv2.resize(knots, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _colour(random: Random, lightness: tuple[float, float], chroma: float) -> Plane:
    grey = random.uniform(*lightness)
    return np.clip(grey + random.normal(0, chroma, 3), 8, 250).astype(np.float32)


def _desk(random: Random, size: tuple[int, int]) -> Plane:
    """A table top, float32 h x w x 3."""
    kind = DESKS[random.integers(len(DESKS))]
    white = random.random() < 0.25
    colour = _colour(random, (190, 238) if white else (25, 190), 5 if white else 14)
    width, height = size
    relief = 12 * _noise(random, size, (4, 3)) * random.random()
    strength = random.uniform(3, 22)
    if kind in {"wood", "planks"}:
        relief += strength * _noise(random, size, (4, height // int(random.integers(5, 14))))
        relief += strength * 0.4 * _noise(random, size, (width // 60, height // 3))
        if kind == "planks":
            for seam in range(int(random.integers(0, 200)), height, int(random.integers(150, 420))):
                relief[seam : seam + int(random.integers(1, 5))] -= random.uniform(10, 60)
        if random.random() < 0.5:
            relief = cv2.resize(np.ascontiguousarray(relief.T), size)
    elif kind == "cloth":
        pitch = random.uniform(5, 40)
        across, down = np.meshgrid(np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32))
        relief += strength * (np.sin(across / pitch * 6.28) + np.sin(down / pitch * 6.28)) / 2
    elif kind == "grain":
        relief += strength * _noise(random, size, (width // 3, height // 3))
    elif kind == "tiles":
        side = int(random.integers(90, 400))
        relief += cv2.resize(
            random.normal(0, strength * 0.5, (height // side + 1, width // side + 1)).astype(np.float32),
            None, fx=side, fy=side, interpolation=cv2.INTER_NEAREST,
        )[:height, :width]  # fmt: skip
        joint = random.uniform(-50, 50)
        relief[::side] += joint
        relief[1::side] += joint
        relief[:, ::side] += joint
        relief[:, 1::side] += joint
    elif kind == "marble":
        wave = _noise(random, size, (6, 5)) * 3 + _noise(random, size, (20, 15))
        relief += strength * np.exp(-np.abs(wave) * 6)
    tint = random.uniform(0.7, 1.3, 3).astype(np.float32)
    world = colour + relief[..., None] * tint
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), random.uniform(-60, 60), random.uniform(1.3, 2))
    return np.asarray(cv2.warpAffine(world, turn, size, borderMode=cv2.BORDER_REFLECT), np.float32)


def _clutter(random: Random, world: Plane, pieces: int) -> None:
    """Pens, cups, cables and edges of other things; never a whole light rectangle."""
    height, width = world.shape[:2]
    for _ in range(pieces):
        colour = tuple(float(c) for c in _colour(random, (15, 220), 40))
        at = random.uniform(0, 1, 2) * (width, height)
        way = random.normal(0, 1, 2)
        way /= np.hypot(*way)
        kind = random.integers(4)
        if kind == 0:
            end = at + way * random.uniform(150, 500)
            cv2.line(world, _whole(at), _whole(end), colour, int(random.integers(8, 26)), cv2.LINE_AA)
        elif kind == 1:
            cv2.circle(world, _whole(at), int(random.integers(40, 170)), colour, -1, cv2.LINE_AA)
        elif kind == 2:
            bends = at + np.cumsum(random.normal(0, 130, (9, 2)), axis=0)
            cv2.polylines(
                world, [np.rint(bends).astype(np.int32)], isClosed=False, color=colour,
                thickness=int(random.integers(4, 12)), lineType=cv2.LINE_AA,
            )  # fmt: skip
        else:  # something large that reaches over one border of the frame
            edge = np.array([width, height]) / 2 + way * random.uniform(0.4, 0.55) * np.hypot(width, height)
            along = np.array([-way[1], way[0]]) * 3000
            far = way * 3000
            cv2.fillPoly(
                world,
                [
                    np.rint([edge - along, edge + along, edge + along + far, edge - along + far]).astype(
                        np.int32
                    )
                ],
                colour,
            )


def _whole(point: Plane) -> tuple[int, int]:
    return round(float(point[0])), round(float(point[1]))


def _place(random: Random, size: tuple[int, int], shape: float) -> Points:
    """Where the page's corners are seen: turned, tilted, near or far, mostly wholly inside."""
    width, height = size
    half = np.array([[-shape, -1], [shape, -1], [shape, 1], [-shape, 1]], np.float64) / np.hypot(shape, 1)
    while True:
        turn = random.normal(0, 0.3) if random.random() < 0.8 else random.uniform(-3.14, 3.14)
        spun = half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
        tilt = random.normal(0, 0.18, 2) if random.random() < 0.8 else random.normal(0, 0.35, 2)
        depth = 1 + spun @ tilt
        seen = spun / depth[:, None] * random.uniform(0.55, 1.6) * min(width, height) / 2
        seen += (width / 2, height / 2) + random.normal(0, 0.09, 2) * (width, height)
        inside = (seen > 4).all() and (seen < np.array(size) - 5).all()
        share = cv2.contourArea(seen.astype(np.float32)) / (width * height)
        if inside and share > 0.06 and depth.min() > 0.5:
            first = int(np.argmin(seen.sum(axis=1)))
            return np.asarray(np.roll(seen, -first, axis=0), np.float32)


def _paper(random: Random, shape: float) -> Plane:
    """A printed paper, float32 h x w x 3, or a card."""
    height = 1400 if shape < 1 else int(1400 / shape)
    width = int(height * shape)
    coloured = random.random() < 0.12  # cards, booklets
    colour = _colour(random, (60, 200), 35) if coloured else _colour(random, (205, 248), 5)
    page = np.empty((height, width, 3), np.float32)
    page[:] = colour
    ink = float(random.uniform(10, 90))
    margin = int(min(width, height) * random.uniform(0.05, 0.14))
    kind = random.integers(6)
    if kind <= 3:
        _print_lines(random, page, margin, ink)
    if kind in {1, 4}:
        top = int(random.uniform(0.1, 0.6) * height)
        right = width - margin
        for row in range(int(random.integers(3, 9))):
            at = top + row * height // 20
            cv2.line(page, (margin, at), (right, at), (ink, ink, ink), 3)
        for column in range(int(random.integers(2, 6))):
            at = margin + column * (right - margin) // 5
            cv2.line(page, (at, top), (at, top + height // 6), (ink, ink, ink), 3)
    if kind in {2, 4} or random.random() < 0.25:
        corner = random.uniform(0.05, 0.6, 2) * (width, height)
        far = corner + random.uniform(0.15, 0.5, 2) * (width, height)
        x0, y0, x1, y1 = (
            int(v) for v in (*corner, *np.minimum(far, (width - margin / 2, height - margin / 2)))
        )
        if x1 - x0 > 10 and y1 - y0 > 10:
            photo = _noise(random, (x1 - x0, y1 - y0), (6, 6))[..., None] * random.uniform(20, 90, 3)
            page[y0:y1, x0:x1] = _colour(random, (40, 160), 30) + photo
    if random.random() < 0.3:
        cv2.circle(
            page, (int(width * random.uniform(0.3, 0.8)), int(height * random.uniform(0.3, 0.9))),
            int(min(width, height) * 0.12), (60, 60, 200), 9, cv2.LINE_AA,
        )  # fmt: skip
    if random.random() < 0.1:  # a booklet's fold
        page *= (
            1 - 0.4 * np.exp(-(((np.arange(width) - width / 2) / 20) ** 2)).astype(np.float32)[None, :, None]
        )
    crumple = random.uniform(0, 9) * (random.random() < 0.4)
    return np.asarray(page + crumple * _noise(random, (width, height), (9, 12))[..., None], np.float32)


def _print_lines(random: Random, page: Plane, margin: int, ink: float) -> None:
    height, width = page.shape[:2]
    pitch = int(random.integers(24, 60))
    for top in range(margin, height - margin, pitch):
        if random.random() < 0.12:
            continue
        left, end = margin, width - margin - int(random.integers(0, max(1, width // 3)))
        while left < end:
            right = min(end, left + int(random.integers(8, 60)))
            shade = ink + random.uniform(0, 50)
            cv2.rectangle(page, (left, top), (right, top + pitch // 2), (shade,) * 3, -1)
            left = right + int(random.integers(4, 14))


def _lay(random: Random, world: Plane, page: Plane, corners: Points) -> Plane:
    """The desk with the page on it: its shadow, its lifted sides, its rounded or dog-eared corners."""
    size = (world.shape[1], world.shape[0])
    height, width = page.shape[:2]
    cover = np.ones((height, width), np.float32)
    if random.random() < 0.25:  # rounded like a card
        radius = int(min(width, height) * 0.05)
        cover[:] = 0
        cv2.rectangle(cover, (radius, 0), (width - radius, height), 1.0, -1)
        cv2.rectangle(cover, (0, radius), (width, height - radius), 1.0, -1)
        for x in (radius, width - radius):
            for y in (radius, height - radius):
                cv2.circle(cover, (x, y), radius, 1.0, -1)
    elif random.random() < 0.1:  # a dog-ear
        fold = int(min(width, height) * 0.08)
        cv2.fillPoly(cover, [np.array([[0, 0], [fold, 0], [0, fold]], np.int32)], 0.0)
    if random.random() < 0.4:  # sides that are not quite straight
        down, across = np.mgrid[0:height, 0:width].astype(np.float32)
        bend = (random.normal(0, 0.006, 2) * (width, height)).astype(np.float32)
        x = across + bend[0] * np.sin(down / height * 3.14)
        y = down + bend[1] * np.sin(across / width * 3.14)
        page = cv2.remap(page, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        cover = cv2.remap(cover, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    edges = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32) - 0.5
    turn = cv2.getPerspectiveTransform(edges, corners)
    smooth = cv2.GaussianBlur(page, (0, 0), 1.2)
    sheet = cv2.warpPerspective(smooth, turn, size, borderMode=cv2.BORDER_REPLICATE)
    mask = cv2.warpPerspective(cover, turn, size)[..., None]
    away = random.normal(0, 5, 2).round().astype(int)
    shadow = cv2.GaussianBlur(np.roll(mask[..., 0], away[::-1], (0, 1)), (0, 0), random.uniform(2, 12))
    under = world * (1 - random.uniform(0.08, 0.5) * shadow[..., None])
    return np.asarray(under * (1 - mask) + sheet * mask, np.float32)


def _finger(random: Random, world: Plane, corners: Points) -> None:
    """A finger that comes from outside and lies on one side of the page."""
    side = int(random.integers(4))
    at = corners[side] + random.uniform(0, 0.9) * (corners[(side + 1) % 4] - corners[side])
    center = corners.mean(axis=0)
    way = (center - at) / np.hypot(*(center - at))
    thick = int(random.integers(45, 100))
    skin = np.array([120, 150, 200]) * random.uniform(0.5, 1.15)
    start, end = at - way * 1500, at + way * random.uniform(20, 130)
    cv2.line(world, _whole(start), _whole(end), tuple(float(c) for c in skin), thick, cv2.LINE_AA)


def _photograph(random: Random, world: Plane) -> Frame:
    """Light, shadows, lens and sensor."""
    size = (world.shape[1], world.shape[0])
    width, height = size
    light = 1 + random.uniform(0, 0.3) * _noise(random, size, (3, 3))
    if random.random() < 0.4:  # somebody's shadow over desk and page
        outline = random.uniform(-0.2, 1.2, (4, 2)) * size
        shade = np.zeros((height // 4, width // 4), np.float32)
        cv2.fillConvexPoly(shade, cv2.convexHull((outline / 4).astype(np.int32)), 1.0)
        shade = cv2.GaussianBlur(shade, (0, 0), random.uniform(3, 25))
        light *= 1 - random.uniform(0.15, 0.55) * cv2.resize(shade, size)
    lit = world * np.clip(light, 0.2, None)[..., None]
    if random.random() < 0.15:  # the lamp in a glossy sheet
        spot = np.zeros((height // 8, width // 8), np.float32)
        cv2.circle(spot, _whole(random.uniform(0.2, 0.8, 2) * (width / 8, height / 8)), 8, 1.0, -1)
        lit += 160 * cv2.resize(cv2.GaussianBlur(spot, (0, 0), 6), size)[..., None]
    exposure = random.uniform(0.75, 1.1) if random.random() < 0.8 else random.uniform(0.2, 0.6)
    lit *= exposure * (1 + random.normal(0, 0.05, 3))
    if random.random() < 0.6:
        lit = cv2.GaussianBlur(lit, (0, 0), random.uniform(0.5, 2.8))
    grain = random.normal(0, random.uniform(1, 6), (height // 2, width // 2, 3)).astype(np.float32)
    lit += cv2.resize(grain, size)
    quality = int(random.integers(55, 95))
    data = cv2.imencode(".jpg", np.clip(lit, 0, 255).astype(np.uint8), [cv2.IMWRITE_JPEG_QUALITY, quality])[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
