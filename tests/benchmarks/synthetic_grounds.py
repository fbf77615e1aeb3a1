"""What papers lie on: invented table tops, cloths, floors, screens, and the things that lie about there."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[Any]
Random = np.random.Generator
Ground = Callable[[Random, int], Plane]

BROWNS = ((60, 95, 150), (95, 145, 190), (30, 45, 70), (120, 170, 205), (45, 60, 95), (160, 190, 215))


def noise(random: Random, size: tuple[int, int], knots: tuple[int, int]) -> Plane:
    """Smooth noise of about -1..1 with so many knots across and down, float32 h x w."""
    grid = random.standard_normal((max(2, knots[1]), max(2, knots[0])), np.float32) * np.float32(0.5)
    return np.asarray(cv2.resize(grid, size, interpolation=cv2.INTER_CUBIC), np.float32)


def clouds(random: Random, side: int, knots: int, octaves: int = 4) -> Plane:
    """Noise at several sizes at once."""
    total = np.zeros((side, side), np.float32)
    for octave in range(octaves):
        fine = min(side, knots * 2**octave)
        total += noise(random, (side, side), (fine, fine)) * np.float32(0.6**octave)
    return total


def colour(random: Random, light: tuple[float, float], chroma: float) -> Plane:
    """A random colour of this lightness, BGR."""
    return np.clip(random.uniform(*light) + random.normal(0, chroma, 3), 5, 252).astype(np.float32)


def _any_colour(random: Random) -> Plane:
    kind = random.random()
    if kind < 0.3:
        return colour(random, (165, 240), 8)
    if kind < 0.5:
        return colour(random, (8, 50), 6)
    if kind < 0.7:
        return np.asarray(BROWNS[random.integers(len(BROWNS))], np.float32) * random.uniform(0.8, 1.2)
    return colour(random, (30, 200), 35)


def _plain(random: Random, side: int) -> Plane:
    ground = _any_colour(random) + np.zeros((side, side, 3), np.float32)
    return np.asarray(ground + random.uniform(0, 9) * clouds(random, side, 5)[..., None])


def _wood(random: Random, side: int) -> Plane:
    base = np.asarray(BROWNS[random.integers(len(BROWNS))], np.float32) * random.uniform(0.5, 1.25)
    if random.random() < 0.2:
        base = colour(random, (150, 235), 12)
    strength = random.uniform(4, 30)
    warp = clouds(random, side, 3, 2) * random.uniform(0, 0.05) * side
    down, across = np.mgrid[0:side, 0:side].astype(np.float32)
    grain = noise(random, (side, side), (int(random.integers(2, 8)), side // int(random.integers(2, 9))))
    grain += 0.5 * noise(random, (side, side), (12, side // 2))
    if random.random() < 0.4:
        rings = np.sin(
            (down + warp * 3) / side * random.uniform(30, 160) + 2 * noise(random, (side, side), (3, 5))
        )
        grain = grain * 0.6 + 0.5 * rings
    grain = cv2.remap(grain, across, down + warp, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REFLECT)
    tint = np.array([0.8, 1.0, 1.15], np.float32)
    ground = base + strength * grain[..., None] * tint
    if random.random() < 0.45:
        width = int(side * random.uniform(0.08, 0.35))
        for number, top in enumerate(range(int(random.integers(0, width)), side, width)):
            ground[top : top + width] *= random.uniform(0.8, 1.15)
            thick = max(1, round(side * random.uniform(0.001, 0.005)))
            ground[top : top + thick] *= random.uniform(0.3, 1.2)
            if number % 2:
                at = int(random.integers(0, side))
                ground[top : top + width, at : at + thick] *= 0.6
    return np.asarray(ground)


def _cloth(random: Random, side: int) -> Plane:
    pitch = side * random.uniform(0.004, 0.03)
    steps = np.arange(side, dtype=np.float32) / pitch * 6.28
    weave = np.sin(steps)[:, None] + np.sin(steps * random.uniform(0.7, 1.3))[None, :]
    ground = _any_colour(random) + (random.uniform(2, 18) * weave)[..., None]
    ground = ground + random.uniform(0, 25) * clouds(random, side, int(random.integers(2, 6)), 3)[..., None]
    return np.asarray(ground, np.float32)


def _stripes(random: Random, side: int) -> Plane:
    """Stripes, checks, the lines of a mat."""
    ground = _any_colour(random) + np.zeros((side, side, 3), np.float32)
    other = _any_colour(random)
    pitch = max(4, int(side * random.uniform(0.02, 0.2)))
    band = max(1, int(pitch * random.uniform(0.03, 0.6)))
    on = ((np.arange(side) + random.integers(pitch)) % pitch < band).astype(np.float32)
    share = random.uniform(0.2, 1)
    cover = on[:, None] * share + np.zeros((1, side), np.float32)
    if random.random() < 0.6:
        cover = (
            np.maximum(cover, on[None, :] * share)
            if random.random() < 0.5
            else (cover + on[None] * share) / 2
        )
    return np.asarray(ground * (1 - cover[..., None]) + other * cover[..., None])


def _ornament(random: Random, side: int) -> Plane:
    """A carpet: blobs and lines of a few colours."""
    field = clouds(random, side, int(random.integers(8, 40)), 3)
    if random.random() < 0.5:
        field = np.sin(field * random.uniform(4, 14))
    colours = np.stack([_any_colour(random) * random.uniform(0.3, 1) for _ in range(4)])
    index = np.clip((field * 1.3 + 2), 0, 3).astype(np.intp)
    return np.asarray(cv2.GaussianBlur(colours[index].astype(np.float32), (0, 0), 0.8))


def _tiles(random: Random, side: int) -> Plane:
    size = max(6, int(side * random.uniform(0.03, 0.35)))
    count = side // size + 2
    lively = random.uniform(0, 12) if random.random() < 0.6 else random.uniform(20, 70)
    cells = (
        _any_colour(random)
        + random.normal(0, lively, (count, count, 1))
        + random.normal(0, 3, (count, count, 3))
    )
    tall = size if random.random() < 0.6 else max(3, size // 2)
    ground = np.repeat(np.repeat(cells, tall, 0), size, 1)[:, :side].astype(np.float32)
    ground = np.tile(ground, (side // ground.shape[0] + 1, 1, 1))[:side]
    joint, thick = _any_colour(random), max(1, int(size * random.uniform(0.02, 0.09)))
    for step in range(thick):
        ground[step::tall] = joint
        ground[:, step::size] = joint
    return np.asarray(ground + random.uniform(0, 8) * clouds(random, side, 10)[..., None])


def _stone(random: Random, side: int) -> Plane:
    ground = _any_colour(random) + random.uniform(4, 18) * clouds(random, side, 6, 6)[..., None]
    if random.random() < 0.6:
        veins = np.exp(-np.abs(clouds(random, side, 4, 4)) * random.uniform(8, 40))
        ground = ground + random.uniform(-60, 60) * veins[..., None]
    if random.random() < 0.4:
        specks = noise(random, (side, side), (side // 3, side // 3)) > random.uniform(0.5, 0.9)
        ground = ground + random.uniform(-60, 60) * specks[..., None]
    return np.asarray(ground, np.float32)


def _keyboard(random: Random, side: int) -> Plane:
    """Keys in rows on a slab."""
    ground = colour(random, (10, 200), 5) + np.zeros((side, side, 3), np.float32)
    key = colour(random, (15, 230), 5)
    pitch = max(8, int(side * random.uniform(0.04, 0.09)))
    gap = max(1, int(pitch * random.uniform(0.06, 0.2)))
    for top in range(0, side - pitch, pitch):
        shift = int(random.integers(0, pitch))
        for left in range(-shift, side, pitch):
            end = left + pitch - gap
            cv2.rectangle(ground, (left, top), (end, top + pitch - gap), tuple(map(float, key)), -1)
            mark = tuple(map(float, 255 - key))
            cv2.circle(ground, (left + pitch // 3, top + pitch // 3), max(1, pitch // 10), mark, 1)
    return ground


def _screen(random: Random, side: int) -> Plane:
    """A display seen from near: windows, bars, text."""
    ground = colour(random, (20, 240), 20) + np.zeros((side, side, 3), np.float32)
    for _ in range(int(random.integers(3, 10))):
        x, y = random.integers(0, side, 2)
        size = (random.uniform(0.05, 0.6, 2) * side).astype(int)
        shade = tuple(map(float, colour(random, (10, 250), 30)))
        cv2.rectangle(ground, (int(x), int(y)), (int(x + size[0]), int(y + size[1])), shade, -1)
    ink = colour(random, (10, 250), 15)
    for top in range(0, side, max(5, side // 60)):
        if random.random() < 0.5:
            left = int(random.integers(0, side // 2))
            ground[top : top + max(1, side // 200), left : left + int(random.integers(10, side // 2))] = ink
    return ground


def _metal(random: Random, side: int) -> Plane:
    ground = (
        colour(random, (90, 200), 4)
        + random.uniform(3, 14) * noise(random, (side, side), (3, side // 2))[..., None]
    )
    return np.asarray(ground + 30 * noise(random, (side, side), (3, 3))[..., None], np.float32)


def _cork(random: Random, side: int) -> Plane:
    base = np.array([95, 140, 185], np.float32) * random.uniform(0.7, 1.2)
    blobs = clouds(random, side, side // 12, 3)
    return np.asarray(base + 22 * blobs[..., None] * np.array([1.2, 1.0, 0.8], np.float32), np.float32)


def _bricks(random: Random, side: int) -> Plane:
    tall = max(6, int(side * random.uniform(0.04, 0.1)))
    wide = tall * 3
    ground = (
        np.array([70, 80, 150], np.float32) * random.uniform(0.6, 1.3)
        + 12 * clouds(random, side, 20)[..., None]
    )
    for row, top in enumerate(range(0, side, tall)):
        ground[top : top + max(1, tall // 8)] = (150, 155, 160)
        ground[top : top + tall, (row % 2) * wide // 2 :: wide] = (150, 155, 160)
    return np.asarray(ground, np.float32)


GROUNDS: dict[str, tuple[Ground, float]] = {
    "plain": (_plain, 4), "wood": (_wood, 5), "cloth": (_cloth, 2), "stripes": (_stripes, 1),
    "ornament": (_ornament, 1.5), "tiles": (_tiles, 1.5), "stone": (_stone, 2), "keyboard": (_keyboard, 0.7),
    "screen": (_screen, 0.7),
}  # fmt: skip
HELD_OUT_GROUNDS: dict[str, tuple[Ground, float]] = {
    "metal": (_metal, 1), "cork": (_cork, 1), "bricks": (_bricks, 1),
}  # fmt: skip


def ground(random: Random, size: tuple[int, int], kinds: dict[str, tuple[Ground, float]]) -> Plane:
    """One ground, or several that meet in straight lines: desk, floor, wall; float32 h x w x 3."""
    world = _seen(random, size, kinds)
    width, height = size
    for _ in range(int(random.choice(4, p=(0.55, 0.25, 0.13, 0.07)))):
        other = _seen(random, size, kinds)
        at = random.uniform(0, 1, 2) * size
        way = (
            random.normal(0, 1, 2)
            if random.random() < 0.5
            else np.eye(2)[random.integers(2)] + random.normal(0, 0.06, 2)
        )
        if (np.array(size) / 2 - at) @ way > 0:
            way = -way
        away = np.mgrid[0:height, 0:width].astype(np.float32)
        side = (away[1] - at[0]) * way[0] + (away[0] - at[1]) * way[1]
        over = np.clip(side / np.hypot(*way) + 0.5, 0, 1)[..., None]
        dark = np.exp(-np.abs(side) / np.hypot(*way) / (max(size) * random.uniform(0.002, 0.02)))[..., None]
        world = (world * (1 - over) + other * over) * (1 - random.uniform(-0.2, 0.6) * dark)
    return np.asarray(world, np.float32)


def _seen(random: Random, size: tuple[int, int], kinds: dict[str, tuple[Ground, float]]) -> Plane:
    chance = np.array([weight for _, weight in kinds.values()])
    make = list(kinds.values())[random.choice(len(kinds), p=chance / chance.sum())][0]
    side = max(size)
    texture = make(random, side)
    turn = (
        random.uniform(-3.14, 3.14)
        if random.random() < 0.5
        else random.integers(4) * 1.5708 + random.normal(0, 0.08)
    )
    zoom = random.uniform(0.75, 1.6)
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * zoom
    spun = half @ np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    seen = spun / (1 + spun @ random.normal(0, 0.12, 2)).clip(0.3)[:, None] * side * 0.75 + np.array(size) / 2
    edges = np.array([[0, 0], [side, 0], [side, side], [0, side]], np.float32)
    turned = cv2.getPerspectiveTransform(edges, seen.astype(np.float32))
    return np.asarray(cv2.warpPerspective(texture, turned, size, borderMode=cv2.BORDER_REFLECT), np.float32)


def clutter(random: Random, world: Plane, pieces: int) -> None:
    """Pens, cups, cables, phones, mats, books seen from the side; none is a light sheet."""
    for _ in range(pieces):
        _THINGS[random.integers(len(_THINGS))](random, world)


def _spot(random: Random, world: Plane) -> tuple[Plane, float]:
    height, width = world.shape[:2]
    return random.uniform(-0.05, 1.05, 2) * (width, height), float(max(width, height))


def _shade(value: Plane) -> tuple[float, ...]:
    return tuple(float(v) for v in value)


def _pen(random: Random, world: Plane) -> None:
    at, side = _spot(random, world)
    way = random.normal(0, 1, 2)
    end = at + way / np.hypot(*way) * side * random.uniform(0.08, 0.3)
    thick = max(2, round(side * random.uniform(0.005, 0.02)))
    paint = colour(random, (10, 230), 50)
    offset = np.array([thick, thick]) * 0.4
    cv2.line(world, whole(at + offset), whole(end + offset), _shade(paint * 0.3), thick, cv2.LINE_AA)
    cv2.line(world, whole(at), whole(end), _shade(paint), thick, cv2.LINE_AA)
    cv2.line(
        world, whole(at), whole(end), _shade(np.minimum(255, paint + 60)), max(1, thick // 4), cv2.LINE_AA
    )


def _cup(random: Random, world: Plane) -> None:
    at, side = _spot(random, world)
    radius = side * random.uniform(0.03, 0.12)
    for part in (1.0, 0.9, 0.8):
        cv2.circle(
            world, whole(at), round(radius * part), _shade(colour(random, (10, 235), 30)), -1, cv2.LINE_AA
        )


def _cable(random: Random, world: Plane) -> None:
    at, side = _spot(random, world)
    knots = at + np.cumsum(random.normal(0, side * 0.06, (10, 2)), axis=0)
    smooth = cv2.resize(knots.astype(np.float32)[:, None], (1, 80), interpolation=cv2.INTER_CUBIC)
    thick = max(1, round(side * random.uniform(0.002, 0.008)))
    cv2.polylines(
        world,
        [np.rint(smooth).astype(np.int32)],
        False,
        _shade(colour(random, (5, 235), 20)),
        thick,
        cv2.LINE_AA,
    )


def _slab(random: Random, world: Plane) -> None:
    """A phone, a book's cover, a mat, a box: a rectangle that is no paper."""
    at, side = _spot(random, world)
    half = side * random.uniform(0.04, 0.4) * np.array([1, random.uniform(0.3, 0.8)]) / 1.6
    turn = random.uniform(-3.14, 3.14)
    spin = np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]])
    corners = at + (np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half) @ spin
    paint = colour(random, (5, 110), 25) if random.random() < 0.7 else colour(random, (40, 150), 50)
    cv2.fillConvexPoly(
        world, np.rint(corners + side * 0.006).astype(np.int32), _shade(paint * 0.25), cv2.LINE_AA
    )
    cv2.fillConvexPoly(world, np.rint(corners).astype(np.int32), _shade(paint), cv2.LINE_AA)
    if random.random() < 0.5:
        inner = at + (corners - at) * random.uniform(0.7, 0.95)
        cv2.fillConvexPoly(
            world, np.rint(inner).astype(np.int32), _shade(paint * random.uniform(0.4, 1.5)), cv2.LINE_AA
        )


_THINGS = (_pen, _cup, _cable, _slab, _slab)


def whole(point: Plane) -> tuple[int, int]:
    """A point in whole pixels, as OpenCV's brushes take it."""
    return round(float(point[0])), round(float(point[1]))
