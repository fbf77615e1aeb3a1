"""The hall's counter of the post room: seals, stores, and hears of the centre's receipts."""

import asyncio
import contextlib
import shutil
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from offline_queue.backlog import Backlog
from offline_queue.courier import AT_ONCE, BatchDelivery, Courier, Delivery
from offline_queue.entry import Counts
from offline_queue.envelope import Envelope
from offline_queue.errors import BadKey
from offline_queue.outbox import Outbox
from offline_queue.seal import Sealer

log = structlog.get_logger()


class NotStored(Exception):
    """The envelope could not be stored; the same id may be tried again without doubling anything."""


@dataclass(frozen=True, repr=False)
class Letter:
    """What is to be sealed: `case_id` is its idempotency key, `kind` and `item_code` stand outside."""

    case_id: str
    kind: str
    item_code: str
    payload: bytes
    files: Mapping[str, bytes]


class Post:
    """Takes what the citizen confirmed. From `accept` on, not even this terminal can read it."""

    def __init__(
        self,
        outbox: Outbox,
        sealer: Sealer | None,
        delivery: Delivery,
        batch_delivery: BatchDelivery | None = None,
    ) -> None:
        self._outbox = outbox
        self._sealer = sealer  # None before the terminal is enrolled: nothing is accepted then
        self._waiting: dict[str, asyncio.Future[Mapping[str, object]]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._courier = Courier(
            outbox,
            delivery,
            deliver_batch=batch_delivery,
            at_once=AT_ONCE,
            on_delivered=self._delivered,
        )

    @classmethod
    def open(
        cls,
        state: Path,
        recipients: tuple[str, ...],
        delivery: Delivery,
        batch_delivery: BatchDelivery | None = None,
    ) -> "Post":
        """Opens the outbox under `state`. Raises the post room's typed errors."""
        sealer = Sealer(recipients) if recipients else None
        return cls(Outbox.open(state / "outbox.db"), sealer, delivery, batch_delivery)

    def start(self) -> None:
        """Starts the courier; call it in the loop that will ask for receipts."""
        self._loop = asyncio.get_running_loop()
        self._courier.start()

    def stop(self) -> None:
        """Stops the courier and closes the outbox cleanly."""
        self._courier.stop()
        self._outbox.close()

    async def accept(
        self, case_id: str, kind: str, item_code: str, payload: bytes, files: Mapping[str, bytes]
    ) -> None:
        """Seals `payload` and `files` and stores them; durable when it returns. Raises NotStored."""
        await self.accept_together([Letter(case_id, kind, item_code, payload, files)])

    async def accept_together(self, letters: Sequence[Letter]) -> None:
        """Seals each of `letters` and stores all of them or none, in one commit. Raises NotStored."""
        for letter in letters:
            self._waiting[letter.case_id] = asyncio.get_running_loop().create_future()
        try:
            await asyncio.to_thread(self._store, letters)
        except Exception as error:
            # Whatever stood in the way (disk full, database locked, a bad key), the citizen must hear "not
            # accepted" and keep the draft: nothing else is true.
            for letter in letters:
                self._waiting.pop(letter.case_id, None)
            log.error("post.not_stored", kind=letters[0].kind, error=type(error).__name__)  # noqa: TRY400  no message
            raise NotStored(type(error).__name__) from error
        self._courier.wake()

    def _store(self, letters: Sequence[Letter]) -> None:
        if self._sealer is None:
            raise BadKey("This terminal has no key of the centre to seal to.")
        envelopes = [
            Envelope(
                letter.case_id,
                letter.kind,
                letter.item_code,
                time.time(),
                self._sealer.seal(letter.payload, letter.files),
            )
            for letter in letters
        ]
        if len(envelopes) == 1:
            self._outbox.accept(envelopes[0])  # one row and no more: see `Commits.store`
        else:
            self._outbox.accept_together(envelopes)

    async def receipt(self, case_id: str, patience_s: float) -> Mapping[str, object] | None:
        """The centre's receipt if it comes within `patience_s`, else None: the courier goes on by itself."""
        waiting = self._waiting.get(case_id)
        if waiting is None:
            return None
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(waiting), patience_s)
        self._waiting.pop(case_id, None)
        return None

    def forget(self) -> None:
        """Drops the receipts that nobody waits for any more; called at the end of each visit."""
        self._waiting.clear()

    def counts(self) -> Counts:
        """How many envelopes stand in which state."""
        return self._outbox.counts()

    def backlog(self, state: Path) -> Backlog:
        """What waits, since when, and the room on the disk of `state`; blocks."""
        return Backlog(
            self._outbox.counts().backlog, self._outbox.oldest_backlog_at(), shutil.disk_usage(state).free
        )

    @property
    def outbox(self) -> Outbox:
        """For a technician's work on what stands in it (`operations.queue`); blocks."""
        return self._outbox

    def wake(self) -> None:
        """Something is due that was not before. From any thread."""
        self._courier.wake()

    @property
    def paused(self) -> bool:
        """Whether the centre does not accept this terminal's key: a technician must act."""
        return self._courier.paused is not None

    def resume(self) -> None:
        """Sends again after a pause, when the centre has accepted this terminal's key at another call."""
        if self.paused:
            self._courier.resume()

    def _delivered(self, envelope_id: str, receipt: Mapping[str, object]) -> None:
        # In the courier's thread.
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._settle, envelope_id, receipt)

    def _settle(self, envelope_id: str, receipt: Mapping[str, object]) -> None:
        waiting = self._waiting.get(envelope_id)
        if waiting is not None and not waiting.done():
            waiting.set_result(receipt)
