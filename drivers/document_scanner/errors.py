"""What can go wrong with a picture."""

from drivers.device import Cause, DeviceError
from drivers.document_scanner.page import Help


class PageNotFound(DeviceError):
    """The frame is good, but no page can be made out in it, or none that could be read; `help` says why."""

    cause = Cause.MEDIA_MISSING

    def __init__(self, device: str, command: str, help: Help) -> None:  # noqa: A002  the field's own word
        super().__init__(device, command, help.value)
        self.help = help


class StaleFrame(DeviceError):
    """The camera answers, but with the same frame again and again."""

    cause = Cause.STALE_FRAME


class WrongFrame(DeviceError):
    """A frame of another size or type than the camera began with; it is opened anew."""

    cause = Cause.BAD_REPLY


class PictureTooBig(DeviceError):
    """Not even the lowest quality stays within the limit."""
