"""Lay a paper under the camera."""

from dataclasses import dataclass
from typing import ClassVar

from screens.page import Live, Page
from screens.text import Text


@dataclass(frozen=True)
class ScanPage(Page[None]):
    """Answers when the citizen presses the shutter.

    `masked`: too coarse to be read by who stands behind; `mirrored`: as in a mirror.
    `live`: frame (numpy array, height × width × 3, BGR, uint8; None while there is none), help (Text),
    outline (the corners of the page seen, each x and y as shares of the frame; empty without one), good (it
    may be taken as it lies).
    """

    title: Text
    live: Live
    masked: bool = False
    mirrored: bool = False

    qml: ClassVar[str] = "ScanPage"
    live_keys: ClassVar[tuple[str, ...]] = ("frame", "help", "outline", "good")

    def answer(self, _raw: object) -> None:
        return None
