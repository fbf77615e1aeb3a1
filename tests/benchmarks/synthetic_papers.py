"""What lies on the desk: invented letters, forms, notes, magazines, cards and receipts, seen from above."""

from collections.abc import Callable

import cv2
import numpy as np
from synthetic_grounds import Plane, Random, clouds, colour, noise

Kind = Callable[[Random, Plane], None]
LONG_SIDE = 640  # pixels of a drawn sheet at most

# width to height, with its weight: A4 or letter, lying, ID card, receipt, booklet, square
SHAPES = ((0.707, 45), (0.773, 10), (1.414, 12), (1.585, 10), (0.63, 4), (0.38, 5), (1.3, 7), (1.0, 5))


def paper(random: Random, shape: float, kinds: dict[str, tuple[Kind, float]]) -> Plane:
    """A sheet of this width to height, float32 h x w x 3."""
    long = LONG_SIDE
    height, width = (
        (long, max(40, round(long * shape))) if shape < 1 else (max(40, round(long / shape)), long)
    )
    tone = random.random()
    if tone < 0.72:
        base = colour(random, (205, 250), 3)
    elif tone < 0.88:
        base = colour(random, (190, 240), 12)
    else:
        base = colour(random, (90, 225), 35)
    page = base + np.zeros((height, width, 3), np.float32)
    chance = np.array([weight for _, weight in kinds.values()])
    list(kinds.values())[random.choice(len(kinds), p=chance / chance.sum())][0](random, page)
    return _worn(random, page)


def _worn(random: Random, page: Plane) -> Plane:
    """Folds, creases, waves."""
    height, width = page.shape[:2]
    if random.random() < 0.3:
        page *= 1 + random.uniform(0.01, 0.06) * noise(random, (width, height), (9, 12))[..., None]
    if random.random() < 0.12:  # crumpled
        relief = np.abs(clouds(random, max(width, height), 7, 3))[:height, :width]
        page *= 1 - random.uniform(0.05, 0.25) * relief[..., None]
    for _ in range(int(random.choice(4, p=(0.75, 0.1, 0.1, 0.05)))):  # folded once
        across = np.arange(width if random.random() < 0.3 else height, dtype=np.float32)
        at = len(across) * random.uniform(0.25, 0.75)
        shade = 1 - random.uniform(-0.1, 0.25) * np.exp(-np.abs(across - at) / random.uniform(1, 30))
        shade += random.uniform(-0.04, 0.04) * (across > at)
        page *= (shade[None, :] if len(across) == width and width != height else shade[:height, None])[
            ..., None
        ]
    return page


def _ink(random: Random) -> Plane:
    return colour(random, (10, 100), 6) if random.random() < 0.85 else colour(random, (40, 130), 50)


def _text(random: Random, page: Plane, box: tuple[int, int, int, int], pitch: int) -> None:
    """Lines of words in x0, y0, x1, y1."""
    x0, y0, x1, y1 = box
    if x1 - x0 < 12 or y1 - y0 < 4:
        return
    ink, size = _ink(random), max(1, round(pitch * random.uniform(0.35, 0.6)))
    letter = max(2, size)
    for top in range(y0, y1 - size, pitch):
        if random.random() < 0.1:
            continue
        end = x1 if random.random() < 0.75 else int(random.integers(x0 + (x1 - x0) // 3, x1 + 1))
        words = (random.random((1, end - x0)) < 0.5).astype(np.float32)
        gaps = np.repeat(random.random((end - x0) // letter + 1) < 0.8, letter)[: end - x0]
        strokes = np.where(gaps, 0.35 + 0.65 * words, 0)
        rows = random.uniform(0.6, 1, (size, 1)) * strokes * random.uniform(0.6, 1)
        part = page[top : top + size, x0:end]
        part += (ink - part) * rows[..., None].astype(np.float32)


def _margins(random: Random, page: Plane, least: float = 0.03) -> tuple[int, int, int, int]:
    height, width = page.shape[:2]
    x, y = (int(v) for v in random.uniform(least, 0.14, 2) * min(width, height))
    return x, y, width - x, height - y


def _letter(random: Random, page: Plane) -> None:
    x0, y0, x1, y1 = _margins(random, page)
    pitch = int(random.integers(6, 22))
    columns = int(random.choice((1, 1, 1, 2, 3)))
    if random.random() < 0.6:
        tall = int(random.integers(8, 40))
        wide = int((x1 - x0) * random.uniform(0.3, 0.9))
        _text(random, page, (x0, y0, x0 + wide, y0 + tall), tall)
        y0 += tall + pitch
    bottom = y1 if random.random() < 0.6 else int(y0 + (y1 - y0) * random.uniform(0.1, 0.9))
    step = (x1 - x0) // columns
    for column in range(columns):
        left = x0 + column * step
        _text(random, page, (left, y0, left + step - (pitch if columns > 1 else 0), bottom), pitch)
    if random.random() < 0.3:
        _picture(random, page, (x0, y0, x1, y1))
    if random.random() < 0.25:
        _stamp(random, page)


def _stamp(random: Random, page: Plane) -> None:
    height, width = page.shape[:2]
    at = (int(width * random.uniform(0.2, 0.85)), int(height * random.uniform(0.3, 0.9)))
    cv2.circle(page, at, int(min(width, height) * random.uniform(0.06, 0.14)), (60, 60, 200), 3, cv2.LINE_AA)


def _picture(random: Random, page: Plane, box: tuple[int, int, int, int]) -> None:
    x0, y0, x1, y1 = box
    wide, tall = (int(v) for v in random.uniform(0.2, 0.95, 2) * (x1 - x0, y1 - y0))
    if wide < 8 or tall < 8:
        return
    left, top = int(random.integers(x0, x1 - wide + 1)), int(random.integers(y0, y1 - tall + 1))
    photo = colour(random, (20, 200), 40) + np.zeros((tall, wide, 3), np.float32)
    for _ in range(3):
        knots = int(random.integers(2, 12))
        photo += noise(random, (wide, tall), (knots, knots))[..., None] * random.uniform(10, 80, 3)
    for _ in range(int(random.integers(0, 6))):
        at, radius = (
            random.uniform(0, 1, 2) * (wide, tall),
            int(random.uniform(0.05, 0.3) * min(wide, tall)) + 1,
        )
        cv2.circle(
            photo, (int(at[0]), int(at[1])), radius, tuple(map(float, colour(random, (20, 230), 50))), -1
        )
    page[top : top + tall, left : left + wide] = photo.clip(0, 255)


def _form(random: Random, page: Plane) -> None:
    """Boxes, lines, a table."""
    x0, y0, x1, y1 = _margins(random, page)
    ink = tuple(map(float, _ink(random)))
    thick = int(random.integers(1, 4))
    top = y0
    while top < y1 - 20:
        tall = int(random.integers(12, 70))
        bottom = min(top + tall, y1)
        cv2.rectangle(page, (x0, top), (x1, bottom), ink, thick)
        for at in random.integers(x0 + 5, x1, random.integers(0, 5)):
            cv2.line(page, (int(at), top), (int(at), bottom), ink, thick)
        _text(random, page, (x0 + 4, top + 3, int(x0 + (x1 - x0) * random.uniform(0.2, 1)), bottom - 2), 11)
        if random.random() < 0.15:
            page[top:bottom, x0:x1] *= random.uniform(0.4, 0.95)
        top = bottom if random.random() < 0.7 else bottom + int(random.integers(3, 40))


def _handwriting(random: Random, page: Plane) -> None:
    height, width = page.shape[:2]
    x0, y0, x1, y1 = _margins(random, page)
    pitch = int(random.integers(14, 40))
    if random.random() < 0.45:
        line = tuple(map(float, colour(random, (150, 215), 15)))
        for at in range(y0, height, pitch):
            cv2.line(page, (0, at), (width, at), line, 1)
        if random.random() < 0.4:
            for at in range(0, width, pitch):
                cv2.line(page, (at, 0), (at, height), line, 1)
    ink = tuple(map(float, _ink(random)))
    for top in range(y0 + pitch // 2, y0 + int((y1 - y0) * random.uniform(0.1, 1)), pitch):
        end = x0 + (x1 - x0) * random.uniform(0.2, 1)
        x = np.arange(x0, end, 2.5, dtype=np.float32)
        if len(x) < 4:
            continue
        y = top + pitch * 0.28 * np.sin(np.cumsum(random.uniform(0.3, 1.7, len(x)))) * random.uniform(
            0.3, 1.2, len(x)
        )
        for word in np.split(np.stack([x, y], 1), np.sort(random.integers(0, len(x), len(x) // 14))):
            cv2.polylines(page, [np.rint(word[:-2] * 4).astype(np.int32)], False, ink, 1, cv2.LINE_AA, 2)


def _magazine(random: Random, page: Plane) -> None:
    height, width = page.shape[:2]
    if random.random() < 0.4:
        page[:] = colour(random, (20, 230), 45)
    for _ in range(int(random.integers(1, 4))):
        _picture(random, page, (0, 0, width, height))
    _letter(random, page)


def _blank(random: Random, page: Plane) -> None:
    if random.random() < 0.3:
        _stamp(random, page)


def _card(random: Random, page: Plane) -> None:
    """A portrait, fields, a number, on a tinted ground."""
    height, width = page.shape[:2]
    page[:] = colour(random, (110, 245), 22)
    page += noise(random, (width, height), (6, 4))[..., None] * random.uniform(0, 25, 3)
    x0, y0, x1, y1 = _margins(random, page, 0.05)
    face = x0 + int((x1 - x0) * (0.02 if random.random() < 0.5 else 0.66))
    photo = page[y0 + (y1 - y0) // 6 : y1 - (y1 - y0) // 6, face : face + (x1 - x0) // 3]
    photo[:] = colour(random, (60, 220), 20)
    cv2.circle(page, (face + (x1 - x0) // 6, (y0 + y1) // 2), max(3, (y1 - y0) // 7), (130, 150, 190), -1)
    left = x0 + int((x1 - x0) * (0.4 if face < width // 2 else 0.02))
    _text(
        random,
        page,
        (left, y0, left + int((x1 - x0) * 0.58), y1),
        max(8, (y1 - y0) // int(random.integers(5, 10))),
    )


def _spread(random: Random, page: Plane) -> None:
    """An open booklet with its fold."""
    width = page.shape[1]
    for half in (page[:, : width // 2], page[:, width // 2 :]):
        if half.shape[1] > 60:
            _letter(random, half)
    steps = np.arange(width, dtype=np.float32) - width / 2
    page *= (1 - random.uniform(0.1, 0.5) * np.exp(-np.abs(steps) / random.uniform(4, 40)))[None, :, None]


def _crossword(random: Random, page: Plane) -> None:
    height, width = page.shape[:2]
    pitch = int(random.integers(16, 40))
    x0, y0 = pitch, pitch * 2
    cells = random.random((height // pitch, width // pitch)) < 0.3
    for row, column in zip(*np.nonzero(cells), strict=True):
        top, left = y0 + row * pitch, x0 + column * pitch
        page[top : min(top + pitch, height - 8), left : min(left + pitch, width - 8)] *= 0.2
    _text(random, page, (x0, 6, width - x0, y0), 12)


def _map(random: Random, page: Plane) -> None:
    height, width = page.shape[:2]
    field = clouds(random, max(height, width), 5, 4)[:height, :width]
    tints = np.stack([colour(random, (140, 240), 20) for _ in range(4)])
    page[:] = tints[np.clip(field * 2 + 2, 0, 3).astype(np.intp)]
    for _ in range(12):
        way = np.cumsum(random.normal(0, 60, (12, 2)), 0) + random.uniform(0, 1, 2) * (width, height)
        cv2.polylines(
            page,
            [way.astype(np.int32)],
            False,
            tuple(map(float, colour(random, (40, 200), 50))),
            2,
            cv2.LINE_AA,
        )


PAPERS: dict[str, tuple[Kind, float]] = {
    "letter": (_letter, 6), "form": (_form, 3), "handwriting": (_handwriting, 2.5),
    "magazine": (_magazine, 2), "blank": (_blank, 1), "card": (_card, 1), "spread": (_spread, 1),
}  # fmt: skip
HELD_OUT_PAPERS: dict[str, tuple[Kind, float]] = {"crossword": (_crossword, 1), "map": (_map, 1)}


def shape_of(random: Random) -> float:
    """Width to height of some paper."""
    weights = np.array([weight for _, weight in SHAPES], np.float64)
    return float(SHAPES[random.choice(len(SHAPES), p=weights / weights.sum())][0]) * random.uniform(
        0.97, 1.03
    )
