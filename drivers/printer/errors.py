"""What can go wrong with paper, for every printer."""

from dataclasses import dataclass

from drivers.device import Cause, DeviceError


@dataclass(frozen=True)
class CameOut:
    """What the printer counted of a job: printed sides, and sheets of paper; None where it does not count."""

    impressions: int | None = None
    sheets: int | None = None

    def __add__(self, other: "CameOut") -> "CameOut":
        """Both together; what one of them does not know, the sum does not."""
        return CameOut(_sum(self.impressions, other.impressions), _sum(self.sheets, other.sheets))


def _sum(one: int | None, other: int | None) -> int | None:
    return None if one is None or other is None else one + other


NOT_COUNTED = CameOut()


class PrintError(DeviceError):
    """A print that is not, or not certainly, whole; `came_out` of it did."""

    came_out: CameOut = NOT_COUNTED


class PaperOut(PrintError):
    """No paper is left."""

    cause = Cause.PAPER_OUT


class PaperJammed(PrintError):
    """Paper is stuck in the printer."""

    cause = Cause.PAPER_JAMMED


class CoverOpen(PrintError):
    """A cover or door of the printer is open."""

    cause = Cause.COVER_OPEN


class PrintUnconfirmed(PrintError):
    """The printer never said that the work came out; it may or may not have."""


class TonerOut(PrintError):
    """Toner or ink is used up."""

    cause = Cause.TONER_OUT


class PrintRefused(PrintError):
    """The printer did not take the work (paper size, format, not accepting); nothing will come out."""


class PrintStopped(PrintError):
    """The printer gave the work up: aborted, cancelled at its panel, or stopped for a reason of its own."""
