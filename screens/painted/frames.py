"""A camera's frames on their way to the glass."""

from typing import Any

from PySide6.QtCore import QObject, Signal


def is_frame(value: Any) -> bool:
    """Whether it is a numpy array, height × width × 3, uint8 (BGR)."""
    shape: tuple[int, ...] = getattr(value, "shape", ())
    return len(shape) == 3 and min(shape) > 0 and shape[-1] == 3 and value.dtype == "uint8"


class Frames(QObject):
    """The newest frame, for a Preview; it goes past the QML engine.

    An array that JavaScript has seen once stays alive until its next garbage collection, which knows nothing
    of the six megabytes behind it. QML sees this object only.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._newest: Any = None

    @property
    def newest(self) -> Any:
        """The array, or None while there is no picture."""
        return self._newest

    def show(self, frame: object) -> None:
        """Replaces the frame; what is no frame is no picture."""
        self._newest = frame if is_frame(frame) else None
        self.changed.emit()
