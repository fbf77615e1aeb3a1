"""What the courier has handed over and has no answer for yet: several requests at a time, in threads."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Parcel = TypeVar("Parcel")
Answer = TypeVar("Answer")


class UnderWay(Generic[Parcel, Answer]):
    """Carries parcels by `carry`, which MUST not raise; for one thread, the courier's.

    With room for one at a time `send` itself carries it. With more `on_answer` is called in another thread.
    """

    def __init__(self, room: int, carry: Callable[[Parcel], Answer], on_answer: Callable[[], None]) -> None:
        self._carry = carry
        self._on_answer = on_answer
        self._sent: list[tuple[Parcel, Future[Answer]]] = []
        self._threads = ThreadPoolExecutor(room, thread_name_prefix="courier") if room > 1 else None

    def __len__(self) -> int:
        return len(self._sent)

    def send(self, parcel: Parcel) -> None:
        """Hand it over."""
        future: Future[Answer]
        if self._threads is None:
            future = Future()
            future.set_result(self._carry(parcel))
        else:
            future = self._threads.submit(self._carry, parcel)
            future.add_done_callback(lambda _: self._on_answer())
        self._sent.append((parcel, future))

    def answered(self) -> list[tuple[Parcel, Answer]]:
        """The parcels whose answers are here; they are under way no more."""
        here, still = [], []
        for parcel, future in self._sent:
            if future.done():
                here.append((parcel, future.result()))
            else:
                still.append((parcel, future))
        self._sent = still
        return here

    def end(self) -> None:
        """Wait for all that is under way."""
        if self._threads is not None:
            self._threads.shutdown()
