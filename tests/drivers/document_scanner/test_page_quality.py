"""What is wrong with a page is measured and told in one word."""

import cv2
import numpy as np
import pytest

from drivers.document_scanner.desk import PAGE_CORNERS, Desk, invented_page
from drivers.document_scanner.page import Frame, Help
from drivers.document_scanner.page_finder import find_page
from drivers.document_scanner.page_quality import LIMITS, Limits, help_with, measure


@pytest.fixture
def frame() -> Frame:
    desk = Desk()
    desk.lay(invented_page())
    return desk.frame(1)


def test_a_good_page_is_measured_as_good(frame: Frame):
    quality = measure(frame, PAGE_CORNERS)
    assert help_with(quality) is None
    assert quality.sharpness is not None
    assert quality.sharpness > LIMITS.sharpness
    assert (quality.finger, quality.card, quality.glare) == (False, False, 0.0)
    assert quality.coverage == pytest.approx(cv2.contourArea(PAGE_CORNERS) / (1280 * 960))


def test_sharpness_falls_with_blur(frame: Frame):
    measured = [
        measure(cv2.GaussianBlur(frame, (0, 0), sigma), PAGE_CORNERS).sharpness for sigma in (0.5, 1.5, 3.0)
    ]
    assert measured == sorted(measured, reverse=True)


def test_a_blank_page_is_not_called_blurred():
    desk = Desk()
    desk.lay(np.full((1754, 1240, 3), 235, np.uint8))
    quality = measure(desk.frame(1), PAGE_CORNERS)
    assert quality.sharpness is None
    assert help_with(quality) is None


def test_too_little_light_is_told(frame: Frame):
    assert help_with(measure((frame * 0.2).astype(np.uint8), PAGE_CORNERS)) is Help.DARK


def test_the_lamp_in_a_glossy_page_is_told(frame: Frame):
    glossy = (frame * 0.8).astype(np.uint8)
    cv2.circle(glossy, (640, 450), 90, (255, 255, 255), -1)
    assert help_with(measure(glossy, PAGE_CORNERS)) is Help.GLARE


def test_a_finger_over_the_side_of_the_page_is_told():
    desk = Desk()
    desk.lay(invented_page())
    frame = cv2.cvtColor(cv2.cvtColor(desk.frame(1), cv2.COLOR_BGR2GRAY), cv2.COLOR_GRAY2BGR)
    assert not measure(frame, PAGE_CORNERS).finger
    cv2.line(frame, (1200, 500), (820, 480), (130, 160, 215), 60)
    assert help_with(measure(frame, PAGE_CORNERS)) is Help.FINGER


def test_a_card_may_be_smaller_than_a_page():
    card = np.array([[500, 400], [786, 400], [786, 580], [500, 580]], np.float32)
    quality = measure(np.full((960, 1280, 3), 200, np.uint8), card)
    assert quality.card
    assert help_with(quality) is None
    assert help_with(quality, Limits(card_coverage=0.1)) is Help.TOO_FAR


def test_limits_are_the_callers(frame: Frame):
    assert find_page(frame, Limits(exposure=254)).help is Help.DARK
