"""One byte line to a device, over whatever pyserial can open: a tty, a pty, a TCP socket, a USB identity."""

import errno
import select
import socket
import termios
import time
from collections.abc import Sequence

import serial

from drivers.device import Cause, LineLost, NoAnswer

DEFAULT_BAUD = 115200
BITS_PER_BYTE = 10  # 8N1: start, 8 data, stop
WRITE_SLACK_S = 2.0  # beyond the wire time, for a printer that holds the line while it feeds paper
READ_CHUNK_BYTES = 4096
HOST_TIMEOUT_S = 1.0  # a host on the same wire accepts within milliseconds
DISCARD_CHUNKS = 16  # a device that chatters without end must not hold its owner here

# What a vanished port raises, by operation: SerialException is an OSError; tcflush raises termios.error;
# a port closed by a concurrent failure leaves pyserial with a None descriptor (TypeError, pyserial#331).
_LOST = (OSError, termios.error, TypeError)

_GONE = select.POLLHUP | select.POLLERR | select.POLLNVAL | select.POLLRDHUP
_GREP = "hwgrep://"


def wire_time_s(byte_count: int, baud: int) -> float:
    """Seconds that `byte_count` bytes take on a line of `baud` bit/s, 8N1."""
    return byte_count * BITS_PER_BYTE / baud


def matching_ports(url: str) -> Sequence[str]:
    """The ports that `hwgrep://pattern` means, sorted; all of them, where pyserial would take the first."""
    from serial.tools import list_ports  # walks sysfs: only for a terminal that names its ports so

    pattern = url[len(_GREP) :].partition("&")[0]
    return sorted(port.device for port in list_ports.grep(pattern))


def look_for_host(device: str, host: str, port: int) -> None:
    """Raise `LineLost` when nobody takes connections there; a slow host is not a missing one."""
    try:
        socket.create_connection((host, port), HOST_TIMEOUT_S).close()
    except TimeoutError:
        return
    except OSError as error:
        raise LineLost(device, "look", "nobody there") from error


class Line:
    """A byte line used by its owner's thread only; every failure is `LineLost` or `NoAnswer`.

    `url` is whatever `serial_for_url` takes: `/dev/kiosk/idcard`, `socket://127.0.0.1:9100`,
    `hwgrep://1a86:7523`. Deadlines are absolute times of `time.monotonic()`.
    """

    def __init__(self, device: str, url: str, baud: int = DEFAULT_BAUD) -> None:
        self.device = device
        self.url = url
        self.baud = baud
        self._port: serial.Serial | None = None

    @property
    def is_open(self) -> bool:
        """Whether the line is open as far as known; a lost line closes itself."""
        return self._port is not None

    def open(self) -> None:
        """Open at 8N1 without flow control; does nothing when open.

        Raises `LineLost` with NOT_FOUND, IN_USE (another program has it), or AMBIGUOUS: of two devices that
        fit one `hwgrep://` none is taken, the first would be a guess.
        """
        if self._port is not None:
            return
        if self.url.startswith(_GREP) and "&n=" not in self.url and len(matching_ports(self.url)) > 1:
            raise LineLost(self.device, "open", "more than one device fits", cause=Cause.AMBIGUOUS)
        try:
            # exclusive: a second program on the same line would eat half of every answer.
            self._port = serial.serial_for_url(self.url, baudrate=self.baud, timeout=0, exclusive=True)
        except (*_LOST, ValueError) as error:
            in_use = isinstance(error, OSError) and error.errno in (errno.EWOULDBLOCK, errno.EBUSY)
            cause = Cause.IN_USE if in_use else Cause.NOT_FOUND
            raise LineLost(self.device, "open", "the line cannot be opened", cause=cause) from error

    def close(self) -> None:
        """Close; never raises, does nothing when closed."""
        port, self._port = self._port, None
        if port is not None:
            try:
                port.close()
            except _LOST:
                return  # it was gone already

    def look(self) -> None:
        """Raise `LineLost` when the far end has hung up; takes no time and sends nothing."""
        port = self._require("look")
        poll = select.poll()
        try:
            poll.register(port.fileno(), select.POLLRDHUP)
            events = poll.poll(0)
        except (*_LOST, ValueError) as error:
            raise self._lost("look") from error
        if any(event & _GONE for _, event in events):
            raise self._lost("look")

    def send(self, data: bytes, command: str) -> None:
        """Write all of `data`. Raises `LineLost`, or `NoAnswer` when the other end takes no more bytes."""
        port = self._require(command)
        try:
            port.write_timeout = WRITE_SLACK_S + wire_time_s(len(data), self.baud)
            port.write(data)
        except serial.SerialTimeoutException as error:
            raise NoAnswer(self.device, command, "the line takes no bytes") from error
        except _LOST as error:
            raise self._lost(command) from error

    def read_exactly(self, count: int, deadline: float, command: str) -> bytes:
        """Read `count` bytes. Raises `NoAnswer` at the deadline (what had come is dropped), or `LineLost`."""
        data = self._read(count, max(0.0, deadline - time.monotonic()), command)
        if len(data) < count:
            raise NoAnswer(self.device, command, f"{len(data)} of {count} bytes before the deadline")
        return data

    def read_available(self, deadline: float, command: str) -> bytes:
        """Wait for the first byte, then return all that is there; b"" at the deadline. Raises `LineLost`."""
        first = self._read(1, max(0.0, deadline - time.monotonic()), command)
        return first + self._read(READ_CHUNK_BYTES, 0.0, command) if first else b""

    def discard_input(self) -> None:
        """Forget what came unasked, such as the tail of an answer that was given up. Raises `LineLost`."""
        for _ in range(DISCARD_CHUNKS):
            if not self._read(READ_CHUNK_BYTES, 0.0, "discard"):
                return

    def _read(self, count: int, timeout_s: float, command: str) -> bytes:
        port = self._require(command)
        try:
            port.timeout = timeout_s
            return port.read(count)
        except _LOST as error:
            raise self._lost(command) from error

    def _require(self, command: str) -> serial.Serial:
        if self._port is None:
            raise LineLost(self.device, command, "the line is not open", cause=Cause.NOT_FOUND)
        return self._port

    def _lost(self, command: str) -> LineLost:
        self.close()
        return LineLost(self.device, command, "the line broke")
