"""Keypads that send one byte for a key: `31` to `35`, or `01` to `05`."""

from drivers.keypad.protocol import KEYS
from drivers.line import Line

ASCII_FIRST_KEY = 0x31
BINARY_FIRST_KEY = 0x01
LINE_ENDS = b"\r\n"  # some send one behind the key


def decode_keys(data: bytes, first_key: int) -> tuple[int, ...]:
    """The keys in bytes that came together, 1 for `first_key`.

    A byte that no key sends means noise, in which a key's byte is chance: then nothing of it counts.
    """
    keys = tuple(byte - first_key + 1 for byte in data if byte not in LINE_ENDS)
    return keys if all(key in KEYS for key in keys) else ()


class RawKeys:
    """The keys of such a keypad on a serial line."""

    def __init__(self, line: Line, first_key: int = ASCII_FIRST_KEY) -> None:
        self._line = line
        self._first_key = first_key

    def open(self) -> None:
        """Open the line; does nothing when open. Raises `LineLost`."""
        self._line.open()

    def close(self) -> None:
        """Close; never raises."""
        self._line.close()

    def look(self) -> None:
        """Raise `LineLost` when the far end has hung up."""
        self._line.look()

    def read(self, deadline: float) -> tuple[int, ...]:
        """Wait for keys until the deadline. Raises `LineLost`."""
        return decode_keys(self._line.read_available(deadline, "listen"), self._first_key)
