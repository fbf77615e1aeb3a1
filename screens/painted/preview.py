"""The camera's picture, live."""

from typing import Any

from PySide6.QtCore import Property, QRectF, Signal, Slot
from PySide6.QtGui import QImage, QPainter
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from screens.painted.frames import Frames


class Preview(QQuickPaintedItem):
    """Shows the newest of `frames`, whole and in its proportions; those that came before it are dropped."""

    framesChanged = Signal()  # noqa: N815  Qt's way of naming
    pictureChanged = Signal()  # noqa: N815  as above

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._frames: Frames | None = None
        self._aspect = 0.0
        self._picture = QRectF()
        self.widthChanged.connect(self._place)
        self.heightChanged.connect(self._place)

    def _get_frames(self) -> Any:
        return self._frames

    def _set_frames(self, frames: Any) -> None:
        if self._frames is not None:
            self._frames.changed.disconnect(self._show)
        self._frames = frames if isinstance(frames, Frames) else None
        if self._frames is not None:
            self._frames.changed.connect(self._show)
        self.framesChanged.emit()
        self._show()

    def _get_aspect(self) -> float:
        return self._aspect

    def _get_picture(self) -> QRectF:
        return self._picture

    frames = Property("QVariant", _get_frames, _set_frames, notify=framesChanged)  # type: ignore[arg-type]  # Qt's type by name
    aspect = Property(float, _get_aspect, notify=pictureChanged)
    """Width of the frame over its height; 0 while there is none."""
    picture = Property(QRectF, _get_picture, notify=pictureChanged)
    """Where the picture lies on the item; empty while there is none."""

    def paint(self, painter: QPainter) -> None:
        frame = self._newest()
        size = self._picture.size().toSize()
        if frame is None or size.isEmpty():
            return
        import cv2  # heavy, and the first page does without

        way = cv2.INTER_AREA if size.width() < frame.shape[1] else cv2.INTER_LINEAR
        small = cv2.resize(frame, (size.width(), size.height()), interpolation=way)
        image = QImage(small.data, size.width(), size.height(), small.strides[0], QImage.Format.Format_BGR888)
        painter.drawImage(self._picture.topLeft().toPoint(), image)

    def _newest(self) -> Any:
        return None if self._frames is None else self._frames.newest

    @Slot()
    def _show(self) -> None:
        self._place()
        self.update()

    @Slot()
    def _place(self) -> None:
        """Fits the picture into the item."""
        frame, picture, aspect = self._newest(), QRectF(), 0.0
        if frame is not None:
            height, width = frame.shape[:2]
            aspect = width / height
            scale = min(self.width() / width, self.height() / height)
            picture = QRectF(0, 0, round(width * scale), round(height * scale))
            picture.moveCenter(QRectF(0, 0, self.width(), self.height()).center())
        if (picture, aspect) != (self._picture, self._aspect):
            self._picture, self._aspect = picture, aspect
            self.pictureChanged.emit()
