"""Text from the keys that a scanner in keyboard style presses, on a US keyboard.

Sources: include/uapi/linux/input-event-codes.h; for Alt with the number block, the scanners' own manuals
("ALT mode", "Unicode/GBK output").
"""

from collections.abc import Iterator
from enum import StrEnum

from drivers.evdev import EV_KEY, EV_SYN, KEY_DOWN, SYN_DROPPED, InputEvent
from drivers.qr_scanner.receiver import MAX_CODE_BYTES, Damage, Found, Payload, Suffix

KEY_ENTER, KEY_KPENTER = 28, 96
SHIFTS = frozenset({42, 54})
ALTS = frozenset({56, 100})
CONTROLS = frozenset({29, 97, 125, 126})  # Ctrl and Meta: with them a key is no character
KEY_NUMLOCK = 69

# First key code, what the row types, and what it types with Shift.
_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
    (57, " ", " "),
)
PLAIN = {first + index: char for first, row, _ in _ROWS for index, char in enumerate(row)}
SHIFTED = {first + index: char for first, _, row in _ROWS for index, char in enumerate(row)}
BLOCK_DIGITS = {71: 7, 72: 8, 73: 9, 75: 4, 76: 5, 77: 6, 79: 1, 80: 2, 81: 3, 82: 0}
_BLOCK = {code: str(digit) for code, digit in BLOCK_DIGITS.items()} | {
    55: "*",
    74: "-",
    78: "+",
    83: ".",
    98: "/",
}
MAX_ALT_NUMBER = 0x10FFFF


class AltCodes(StrEnum):
    """What a number typed with Alt held means; a setting of the scanner."""

    UNICODE = "unicode"  # a code point
    GBK = "gbk"  # the character's bytes as one number


class Typist:
    """Takes events as they come, yields each code at its Enter. Holds at most one code.

    Caps Lock is not followed: its lamp's state is unknown, so a code typed with it is unusable.
    """

    def __init__(
        self,
        suffix: Suffix = Suffix.ANY,
        alt_codes: AltCodes = AltCodes.UNICODE,
        max_chars: int = MAX_CODE_BYTES,
    ) -> None:
        self._suffix = suffix
        self._alt_codes = alt_codes
        self._max_chars = max_chars
        self._text: list[str] = []
        self._held: set[int] = set()
        self._number: int | None = None
        self._damage: Damage | None = None
        self._skipping = False

    @property
    def pending(self) -> bool:
        """Whether a code has begun and not ended."""
        return bool(self._text) or self._damage is not None or self._skipping

    def skip_begun(self) -> None:
        """What has begun is nobody's: drop it up to its end, however much of it is still to come."""
        self._skipping = self.pending

    def clear(self) -> None:
        """Forget what has begun, and which keys are held."""
        self._text.clear()
        self._held.clear()
        self._number = self._damage = None
        self._skipping = False

    def feed(self, event: InputEvent) -> Iterator[Found]:
        """The code, or the damage, that ends with `event`."""
        if (event.type, event.code) == (EV_SYN, SYN_DROPPED):
            self._held.clear()
            self._number = None
            self._damage = Damage.TRUNCATED
        elif event.type == EV_KEY and event.code in SHIFTS | ALTS | CONTROLS:
            self._hold(event)
        elif event.is_press:
            yield from self._press(event.code)

    def silence(self) -> Iterator[Found]:
        """No key for the gap: what has begun ends here."""
        if self._suffix in (Suffix.ANY, Suffix.NONE):
            yield from self._end()
        else:
            if self._text:
                self._damage = Damage.TRUNCATED
            yield from self._end()

    def _hold(self, event: InputEvent) -> None:
        if event.value == KEY_DOWN:
            self._held.add(event.code)
        elif event.value == 0:
            self._held.discard(event.code)
            if event.code in ALTS and self._number is not None:
                self._type(_character(self._number, self._alt_codes))
                self._number = None

    def _press(self, code: int) -> Iterator[Found]:
        if code in (KEY_ENTER, KEY_KPENTER):
            yield from self._end()
        elif self._held & ALTS and code in BLOCK_DIGITS:
            self._number = min(MAX_ALT_NUMBER + 1, (self._number or 0) * 10 + BLOCK_DIGITS[code])
        elif code == KEY_NUMLOCK:
            return  # scanners switch it on before they type into the number block
        elif self._held & (ALTS | CONTROLS):
            self._type(None)
        else:
            shifted = bool(self._held & SHIFTS)
            self._type((SHIFTED if shifted else PLAIN).get(code) or _BLOCK.get(code))

    def _type(self, character: str | None) -> None:
        if character is None:
            self._damage = self._damage or Damage.UNKNOWN_KEY
        elif len(self._text) >= self._max_chars:
            self._damage = self._damage or Damage.TOO_LONG
        else:
            self._text.append(character)

    def _end(self) -> Iterator[Found]:
        text, damage, skipping = "".join(self._text), self._damage, self._skipping
        self._text.clear()
        self._damage = None
        self._skipping = False
        if skipping:
            return
        if damage is not None:
            yield damage
        elif text:
            yield Payload(text.encode("utf-8", "surrogatepass"))


def _character(number: int, alt_codes: AltCodes) -> str | None:
    if number > MAX_ALT_NUMBER:
        return None
    if alt_codes is AltCodes.UNICODE or number < 0x80:
        return chr(number)
    try:
        return number.to_bytes((number.bit_length() + 7) // 8, "big").decode("gb18030")
    except UnicodeDecodeError:
        return None
