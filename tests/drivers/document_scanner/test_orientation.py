"""Pages of print come upright however they were laid; what tells nothing is left as it lies."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from drivers.document_scanner.correction import correct
from drivers.document_scanner.desk import PAGE_CORNERS, Desk
from drivers.document_scanner.orientation import quarter_turns
from drivers.document_scanner.page import Page

FONT = Path(__file__).parents[3] / "assets" / "fonts" / "NotoSansSC-Regular.otf"
CHINESE = "本人因家庭遇到急难，向社区申请临时救助，所填内容真实、完整。如有隐瞒，愿意承担责任。"
ENGLISH = "The household met with sudden hardship, and asks for relief. All that is stated here is true. "


def printed(text: str, columns: int, lines: int = 22, size: int = 26) -> np.ndarray:
    """A page of running text, A4 at 150 dpi, as a camera's sharpness leaves it."""
    sheet = Image.new("L", (1240, 1754), 238)
    draw, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(FONT), size)
    running = text * 60
    for line in range(lines):
        part = running[line * columns : (line + 1) * columns]
        draw.text((150, 200 + line * round(size * 1.7)), part, fill=40, font=font)
    noise = np.random.default_rng(0).normal(0, 3, (1754, 1240))
    return np.clip(cv2.GaussianBlur(np.asarray(sheet), (0, 0), 0.9) + noise, 0, 255).astype(np.uint8)


@pytest.mark.parametrize("laid", range(4))
@pytest.mark.parametrize(("text", "columns"), [(CHINESE, 34), (ENGLISH, 66)])
def test_print_is_brought_upright(text: str, columns: int, laid: int):
    page = np.ascontiguousarray(np.rot90(printed(text, columns), -laid))
    turns = quarter_turns(page)
    assert turns is not None
    assert (laid + turns) % 4 == 0


@pytest.mark.parametrize(
    "page",
    [
        np.full((1754, 1240), 240, np.uint8),
        np.zeros((1754, 1240, 3), np.uint8),
        np.random.default_rng(1).integers(0, 256, (1754, 1240), np.uint8),
        np.full((40, 30), 9, np.uint8),
    ],
)
def test_what_is_no_print_tells_nothing(page: np.ndarray):
    assert quarter_turns(page) is None


def test_print_without_any_comma_tells_nothing():
    assert quarter_turns(printed("家庭人口收入困难情况", 30)) is None


def test_a_page_laid_upside_down_under_the_camera_comes_upright():
    page = cv2.cvtColor(printed(CHINESE, 34, lines=24, size=30), cv2.COLOR_GRAY2BGR)
    desk = Desk()
    desk.lay(page, np.roll(PAGE_CORNERS, 2, axis=0))
    frame = cv2.resize(desk.frame(1), None, fx=1.5, fy=1.5, interpolation=cv2.INTER_CUBIC)
    flat = correct(frame, Page(PAGE_CORNERS * 1.5))
    seen, laid = (
        cv2.resize(image, (105, 148), interpolation=cv2.INTER_AREA)[..., 1].ravel().astype(float)
        for image in (flat, page)
    )
    assert np.corrcoef(seen, laid)[0, 1] > 0.6
