"""A page is made straight, A4, and small enough."""

import cv2
import numpy as np
import pytest

from drivers.document_scanner.correction import A4_200_DPI_PX, encode_jpeg, straighten
from drivers.document_scanner.desk import PAGE_CORNERS, PAGE_SIZE_PX, Desk, invented_page
from drivers.document_scanner.page_finder import Page


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


def test_quality_falls_until_the_picture_fits():
    page = cv2.resize(invented_page(), PAGE_SIZE_PX)
    full = encode_jpeg(page)
    small = encode_jpeg(page, limit_bytes=len(full) - 1)
    assert len(small) < len(full)
    assert cv2.imdecode(np.frombuffer(small, np.uint8), cv2.IMREAD_COLOR).shape == page.shape


def test_a_limit_that_cannot_be_met_is_a_value_error():
    with pytest.raises(ValueError, match="1000"):
        encode_jpeg(invented_page(), limit_bytes=1000)
