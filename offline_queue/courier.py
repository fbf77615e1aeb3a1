"""The courier: carries what is due from the outbox to the centre, in a thread of its own.

Every attempt follows the same order, so that a crash at any moment loses and doubles nothing: "sending" on
disk, the attempt under the envelope's id, the outcome on disk. Several may be under way at once, of different
cases; what is answered meanwhile is written in one commit, with the next that go out.
"""

import random
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import ParamSpec

import structlog

from offline_queue.backoff import DEFAULT_BACKOFF, Backoff
from offline_queue.breaker import Breaker
from offline_queue.entry import Entry
from offline_queue.envelope import Envelope
from offline_queue.errors import DiskFull, EnvelopeDamaged, OutboxUnavailable
from offline_queue.outbox import Outbox
from offline_queue.outcome import Delivered, NoBatches, Outcome, Refused, TryLater, Unauthorised
from offline_queue.parcels import BATCH_MOST, shared_out
from offline_queue.queries import MAX_WAIT_S
from offline_queue.under_way import UnderWay

LONGEST_NAP_S = 60.0  # the clock may be set while the courier waits; it looks again after this long
OUTBOX_RETRY_S = 5.0  # a full or failing disk: neither spin nor give up
AT_ONCE = 16  # single envelopes under way to a centre that answers; so many share an fsync
BATCHES_AT_ONCE = 2  # one is carried while the other is written down

P = ParamSpec("P")
Delivery = Callable[[Envelope], Outcome]
BatchDelivery = Callable[[Sequence[Envelope]], Sequence[Outcome]]
Result = tuple[Entry, Outcome | None]  # None: the attempt was not made after all
Parcel = list[tuple[Entry, Envelope]]  # one envelope, or a batch

log = structlog.get_logger()


class Courier:
    """Drains an outbox through `deliver`.

    `deliver` may block up to its own time-outs, and MUST use the envelope's id as idempotency key; an
    exception out of it counts as TryLater. It runs in the courier's thread; with more `at_once`, in so many
    others. `deliver_batch`, where the centre has one, takes small envelopes that were never tried, and MUST
    answer with one outcome for each in their order, or raise NoBatches; what has failed once goes alone, so
    that it takes no others with it. The callbacks run in the courier's thread:
    `on_delivered(envelope_id, receipt)` after the receipt is on disk (a crash between the two skips it, so
    whoever must know asks `Outbox.entry`), `on_paused(reason)` when the centre no longer accepts this
    terminal. `clock` gives epoch seconds, `random` [0, 1).
    """

    def __init__(
        self,
        outbox: Outbox,
        deliver: Delivery,
        *,
        deliver_batch: BatchDelivery | None = None,
        at_once: int = 1,
        clock: Callable[[], float] = time.time,
        random: Callable[[], float] = random.random,
        backoff: Backoff = DEFAULT_BACKOFF,
        breaker: Breaker | None = None,
        on_delivered: Callable[[str, dict[str, object]], None] | None = None,
        on_paused: Callable[[str], None] | None = None,
    ) -> None:
        self._outbox = outbox
        self._deliver = deliver
        self._deliver_batch = deliver_batch
        self._clock = clock
        self._random = random
        self._backoff = backoff
        self._on_delivered = on_delivered
        self._on_paused = on_paused
        self._breaker = breaker or Breaker()
        self._at_once = at_once
        self._answers = False  # the centre has answered last; one that is silent gets one attempt at a time
        self._unwritten: Sequence[Result] = []
        self._paused: str | None = None
        self._stopping = False
        self._woken = threading.Event()
        self._under_way = UnderWay(at_once, self._outcomes, self._woken.set)
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
        """Finish what is under way, write its outcome, and end: blocks as long as `deliver` does."""
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
        """Do the next thing; returns for how long to rest, None for "until woken". With one `at_once` that is
        one attempt at most, from the first commit to the last.

        The thread repeats it; a test may call it instead. Raises OutboxUnavailable when the disk fails: what
        the centre answered is then kept, and written by the next step before anything else is sent.
        """
        try:
            return self._step()
        except DiskFull:
            if self._outbox.use_reserve():
                return 0.0
            raise

    def _step(self) -> float | None:
        self._outbox.tell()
        if self._unwritten:
            results, self._unwritten = self._unwritten, []
            self._settle(results)
            return 0.0
        now = self._clock()
        results = self._answered()
        if not results:
            if self._paused is not None:
                return None
            hold_s = self._breaker.wait_s(now)
            if hold_s > 0:
                return hold_s
            with self._outbox.together():
                parcels, results = self._take(now)
            self._send(parcels)
            results += self._answered()
        if results:
            self._settle(results)
            self._outbox.relieve()
            return 0.0
        if self._under_way:
            return None
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
        self._under_way.end()
        with suppress(OutboxUnavailable):  # what is not written down is sent again after the next start
            self._settle([*self._unwritten, *self._answered()])

    def _take(self, now: float) -> tuple[list[Parcel], list[Result]]:
        """What is sent next, marked so, and what turned out to be damaged. In a commit of the caller's."""
        parcels: list[Parcel] = []
        damaged: list[Result] = []
        in_batches = self._deliver_batch is not None and not self._breaker.is_open
        room = min(self._at_once, BATCHES_AT_ONCE) if in_batches else self._at_once
        room = (room if self._answers else 1) - len(self._under_way)
        most = BATCH_MOST if in_batches else 1
        due = self._outbox.due(now, most * room) if room > 0 else []
        for entries in shared_out(due, most, beside_others=bool(self._under_way))[:room]:
            parcel = []
            for entry in entries:
                try:
                    parcel.append((entry, self._outbox.mark_sending(entry.id)))
                except EnvelopeDamaged as error:
                    damaged.append((entry, Refused(str(error))))
            if parcel:
                parcels.append(parcel)
        return parcels, damaged

    def _send(self, parcels: Sequence[Parcel]) -> None:
        for parcel in parcels:
            self._under_way.send(parcel)

    def _answered(self) -> list[Result]:
        """What came of the envelopes whose answers are here."""
        results = [
            (entry, outcome)
            for parcel, outcomes in self._under_way.answered()
            for (entry, _), outcome in zip(parcel, outcomes, strict=True)
        ]
        if results:
            self._answers = all(isinstance(outcome, Delivered | Refused) for _, outcome in results)
        return results

    def _outcomes(self, parcel: Parcel) -> Sequence[Outcome | None]:
        """What came of one or of a batch, one outcome for each; None where it was not even tried."""
        envelopes = [envelope for _, envelope in parcel]
        deliver_batch = self._deliver_batch
        if deliver_batch is None or len(envelopes) < 2:
            return [self._outcome(envelope) for envelope in envelopes]
        try:
            outcomes = deliver_batch(envelopes)
        except NoBatches:
            log.info("courier.no_batches")
            self._deliver_batch = None
            return [None] * len(envelopes)
        except Exception as error:  # noqa: BLE001  # as with a single one
            log.warning("courier.delivery_failed", error=type(error).__name__)
            return [TryLater(None, type(error).__name__)] * len(envelopes)
        if len(outcomes) != len(envelopes):
            return [TryLater(None, "the batch has another number of outcomes")] * len(envelopes)
        return outcomes

    def _outcome(self, envelope: Envelope) -> Outcome:
        try:
            return self._deliver(envelope)
        except Exception as error:  # noqa: BLE001  # a mistake in the delivery costs one attempt, not the thread
            log.warning("courier.delivery_failed", error=type(error).__name__)
            return TryLater(None, type(error).__name__)

    def _settle(self, results: Sequence[Result]) -> None:
        """Write all down, and what goes out next, in one commit; then tell about it."""
        now = self._clock()
        parcels: list[Parcel] = []
        damaged: list[Result] = []
        try:
            with self._outbox.together():
                waits_s = [self._write_down(entry, outcome, now) for entry, outcome in results]
                if self._answers and self._at_once > 1 and self._paused is None and not self._stopping:
                    parcels, damaged = self._take(now)
        except OutboxUnavailable:
            self._unwritten = results
            raise
        self._unwritten = damaged
        self._send(parcels)
        for (entry, outcome), wait_s in zip(results, waits_s, strict=True):
            self._draw_conclusions(entry, outcome, wait_s, now)
        delivered = sum(isinstance(outcome, Delivered) for _, outcome in results)
        if len(results) > 1:
            log.info("courier.batch_settled", size=len(results), delivered=delivered)
        elif delivered:
            ((entry, _),) = results
            log.info("courier.delivered", envelope=entry.id, kind=entry.kind, attempts=entry.attempts + 1)

    def _write_down(self, entry: Entry, outcome: Outcome | None, now: float) -> float:
        """The outcome on disk; returns for how long the envelope waits."""
        wait_s = 0.0
        match outcome:
            case Delivered(receipt):
                self._outbox.mark_delivered(entry.id, receipt)
            case TryLater(after_s, reason):
                after_s = None if after_s is None else min(after_s, MAX_WAIT_S)
                wait_s = self._backoff.delay_s(entry.attempts + 1, self._random, after_s)
                self._outbox.retry_at(entry.id, now + wait_s, reason)
            case Unauthorised(reason):
                self._outbox.retry_at(entry.id, now, reason)
            case Refused(reason):
                self._outbox.set_aside(entry.id, reason)
            case None:
                self._outbox.retry_at(entry.id, now)
        return wait_s

    def _draw_conclusions(self, entry: Entry, outcome: Outcome | None, wait_s: float, now: float) -> None:
        """About the centre as a whole; and whoever listens hears what is on disk now."""
        match outcome:
            case Delivered(receipt):
                self._breaker.success()
                self._tell(self._on_delivered, entry.id, receipt)
            case TryLater(after_s, _):
                was_away = self._breaker.is_open
                after_s = None if after_s is None else min(after_s, MAX_WAIT_S)
                self._breaker.failure(entry.id, now, self._random, after_s)
                log.info(
                    "courier.try_later",
                    envelope=entry.id,
                    attempts=entry.attempts + 1,
                    wait_s=round(wait_s, 1),
                )
                if self._breaker.is_open and not was_away:
                    log.warning("courier.centre_away")
            case Unauthorised(reason) if self._paused is None:
                self._paused = reason
                log.warning("courier.paused")
                self._tell(self._on_paused, reason)
            case Refused():
                self._breaker.success()
                log.warning("courier.set_aside", envelope=entry.id, kind=entry.kind)

    def _tell(self, callback: Callable[P, None] | None, *args: P.args, **kwargs: P.kwargs) -> None:
        if callback is None:
            return
        try:
            callback(*args, **kwargs)
        except Exception as error:  # noqa: BLE001  # a listener's mistake is not the queue's
            log.warning("courier.listener_failed", error=type(error).__name__)
