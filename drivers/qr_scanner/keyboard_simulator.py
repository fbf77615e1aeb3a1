"""A scanner in keyboard style: the kernel's input events come from a pty, byte for byte."""

from drivers.evdev import EV_KEY, EV_SYN, KEY_DOWN, KEY_UP, SYN_REPORT, InputEvent, pack_event, stroke
from drivers.far_end import FarEnd, Fault, PtyEnd, spoil
from drivers.qr_scanner.keys import ALTS, BLOCK_DIGITS, KEY_ENTER, PLAIN, SHIFTED, SHIFTS

_KEY_OF = {char: (code, True) for code, char in SHIFTED.items()} | {
    char: (code, False) for code, char in PLAIN.items()
}
_BLOCK_KEY_OF = {str(digit): code for code, digit in BLOCK_DIGITS.items()}
_REPORT = pack_event(InputEvent(EV_SYN, SYN_REPORT, 0))


def typed(text: str) -> bytes:
    """The events of typing `text`: Shift where it is needed, Alt and a decimal number beyond ASCII."""
    return b"".join(_typed(char) for char in text)


def _typed(char: str) -> bytes:
    if char not in _KEY_OF:
        digits = b"".join(stroke(_BLOCK_KEY_OF[digit]) for digit in str(ord(char)))
        return _holding(min(ALTS), digits)
    code, shifted = _KEY_OF[char]
    return _holding(min(SHIFTS), stroke(code)) if shifted else stroke(code)


def _holding(code: int, strokes: bytes) -> bytes:
    down, up = (pack_event(InputEvent(EV_KEY, code, value)) + _REPORT for value in (KEY_DOWN, KEY_UP))
    return down + strokes + up


class KeyboardScannerSimulator:
    """Types every code that is shown, once, and Enter behind it if `enter`."""

    def __init__(self, end: FarEnd | None = None, *, enter: bool = True) -> None:
        self.end = end or PtyEnd()
        self.enter = enter
        self._fault: Fault | None = None

    @property
    def url(self) -> str:
        """The path that the driver opens, without a grab: it is no input device."""
        return self.end.url

    def start(self) -> None:
        """Plug in."""
        self.end.start(lambda _data: b"")

    def stop(self) -> None:
        """Unplug for good."""
        self.end.stop()

    def show(self, code: str) -> None:
        """Type the code."""
        message = typed(code) + (stroke(KEY_ENTER) if self.enter else b"")
        self.end.send(message if self._fault is None else spoil(message, self._fault))

    def inject(self, fault: Fault) -> None:
        """The plug's faults happen at once; a fault of bytes holds for every code until `heal`."""
        match fault:
            case Fault.UNPLUG:
                self.end.unplug()
            case Fault.REPLUG:
                self.end.replug()
            case Fault.RENUMBER:
                self.end.renumber()
            case _:
                self._fault = fault

    def heal(self) -> None:
        """Nothing is wrong any more."""
        self._fault = None
