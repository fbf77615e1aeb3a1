"""Invented photographs of papers as people take them, with the truth, for training the page finder.

A world of its own beside `synthetic_desks`, which the finder is measured on. `photograph(seed)` draws from
the families that are learned; with `held_out` from grounds and papers that training never sees.
"""

from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from synthetic_grounds import GROUNDS, HELD_OUT_GROUNDS, Plane, Random, clutter, colour, ground, noise, whole
from synthetic_papers import HELD_OUT_PAPERS, PAPERS, paper, shape_of

from drivers.document_scanner.page import Frame, Points

SIZES = ((16, 9), (16, 9), (4, 3), (3, 4), (3, 4), (9, 16), (1, 1))
EMPTY_SHARE = 0.2
PALE_SHARE = 0.12  # of the grounds are nearly as light as paper
SKIN = np.array([125, 155, 205], np.float32)


@dataclass(frozen=True, eq=False)
class Photograph:
    """A frame h x w x 3 BGR; corners of the whole pages, the main one first; where paper and its sides are.

    Corners are float32 4 x 2 clockwise from top left in pixels. `paper` and `sides` are 0..1, float32 h x w:
    paper also where a sheet leaves the frame, sides also under a finger.
    """

    frame: Frame
    pages: list[Points]
    paper: Plane
    sides: Plane


@dataclass(eq=False)
class _Scene:
    world: Plane
    paper: Plane
    sides: Plane
    pages: list[Points] = field(default_factory=list)

    @property
    def size(self) -> tuple[int, int]:
        return self.world.shape[1], self.world.shape[0]


def photograph(
    seed: int, long_side: int = 448, *, held_out: bool = False, empty: bool | None = None
) -> Photograph:
    """The same seed gives the same scene; `empty` says whether a page must lie there, None leaves it open."""
    random = np.random.default_rng((seed, long_side, held_out))
    across, down = SIZES[random.integers(len(SIZES))]
    longer = max(across, down)
    size = (round(long_side * across / longer), round(long_side * down / longer))
    world = ground(random, size, HELD_OUT_GROUNDS if held_out else GROUNDS)
    if not held_out and random.random() < PALE_SHARE:
        world = _pale(random, world)
    scene = _Scene(world, *(np.zeros(size[::-1], np.float32) for _ in range(2)))
    if random.random() < 0.55:
        clutter(random, world, int(random.integers(1, 8)))
    nothing = random.random() < EMPTY_SHARE if empty is None else empty
    kinds = HELD_OUT_PAPERS if held_out else PAPERS
    if not nothing:
        _lay_papers(random, scene, kinds)
        if random.random() < 0.18:
            for _ in range(int(random.integers(1, 3))):
                _pen_over(random, scene.world)
    if random.random() < (0.3 if nothing else 0.2):
        _hand(random, scene)
    return Photograph(_taken(random, scene.world), scene.pages, scene.paper, scene.sides)


def _pale(random: Random, world: Plane) -> Plane:
    """The same ground faded into a light table top: white paper hardly stands out."""
    light = colour(random, (185, 245), 5)
    return np.asarray(light + random.uniform(0.04, 0.3) * (world - world.mean(axis=(0, 1))), np.float32)


def _lay_papers(random: Random, scene: _Scene, kinds: Any) -> None:
    kind = random.random()
    if kind < 0.16:  # several small ones side by side
        columns = int(random.integers(1, 4))
        rows = 2 if columns == 1 else int(random.integers(1, 3))
        for place in range(columns * rows):
            if random.random() < 0.85:
                _lay_in_cell(random, scene, kinds, place % columns, place // columns, columns, rows)
        return
    others = int(random.choice(4, p=(0.6, 0.2, 0.12, 0.08)))
    for _ in range(others):  # others lie about, most reach out of the frame
        shape = shape_of(random)
        middle = random.uniform(-0.1, 1.1, 2) * scene.size
        _lay(
            random,
            scene,
            paper(random, shape, kinds),
            _seen(random, scene.size, shape, middle, random.uniform(0.3, 0.9)),
        )
    shape = shape_of(random)
    cut = random.random() < 0.08
    corners = _place(random, scene.size, shape, cut=cut)
    if random.random() < 0.16:
        _under(random, scene, corners)
    if random.random() < 0.1:  # more sheets below
        for _ in range(int(random.integers(1, 4))):
            _lay(
                random,
                scene,
                paper(random, shape, kinds),
                corners + random.normal(0, 0.012, (1, 2)) * max(scene.size),
            )
    if random.random() < 0.12:  # half over another sheet
        other = shape_of(random)
        middle = corners.mean(axis=0) + random.normal(0, 0.3, 2) * (corners.max(axis=0) - corners.min(axis=0))
        share = np.hypot(*(corners[2] - corners[0])) / min(scene.size) * random.uniform(0.5, 1.0)
        _lay(random, scene, paper(random, other, kinds), _seen(random, scene.size, other, middle, share))
    _lay(random, scene, paper(random, shape, kinds), corners)


def _lay_in_cell(
    random: Random, scene: _Scene, kinds: Any, column: int, row: int, columns: int, rows: int
) -> None:
    width, height = scene.size
    cell = np.array([width / columns, height / rows])
    middle = (np.array([column, row]) + 0.5) * cell
    shape = shape_of(random)
    corners = _seen(random, scene.size, shape, np.zeros(2), 1.0)
    room = (cell * 0.5 / (np.abs(corners).max(axis=0) + 1e-6)).min() * random.uniform(0.6, 0.97)
    _lay(random, scene, paper(random, shape, kinds), corners * room + middle)


def _seen(random: Random, size: tuple[int, int], shape: float, middle: Plane, share: float) -> Plane:
    """Corners of a sheet: turned and tilted, its longer side so large a share of the frame's shorter one."""
    half = np.array([[-shape, -1], [shape, -1], [shape, 1], [-shape, 1]], np.float64) / max(shape, 1)
    if random.random() < 0.75:
        turn = random.normal(0, 0.22) + (1.5708 * random.integers(-1, 2) if random.random() < 0.2 else 0)
    else:
        turn = random.uniform(-3.14, 3.14)
    spun = half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    tilt = random.normal(0, 0.09, 2) if random.random() < 0.8 else random.normal(0, 0.2, 2)
    spun *= 1 - np.abs(tilt[::-1]) * random.uniform(0, 1.2)
    depth = np.clip(1 + spun @ tilt, 0.5, None)
    return spun / depth[:, None] * share * min(size) / 2 + middle


def _place(random: Random, size: tuple[int, int], shape: float, *, cut: bool) -> Plane:
    while True:
        share = random.uniform(0.85, 2.1) if random.random() < 0.75 else random.uniform(0.35, 0.9)
        middle = np.array(size) / 2 + random.normal(0, 0.05 if share > 1.3 else 0.12, 2) * size
        corners = _seen(random, size, shape, middle, share)
        rim = np.concatenate([corners, np.array(size) - corners], axis=1).min()
        area = cv2.contourArea(corners.astype(np.float32)) / (size[0] * size[1])
        if area > 0.04 and (rim > 0.004 * max(size)) != cut and rim > -0.2 * max(size):
            return corners


def _under(random: Random, scene: _Scene, corners: Plane) -> None:
    """A mat, folder, board or box below the page."""
    middle = corners.mean(axis=0)
    turn = random.normal(0, 0.1)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    mat = (
        (corners - middle) @ spin * random.uniform(1.08, 1.9, (1, 2))
        + middle
        + random.normal(0, 0.03, 2) * max(scene.size)
    )
    paint = colour(random, (5, 90), 15) if random.random() < 0.6 else colour(random, (40, 170), 45)
    cover = np.zeros(scene.world.shape[:2], np.float32)
    cv2.fillConvexPoly(cover, np.rint(mat * 16).astype(np.int32), 1.0, cv2.LINE_AA, 4)
    shade = cv2.GaussianBlur(cover, (0, 0), max(scene.size) * 0.006)[..., None]
    scene.world *= 1 - 0.3 * shade
    cover = cover[..., None]
    body = paint + random.uniform(0, 10) * noise(random, scene.size, (30, 30))[..., None]
    scene.world[:] = scene.world * (1 - cover) + body * cover


def _lay(random: Random, scene: _Scene, page: Plane, corners: Plane) -> None:
    """The sheet with its shadow, its bent sides and its own shading, over everything that lay there."""
    width, height = scene.size
    first = int(np.argmin(corners.sum(axis=1)))
    corners = np.roll(corners, -first, axis=0).astype(np.float32)
    page = np.ascontiguousarray(np.rot90(page, first if random.random() < 0.9 else first + 2))
    tall, wide = page.shape[:2]
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    scale = max(sides[0] + sides[2], 4) / 2 / wide
    if scale < 0.8:
        page = cv2.resize(
            page, None, fx=scale, fy=max(sides[1] + sides[3], 4) / 2 / tall, interpolation=cv2.INTER_AREA
        )
        tall, wide = page.shape[:2]
    to_page = cv2.getPerspectiveTransform(corners, np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32))
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    a = to_page.astype(np.float32)
    below = a[2, 0] * x + a[2, 1] * y + a[2, 2]
    below[np.abs(below) < 1e-6] = 1e-6
    u, v = ((a[i, 0] * x + a[i, 1] * y + a[i, 2]) / below for i in (0, 1))
    if random.random() < 0.55:
        bend = random.normal(0, 0.008 if random.random() < 0.8 else 0.02, 4).astype(np.float32)
        arch_u, arch_v = (4 * w.clip(0, 1) * (1 - w.clip(0, 1)) for w in (u, v))
        u, v = (
            u + (bend[0] * (1 - u.clip(0, 1)) + bend[1] * u.clip(0, 1)) * arch_v,
            v + (bend[2] * (1 - v.clip(0, 1)) + bend[3] * v.clip(0, 1)) * arch_u,
        )
    away = []
    for w in (u, v):
        slope = cv2.magnitude(
            *(cv2.Sobel(w, cv2.CV_32F, *way, ksize=1, scale=0.5) for way in ((1, 0), (0, 1)))
        )
        away.append(np.minimum(w, 1 - w) / np.maximum(slope, 1e-7))
    inside = np.minimum(*away)
    shape = max(sides[0], sides[1]) / max(1.0, min(sides[0], sides[1]))
    if abs(shape - 1.585) < 0.1 or random.random() < 0.05:  # rounded like a card
        radius = min(sides) * random.uniform(0.03, 0.07)
        near = np.minimum(np.maximum(away[0], away[1]), np.inf) < radius
        round_off = radius - np.hypot(np.minimum(away[0] - radius, 0), np.minimum(away[1] - radius, 0))
        inside = np.where(near, np.minimum(inside, round_off), inside)
    front = (
        below
        / below[
            min(height - 1, max(0, int(corners[:, 1].mean()))),
            min(width - 1, max(0, int(corners[:, 0].mean()))),
        ]
        > 0
    )
    inside = np.where(front, inside, -1e3).astype(np.float32)
    cover = np.clip(inside + 0.5, 0, 1)
    sheet = cv2.remap(page, u * wide - 0.5, v * tall - 0.5, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    bow = random.uniform(-0.12, 0.12, 2) if random.random() < 0.5 else (0.0, 0.0)
    sheet *= (1 + bow[0] * (u - 0.5) + bow[1] * (v - 0.5)).clip(0.6, 1.2)[..., None]
    unit = max(width, height) / 1000
    if random.random() < 0.85:
        wide_shadow = random.uniform(0.5, 14) * unit
        move = np.float32(
            [[1, 0, random.normal(0, 1) * wide_shadow], [0, 1, random.normal(0, 1) * wide_shadow]]
        )
        shadow = cv2.warpAffine(cover, move, (width, height), borderMode=cv2.BORDER_REPLICATE)
        shadow = cv2.GaussianBlur(shadow, (0, 0), max(0.4, wide_shadow))
        scene.world *= (1 - random.uniform(0.03, 0.55) * shadow)[..., None]
    scene.world[:] = scene.world * (1 - cover[..., None]) + sheet * cover[..., None]
    scene.paper[:] = np.maximum(scene.paper, cover)
    line = np.exp(-np.square(inside / (0.0045 * max(width, height))))
    scene.sides[:] = np.maximum(scene.sides * (1 - cover), line)
    kept = []
    for other in scene.pages:  # a page half under this one is no whole page any more
        seen = np.zeros(cover.shape, np.uint8)
        cv2.fillConvexPoly(seen, np.rint(other).astype(np.int32), 1)
        if (cover * seen).sum() < 0.06 * seen.sum():
            kept.append(other)
    scene.pages[:] = kept
    rim = np.concatenate([corners, np.array([width, height]) - corners], axis=1).min()
    if rim > -0.003 * max(width, height):
        scene.pages.insert(0, corners)


def _pen_over(random: Random, world: Plane) -> None:
    height, width = world.shape[:2]
    at, way = random.uniform(0.1, 0.9, 2) * (width, height), random.normal(0, 1, 2)
    end = at + way / np.hypot(*way) * max(width, height) * random.uniform(0.08, 0.3)
    thick = max(2, round(max(width, height) * random.uniform(0.006, 0.018)))
    cv2.line(
        world, whole(at), whole(end), tuple(map(float, colour(random, (10, 200), 50))), thick, cv2.LINE_AA
    )


def _hand(random: Random, scene: _Scene) -> None:
    """Fingers, or a whole hand, from the frame's rim over desk and page."""
    width, height = scene.size
    long = max(width, height)
    at = random.uniform(0.05, 0.95, 2) * (width, height)
    if scene.pages and random.random() < 0.8:
        page = scene.pages[0]
        side = int(random.integers(4))
        at = page[side] + random.uniform(0, 1) * (page[(side + 1) % 4] - page[side])
        outward = at - page.mean(axis=0)
    else:
        outward = at - np.array([width, height]) / 2
    outward = outward / (np.hypot(*outward) + 1e-6) + random.normal(0, 0.35, 2)
    outward /= np.hypot(*outward) + 1e-6
    across = np.array([-outward[1], outward[0]])
    skin = SKIN * random.uniform(0.45, 1.15) + random.normal(0, 8, 3)
    thick = long * random.uniform(0.018, 0.045)
    tip = at - outward * long * random.uniform(0, 0.07)
    cover = np.zeros((height, width), np.float32)
    fingers = int(random.choice((1, 1, 2, 4)))
    for number in range(fingers):
        start = tip + across * thick * 1.15 * number - outward * long * random.uniform(-0.02, 0.03)
        end = start + outward * long * (2 if fingers < 3 else 0.15)
        cv2.line(cover, whole(start), whole(end), 1.0, max(2, round(thick)), cv2.LINE_AA)
    if fingers > 2:
        palm = tip + outward * long * 0.2 + across * thick * 1.6
        cv2.ellipse(cover, whole(palm), (round(thick * 2.8), round(thick * 3.2)), 0, 0, 360, 1.0, -1)
        cv2.line(cover, whole(palm), whole(palm + outward * long), 1.0, round(thick * 4))
    soft = cv2.GaussianBlur(cover, (0, 0), max(0.6, thick * 0.25))
    scene.world *= (1 - 0.35 * np.roll(soft, (3, 3), (0, 1)))[..., None]
    body = skin * (0.65 + 0.4 * soft)[..., None]
    scene.world[:] = scene.world * (1 - cover[..., None]) + body * cover[..., None]


def _taken(random: Random, world: Plane) -> Frame:
    """Light, shadows, lens, sensor, JPEG."""
    height, width = world.shape[:2]
    size, long = (width, height), max(width, height)
    light = 1 + random.uniform(0, 0.35) * noise(random, size, (3, 3))
    y, x = np.mgrid[-1 : 1 : height * 1j, -1 : 1 : width * 1j].astype(np.float32)
    light += random.normal(0, 0.1) * x + random.normal(0, 0.1) * y
    light *= 1 - random.uniform(0, 0.2) * (x * x + y * y)
    for _ in range(int(random.choice(3, p=(0.6, 0.28, 0.12)))):  # somebody's shadow
        outline = random.uniform(-0.3, 1.3, (int(random.integers(3, 7)), 2)) * size
        shade = np.zeros((height, width), np.float32)
        cv2.fillConvexPoly(shade, cv2.convexHull(outline.astype(np.int32)), 1.0)
        shade = cv2.GaussianBlur(shade, (0, 0), long * random.uniform(0.002, 0.05))
        light *= 1 - random.uniform(0.1, 0.55) * shade
    lit = world * np.clip(light, 0.15, None)[..., None]
    for _ in range(int(random.choice(3, p=(0.8, 0.15, 0.05)))):  # a lamp mirrored
        spot = np.zeros((height, width), np.float32)
        axes = random.uniform(0.01, 0.09, 2) * long
        middle = random.uniform(0, 1, 2) * size
        cv2.ellipse(spot, whole(middle), whole(axes), random.uniform(0, 180), 0, 360, 1.0, -1)
        lit += (
            random.uniform(40, 220)
            * cv2.GaussianBlur(spot, (0, 0), long * random.uniform(0.005, 0.06))[..., None]
        )
    lit *= random.uniform(0.8, 1.2) if random.random() < 0.85 else random.uniform(0.3, 0.8)
    lit *= 1 + random.normal(0, 0.07, 3)
    lit = 255 * (np.clip(lit, 0, 255) / 255) ** np.float32(random.uniform(0.75, 1.3))
    if random.random() < 0.06:
        lit = np.repeat(lit.mean(axis=2, keepdims=True), 3, axis=2)
    blur = random.random()
    if blur < 0.4:
        lit = cv2.GaussianBlur(lit, (0, 0), long * random.uniform(0.0003, 0.0022))
    elif blur < 0.5:
        reach = max(3, int(long * random.uniform(0.002, 0.012)))
        kernel = np.zeros((reach, reach), np.float32)
        way = random.normal(0, 1, 2)
        way *= reach / 2 / np.hypot(*way)
        cv2.line(kernel, whole(reach / 2 - way), whole(reach / 2 + way), 1.0)
        lit = cv2.filter2D(lit, -1, kernel / max(1.0, kernel.sum()))
    lit = lit + random.normal(0, random.uniform(0.5, 6), lit.shape[:2])[..., None].astype(np.float32)
    lit += random.standard_normal(lit.shape, np.float32) * np.float32(random.uniform(0, 4))
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(45, 96))]
    data = cv2.imencode(".jpg", np.clip(lit, 0, 255).astype(np.uint8), quality)[1]
    return np.asarray(cv2.imdecode(data, cv2.IMREAD_COLOR), np.uint8)
