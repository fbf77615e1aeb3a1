"""The courier: carries what is due from the outbox to the centre, one by one, in a thread of its own.

Every attempt follows the same order, so that a crash at any moment loses and doubles nothing: "sending" on
disk, the attempt under the envelope's id, the outcome on disk.
"""

import random
import threading
import time
from collections.abc import Callable
from typing import ParamSpec

import structlog

from offline_queue.backoff import DEFAULT_BACKOFF, Backoff
from offline_queue.breaker import Breaker
from offline_queue.entry import Entry
from offline_queue.envelope import Envelope
from offline_queue.errors import EnvelopeDamaged, OutboxUnavailable
from offline_queue.outbox import MAX_WAIT_S, Outbox
from offline_queue.outcome import Delivered, Outcome, Refused, TryLater, Unauthorised

LONGEST_NAP_S = 60.0  # the clock may be set while the courier waits; it looks again after this long
OUTBOX_RETRY_S = 5.0  # a full or failing disk: neither spin nor give up

P = ParamSpec("P")
Delivery = Callable[[Envelope], Outcome]

log = structlog.get_logger()


class Courier:
    """Drains an outbox through `deliver`.

    `deliver` runs in the courier's thread, may block up to its own time-outs, and MUST use the envelope's id
    as idempotency key; an exception out of it counts as TryLater. The callbacks run in the courier's thread:
    `on_delivered(envelope_id, receipt)` after the receipt is on disk (a crash between the two skips it, so
    whoever must know asks `Outbox.entry`), `on_paused(reason)` when the centre no longer accepts this
    terminal. `clock` gives epoch seconds, `random` [0, 1).
    """

    def __init__(
        self,
        outbox: Outbox,
        deliver: Delivery,
        *,
        clock: Callable[[], float] = time.time,
        random: Callable[[], float] = random.random,
        backoff: Backoff = DEFAULT_BACKOFF,
        breaker: Breaker | None = None,
        on_delivered: Callable[[str, dict[str, object]], None] | None = None,
        on_paused: Callable[[str], None] | None = None,
    ) -> None:
        self._outbox = outbox
        self._deliver = deliver
        self._clock = clock
        self._random = random
        self._backoff = backoff
        self._on_delivered = on_delivered
        self._on_paused = on_paused
        self._breaker = breaker or Breaker()
        self._unwritten: tuple[Entry, Outcome] | None = None
        self._paused: str | None = None
        self._stopping = False
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None

    @property
    def paused(self) -> str | None:
        """Why nothing is sent until `resume`, or None."""
        return self._paused

    @property
    def centre_away(self) -> bool:
        """Whether different envelopes have failed in a row and none has got through since."""
        return self._breaker.is_open

    def start(self) -> None:
        """Begin to carry. Once only."""
        self._thread = threading.Thread(target=self._run, name="courier", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Finish the attempt under way, write its outcome, and end: blocks as long as `deliver` does."""
        self._stopping = True
        self._woken.set()
        if self._thread is not None:
            self._thread.join()

    def wake(self) -> None:
        """Something was accepted. From any thread."""
        self._woken.set()

    def resume(self) -> None:
        """The technician has set the terminal's key right. From any thread."""
        self._paused = None
        log.info("courier.resumed")
        self._woken.set()

    def step(self) -> float | None:
        """Do the next thing, one attempt at most; returns for how long to rest, None for "until woken".

        The thread repeats it; a test may call it instead. Raises OutboxUnavailable when the disk fails: what
        the centre answered is then kept, and written by the next step before anything else is sent.
        """
        if self._unwritten is not None:
            entry, outcome = self._unwritten
            self._unwritten = None
            self._settle(entry, outcome)
            return 0.0
        if self._paused is not None:
            return None
        now = self._clock()
        hold_s = self._breaker.wait_s(now)
        if hold_s > 0:
            return hold_s
        due = self._outbox.due(now)
        if due:
            self._attempt(due[0])
            return 0.0
        self._outbox.tidy()
        next_due_at = self._outbox.next_due_at()
        return None if next_due_at is None else max(0.0, next_due_at - now)

    def _run(self) -> None:
        failing = False
        while not self._stopping:
            self._woken.clear()  # before looking: what is accepted from here on wakes again
            try:
                wait_s = self.step()
                failing = False
            except Exception as error:  # noqa: BLE001  # this thread must outlive whatever happens to it
                if not failing:
                    log.warning("courier.step_failed", error=type(error).__name__)
                failing = True
                wait_s = OUTBOX_RETRY_S
            if wait_s is None or wait_s > 0:
                self._woken.wait(LONGEST_NAP_S if wait_s is None else min(wait_s, LONGEST_NAP_S))

    def _attempt(self, entry: Entry) -> None:
        try:
            envelope = self._outbox.mark_sending(entry.id)
        except EnvelopeDamaged as error:
            self._settle(entry, Refused(str(error)))
            return
        try:
            outcome = self._deliver(envelope)
        except Exception as error:  # noqa: BLE001  # a mistake in the delivery costs one attempt, not the thread
            log.warning("courier.delivery_failed", error=type(error).__name__)
            outcome = TryLater(None, type(error).__name__)
        self._settle(entry, outcome)

    def _settle(self, entry: Entry, outcome: Outcome) -> None:
        try:
            self._write_down(entry, outcome)
        except OutboxUnavailable:
            self._unwritten = (entry, outcome)
            raise

    def _write_down(self, entry: Entry, outcome: Outcome) -> None:
        match outcome:
            case Delivered(receipt):
                self._outbox.mark_delivered(entry.id, receipt)
                self._breaker.success()
                log.info("courier.delivered", envelope=entry.id, kind=entry.kind, attempts=entry.attempts + 1)
                self._tell(self._on_delivered, entry.id, receipt)
            case TryLater(after_s, reason):
                self._try_later(entry, after_s, reason)
            case Unauthorised(reason):
                self._outbox.retry_at(entry.id, self._clock(), reason)
                self._paused = reason
                log.warning("courier.paused")
                self._tell(self._on_paused, reason)
            case Refused(reason):
                self._outbox.set_aside(entry.id, reason)
                self._breaker.success()
                log.warning("courier.set_aside", envelope=entry.id, kind=entry.kind)

    def _try_later(self, entry: Entry, after_s: float | None, reason: str) -> None:
        attempts = entry.attempts + 1
        now = self._clock()
        if after_s is not None:
            after_s = min(after_s, MAX_WAIT_S)
        wait_s = self._backoff.delay_s(attempts, self._random, after_s)
        self._outbox.retry_at(entry.id, now + wait_s, reason)
        was_away = self._breaker.is_open
        self._breaker.failure(entry.id, now, self._random, after_s)
        log.info("courier.try_later", envelope=entry.id, attempts=attempts, wait_s=round(wait_s, 1))
        if self._breaker.is_open and not was_away:
            log.warning("courier.centre_away")

    def _tell(self, callback: Callable[P, None] | None, *args: P.args, **kwargs: P.kwargs) -> None:
        if callback is None:
            return
        try:
            callback(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # a listener's mistake is not the queue's
            log.warning("courier.listener_failed", error=type(error).__name__)
