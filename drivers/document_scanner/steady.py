"""When a page lies still, and when it may be taken by itself: pure, over what is seen look after look."""

from dataclasses import dataclass, replace

from drivers.document_scanner.page import Page, Points
from drivers.document_scanner.page_finder import Sight

STILL_S = 1.0  # a hand that shoves the paper pauses for half a second
STILL_SHARE = 0.006  # of the page's diagonal: the noise of the corners
MOVED_SHARE = 0.05  # a page that has moved so far was laid anew


@dataclass(frozen=True, eq=False)
class Hold:
    """A page where it came to rest: its corners then, since when, and whether it was laid before our eyes."""

    corners: Points | None
    since_s: float
    laid: bool
    good: bool = False


def follow(before: Hold | None, sight: Sight, now_s: float) -> Hold:
    """What is held after one more look; `before` is None at the first.

    A page that lay there from the beginning, or that `taken` was told of, counts as laid only once it has
    gone or moved.
    """
    page = sight.page
    if page is None:
        return Hold(None, now_s, laid=True)
    good = sight.help is None
    if before is None:
        return Hold(page.corners, now_s, laid=False, good=good)
    away = _moved(before.corners, page)
    if away <= STILL_SHARE and good == before.good:
        return before
    laid = before.laid or away > MOVED_SHARE
    # A jump of the noise or a new word of help starts the clock again.
    return Hold(page.corners, now_s, laid, good)


def ready(hold: Hold, now_s: float) -> bool:
    """Whether the page is whole, sharp, laid before our eyes, and lies still for long enough."""
    return hold.good and hold.laid and hold.corners is not None and now_s - hold.since_s >= STILL_S


def taken(hold: Hold) -> Hold:
    """The same page, which has been taken and is not to be taken again."""
    return replace(hold, laid=False)


def outline(hold: Hold, sight: Sight) -> Page | None:
    """What to draw: the corners where the page came to rest, so that the outline does not tremble."""
    if sight.page is None or hold.corners is None:
        return sight.page
    return Page(hold.corners) if _moved(hold.corners, sight.page) <= STILL_SHARE else sight.page


def _moved(corners: Points | None, page: Page) -> float:
    """The farthest that a corner went, over the page's diagonal."""
    if corners is None:
        return 1.0
    step = page.corners - corners
    across = page.corners[2] - page.corners[0]
    diagonal = max(1.0, float((across**2).sum()) ** 0.5)
    return float(((step**2).sum(axis=1).max() ** 0.5) / diagonal)
