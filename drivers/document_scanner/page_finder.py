"""Finds the page in a frame: four corners, and one word of help."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from drivers.document_scanner.page import Frame, Help, Page

if TYPE_CHECKING:
    from drivers.document_scanner.page_quality import Limits, Quality


@dataclass(frozen=True, eq=False)
class Sight:
    """What is seen: a page or none, and what would make it better."""

    page: Page | None
    help: Help | None
    quality: "Quality | None" = None


def find_page(frame: Frame, limits: "Limits | None" = None) -> Sight:
    """Look for one page and judge it by these limits or the usual ones; pure.

    Raises ValueError on an array that is no BGR frame of at least 16 x 16.
    """
    # cv2 and numpy cost the kiosk's start 0.2 s; they come with the first frame.
    from drivers.document_scanner import page_edges, page_quality

    if frame.ndim != 3 or frame.shape[2] != 3 or frame.dtype != "uint8" or min(frame.shape[:2]) < 16:
        raise ValueError("a frame is h x w x 3, uint8")
    corners = page_edges.find_corners(frame)
    if corners is None:
        return Sight(None, Help.DARK if page_quality.is_dark(frame) else Help.NO_PAGE)
    quality = page_quality.measure(frame, corners)
    return Sight(Page(corners), page_quality.help_with(quality, limits or page_quality.LIMITS), quality)
