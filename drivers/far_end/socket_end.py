"""The far end of a device with an Ethernet port."""

import os
import select
import socket

from drivers.far_end.end import PACED_CHUNK_BYTES, READ_CHUNK_BYTES, FarEnd


class SocketEnd(FarEnd):
    """The far end of a device with an Ethernet port: one host at a time on 127.0.0.1, the newest wins."""

    def __init__(self, baud: int | None = None) -> None:
        super().__init__(baud)
        self._listener: socket.socket | None = None
        self._host: socket.socket | None = None
        self.port = 0

    @property
    def url(self) -> str:
        """`socket://127.0.0.1:port`; `renumber` changes the port."""
        return f"socket://127.0.0.1:{self.port}"

    def _open_wire(self, *, renumbered: bool = False) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0 if renumbered else self.port))
        self.port = self._listener.getsockname()[1]

    def _close_wire(self) -> None:
        self._drop_host()
        if self._listener is not None:
            self._listener.close()
            self._listener = None

    def _drop_host(self) -> None:
        if self._host is not None:
            self._host.close()
            self._host = None

    def _read(self) -> bytes:
        assert self._listener is not None  # the thread runs only while the wire is open  # noqa: S101
        watched: list[int | socket.socket] = [self._wake_r, self._listener]
        if self._host is not None:
            watched.append(self._host)
        readable, _, _ = select.select(watched, [], [])
        if self._wake_r in readable:
            os.read(self._wake_r, READ_CHUNK_BYTES)
        if self._listener in readable:
            self._drop_host()
            self._host, _address = self._listener.accept()
            self._host.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._host.setblocking(False)
            return b""
        if self._host is None or self._host not in readable:
            return b""
        try:
            data = self._host.recv(READ_CHUNK_BYTES if self.baud is None else PACED_CHUNK_BYTES)
        except OSError:
            data = b""
        if not data:
            self._drop_host()
        return data

    def _stands(self) -> bool:
        return self._host is not None and bool(select.select([self._host], [], [], 0)[0])

    def _write(self, data: bytes) -> None:
        rest = data
        while rest and self._host is not None and not self._gone.is_set():
            if self._ready(self._host.fileno(), to_write=True):
                try:
                    rest = rest[self._host.send(rest) :]
                except OSError:  # the host hung up in mid-answer
                    self._drop_host()
