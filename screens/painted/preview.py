"""The camera's picture, live."""

from typing import Any

from PySide6.QtCore import Property, QRectF, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem


class Preview(QQuickPaintedItem):
    """Shows the newest frame, whole and in its proportions; those that come before it was drawn are dropped.

    `frame` is a numpy array, height × width × 3, BGR, uint8; anything else is no picture and clears the item.
    """

    frameChanged = Signal()  # noqa: N815  Qt's way of naming
    pictureChanged = Signal()  # noqa: N815  as above

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._frame: Any = None
        self._picture = QRectF()
        self.widthChanged.connect(self._place)
        self.heightChanged.connect(self._place)

    def _get_frame(self) -> Any:
        return self._frame

    def _set_frame(self, frame: Any) -> None:
        self._frame = frame if _is_picture(frame) else None
        self._place()
        self.frameChanged.emit()
        self.update()

    def _get_aspect(self) -> float:
        return 0.0 if self._frame is None else float(self._frame.shape[1] / self._frame.shape[0])

    def _get_picture(self) -> QRectF:
        return self._picture

    frame = Property("QVariant", _get_frame, _set_frame, notify=frameChanged)  # type: ignore[arg-type]  # Qt's type by name
    aspect = Property(float, _get_aspect, notify=frameChanged)
    """Width of the frame over its height; 0 while there is none."""
    picture = Property(QRectF, _get_picture, notify=pictureChanged)
    """Where the picture lies on the item; empty while there is none."""

    def paint(self, painter: QPainter) -> None:
        if self._frame is None or self._picture.isEmpty():
            return
        import cv2  # noqa: PLC0415  heavy; the first page does without

        size = self._picture.size().toSize()
        way = cv2.INTER_AREA if size.width() < self._frame.shape[1] else cv2.INTER_LINEAR
        small = cv2.resize(self._frame, (size.width(), size.height()), interpolation=way)
        image = QImage(small.data, size.width(), size.height(), small.strides[0], QImage.Format.Format_BGR888)
        painter.drawImage(self._picture.topLeft().toPoint(), image)

    def _place(self) -> None:
        """Fits the picture into the item."""
        picture = QRectF()
        if self._frame is not None and self.width() > 0 and self.height() > 0:
            height, width = self._frame.shape[:2]
            scale = min(self.width() / width, self.height() / height)
            picture.setWidth(round(width * scale))
            picture.setHeight(round(height * scale))
            picture.moveCenter(QRectF(0, 0, self.width(), self.height()).center())
        if picture != self._picture:
            self._picture = picture
            self.pictureChanged.emit()


def _is_picture(frame: Any) -> bool:
    shape: tuple[int, ...] = getattr(frame, "shape", ())
    return len(shape) == 3 and min(shape) > 0 and shape[-1] == 3 and frame.dtype == "uint8"
