"""The line to an IPP printer or CUPS queue: one HTTP exchange a request, each with an absolute deadline."""

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

from drivers.device import BadReply, Cause, DeviceError, LineLost, NoAnswer
from drivers.line import look_for_host
from drivers.printer.a4.protocol import Reply, Request, decode, encode

REPLY_LIMIT_BYTES = 1 << 20  # a full answer to Get-Printer-Attributes has about 20 KB
IPP_PORT = 631


class IppConnection:
    """Asks one printer at `ipp://host[:port]/path` or, over TLS, `ipps://...`; one request at a time.

    Without an address ("") no printer is ever found. Raises ValueError on any other address.
    """

    def __init__(self, device: str, url: str, timeout_s: float) -> None:
        parts = urlsplit(url)
        if url and (parts.scheme not in ("ipp", "ipps") or not parts.hostname):
            raise ValueError(f"{device}: an A4 printer's address begins with ipp:// or ipps://")
        self._device = device
        self._url = url
        self._host = parts.hostname or ""
        self._port = parts.port or IPP_PORT
        self._path = parts.path or "/"
        self._tls = parts.scheme == "ipps"
        self._timeout_s = timeout_s

    def ask(self, request: Request, command: str) -> Reply:
        """The printer's reply, whatever its status code.

        Raises `NoAnswer` at the deadline, `LineLost` when nobody listens there (cause NOT_FOUND) or the line
        breaks, `BadReply` when what came is no IPP.
        """
        line = self._open(command)
        # Time-outs of sockets start anew with every byte; a printer that dribbles is cut off here.
        deadline = time.monotonic() + self._timeout_s
        cut = threading.Timer(self._timeout_s, _shut, (line.sock,))
        cut.start()
        try:
            line.request("POST", self._path, encode(request, self._url), {"Content-Type": "application/ipp"})
            response = line.getresponse()
            body = response.read(REPLY_LIMIT_BYTES)
            if response.status != http.client.OK:
                raise self._refusal(response.status, command)
            if response.length and len(body) < REPLY_LIMIT_BYTES:
                raise http.client.IncompleteRead(body)
            return decode(body)
        except DeviceError:
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise self._failure(error, command, late=time.monotonic() >= deadline) from error
        finally:
            cut.cancel()
            line.close()

    def look(self) -> None:
        """Raise `LineLost` when nobody listens there any more."""
        look_for_host(self._device, self._host, self._port)

    def _open(self, command: str) -> http.client.HTTPConnection:
        if not self._host:
            raise LineLost(self._device, command, "no printer is configured", cause=Cause.NOT_FOUND)
        line = (
            http.client.HTTPSConnection(self._host, self._port, timeout=self._timeout_s)
            if self._tls
            else http.client.HTTPConnection(self._host, self._port, timeout=self._timeout_s)
        )
        try:
            line.connect()
        except ssl.SSLCertVerificationError as error:
            raise BadReply(self._device, command, "certificate", cause=Cause.NOT_AUTHORISED) from error
        except TimeoutError as error:
            raise NoAnswer(self._device, command) from error
        except OSError as error:
            raise LineLost(self._device, command, "no printer there", cause=Cause.NOT_FOUND) from error
        return line

    def _refusal(self, status: int, command: str) -> BadReply:
        denied = status in (http.client.UNAUTHORIZED, http.client.FORBIDDEN)
        cause = Cause.NOT_AUTHORISED if denied else None
        return BadReply(self._device, command, f"HTTP {status}", cause=cause)

    def _failure(self, error: Exception, command: str, *, late: bool) -> DeviceError:
        if late or isinstance(error, TimeoutError):
            return NoAnswer(self._device, command)
        if isinstance(error, OSError | http.client.IncompleteRead):
            return LineLost(self._device, command)
        return BadReply(self._device, command)


def _shut(line: socket.socket) -> None:
    with suppress(OSError):
        socket.socket.shutdown(line, socket.SHUT_RDWR)
