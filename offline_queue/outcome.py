"""What came of one attempt to deliver an envelope: the delivery decides it, the courier obeys it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Delivered:
    """The centre has it (now or since an earlier attempt) and answered with its receipt."""

    receipt: dict[str, object]


@dataclass(frozen=True)
class TryLater:
    """Nothing was proved; the same envelope goes out again, after `after_s` if the centre said so."""

    after_s: float | None
    reason: str


@dataclass(frozen=True)
class Unauthorised:
    """The centre does not accept this terminal's key: no envelope will get through until a person acts."""

    reason: str


@dataclass(frozen=True)
class Refused:
    """The centre has read this one envelope and does not take it: a person must look; it is never deleted."""

    reason: str


class NoBatches(Exception):
    """Raised by a batch delivery: this centre takes envelopes one by one only."""


Outcome = Delivered | TryLater | Unauthorised | Refused
