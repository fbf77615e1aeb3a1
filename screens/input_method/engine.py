"""The pinyin engine as the keyboard sees it: asked for letters, it answers soon, or not at all."""

import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

import structlog
from PySide6.QtCore import QObject, QSocketNotifier, Slot

PROGRAM: Final = Path(__file__).parent / "decoder.py"
DEATHS_BORNE: Final = 5  # of one page; then the table of characters serves alone
BLOCK: Final = 65536

log = structlog.get_logger()

Answer = Callable[[str, list[int], list[str]], None]
"""Told the letters that were asked, where their syllables start, and candidates; both empty if it died."""


class Engine(QObject):
    """Starts the decoder's process; `close` ends it, and with it all that was typed."""

    def __init__(self, answer: Answer, command: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self._answer = answer
        self._command = command or (sys.executable, "-I", "-S", "-B", str(PROGRAM))
        self._process: subprocess.Popen[bytes] | None = None
        self._notifier: QSocketNotifier | None = None
        self._asked: dict[int, str] = {}
        self._number = 0
        self._deaths = 0
        self._rest = b""
        self._start()

    @property
    def alive(self) -> bool:
        return self._process is not None

    def ask(self, letters: str) -> bool:
        """Whether an answer may be waited for. Only the last question is answered."""
        if self._process is None or self._process.stdin is None:
            return False
        self._number += 1
        self._asked = {self._number: letters}
        try:
            self._process.stdin.write(f"{self._number}\t{letters}\n".encode())
        except OSError:
            self._died()
            return self.alive and self.ask(letters)
        return True

    def wait(self, seconds: float) -> None:
        """Hears the answer now, where it comes in time."""
        if self._process is not None and self._process.stdout is not None:
            ready, _, _ = select.select([self._process.stdout], [], [], seconds)
            if ready:
                self._read()

    def close(self) -> None:
        """Ends the process."""
        self._asked.clear()
        self._rest = b""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    pipe.close()
            self._process.kill()
            self._process.wait()
            self._process = None

    def _start(self) -> None:
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        try:
            # Unbuffered, so that a question is on its way when `write` returns.
            self._process = process = subprocess.Popen(
                self._command, stdin=pipe, stdout=pipe, stderr=nowhere, bufsize=0
            )
        except OSError as error:
            log.warning("keyboard.engine_missing", error=type(error).__name__)
            return
        if process.stdout is not None:
            self._notifier = QSocketNotifier(process.stdout.fileno(), QSocketNotifier.Type.Read)
            self._notifier.activated.connect(self._read)

    @Slot()
    def _read(self) -> None:
        process = self._process
        if process is None or process.stdout is None:
            return
        block = process.stdout.read(BLOCK)
        if not block:
            self._died()
            return
        *lines, self._rest = (self._rest + block).split(b"\n")
        for line in lines:
            number, starts, *found = line.decode("utf-8", "replace").split("\t")
            letters = self._asked.pop(int(number), None)
            if letters is not None:
                self._answer(letters, [int(start) for start in starts.split()], found)

    def _died(self) -> None:
        process, asked = self._process, list(self._asked.values())
        status = process.wait() if process is not None else 0
        self.close()
        self._deaths += 1
        if status > 0:  # it ended itself, in good order: there is no library
            log.warning("keyboard.engine_missing", error="NotInstalledError")
        elif self._deaths <= DEATHS_BORNE:
            self._start()
        for letters in asked:
            self._answer(letters, [], [])
