"""After a broken job: the printer must not eat the next slip as image data, nor print the old one later.

- A job is sent in whole commands, so a printer that stops is not waiting for the rest of an image, except
  when the line itself broke. Then at most the last parts are missing: as many zeros complete them (white dots
  in an image; NUL is ignored elsewhere).
- These zeros go before the first question: a DLE EOT would be read as the rest of an image's header that was
  cut off, and ask for an image without end.
- What waits in the printer is thrown away at once with DLE ENQ 2 (all printers know it; Epson's obey it only
  after a cutter error) and DLE DC4 8 (newer ones); both are control codes that others pass over.
- A printer that obeys neither prints up to two parts when it can again. So before the next slip comes ESC @,
  a cut that separates it from whatever hangs out, and a GS r whose answer proves that commands are read
  again; the answers of the broken job come before it or in the quiet that follows.
"""

import contextlib
import time
from dataclasses import dataclass, replace

from drivers.device import DeviceError, NoAnswer
from drivers.printer.receipt.conversation import Conversation
from drivers.printer.receipt.encode import INITIALIZE
from drivers.printer.receipt.job import Pace, Proof
from drivers.printer.receipt.protocol import ASK_IN_ORDER, CLEAR_BUFFERS, DISCARD_AND_RECOVER

LARGEST_COMMAND_BYTES = 2048  # more than our largest: a strip of an image
HEADER_BYTES = 32  # more than the longest header of a command
LATE_ANSWERS = 16
SEPARATING_CUT = b"\x1dVB\x00"


@dataclass(frozen=True)
class Remains:
    """What a broken job, or an unknown past, may have left behind."""

    bytes_in_doubt: int = 0
    on_paper: bool = False
    completed: bool = False  # the zeros are sent


def abandon(talk: Conversation) -> None:
    """Tell the printer to throw away what it has; never raises."""
    with contextlib.suppress(DeviceError):
        talk.send(DISCARD_AND_RECOVER + CLEAR_BUFFERS, "DLE ENQ 2")


def complete(talk: Conversation, remains: Remains) -> Remains:
    """Bring a printer that waits for the rest of a command to its end. Raises `LineLost`, `NoAnswer`."""
    talk.send(bytes(max(remains.bytes_in_doubt, HEADER_BYTES)), "NUL")
    return replace(remains, completed=True)


def settle(talk: Conversation, remains: Remains, pace: Pace, separate: bytes = SEPARATING_CUT) -> None:
    """Bring a printer that is online, after `complete`, to the start of a command, on clean paper.

    `separate` rids it of what hangs out.

    Raises `NoAnswer` when it does not prove that it is there, `LineLost`, `BadReply`.
    """
    cut = separate if remains.on_paper else b""
    for padding in (0, LARGEST_COMMAND_BYTES):
        talk.begin()
        talk.send(bytes(padding) + INITIALIZE + cut, "ESC @")
        if pace.proof is Proof.REAL_TIME:
            return
        talk.send(ASK_IN_ORDER, "GS r")
        if _is_answered(talk, pace):
            return
    raise NoAnswer(talk.line.device, "GS r", "the printer does not come back to reading commands")


def _is_answered(talk: Conversation, pace: Pace) -> bool:
    deadline = time.monotonic() + pace.patience_s
    while talk.done == 0:
        if not talk.listen(deadline, "GS r"):
            return False
    for _ in range(LATE_ANSWERS):
        if not talk.listen(time.monotonic() + pace.quiet_s, "GS r"):
            break
    return True
