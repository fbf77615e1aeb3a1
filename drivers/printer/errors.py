"""What can go wrong with paper, for every printer."""

from drivers.device import Cause, DeviceError


class PaperOut(DeviceError):
    """No paper is left."""

    cause = Cause.PAPER_OUT


class PaperJammed(DeviceError):
    """Paper is stuck in the printer."""

    cause = Cause.PAPER_JAMMED


class CoverOpen(DeviceError):
    """A cover or door of the printer is open."""

    cause = Cause.COVER_OPEN


class PrintUnconfirmed(DeviceError):
    """The printer never said that the work came out; it may or may not have."""


class TonerOut(DeviceError):
    """Toner or ink is used up."""

    cause = Cause.TONER_OUT


class PrintRefused(DeviceError):
    """The printer did not take the work (paper size, format, not accepting); nothing will come out."""


class PrintStopped(DeviceError):
    """The printer gave the work up: aborted, cancelled at its panel, or stopped for a reason of its own."""
