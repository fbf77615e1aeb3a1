"""The camera's picture, live."""

from typing import Any

from PySide6.QtCore import Property, QPointF, QRectF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from screens.painted.frames import Frames
from screens.painted.scaler import Look, Scaler, scaled

POLL_MS = 4  # a frame takes about as long to be scaled
CORNERS = 4


class Preview(QQuickPaintedItem):
    """Shows the newest of `frames`, whole and in its proportions; those that came before it are dropped.

    A 1080p frame is scaled in a thread of its own: on the glass's thread it would take half of every frame's
    time. `mirrored`: as in a mirror. `masked`: so coarse that shapes are seen, and nothing can be read.
    `outline`: four corners, each x and y as shares of the frame, drawn over it in `outlineColor` on white;
    empty: none.
    """

    framesChanged = Signal()  # noqa: N815  Qt's way of naming
    pictureChanged = Signal()  # noqa: N815  as above
    aspectChanged = Signal()  # noqa: N815  as above
    lookChanged = Signal()  # noqa: N815  as above
    outlineChanged = Signal()  # noqa: N815  as above

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._frames: Frames | None = None
        self._aspect = 0.0
        self._mirrored = self._masked = False
        self._outline: list[tuple[float, float]] = []
        self._outline_pen = QPen()
        self._outline_pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self._picture = QRectF()
        self._image: QImage | None = None
        self._scaler = Scaler()
        # Asked for, not told by the scaler's thread: nothing of Qt is touched or freed in another thread.
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._take)
        self.widthChanged.connect(self._show)
        self.heightChanged.connect(self._show)

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

    def _get_mirrored(self) -> bool:
        return self._mirrored

    def _set_mirrored(self, mirrored: bool) -> None:
        self._mirrored = mirrored
        self.lookChanged.emit()
        self._show()

    def _get_masked(self) -> bool:
        return self._masked

    def _set_masked(self, masked: bool) -> None:
        self._masked = masked
        self._image = None  # what could be read before must not stand a moment longer
        self.lookChanged.emit()
        self._show()

    def _get_outline(self) -> list[tuple[float, float]]:
        return self._outline

    def _set_outline(self, corners: list[tuple[float, float]]) -> None:
        outline = [(float(x), float(y)) for x, y in corners] if len(corners) == CORNERS else []
        if outline != self._outline:
            self._outline = outline
            self.outlineChanged.emit()
            self.update()

    def _get_outline_color(self) -> QColor:
        return self._outline_pen.color()

    def _set_outline_color(self, color: QColor) -> None:
        self._outline_pen.setColor(color)
        self.outlineChanged.emit()
        self.update()

    def _get_outline_width(self) -> float:
        return self._outline_pen.widthF()

    def _set_outline_width(self, width: float) -> None:
        self._outline_pen.setWidthF(width)
        self.outlineChanged.emit()
        self.update()

    mirrored = Property(bool, _get_mirrored, _set_mirrored, notify=lookChanged)
    masked = Property(bool, _get_masked, _set_masked, notify=lookChanged)
    frames = Property("QVariant", _get_frames, _set_frames, notify=framesChanged)  # type: ignore[arg-type]  # Qt's type by name
    outline = Property("QVariantList", _get_outline, _set_outline, notify=outlineChanged)  # type: ignore[arg-type]  # as above
    outlineColor = Property(QColor, _get_outline_color, _set_outline_color, notify=outlineChanged)  # noqa: N815  Qt's way of naming
    outlineWidth = Property(float, _get_outline_width, _set_outline_width, notify=outlineChanged)  # noqa: N815  as above
    aspect = Property(float, _get_aspect, notify=aspectChanged)
    """Width of the frame over its height; 0 while there is none."""
    picture = Property(QRectF, _get_picture, notify=pictureChanged)
    """Where the picture lies on the item; empty while there is none."""

    def paint(self, painter: QPainter) -> None:
        frame = self._newest()
        if frame is None or self._picture.toRect().isEmpty():
            return
        if self._image is None:  # the first one; later ones come scaled
            self._image = scaled(frame, self._look())
        painter.drawImage(self._picture.topLeft().toPoint(), self._image)
        if self._outline:
            self._draw_outline(painter)

    def _draw_outline(self, painter: QPainter) -> None:
        """White below the colour: one of the two shows on any desk."""
        place = self._picture
        corners = [
            QPointF(
                place.x() + (1 - x if self._mirrored else x) * place.width(), place.y() + y * place.height()
            )
            for x, y in self._outline
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = QPen(self._outline_pen)
        below.setColor(Qt.GlobalColor.white)
        below.setWidthF(2 * self._outline_pen.widthF())
        for pen in (below, self._outline_pen):
            painter.setPen(pen)
            painter.drawPolygon(QPolygonF(corners))

    def _look(self) -> Look:
        size = self._picture.size().toSize()
        return size.width(), size.height(), self._mirrored, self._masked

    def _newest(self) -> Any:
        return None if self._frames is None else self._frames.newest

    @Slot()
    def _show(self) -> None:
        self._place()
        frame = self._newest()
        if frame is None or self._picture.toRect().isEmpty():
            self._poll.stop()
            self._scaler.drop()
            self._image = None
        elif self._image is not None:
            self._scaler.scale(frame, self._look())
            self._poll.start()
            return
        self.update()

    @Slot()
    def _take(self) -> None:
        image, look = self._scaler.result()
        if not self._scaler.is_working:
            self._poll.stop()
            image, look = (image, look) if image is not None else self._scaler.result()
        if image is not None and self._newest() is not None and look == self._look():
            self._image = image
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
        if picture != self._picture:
            self._picture, self._image = picture, None
            self.pictureChanged.emit()
        if aspect != self._aspect:
            self._aspect = aspect
            self.aspectChanged.emit()  # last: the item's height may follow from it
