"""A page is taken by itself when it was laid, lies still, and is good; never twice."""

import numpy as np

from drivers.document_scanner.page import Help, Page
from drivers.document_scanner.page_finder import Sight
from drivers.document_scanner.steady import STILL_S, Hold, follow, outline, ready, taken

CORNERS = np.array([[100, 100], [600, 100], [600, 800], [100, 800]], np.float32)
GONE = Sight(None, Help.NO_PAGE)


def lying(right: float = 0.0, word: Help | None = None) -> Sight:
    return Sight(Page(CORNERS + np.float32([right, 0])), word)


def after(sights: list[Sight], step_s: float = 0.2) -> tuple[Hold, float]:
    hold, now = None, 0.0
    for number, sight in enumerate(sights):
        now = number * step_s
        hold = follow(hold, sight, now)
    assert hold is not None
    return hold, now


def looks(seconds: float) -> int:
    return int(seconds / 0.2) + 2


def test_a_page_laid_down_and_still_is_ready():
    assert ready(*after([GONE] + [lying()] * looks(STILL_S)))


def test_it_is_not_ready_before_its_time():
    assert not ready(*after([GONE] + [lying()] * 3))


def test_a_page_that_moves_is_not_ready():
    assert not ready(*after([GONE] + [lying(step * 20) for step in range(looks(STILL_S))]))


def test_the_noise_of_the_corners_is_no_movement():
    random = np.random.default_rng(1)
    assert ready(*after([GONE] + [lying(random.uniform(-1, 1)) for _ in range(looks(STILL_S))]))


def test_a_slow_drift_is_a_movement():
    assert not ready(*after([GONE] + [lying(step * 2) for step in range(30)]))


def test_a_page_with_a_word_of_help_is_not_ready():
    for word in Help:
        assert not ready(*after([GONE] + [lying(word=word)] * looks(STILL_S)))


def test_a_page_that_lay_there_from_the_beginning_waits_for_the_button():
    assert not ready(*after([lying()] * 30))


def test_a_taken_page_is_taken_again_only_after_it_was_moved():
    hold, now = after([GONE] + [lying()] * looks(STILL_S))
    hold = taken(hold)
    for _ in range(30):
        now += 0.2
        hold = follow(hold, lying(), now)
        assert not ready(hold, now)
    for _ in range(looks(STILL_S)):
        now += 0.2
        hold = follow(hold, lying(80), now)
    assert ready(hold, now)


def test_the_outline_stands_where_the_page_came_to_rest():
    hold, _ = after([GONE, lying(), lying(1.0)])
    drawn = outline(hold, lying(1.0))
    assert drawn is not None
    assert (drawn.corners == CORNERS).all()
    moved = lying(50)
    assert outline(hold, moved) is moved.page
    assert outline(hold, GONE) is None
