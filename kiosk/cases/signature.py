"""A signature as the centre files it: black strokes on white, PNG."""

from kiosk.cases.draft import Stroke

WIDTH_PX, HEIGHT_PX = 1200, 400
PEN_PX = 5
SUBPIXEL_BITS = 4


def png(strokes: tuple[Stroke, ...]) -> bytes:
    """Draws `strokes` (points 0..1 across and down the pad) into a 1200×400 PNG."""
    import cv2  # heavy; nobody signs before the first page
    import numpy as np

    sheet = np.full((HEIGHT_PX, WIDTH_PX), 255, np.uint8)
    scale = np.array([WIDTH_PX - 1, HEIGHT_PX - 1]) * 2**SUBPIXEL_BITS
    for stroke in strokes:
        points = np.rint(np.array(stroke, float).reshape(-1, 2) * scale).astype(np.int32)
        if len(points) == 1:
            points = np.repeat(points, 2, axis=0)  # a dot is a line without length
        cv2.polylines(sheet, [points], False, 0, PEN_PX, cv2.LINE_AA, SUBPIXEL_BITS)
    _, encoded = cv2.imencode(".png", sheet)
    return encoded.tobytes()
