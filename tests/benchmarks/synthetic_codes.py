"""Invented phone screens with a QR code, photographed badly, with the truth: what a kiosk's camera sees.

`phone_frame(seed)` is one 720p BGR frame and the text of its code. Level 1 is a calm hand, level 3 a tilted,
dim, glaring, shaking screen whose modules are 2.4 to 3.9 pixels wide.
"""

import io
import string
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import segno
from numpy.typing import NDArray

Random = np.random.Generator
Plane = NDArray[Any]

CAMERA = (1280, 720)
SCREEN = (540, 960)  # the phone's own picture, width and height
FOCAL_PX = 1400.0
LETTERS = list(string.ascii_letters + string.digits)
CHARACTERS = list("张王李赵陈民政社保医疗户籍服务大厅取号办理预约")


@dataclass(frozen=True)
class Severity:
    """Ranges of one level: pixels per module, degrees, shares of full brightness, pixels of blur."""

    module_px: tuple[float, float]
    turn_deg: float
    tilt_deg: float
    exposure: tuple[float, float]
    grid: float  # how dark the gaps between the screen's pixels are
    glare: int
    veil: float
    blur_px: tuple[float, float]
    noise: float
    jpeg: int


LEVELS = {
    1: Severity((4.0, 7.0), 8, 8, (0.75, 1.1), 0.10, 0, 0.0, (0.1, 0.6), 0.012, 90),
    2: Severity((2.8, 4.5), 25, 22, (0.45, 1.5), 0.27, 1, 0.06, (0.3, 0.9), 0.025, 75),
    3: Severity((2.4, 3.9), 180, 30, (0.25, 1.8), 0.40, 2, 0.10, (0.45, 1.0), 0.04, 65),
}


def payload(random: Random) -> str:
    """What such codes hold: a link, digits, Chinese, a token, a little JSON."""

    def letters(low: int, high: int) -> str:
        return "".join(random.choice(LETTERS, int(random.integers(low, high))))

    match int(random.integers(5)):
        case 0:
            return f"https://kiosk.example.cn/t/{letters(8, 20)}"
        case 1:
            return "".join(random.choice(list(string.digits), 14))
        case 2:
            return "办事预约:" + "".join(random.choice(CHARACTERS, 6)) + letters(4, 8)
        case 3:
            return letters(90, 160)
        case _:
            return f'{{"id":"{letters(12, 13)}","n":"{"".join(random.choice(CHARACTERS, 4))}"}}'


def code_image(text: str, scale: int = 1, error: str = "m", **settings: object) -> NDArray[np.uint8]:
    """The QR code of `text` in gray, with its quiet zone."""
    out = io.BytesIO()
    code = segno.make(text, error=error, boost_error=False, micro=False, **{"encoding": "utf-8"} | settings)
    code.save(out, kind="png", scale=scale, border=4)
    return cv2.imdecode(np.frombuffer(out.getvalue(), np.uint8), cv2.IMREAD_GRAYSCALE).astype(np.uint8)


def phone_frame(seed: int, level: int = 3) -> tuple[NDArray[np.uint8], str]:
    """The frame h x w x 3 BGR and the text of its code; the same for the same seed."""
    random = np.random.default_rng((seed, level))
    severity = LEVELS[level]
    text = payload(random)
    screen, side_px, modules = _screen(random, text)
    light = _photographed(random, severity, screen, side_px, modules)
    light = _spoiled(random, severity, light)
    frame = (np.clip(light, 0, 1) ** (1 / 2.2) * 255).astype(np.uint8)
    _, jpeg = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, severity.jpeg])
    return cv2.imdecode(jpeg, cv2.IMREAD_COLOR).astype(np.uint8), text


def _screen(random: Random, text: str) -> tuple[Plane, int, int]:
    """The phone's picture (0..1), the code's side on it in pixels, and in modules with the quiet zone."""
    width, height = SCREEN
    dark = random.random() < 0.25
    picture = np.full((height, width, 3), 24 if dark else 250, np.uint8)
    picture[:70] = random.integers(20, 220, 3)
    ink = (220, 220, 220) if dark else (30, 30, 30)
    for line in range(6):
        words = "PLEASE SHOW THIS CODE " + str(random.integers(1e5, 1e6))
        cv2.putText(picture, words, (40, 740 + line * 34), cv2.FONT_HERSHEY_SIMPLEX, 0.8, ink, 2)
    error = str(random.choice(["l", "m", "m", "q"]))
    modules = code_image(text, 1, error).shape[0]
    scale = int(random.integers(320, 450)) // modules
    code = code_image(text, scale, error)
    side = code.shape[0]
    left = (width - side) // 2
    picture[150 : 150 + side, left : left + side] = code[..., None]
    return (picture.astype(np.float32) / 255) ** 2.2, side, modules


def _photographed(random: Random, severity: Severity, screen: Plane, side: int, modules: int) -> Plane:
    """The screen in front of a cluttered hall, in perspective, its pixels beating with the camera's."""
    width, height = SCREEN
    doubled = cv2.resize(screen, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    doubled[::2] *= 1 - severity.grid
    doubled[:, 1::2] *= 1 - severity.grid
    scale = min(1.15, random.uniform(*severity.module_px) * modules / side)
    matrix = _perspective(random, severity, scale, (width / 2, 150 + side / 2))
    size = (CAMERA[0] * 5 // 4, CAMERA[1] * 5 // 4)  # sampled finer than the camera: part of the beat stays
    matrix = np.diag([1.25, 1.25, 1.0]) @ matrix @ np.diag([0.5, 0.5, 1.0])
    seen = cv2.warpPerspective(doubled, matrix, size, flags=cv2.INTER_LINEAR)
    mask = cv2.warpPerspective(np.ones((height * 2, width * 2), np.float32), matrix, size)[..., None]
    picture = seen * mask + _hall(random, size) * (1 - mask)
    return cv2.resize(picture, CAMERA, interpolation=cv2.INTER_AREA) * random.uniform(*severity.exposure)


def _perspective(random: Random, severity: Severity, scale: float, centre: tuple[float, float]) -> Plane:
    turn = np.deg2rad(random.uniform(-severity.turn_deg, severity.turn_deg))
    nod, yaw = np.deg2rad(random.uniform(-severity.tilt_deg, severity.tilt_deg, 2))
    about_x = np.array([[1, 0, 0], [0, np.cos(nod), -np.sin(nod)], [0, np.sin(nod), np.cos(nod)]])
    about_y = np.array([[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]])
    about_z = np.array([[np.cos(turn), -np.sin(turn), 0], [np.sin(turn), np.cos(turn), 0], [0, 0, 1]])
    corners = np.array([(0, 0), (SCREEN[0], 0), SCREEN, (0, SCREEN[1])], np.float32)
    flat = np.c_[(corners - centre) * scale, np.zeros(4)]
    turned = flat @ (about_z @ about_y @ about_x).T
    place = np.array(CAMERA) / 2 + random.uniform((-160, -90), (160, 90))
    seen = turned[:, :2] * (FOCAL_PX / (turned[:, 2:] + FOCAL_PX)) + place
    return cv2.getPerspectiveTransform(corners, seen.astype(np.float32))


def _hall(random: Random, size: tuple[int, int]) -> Plane:
    shades = random.uniform(0.02, 0.35) + random.uniform(-0.1, 0.15, (4, 6, 3)).astype(np.float32)
    hall = np.clip(cv2.resize(shades, size, interpolation=cv2.INTER_CUBIC), 0, 1)
    for _ in range(12):
        left, top = random.integers(0, size)
        wide, high = random.integers(30, 500, 2)
        hall[top : top + high, left : left + wide] *= random.uniform(0.4, 1.6, 3).astype(np.float32)
    return hall


def _spoiled(random: Random, severity: Severity, light: Plane) -> Plane:
    """Glare, a veil of reflections, defocus, motion and the sensor's noise."""
    rows, columns = np.mgrid[0 : CAMERA[1], 0 : CAMERA[0]].astype(np.float32)
    for _ in range(severity.glare):
        x, y = np.array(CAMERA) / 2 + random.uniform(-250, 250, 2)
        wide, high = random.uniform(20, 90, 2)
        spot = np.exp(-(((columns - x) / wide) ** 2) / 2 - ((rows - y) / high) ** 2 / 2)
        light = light + (random.uniform(0.15, 0.55) * spot)[..., None]
    veil = cv2.resize(
        random.uniform(0, severity.veil, (6, 10)).astype(np.float32), CAMERA, interpolation=cv2.INTER_CUBIC
    )
    light = cv2.GaussianBlur(light + veil[..., None], (0, 0), random.uniform(*severity.blur_px))
    length = int(random.integers(1, 4)) if severity.glare else 1
    if length > 1:
        kernel = np.zeros((5, 5), np.float32)
        angle = random.uniform(0, np.pi)
        reach = np.array([np.cos(angle), np.sin(angle)]) * (length - 1) / 2
        begin, end = (np.round(2 + sign * reach).astype(int) for sign in (-1, 1))
        cv2.line(kernel, tuple(map(int, begin)), tuple(map(int, end)), 1.0, 1)
        light = cv2.filter2D(light, -1, kernel / kernel.sum())
    bright = np.clip(light, 0, 1)
    return bright + random.normal(0, severity.noise, light.shape) * np.sqrt(bright + 0.02)
