"""The text protocol of upsd, the daemon of Network UPS Tools: lines to values, and what they mean.

Source: RFC 9271; Network UPS Tools developer guide, "Network protocol information".
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

PORT = 3493
LOW_PERCENT = 20.0  # below it a kiosk shuts down while it still can
MAX_LINE_BYTES = 1024  # upsd's own limit for a value is 256
MAX_LINES = 2000  # a large UPS has some 300 variables

STATUS = "ups.status"
CHARGE = "battery.charge"
RUNTIME = "battery.runtime"
WAIT = "WAIT"  # the status until the UPS has answered its driver for the first time
MAKER = "ups.mfr"
MODEL = "ups.model"


class MalformedLine(ValueError):
    """A line that upsd never sends."""


class PowerState(StrEnum):
    """Where the power comes from."""

    ONLINE = "online"
    ON_BATTERY = "on_battery"
    LOW = "low"  # on battery, and not for much longer: shut down now
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Power:
    """What the UPS says; None for what it does not say."""

    state: PowerState = PowerState.UNKNOWN
    charge_percent: float | None = None
    runtime_s: float | None = None


def list_request(ups: str) -> bytes:
    """Ask for all variables of a UPS; ValueError for a name that no UPS has."""
    if not ups or any(char.isspace() or char in '"\\#=[]@' or not char.isprintable() for char in ups):
        raise ValueError(f"{ups!r} is no name of a UPS")
    return f"LIST VAR {ups}\n".encode()


def split_words(line: str) -> list[str]:
    """The words of a line, quotes taken off; `MalformedLine` for a quote or a backslash without its end."""
    words: list[str] = []
    word: str | None = None
    quoted = escaped = False
    for char in line:
        if escaped:
            word, escaped = (word or "") + char, False
        elif char == "\\":
            word, escaped = word or "", True
        elif char == '"':
            word, quoted = word or "", not quoted
        elif char.isspace() and not quoted:
            if word is not None:
                words.append(word)
            word = None
        else:
            word = (word or "") + char
    if quoted or escaped:
        raise MalformedLine("a quote without its end")
    return words if word is None else [*words, word]


def error_code(line: str) -> str | None:
    """`DATA-STALE` of `ERR DATA-STALE`; None for any other line."""
    words = line.split()
    if not words or words[0] != "ERR":
        return None
    return words[1] if len(words) > 1 else "UNKNOWN"


def parse_variables(ups: str, lines: Iterable[str]) -> dict[str, str]:
    """The variables in a whole answer, from `BEGIN LIST VAR` to `END LIST VAR`; `MalformedLine`."""
    words = [split_words(line) for line in lines]
    if words[:1] != [["BEGIN", "LIST", "VAR", ups]] or words[-1] != ["END", "LIST", "VAR", ups]:
        raise MalformedLine("no list of this UPS")
    variables = {}
    for entry in words[1:-1]:
        if len(entry) != 4 or entry[:2] != ["VAR", ups]:
            raise MalformedLine("no variable of this UPS")
        variables[entry[2]] = entry[3]
    return variables


def power_of(variables: Mapping[str, str], low_percent: float = LOW_PERCENT) -> Power:
    """What the variables say of the power.

    LOW is on battery with the UPS's own LB, a forced shutdown (FSD), or a charge below `low_percent`. A UPS
    that calibrates drains its battery on purpose; then its LB alone means nothing, as for upsmon.
    """
    charge, runtime = _number(variables.get(CHARGE)), _number(variables.get(RUNTIME))
    flags = set(variables.get(STATUS, "").split())
    if "FSD" in flags:
        state = PowerState.LOW
    elif "OB" in flags:
        low = ("LB" in flags and "CAL" not in flags) or (charge is not None and charge < low_percent)
        state = PowerState.LOW if low else PowerState.ON_BATTERY
    elif "OL" in flags:
        state = PowerState.ONLINE
    else:
        state = PowerState.UNKNOWN  # WAIT, OFF, BYPASS: nothing that could be relied on
    return Power(state, charge, runtime)


def _number(text: str | None) -> float | None:
    """A finite number of at least 0; None for anything else, as some drivers write "N/A" or nothing."""
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if 0 <= number < float("inf") else None
