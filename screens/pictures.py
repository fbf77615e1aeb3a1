"""The images of the glass: icons from files, and a visit's own pictures, which live in memory only."""

from itertools import count
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageReader
from PySide6.QtQuick import QQuickImageProvider

from screens import late_log as log

DEFAULT_ICON_PX = 64
PLAIN_ICON = "file-text"


class IconProvider(QQuickImageProvider):
    """`image://icon/<name>/<rrggbb>`: an SVG of the icon folder, its `currentColor` replaced.

    A name that is not there, as a newer list of items may bring one, gives a plain sheet of paper.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._folder = folder

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803  Qt's names
        name, _, colour = id.partition("/")
        path = self._folder / f"{Path(name).name}.svg"
        if not path.exists():
            log.warning("icon.missing", icon=name)
            path = self._folder / f"{PLAIN_ICON}.svg"
        svg = path.read_text("utf-8")
        wanted = requestedSize if requestedSize.isValid() else QSize(DEFAULT_ICON_PX, DEFAULT_ICON_PX)
        image = _decode(svg.replace("currentColor", f"#{colour[-6:]}").encode(), b"svg", wanted)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


class VisitPictures(QQuickImageProvider):
    """`image://visit/<number>`: the pictures of the page that is shown; `clear` forgets them all.

    An Image that shows one must have `cache: false`, or Qt keeps a copy after the visit.
    """

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Image)
        self._numbers = count(1)
        self._pictures: dict[str, bytes] = {}

    def keep(self, picture: bytes) -> str:
        """Keeps an encoded picture (JPEG or PNG) and returns its address."""
        number = str(next(self._numbers))
        self._pictures[number] = picture
        return f"image://visit/{number}"

    def drop(self, address: str) -> None:
        self._pictures.pop(address.removeprefix("image://visit/"), None)

    def clear(self) -> None:
        self._pictures.clear()

    def requestImage(self, id: str, size: QSize, requestedSize: QSize) -> QImage:  # noqa: A002, N802, N803  Qt's names
        image = _decode(self._pictures.get(id, b""), b"", requestedSize)
        size.setWidth(image.width())
        size.setHeight(image.height())
        return image


def _decode(encoded: bytes, format_name: bytes, wanted: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(encoded))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(format_name))
    reader.setAutoTransform(True)
    if wanted.isValid() and not wanted.isEmpty():
        reader.setScaledSize(wanted)
    return reader.read()
