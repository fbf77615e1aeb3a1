"""From a page in a frame to a straight A4 picture, small enough to send."""

import cv2
import numpy as np

from drivers.document_scanner.page_finder import Frame, Page, Points

A4_200_DPI_PX = (1654, 2339)  # 210 x 297 mm
JPEG_LIMIT_BYTES = 1_000_000
QUALITY_STEPS = (90, 82, 74, 66, 58, 50)  # below 50 small print dissolves


def straighten(frame: Frame, page: Page) -> Frame:
    """The page alone, A4 at 200 dpi, upright or lying as it was seen; ValueError on corners without area."""
    if abs(cv2.contourArea(page.corners)) < 1:
        raise ValueError("corners without area")
    width, height = A4_200_DPI_PX if _is_upright(page.corners) else A4_200_DPI_PX[::-1]
    # Corners are pixel centres, so the last pixel's centre is the size less one.
    target = np.array([[0, 0], [width - 1, 0], [width - 1, height - 1], [0, height - 1]], np.float32)
    turn = cv2.getPerspectiveTransform(page.corners, target)
    flat = cv2.warpPerspective(
        frame, turn, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(flat, np.uint8)


def _is_upright(corners: Points) -> bool:
    sides = np.hypot(*(np.roll(corners, -1, axis=0) - corners).T)
    return bool(sides[1] + sides[3] >= sides[0] + sides[2])


def encode_jpeg(image: Frame, limit_bytes: int = JPEG_LIMIT_BYTES) -> bytes:
    """JPEG of the best quality step within the limit; raises ValueError when even the lowest is too big."""
    for quality in QUALITY_STEPS:
        done, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, quality])
        if not done:
            raise ValueError("this picture cannot be encoded")
        if data.size <= limit_bytes:
            return bytes(data)
    raise ValueError(f"no quality step stays within {limit_bytes} bytes")
