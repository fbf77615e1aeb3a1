"""Measures a page as it is drawn: what is too small, too pale, cut off, out of reach, without a name.

Everything is taken from the items on the glass and from the pixels of a picture of it, not from the design.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QImage
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from screens import finger, focus
from screens.modes import Modes
from screens.panel import Panel
from screens.stage import Stage

LEAST_TARGET_MM: Final = 18
ELDER_TARGET_MM: Final = 20
LEAST_GAP_MM: Final = 3
ELDER_GAP_MM: Final = 8
KEY_MM: Final = 9  # keys of a keyboard (`rollover`), which stand close
KEY_GAP_MM: Final = 1
CAPITAL_MM: Final = 4.2
ELDER_CAPITAL_MM: Final = 4.8  # Revised Section 508, 407.4 and GB/T 37668: three sixteenths of an inch
CONTRAST: Final = 4.5
HIGH_CONTRAST: Final = 7.0
SLACK_PX: Final = 1.5
INK_SHARE: Final = 0.005  # of a text's place is drawn without being softened at its edges
OTHER_COLOUR: Final = 90  # 0..255: so far from the text's own colour, something lies over it

DRAWN: Final = """[
    effectiveHorizontalAlignment === Text.AlignHCenter ? 0.5
        : effectiveHorizontalAlignment === Text.AlignRight ? 1 : 0,
    verticalAlignment === Text.AlignVCenter ? 0.5 : verticalAlignment === Text.AlignBottom ? 1 : 0,
    fontInfo.pixelSize
]"""


@dataclass(frozen=True)
class Miss:
    """One thing that is not as it must be."""

    kind: str
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def misses(stage: Stage, picture: QImage, panel: Panel, modes: Modes) -> list[Miss]:
    """All that is wrong with what `picture` shows, which stands on the stage now."""
    modal = stage.glass.root.property("modal")
    texts = [item for item in _texts(stage) if modal is None or modal.isAncestorOf(item)]
    controls = [item for item in _controls(stage) if modal is None or modal.isAncestorOf(item)]
    found = [
        *_cut_texts(texts, panel),
        *_overlapping(texts),
        *_small_texts(texts, panel, modes),
        *_pale_texts(texts, _pixels(picture), modes),
        *_small_targets(controls, panel, modes),
        *_near_targets(controls, panel, modes),
        *_nameless(controls),
    ]
    reachable = focus.targets(stage.glass.window, modal)
    found += [Miss("no key reaches it", _name(item)) for item in controls if item not in reachable]
    if modes.low_reach:
        top = panel.height_px - panel.reach_px - SLACK_PX
        found += [Miss("out of reach", _name(item)) for item in controls if _place(item).top() < top]
    return found


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """The ratio of WCAG 2: colours as red, green, blue 0..255."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[float, ...]) -> float:
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4
        for each in (part / 255 for part in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _texts(stage: Stage) -> list[QQuickItem]:
    return [
        item
        for item in finger.visible_items(stage.glass.window)
        if item.property("contentWidth") is not None
        and item.property("truncated") is not None
        and item.property("text")
        and finger.on_glass(item)
    ]


def _controls(stage: Stage) -> list[QQuickItem]:
    return [
        item
        for item in finger.visible_items(stage.glass.window)
        if item.property("down") is not None and item.isEnabled() and finger.on_glass(item)
    ]


def _cut_texts(texts: list[QQuickItem], panel: Panel) -> Iterator[Miss]:
    glass = QRectF(0, 0, panel.width_px, panel.height_px)
    for item in texts:
        painted = _painted(item)
        if item.property("truncated"):
            yield Miss("cut off", _said(item))
        elif item.property("contentWidth") > item.width() + SLACK_PX:
            yield Miss("wider than its place", _said(item))
        elif not _holds(glass, painted):
            yield Miss("outside the glass", _said(item))
        else:
            for around in _ancestors(item):
                if (around.clip() or around.property("down") is not None) and not _holds(
                    _place(around), painted
                ):
                    yield Miss("outside what holds it", f"{_said(item)} in {_name(around)}")
                    break


def _overlapping(texts: list[QQuickItem]) -> Iterator[Miss]:
    places = [(item, _ink_place(item)) for item in texts]
    for index, (item, place) in enumerate(places):
        for other, beside in places[index + 1 :]:
            if place.intersects(beside):
                yield Miss("overlapping", f"{_said(item)} and {_said(other)}")


def _small_texts(texts: list[QQuickItem], panel: Panel, modes: Modes) -> Iterator[Miss]:
    least = ELDER_CAPITAL_MM if modes.elder else CAPITAL_MM
    for item in texts:
        capital = QFontMetricsF(_font(item)).capHeight() / panel.px_per_mm
        if capital < least - 0.06:
            yield Miss("small type", f"{capital:.1f} mm: {_said(item)}")


def _pale_texts(texts: list[QQuickItem], pixels: NDArray[np.uint8], modes: Modes) -> Iterator[Miss]:
    least = HIGH_CONTRAST if modes.high_contrast else CONTRAST
    for item in texts:
        place = _painted(item).toAlignedRect()
        part = pixels[max(0, place.top()) : place.bottom() + 1, max(0, place.left()) : place.right() + 1]
        part = part.reshape(-1, 3)
        if not len(part):
            continue
        colours, counts = np.unique(part, axis=0, return_counts=True)
        ground = tuple(float(each) for each in colours[counts.argmax()])
        colour = item.property("color")
        assert isinstance(colour, QColor)
        ink = (colour.red(), colour.green(), colour.blue())
        far = np.abs(part.astype(int) - np.array(ground)).sum(axis=1)
        boldest = part[far >= np.quantile(far, 1 - INK_SHARE)]
        drawn = tuple(float(each) for each in boldest.mean(axis=0))
        if max(abs(one - other) for one, other in zip(drawn, ink, strict=True)) > OTHER_COLOUR:
            yield Miss("not to be seen", _said(item))
            continue
        ratio = contrast(drawn, ground)
        if ratio < least - 0.05:
            yield Miss("pale", f"{ratio:.1f}:1: {_said(item)}")


def _small_targets(controls: list[QQuickItem], panel: Panel, modes: Modes) -> Iterator[Miss]:
    for item in controls:
        least = KEY_MM if item.property("rollover") else ELDER_TARGET_MM if modes.elder else LEAST_TARGET_MM
        side = min(item.width(), item.height()) / panel.px_per_mm
        if side < least - 0.1:
            yield Miss("small target", f"{side:.1f} mm: {_name(item)}")


def _near_targets(controls: list[QQuickItem], panel: Panel, modes: Modes) -> Iterator[Miss]:
    for index, item in enumerate(controls):
        for other in controls[index + 1 :]:
            keys = item.property("rollover") and other.property("rollover")
            least = KEY_GAP_MM if keys else ELDER_GAP_MM if modes.elder else LEAST_GAP_MM
            gap = _gap(_place(item), _place(other)) / panel.px_per_mm
            if gap < least - 0.1:
                yield Miss("near targets", f"{gap:.1f} mm: {_name(item)}, {_name(other)}")


def _nameless(controls: list[QQuickItem]) -> Iterator[Miss]:
    for item in controls:
        interface = QAccessible.queryAccessibleInterface(item)
        if not item.objectName() or (interface is not None and not interface.text(QAccessible.Text.Name)):
            yield Miss("no name", f"{_name(item)} of {_name(next(_ancestors(item), item))}")


def _gap(one: QRectF, other: QRectF) -> float:
    across = max(one.left() - other.right(), other.left() - one.right(), 0)
    down = max(one.top() - other.bottom(), other.top() - one.bottom(), 0)
    return max(across, down)


def _painted(item: QQuickItem) -> QRectF:
    """Where the lines of a text are, in the pixels of the glass."""
    width, height = item.property("contentWidth"), item.property("contentHeight")
    across, down, _ = _drawn(item)
    left, right = item.property("leftPadding"), item.property("rightPadding")
    top, bottom = item.property("topPadding"), item.property("bottomPadding")
    free_x, free_y = item.width() - left - right - width, item.height() - top - bottom - height
    x = left + free_x * across
    y = top + free_y * down
    return item.mapRectToScene(QRectF(x, y, width, height))


def _ink_place(item: QQuickItem) -> QRectF:
    """Without the air that a line has above and below its characters."""
    painted = _painted(item)
    air = min(_font(item).pixelSize() * 0.3, painted.height() / 3)
    return painted.adjusted(SLACK_PX, air, -SLACK_PX, -air)


def _drawn(item: QQuickItem) -> tuple[float, float, float]:
    """Where in its place a text stands, 0..1 across and down, and the pixels of its em, fitted ones too."""
    across, down, pixels = QQmlExpression(qmlContext(item), item, DRAWN).evaluate()[0].toVariant()
    return across, down, pixels


def _font(item: QQuickItem) -> QFont:
    """As it is drawn: a text that is fitted to its place is smaller than its font says."""
    font = QFont(item.property("font"))
    font.setPixelSize(round(_drawn(item)[2]))
    return font


def _place(item: QQuickItem) -> QRectF:
    return item.mapRectToScene(QRectF(0, 0, item.width(), item.height()))


def _holds(outer: QRectF, inner: QRectF) -> bool:
    return outer.adjusted(-2 * SLACK_PX, -2 * SLACK_PX, 2 * SLACK_PX, 2 * SLACK_PX).contains(inner)


def _ancestors(item: QQuickItem) -> Iterator[QQuickItem]:
    around = item.parentItem()
    while around is not None:
        yield around
        around = around.parentItem()


def _pixels(picture: QImage) -> NDArray[np.uint8]:
    image = picture.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return (
        rows[:, : 3 * image.width()].reshape(image.height(), image.width(), 3).copy()
    )  # the image dies here


def _said(item: QQuickItem) -> str:
    return repr(str(item.property("text"))[:24])


def _name(item: QQuickItem) -> str:
    return item.objectName() or item.metaObject().className().partition("_")[0]
