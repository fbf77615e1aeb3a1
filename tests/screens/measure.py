"""Measures a page as it is drawn: what is too small, too pale, cut off, out of reach, without a name.

Everything is taken from the items on the glass and from the pixels of a picture of it, not from the design.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QAccessible, QColor, QFont, QFontMetricsF, QImage, QRawFont
from PySide6.QtQml import QQmlExpression, qmlContext
from PySide6.QtQuick import QQuickItem

from screens import finger, focus
from screens.fonts import FAMILY, RARE_FAMILY
from screens.modes import Modes
from screens.panel import Panel
from screens.stage import Stage

LEAST_TARGET_MM: Final = 18
ELDER_TARGET_MM: Final = 20
LEAST_GAP_MM: Final = 3
ELDER_GAP_MM: Final = 8
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
        *_covered(stage),
        *_nameless(controls),
        *_boxes(texts),
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
        elif not _holds(glass, _seen(item)):
            yield Miss("outside the glass", _said(item))
        else:
            for around in _ancestors(item):
                holding = around.clip() or around.property("down") is not None
                if holding and not (_holds(_place(around), painted) or _whole_lines(item, around)):
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
        part = _part(pixels, _ink_place(item))  # in the air of a line there may be the edge of its card
        if not len(part):
            continue
        ground = _commonest(_part(pixels, _painted(item)))
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


def _part(pixels: NDArray[np.uint8], place: QRectF) -> NDArray[np.uint8]:
    """The pixels of a place, one a row."""
    box = place.toAlignedRect()
    return pixels[max(0, box.top()) : box.bottom() + 1, max(0, box.left()) : box.right() + 1].reshape(-1, 3)


def _commonest(part: NDArray[np.uint8]) -> tuple[float, ...]:
    """The colour that most of the pixels have: what a text stands on."""
    colours, counts = np.unique(
        part.astype(np.uint32) @ np.array((65536, 256, 1), np.uint32), return_counts=True
    )
    colour = int(colours[counts.argmax()])
    return float(colour >> 16), float(colour >> 8 & 255), float(colour & 255)


def _small_targets(controls: list[QQuickItem], panel: Panel, modes: Modes) -> Iterator[Miss]:
    for item in controls:
        least = ELDER_TARGET_MM if modes.elder else LEAST_TARGET_MM
        side = min(item.width(), item.height()) / panel.px_per_mm
        if side < least - 0.1:
            yield Miss("small target", f"{side:.1f} mm: {_name(item)}")


def _near_targets(controls: list[QQuickItem], panel: Panel, modes: Modes) -> Iterator[Miss]:
    for index, item in enumerate(controls):
        for other in controls[index + 1 :]:
            # Ten keys stand side by side: their gap is that of every mode, and a wrong letter is erased.
            wide = modes.elder and not (_is_key(item) and _is_key(other))
            least = ELDER_GAP_MM if wide else LEAST_GAP_MM
            gap = _gap(_place(item), _place(other)) / panel.px_per_mm
            if gap < least - 0.1:
                yield Miss("near targets", f"{gap:.1f} mm: {_name(item)}, {_name(other)}")


def _is_key(item: QQuickItem) -> bool:
    """Whether it belongs to the keyboard."""
    return any(around.property("layoutName") is not None for around in _ancestors(item))


def _covered(stage: Stage) -> Iterator[Miss]:
    """The field that is written into must be seen whole, above the keys."""
    items = [item for item in finger.visible_items(stage.glass.window) if item.height() > 0]
    keys = [
        item
        for item in items
        if item.property("layoutName") is not None or item.property("keyHeight") is not None
    ]
    for item in items:
        if not (item.property("active") is True and item.property("down") is not None):
            continue
        place = _place(item)
        clipped = any(around.clip() and not _holds(_place(around), place) for around in _ancestors(item))
        if clipped or any(place.intersects(_place(each)) for each in keys):
            yield Miss("covered by the keys", _name(item))


def _nameless(controls: list[QQuickItem]) -> Iterator[Miss]:
    for item in controls:
        interface = QAccessible.queryAccessibleInterface(item)
        if not item.objectName() or (interface is not None and not interface.text(QAccessible.Text.Name)):
            yield Miss("no name", f"{_name(item)} of {_name(next(_ancestors(item), item))}")


def _boxes(texts: list[QQuickItem]) -> Iterator[Miss]:
    for item in texts:
        font = item.property("font")
        for character in str(item.property("text")):
            if not character.isspace() and not _is_drawn(character, font.weight()):
                yield Miss("no glyph", f"{character} in {_said(item)}")


@cache
def _is_drawn(character: str, weight: int) -> bool:
    """Whether the shipped fonts have the character."""
    families = (FAMILY, RARE_FAMILY)
    fonts = [QRawFont.fromFont(QFont(family, 20, weight)) for family in families]
    return any(
        font.familyName() == family and font.supportsCharacter(ord(character))
        for font, family in zip(fonts, families, strict=True)
    )


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


def _seen(item: QQuickItem) -> QRectF:
    """What of a text no list that is turned page by page cuts off."""
    seen = _painted(item)
    for around in _ancestors(item):
        if around.clip():
            seen = seen.intersected(_place(around))
    return seen


def _whole_lines(item: QQuickItem, around: QQuickItem) -> bool:
    """Whether a text that is longer than a page is cut by it between two lines."""
    painted, place = _painted(item), _place(around)
    line = painted.height() / item.property("lineCount")
    if not around.clip() or painted.height() < place.height():
        return False
    cuts = [edge - painted.top() for edge in (place.top(), place.bottom())]
    return all(
        abs(cut / line - round(cut / line)) * line <= 2 * SLACK_PX
        for cut in cuts
        if 0 < cut < painted.height()
    )


def _ink_place(item: QQuickItem) -> QRectF:
    """Without the air that a line has above and below its characters."""
    painted = _seen(item)
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
