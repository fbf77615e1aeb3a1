"""What an evaluation keypad may report, beside the line's own errors."""

from drivers.device import Cause, DeviceError


class KeypadRefused(DeviceError):
    """The keypad answered a command with an error."""


class KeyStuck(DeviceError):
    """A key is held down for longer than anybody presses it: no answer of this keypad can be believed."""

    cause = Cause.KEY_STUCK


class AlreadyAsking(DeviceError):
    """A question was put while another one is open."""


class NotFitted(DeviceError):
    """This keypad has no such thing as was asked for: lamps, a voice, stars."""
