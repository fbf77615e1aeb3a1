"""Pages for the simulated camera: the invented one, or any picture as if it were printed on A4."""

from pathlib import Path

from drivers.document_scanner.page import Frame

THUMBNAIL_HEIGHT_PX = 240
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".bmp"})


def pictures_in(folder: Path) -> list[Path]:
    """The pictures of a folder by name; empty where there is no such folder."""
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in PICTURES)


def sheet_with(picture: Path) -> Frame:
    """An A4 sheet (h x w x 3, BGR) with the whole picture on it. Raises ValueError where it is none."""
    import cv2
    import numpy as np

    from drivers.document_scanner.desk import PAGE_SIZE_PX

    found = cv2.imdecode(np.fromfile(picture, np.uint8), cv2.IMREAD_COLOR)
    if found is None:
        raise ValueError("no picture that can be read")
    if found.shape[1] > found.shape[0]:
        found = cv2.rotate(found, cv2.ROTATE_90_CLOCKWISE)
    width, height = PAGE_SIZE_PX
    scale = min(width / found.shape[1], height / found.shape[0])
    size = max(1, round(found.shape[1] * scale)), max(1, round(found.shape[0] * scale))
    sheet = np.full((height, width, 3), 250, np.uint8)
    left, top = (width - size[0]) // 2, (height - size[1]) // 2
    sheet[top : top + size[1], left : left + size[0]] = cv2.resize(found, size, interpolation=cv2.INTER_AREA)
    return sheet


def thumbnail(page: Frame) -> bytes:
    """The page as a small JPEG."""
    import cv2

    height, width = page.shape[:2]
    size = round(width * THUMBNAIL_HEIGHT_PX / height), THUMBNAIL_HEIGHT_PX
    return cv2.imencode(".jpg", cv2.resize(page, size, interpolation=cv2.INTER_AREA))[1].tobytes()
