"""The far end of a serial line: a pty whose link stays where it is, whatever its number becomes."""

import os
import select
import tempfile
import tty
from pathlib import Path

from drivers.far_end.end import PACED_CHUNK_BYTES, READ_CHUNK_BYTES, FarEnd


class PtyEnd(FarEnd):
    """The far end of a serial line; `url` is a link that follows the tty as a udev rule's does."""

    def __init__(self, baud: int | None = None) -> None:
        super().__init__(baud)
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._master = self._slave = -1
        self.tty = ""

    @property
    def url(self) -> str:
        """The path of the link; it stays the same whatever the tty's number becomes."""
        if self._folder is None:
            return ""
        return str(Path(self._folder.name) / "port")

    def stop(self) -> None:
        """Unplug for good and remove the link."""
        super().stop()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _open_wire(self, *, renumbered: bool = False) -> None:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="port-")
        # Another device takes the lowest free number first, so ours becomes a different one.
        taken = os.openpty() if renumbered else ()
        self._master, self._slave = os.openpty()
        for fd in taken:
            os.close(fd)
        # Our own slave descriptor keeps the line up while no host has it open.
        tty.setraw(self._slave)
        os.set_blocking(self._master, False)
        self.tty = os.ttyname(self._slave)
        link = Path(self.url)
        link.unlink(missing_ok=True)
        link.symlink_to(self.tty)

    def _close_wire(self) -> None:
        Path(self.url).unlink(missing_ok=True)
        os.close(self._master)
        os.close(self._slave)

    def _read(self) -> bytes:
        if not self._ready(self._master):
            return b""
        # A paced line is read in small parts, so that a long job fills the line's buffer as on a real wire.
        return os.read(self._master, READ_CHUNK_BYTES if self.baud is None else PACED_CHUNK_BYTES)

    def _stands(self) -> bool:
        return bool(select.select([self._master], [], [], 0)[0])

    def _write(self, data: bytes) -> None:
        rest = data
        while rest and not self._gone.is_set():
            if self._ready(self._master, to_write=True):
                rest = rest[os.write(self._master, rest) :]
