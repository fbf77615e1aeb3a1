"""A page is made straight, A4, and small enough."""

import cv2
import numpy as np
import pytest

from drivers.document_scanner.correction import (
    CARD_MM,
    ColourMode,
    card_sheet,
    correct,
    even_light,
    paper_size,
    straighten,
)
from drivers.document_scanner.desk import PAGE_CORNERS, Desk, invented_page
from drivers.document_scanner.page import Page

A4_200_DPI_PX = (1654, 2339)


def test_the_straight_page_looks_like_the_paper_that_was_laid():
    desk = Desk()
    desk.lay(invented_page())
    flat = straighten(desk.frame(1), Page(PAGE_CORNERS))
    assert flat.shape == (A4_200_DPI_PX[1], A4_200_DPI_PX[0], 3)
    seen, laid = (
        cv2.cvtColor(cv2.resize(image, (210, 297)), cv2.COLOR_BGR2GRAY).ravel()
        for image in (flat, invented_page())
    )
    assert np.corrcoef(seen, laid)[0, 1] > 0.9


def test_a_page_that_lies_across_stays_across():
    frame = np.zeros((480, 640, 3), np.uint8)
    across = np.array([[20, 50], [600, 50], [600, 430], [20, 430]], np.float32)
    assert straighten(frame, Page(across)).shape == (A4_200_DPI_PX[0], A4_200_DPI_PX[1], 3)


def test_corners_without_area_are_a_value_error():
    with pytest.raises(ValueError, match="area"):
        straighten(np.zeros((480, 640, 3), np.uint8), Page(np.zeros((4, 2), np.float32)))


def rectangle(width: float, height: float) -> np.ndarray:
    return np.array([[50, 40], [50 + width, 40], [50 + width, 40 + height], [50, 40 + height]], np.float32)


@pytest.mark.parametrize(
    ("seen", "millimetres"),
    [
        ((500, 707), (210, 297)),
        ((707, 500), (297, 210)),
        ((500, 670), (210, 297)),  # tilted away from the camera
        ((428, 270), CARD_MM),
        ((270, 428), CARD_MM[::-1]),
        ((200, 700), (84.9, 297)),  # a receipt
        ((600, 600), (297, 297)),
    ],
)
def test_the_shape_tells_the_paper(seen: tuple[float, float], millimetres: tuple[float, float]):
    paper = paper_size(rectangle(*seen))
    assert (paper.width, paper.height) == pytest.approx(millimetres, rel=0.01)


def test_300_dpi_is_half_as_much_again():
    frame = np.zeros((800, 700, 3), np.uint8)
    assert straighten(frame, Page(rectangle(500, 707)), dpi=300).shape == (3508, 2480, 3)


def test_a_shadow_leaves_the_paper_and_the_print_stays():
    page = cv2.cvtColor(cv2.cvtColor(invented_page(), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    shadow = np.linspace(1.0, 0.6, page.shape[1], dtype=np.float32)[None, :, None]
    lit = (page * shadow * np.array([0.8, 0.9, 1.0], np.float32)).astype(np.uint8)  # and the lamp is yellow
    even = even_light(lit).astype(np.float32)
    margins = [even[20:-20, 20:100], even[20:-20, -100:-20]]
    for margin in margins:
        assert np.abs(margin.mean(axis=(0, 1)) - 245).max() < 6
    assert np.corrcoef(even[..., 1].ravel(), page[..., 1].ravel())[0, 1] > 0.95


@pytest.mark.parametrize("level", [0, 40])
def test_a_dark_cover_stays_dark(level: int):
    assert even_light(np.full((300, 200, 3), level, np.uint8)).max() == level


def test_modes_give_grey_and_pure_black_and_white():
    desk = Desk()
    desk.lay(invented_page())
    frame, page = desk.frame(1), Page(PAGE_CORNERS)
    grey = correct(frame, page, mode=ColourMode.GREY)
    assert grey.shape == A4_200_DPI_PX[::-1]
    assert set(np.unique(correct(frame, page, mode=ColourMode.BLACK_AND_WHITE))) == {0, 255}


def test_both_sides_of_a_card_come_in_true_size_on_one_page():
    front, back = np.full((425, 674, 3), 10, np.uint8), np.full((674, 425, 3), 90, np.uint8)
    sheet = card_sheet(front, back)
    assert sheet.shape == (*A4_200_DPI_PX[::-1], 3)
    for level in (10, 90):
        y, x = np.nonzero(sheet[..., 0] == level)
        assert (np.ptp(x) + 1, np.ptp(y) + 1) == (674, 425)
