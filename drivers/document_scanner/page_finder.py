"""Finds the pages in a frame: four corners each, and one word of help."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.document_scanner.page import Frame, Help, NotAFrame, Page

if TYPE_CHECKING:
    from drivers.document_scanner.page_quality import Limits, Quality

MOST_PAGES = 8


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen: a page or none, and what would make it better."""

    page: Page | None
    help: Help | None
    quality: "Quality | None" = None


def find_page(frame: Frame, limits: "Limits | None" = None) -> Sight:
    """Look for one page and judge it by these limits or the usual ones.

    Raises `NotAFrame` on an array that is no BGR frame of at least 16 x 16.
    """
    return _look(frame, limits, 1)[0]


def find_pages(frame: Frame, limits: "Limits | None" = None) -> list[Sight]:
    """All pages and cards that lie side by side, the surest first, each judged by itself; none, empty.

    Raises `NotAFrame` as `find_page` does.
    """
    return [sight for sight in _look(frame, limits, MOST_PAGES) if sight.page is not None]


def _look(frame: Frame, limits: "Limits | None", most: int) -> list[Sight]:
    # cv2 and numpy cost the kiosk's start 0.2 s; they come with the first frame.
    from drivers.document_scanner import page_edges, page_quality

    if frame.ndim != 3 or frame.shape[2] != 3 or frame.dtype != "uint8" or min(frame.shape[:2]) < 16:
        raise NotAFrame("a frame is h x w x 3, uint8, at least 16 x 16")
    limits = limits or page_quality.LIMITS
    found = page_edges.search(frame, most)
    if not found.pages:
        if page_quality.is_dark(frame, limits):
            return [Sight(None, Help.DARK)]
        return [Sight(None, Help.CUT_OFF if found.cut_off else Help.NO_PAGE)]
    sights = []
    for corners in found.pages:
        quality = page_quality.measure(frame, corners)
        sights.append(Sight(Page(corners), page_quality.help_with(quality, limits), quality))
    return sights
