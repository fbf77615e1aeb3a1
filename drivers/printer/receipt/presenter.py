"""The presenter: how each model shows a slip in its mouth, takes it back, and says whether it is still there.

Numbers and bits differ by model, so they stand in a table, and a terminal's settings may write a table of
their own over it. Sources: Custom VKP80III commands manual (FS P, DLE EOT 20), Infinite Peripherals KPM210
manual p. 76 and Pyramid Reliance reference (GS e, one status byte), Custom TPTCM manual p. 94, Citizen line
thermal command reference p. 327 (GS R), Zebra TTP 8000 manual p. 51 (ESC FF, EM).
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum

MAX_BYTE = 255


def _bytes(command: str, **values: int) -> bytes:
    try:
        return bytes(
            values[word[1:-1]] if word.startswith("{") else int(word, 16) for word in command.split()
        )
    except (KeyError, ValueError) as error:
        raise ValueError(f"presenter: “{command}” is no row of bytes") from error


def _bit(place: str) -> tuple[int, int]:
    byte, _, mask = place.partition(":")
    try:
        return int(byte), int(mask, 16)
    except ValueError as error:
        raise ValueError(f"presenter: “{place}” is no bit such as 2:20") from error


def _is_set(answer: bytes, place: str) -> bool:
    byte, mask = _bit(place)
    return bool(answer[byte] & mask)


class Mouth(StrEnum):
    """What is known of the printer's mouth."""

    EMPTY = "empty"
    WAITING = "waiting"  # a slip stands in it
    JAMMED = "jammed"


@dataclass(frozen=True)
class Presenter:
    """One model's table: commands as hex bytes, with {steps} and {timeout} (seconds) where it has them.

    `present` goes behind the cut; with {timeout} in it the printer pulls back by itself after so long.
    `ask` is answered by `answer_bytes` bytes beginning with `answer_head`; without it the model does not say
    whether the slip was taken. `waiting` and `jammed` name bits of the answer as "byte:mask", mask in hex.
    """

    present: str = ""
    retract: str = ""
    eject: str = ""
    ask: str = ""
    answer_head: str = ""
    answer_bytes: int = 1
    waiting: str = ""
    jammed: str = ""
    step_mm: float = 5.0
    shown_mm: float = 80.0

    def __post_init__(self) -> None:
        for command in (self.present, self.retract, self.eject, self.ask, self.answer_head):
            _bytes(command, steps=1, timeout=1)
        if self.ask and not (self.waiting and 1 <= self.answer_bytes <= MAX_BYTE):
            raise ValueError("presenter: the answer to `ask` needs its length and the `waiting` bit")
        for place in filter(None, (self.waiting, self.jammed)):
            if _bit(place)[0] >= self.answer_bytes:
                raise ValueError(f"presenter: “{place}” is not within the answer")
        if self.step_mm <= 0 or not 1 <= self.steps <= MAX_BYTE:
            raise ValueError("presenter: `shown_mm` takes 1 to 255 steps of `step_mm`")

    @property
    def steps(self) -> int:
        """How far the slip is shown, in the model's steps."""
        return round(self.shown_mm / self.step_mm)

    @property
    def tells(self) -> bool:
        """Whether the model says what stands in its mouth."""
        return bool(self.ask)

    @property
    def retracts_by_itself(self) -> bool:
        """Whether the printer keeps the time that it was told."""
        return "{timeout}" in self.present

    def presenting(self, hold_s: int) -> bytes:
        """Show the slip and hold it, for `hold_s` seconds where the printer keeps the time."""
        return _bytes(self.present, steps=self.steps, timeout=hold_s)

    @property
    def clearing(self) -> bytes:
        """Empty the mouth now: into the bin where the model can, else out; b"" where it can neither."""
        return _bytes(self.retract or self.eject, steps=self.steps, timeout=1)

    @property
    def question(self) -> bytes:
        """Asks what stands in the mouth."""
        return _bytes(self.ask)

    @property
    def head(self) -> bytes:
        """How the answer begins."""
        return _bytes(self.answer_head)

    def read(self, answer: bytes) -> Mouth:
        """Raises ValueError for what is no answer of this model."""
        if len(answer) != self.answer_bytes or not answer.startswith(self.head):
            raise ValueError("not an answer of this presenter")
        if self.jammed and _is_set(answer, self.jammed):
            return Mouth.JAMMED
        return Mouth.WAITING if _is_set(answer, self.waiting) else Mouth.EMPTY


_GS_E = Presenter(
    present="1d 65 03 {steps}",
    retract="1d 65 02",
    eject="1d 65 05",
    ask="1d 65 06",
    waiting="0:08",
    jammed="0:80",
)
MODELS: Mapping[str, Presenter] = {
    "vkp80iii": Presenter(
        present="1c 50 {steps} 01 52 {timeout}",
        ask="10 04 14",
        answer_head="10 0f",
        answer_bytes=6,
        waiting="2:20",
        jammed="4:40",
    ),
    "kpm210": replace(_GS_E, step_mm=0.625),
    "reliance": replace(_GS_E, step_mm=7.0),
    # Its status byte was found nowhere, and its 4 "catches": neither is relied upon.
    "tptcm": Presenter(present="1d 65 03 {steps}", eject="1d 65 05", step_mm=22.0),
    # Shows every slip by itself; 0: pulls back when it is told to and not after some seconds.
    "pmu2300": Presenter(present="1d 52 31 00", retract="1d 52 30"),
    "ttp": Presenter(present="1b 0c {steps}", retract="19 64", eject="19 00", step_mm=1.0),
}


def presenter_for(model: str, table: Mapping[str, object]) -> Presenter | None:
    """The table of `model` with the lines of `table` written over it; None for "none" without a table.

    Raises ValueError for a model that is not known, a line that no table has, and bytes that are none.
    """
    if model == "none" and not table:
        return None
    if model not in MODELS and model != "none":
        raise ValueError(f"presenter: “{model}” is none of none, {', '.join(MODELS)}")
    if not set(table) <= {field.name for field in fields(Presenter)}:
        raise ValueError("presenter_table: a line that no presenter has")
    return replace(MODELS.get(model, Presenter()), **dict(table))  # type: ignore[arg-type]
