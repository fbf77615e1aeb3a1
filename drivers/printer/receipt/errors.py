"""What can go wrong with a slip printer beyond what every printer's errors name."""

from drivers.device import Cause, DeviceError, DeviceStatus
from drivers.printer.errors import CoverOpen, PaperJammed, PaperOut


class CutterFailed(DeviceError):
    """The cutter is stuck."""

    cause = Cause.CUTTER


class HeadHot(DeviceError):
    """The print head must cool down; it does so by itself."""

    cause = Cause.HEAD_HOT


class PrinterOffline(DeviceError):
    """The printer does not print and tells no cause that has a name."""


class SlipInMouth(DeviceError):
    """The last slip still stands in the printer's mouth and cannot be taken back."""

    cause = Cause.SLIP_WAITING


# An open cover lifts the paper off its sensor, so it comes before the paper.
_ERRORS: tuple[type[DeviceError], ...] = (CoverOpen, PaperOut, PaperJammed, CutterFailed, HeadHot)


def error_for(status: DeviceStatus, device: str, command: str) -> DeviceError:
    """The typed error for a status that is not usable."""
    kind = next((kind for kind in _ERRORS if kind.cause in status.causes), PrinterOffline)
    return kind(device, command)
