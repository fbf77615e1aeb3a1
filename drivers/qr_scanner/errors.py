"""What a code scanner may report besides the errors of its line."""

from drivers.device import BadReply, Cause, DeviceError


class ScanError(DeviceError):
    """A code came that cannot be used; show it again, or another one."""

    cause = Cause.MEDIA_UNREADABLE


class CodeTruncated(ScanError):
    """The code ended without its suffix, or characters of it were lost."""


class CodeTooLong(ScanError):
    """More characters than any code holds: dropped up to the next one."""


class CodeUndecodable(ScanError):
    """The code's bytes or keys are no text."""


class CommandRefused(BadReply):
    """The scanner answered NAK, or with an error type: it does not know or permit the command."""


class AlreadyReading(DeviceError):
    """Somebody else waits for a code from this scanner."""
