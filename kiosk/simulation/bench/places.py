"""Where the two windows stand on a developer's screen."""

from typing import Final, NamedTuple

TITLE_PX: Final = 40  # a window's frame above its content, and below and beside it
EDGE_PX: Final = 8
PANEL_WIDTH_PX: Final = 1000
PANEL_HEIGHT_PX: Final = 1040
PANEL_LEAST_WIDTH_PX: Final = 640


class Rect(NamedTuple):
    """A window's content on the screen, in logical pixels."""

    x: int
    y: int
    width: int
    height: int


def side_by_side(room: Rect, glass: tuple[int, int]) -> tuple[Rect, Rect]:
    """Kiosk and panel in `room` without covering each other; `glass` is the kiosk's width and height.

    The kiosk keeps its shape and is as large as fits; the panel gets what is left.
    """
    width, height = glass
    most_width = room.width - PANEL_LEAST_WIDTH_PX - 4 * EDGE_PX
    most_height = room.height - TITLE_PX - EDGE_PX
    scale = min(1.0, most_height / height, most_width / width)
    kiosk = Rect(room.x + EDGE_PX, room.y + TITLE_PX, round(width * scale), round(height * scale))
    left = kiosk.x + kiosk.width + 2 * EDGE_PX
    panel = Rect(
        left,
        kiosk.y,
        min(PANEL_WIDTH_PX, room.x + room.width - EDGE_PX - left),
        min(PANEL_HEIGHT_PX, most_height),
    )
    return kiosk, panel
