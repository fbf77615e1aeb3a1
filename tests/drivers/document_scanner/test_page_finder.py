"""The page is found where it lies, and nothing is found where nothing lies."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from drivers.document_scanner.desk import FRAME_SIZE_PX, PAGE_CORNERS, Desk, invented_page
from drivers.document_scanner.page import Frame, Help, NotAFrame, Points
from drivers.document_scanner.page_finder import find_page, find_pages

PLACES = {
    "as it comes": PAGE_CORNERS,
    "straight": np.array([[400, 90], [950, 90], [950, 868], [400, 868]], np.float32),
    "turned": np.array([[640, 90], [1020, 330], [640, 870], [262, 640]], np.float32),
    "lying": np.array([[230, 200], [1050, 180], [1080, 760], [200, 770]], np.float32),
    "small": np.array([[480, 250], [810, 262], [816, 730], [474, 722]], np.float32),
}


def overlap(found: Points, true: Points) -> float:
    """Intersection over union of two quadrilaterals."""
    areas = []
    for corners in (found, true):
        area = np.zeros(FRAME_SIZE_PX[::-1], np.uint8)
        cv2.fillPoly(area, [np.rint(corners).astype(np.int32)], 1)
        areas.append(area > 0)
    return float((areas[0] & areas[1]).sum() / (areas[0] | areas[1]).sum())


def seen(corners: Points, page: Frame | None = None) -> Frame:
    desk = Desk()
    desk.lay(invented_page() if page is None else page, corners)
    return desk.frame(1)


@pytest.mark.parametrize("place", PLACES)
def test_the_page_is_found_where_it_lies(place: str):
    sight = find_page(seen(PLACES[place]))
    assert sight.page is not None
    assert overlap(sight.page.corners, PLACES[place]) >= 0.95
    assert sight.page.corners.shape == (4, 2)
    assert sight.page.corners.dtype == np.float32
    assert sight.help is None


def test_corners_are_refined_below_a_pixel():
    page = find_page(seen(PAGE_CORNERS)).page
    assert page is not None
    assert np.abs(page.corners - PAGE_CORNERS).max() < 1.5


def test_corners_go_clockwise_from_the_top_left():
    for corners in PLACES.values():
        page = find_page(seen(corners)).page
        assert page is not None
        assert int(page.corners.sum(axis=1).argmin()) == 0
        assert cv2.contourArea(page.corners, oriented=True) > 0


def test_an_empty_desk_holds_no_page():
    desk = Desk()
    for tick in range(10):
        sight = find_page(desk.frame(tick))
        assert (sight.page, sight.help) == (None, Help.NO_PAGE)


def test_a_blank_sheet_is_found_too():
    page = find_page(seen(PAGE_CORNERS, np.full((1754, 1240, 3), 245, np.uint8))).page
    assert page is not None
    assert overlap(page.corners, PAGE_CORNERS) >= 0.95


def test_a_lens_cap_is_dark():
    assert find_page(np.full((480, 640, 3), 9, np.uint8)).help is Help.DARK


def test_a_far_page_is_told_to_come_nearer():
    far = np.array([[560, 400], [720, 402], [722, 628], [558, 626]], np.float32)
    assert find_page(seen(far)).help in (Help.TOO_FAR, Help.NO_PAGE)


def test_a_blurred_page_is_told():
    assert find_page(cv2.GaussianBlur(seen(PAGE_CORNERS), (0, 0), 7)).help is Help.BLURRED


def test_a_strongly_tilted_page_is_told():
    tilted = np.array([[520, 250], [760, 250], [1010, 860], [270, 860]], np.float32)
    assert find_page(seen(tilted)).help is Help.TILTED


@settings(max_examples=40, deadline=None)
@given(
    arrays.arrays(np.uint8, st.tuples(st.integers(16, 90), st.integers(16, 90), st.just(3))),
    st.integers(1, 12),
)
def test_random_pictures_never_crash(noise: Frame, scale: int):
    sight = find_page(np.kron(noise, np.ones((scale, scale, 1), np.uint8)))
    assert sight.page is None or np.isfinite(sight.page.corners).all()


@pytest.mark.parametrize("size", [(16, 3000), (3000, 16), (16, 16), (480, 640)])
def test_frames_of_any_shape_are_searched(size: tuple[int, int]):
    noise = np.random.default_rng(1).integers(0, 256, (*size, 3), np.uint8)
    find_page(noise)


@pytest.mark.parametrize(
    "frame",
    [
        np.zeros((480, 640), np.uint8),
        np.zeros((480, 640, 4), np.uint8),
        np.zeros((480, 640, 3), np.float32),
        np.zeros((0, 0, 3), np.uint8),
    ],
)
def test_what_is_no_frame_is_told_by_its_own_error(frame: Frame):
    for find in (find_page, find_pages):
        with pytest.raises(NotAFrame, match="frame"):
            find(frame)


def test_a_page_that_reaches_out_of_the_frame_is_told():
    out = PAGE_CORNERS * np.float32([1.4, 1.4]) - np.float32([250, -60])
    assert find_page(seen(out)).help is Help.CUT_OFF


def test_pages_and_cards_side_by_side_are_all_found():
    left = np.array([[120, 150], [560, 160], [550, 790], [110, 780]], np.float32)
    right = np.array([[760, 300], [1146, 310], [1140, 553], [754, 543]], np.float32)
    desk = Desk()
    desk.lay(invented_page(), left)
    alone = desk.frame(1)
    desk.lay(np.ascontiguousarray(np.rot90(invented_page())), right)
    beside = desk.frame(1)
    both = alone.copy()
    both[:, 650:] = beside[:, 650:]
    found = [sight.page.corners for sight in find_pages(both) if sight.page is not None]
    assert len(found) == 2
    for place in (left, right):
        assert max(overlap(corners, place) for corners in found) >= 0.95


def test_an_empty_desk_gives_an_empty_list():
    assert find_pages(Desk().frame(1)) == []


def test_the_outline_of_a_still_page_trembles_less_than_a_pixel():
    desk = Desk()
    desk.lay(invented_page())
    pages = [find_page(desk.frame(tick)).page for tick in range(8)]
    corners = np.array([page.corners for page in pages if page is not None])
    assert len(corners) == 8
    assert np.ptp(corners, axis=0).max() < 1.0
