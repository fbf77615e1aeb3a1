"""Stands between a terminal and its centre as a network does: passes requests on, or does what dice say."""

import random
import socket
import socketserver
import threading
import time
from collections import Counter
from contextlib import suppress
from typing import Self

HANG_S = 5.0  # longer than any client of these tests waits
ANSWERS = {  # what never came from the centre
    "401": b'{"code":"4010","message":"","data":null,"requestId":"p","serverTime":%d}',
    "409": b'{"code":"4091","message":"","data":null,"requestId":"p","serverTime":%d}',
    "413": b"too large",
    "429": b'{"code":"4290","message":"","data":null,"requestId":"p","serverTime":%d}',
    "500": b'{"code":"5000","message":"","data":null,"requestId":"p","serverTime":%d}',
    "502": b"<html><body><h1>502 Bad Gateway</h1></body></html>",
    "503": b"",
    "200": b"<html><body>Welcome to the guest network. Please log in.</body></html>",
    "302": b"",
}
FAULTS = (
    "timeout before the centre heard of it",
    "timeout after the centre had committed",
    "request cut",
    "answer cut",
    "slow answer",
    "garbage",
    "hung up",
    *ANSWERS,
)


class FaultProxy:
    """Listens on `port`. `share` of the requests meet a fault, `met` counts which. Redirects name another
    host; `strayed` counts the connections that came to it.
    """

    def __init__(self, centre: tuple[str, int], seed: int) -> None:
        self.centre = centre
        self.share = 0.0
        self.met: Counter[str] = Counter()
        self.strayed = 0
        self._dice = random.Random(seed)
        self._deck: list[str] = []
        self._lock = threading.Lock()
        self._servers = [_Server(self._serve), _Server(self._stray)]
        self.port, self._elsewhere = (server.server_address[1] for server in self._servers)

    def __enter__(self) -> Self:
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}).start()
        return self

    def __exit__(self, *_: object) -> None:
        for server in self._servers:
            server.shutdown()
            server.server_close()

    def _stray(self, _: socket.socket) -> None:
        self.strayed += 1

    def _serve(self, terminal: socket.socket) -> None:
        terminal.settimeout(HANG_S)
        with suppress(OSError), terminal.makefile("rb") as incoming:
            while request := _message(incoming):
                if not self._answer(terminal, request):
                    return

    def _answer(self, terminal: socket.socket, request: bytes) -> bool:
        """Whether the connection may be used again."""
        with self._lock:
            fault = self._deal() if self._dice.random() < self.share else ""
            cut = self._dice.random()
            self.met[fault] += 1
        match fault:
            case "":
                terminal.sendall(self._asked(request))
                return True
            case "timeout before the centre heard of it":
                _until_gone(terminal)
            case "timeout after the centre had committed":
                self._asked(request)
                _until_gone(terminal)
            case "request cut":
                with socket.create_connection(self.centre, HANG_S) as centre:
                    centre.sendall(request[: int(cut * len(request))])
            case "answer cut":
                answer = self._asked(request)
                terminal.sendall(answer[: int(cut * len(answer))])
            case "slow answer":
                answer = self._asked(request)
                for at in range(0, len(answer), 100):
                    terminal.sendall(answer[at : at + 100])
                    time.sleep(0.001)
                return True
            case "garbage":
                terminal.sendall(self._dice.randbytes(200))
            case "hung up":
                pass
            case status:
                terminal.sendall(self._instead(status))
                return True
        return False

    def _deal(self) -> str:
        """The next of a shuffled deck: each as often as any other."""
        if not self._deck:
            self._deck = self._dice.sample(FAULTS, len(FAULTS))
        return self._deck.pop()

    def _asked(self, request: bytes) -> bytes:
        """What the centre answers."""
        with socket.create_connection(self.centre, HANG_S) as centre, centre.makefile("rb") as answer:
            centre.sendall(request)
            return _message(answer, no_body=request.startswith(b"HEAD"))

    def _instead(self, status: str) -> bytes:
        body = ANSWERS[status]
        body = body % (time.time() * 1000) if b"%d" in body else body
        head = f"HTTP/1.1 {status} Fault\r\nContent-Length: {len(body)}\r\n"
        if status in {"429", "503"}:
            head += "Retry-After: 3\r\n"
        if status == "302":
            head += f"Location: http://127.0.0.1:{self._elsewhere}/login\r\n"
        return head.encode() + b"\r\n" + body


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    request_queue_size = 64

    def __init__(self, serve) -> None:
        self._serve = serve
        super().__init__(("127.0.0.1", 0), socketserver.BaseRequestHandler)

    def finish_request(self, request, client_address) -> None:
        del client_address
        request.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._serve(request)


def _message(stream, *, no_body: bool = False) -> bytes:
    """One HTTP message as it came, its body by its announced length; empty at the end of the stream."""
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        line = stream.readline(65_536)
        if not line:
            return b""
        head += line
    length = 0
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            length = int(line.partition(b":")[2])
    return head if no_body else head + stream.read(length)


def _until_gone(terminal: socket.socket) -> None:
    with suppress(OSError):
        while terminal.recv(4096):
            pass
