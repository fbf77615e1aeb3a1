"""Ink under one finger."""

from itertools import pairwise
from math import dist, hypot
from typing import Final

from PySide6.QtCore import Property, QEvent, QPointF, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QEventPoint,
    QFont,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QTouchEvent,
)
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

LEAST_INK: Final = 0.2
"""Less line than this, in parts of the pad, is a touch by accident, not a signature."""
WRITTEN_SHARE: Final = 0.86  # of the pad, for a name that is written by a key
OUTLINE_PX: Final = 100
LEAST_STEP_PX: Final = 1.0  # a resting finger trembles by less

Point = tuple[float, float]


class Ink(QQuickPaintedItem):
    """Draws what one finger writes, and tells the strokes as points 0..1 across and down.

    The first finger on the pad writes until it is lifted; a palm or other fingers meanwhile do nothing. Every
    move draws its own short curve into an image, so that a long signature costs no more than a short one.
    """

    inkedChanged = Signal()  # noqa: N815  Qt's way of naming
    lookChanged = Signal()  # noqa: N815  as above

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._color = QColor("black")
        self._pen_width = 4.0
        self._strokes: list[list[Point]] = []
        self._finger: int | None = None
        self._inked = False
        self._image = QImage()
        self.setAcceptedMouseButtons(Qt.MouseButton.LeftButton)
        self.setAcceptTouchEvents(True)

    def _get_color(self) -> QColor:
        return self._color

    def _set_color(self, color: QColor) -> None:
        self._color = color
        self._look_changed()

    def _get_pen_width(self) -> float:
        return self._pen_width

    def _set_pen_width(self, width: float) -> None:
        self._pen_width = width
        self._look_changed()

    def _get_inked(self) -> bool:
        return self._inked

    color = Property(QColor, _get_color, _set_color, notify=lookChanged)
    penWidth = Property(float, _get_pen_width, _set_pen_width, notify=lookChanged)  # noqa: N815  Qt's way
    inked = Property(bool, _get_inked, notify=inkedChanged)

    @Slot(result="QVariantList")
    def strokes(self) -> list[list[Point]]:
        """The strokes so far: lists of (x, y), 0..1 in the pad's width and height."""
        return [list(stroke) for stroke in self._strokes]

    @Slot()
    def clear(self) -> None:
        """Forgets every stroke and wipes the image."""
        self._strokes.clear()
        self._finger = None
        self._image = QImage()
        self._set_inked(False)
        self.update()

    @Slot(str, str)
    def write(self, text: str, family: str) -> None:
        """In place of every stroke the outlines of `text`, as large as the pad takes: no finger is needed."""
        self.clear()
        font = QFont(family)
        font.setPixelSize(OUTLINE_PX)
        path = QPainterPath()
        path.addText(QPointF(), font, text)
        box = path.boundingRect()
        if box.isEmpty():
            return
        scale = WRITTEN_SHARE * min(self.width() / box.width(), self.height() / box.height())
        middle = QPointF(self.width(), self.height()) / 2
        self._strokes = [
            [self._on_pad(middle + (point - box.center()) * scale) for point in outline.toList()]
            for outline in path.toSubpathPolygons()
        ]
        self._set_inked(True)
        self.update()

    def paint(self, painter: QPainter) -> None:
        size = self.size().toSize()
        if self._strokes and self._image.size() != size:
            self._image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._image.fill(Qt.GlobalColor.transparent)
            for stroke in self._strokes:
                for count in range(1, len(stroke) + 1):
                    self._draw(self._piece(stroke[:count][-3:]))
        painter.drawImage(0, 0, self._image)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._finger is None:
            self._begin(0, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        if self._finger is not None:
            self._extend(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self._finger = None

    def mouseUngrabEvent(self) -> None:  # noqa: N802  Qt's name
        self._finger = None

    def touchUngrabEvent(self) -> None:  # noqa: N802  Qt's name
        self._finger = None

    def touchEvent(self, event: QTouchEvent) -> None:  # noqa: N802  Qt's name
        event.accept()
        if event.type() == QEvent.Type.TouchCancel:
            self._finger = None
            return
        for point in event.points():
            if point.state() == QEventPoint.State.Pressed:
                if self._finger is None:
                    self._begin(point.id(), point.position())
            elif point.id() == self._finger and point.state() != QEventPoint.State.Stationary:
                self._extend(point.position())
                if point.state() == QEventPoint.State.Released:
                    self._finger = None

    def _begin(self, finger: int, at: QPointF) -> None:
        self._finger = finger
        self._strokes.append([self._on_pad(at)])
        self._add(self._strokes[-1])

    def _extend(self, to: QPointF) -> None:
        stroke, point = self._strokes[-1], self._on_pad(to)
        step = hypot((point[0] - stroke[-1][0]) * self.width(), (point[1] - stroke[-1][1]) * self.height())
        if step < LEAST_STEP_PX:
            return
        stroke.append(point)
        self._add(stroke)
        if not self._inked:
            lines = (pair for each in self._strokes for pair in pairwise(each))
            self._set_inked(sum(dist(*pair) for pair in lines) >= LEAST_INK)

    def _on_pad(self, at: QPointF) -> Point:
        return min(max(at.x() / self.width(), 0.0), 1.0), min(max(at.y() / self.height(), 0.0), 1.0)

    def _add(self, stroke: list[Point]) -> None:
        """Draws the newest piece of a stroke and shows only the place that it changed."""
        piece = self._piece(stroke[-3:])
        if self._image.isNull():
            self.update()  # paint begins the image
            return
        self._draw(piece)
        edge = self._pen_width
        self.update(piece.boundingRect().adjusted(-edge, -edge, edge, edge).toAlignedRect())

    def _piece(self, newest: list[Point]) -> QPainterPath:
        """A dot, a line, or a curve between the middles of the two last lines and on to the end."""
        width, height = self.width(), self.height()
        *before, end = (QPointF(x * width, y * height) for x, y in newest)
        if not before:
            path = QPainterPath(end)
            path.lineTo(end + QPointF(0.01, 0))  # a line without length draws no dot
        elif len(before) == 1:
            path = QPainterPath(before[0])
            path.lineTo(end)
        else:
            path = QPainterPath((before[0] + before[1]) / 2)
            path.quadTo(before[1], (before[1] + end) / 2)
            path.lineTo(end)
        return path

    def _draw(self, piece: QPainterPath) -> None:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        solid, cap, join = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(self._color, self._pen_width, solid, cap, join))
        painter.drawPath(piece)
        painter.end()

    def _look_changed(self) -> None:
        self._image = QImage()
        self.lookChanged.emit()
        self.update()

    def _set_inked(self, inked: bool) -> None:
        if inked != self._inked:
            self._inked = inked
            self.inkedChanged.emit()
