"""Who may use the outbox's one connection next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LET_OTHERS_GO_FIRST_S = 1.0  # at most; accepts without end must not stop the courier


class Turns:
    """A lock with two kinds of turns. A citizen stands before an accept: it waits for the commit under way
    and for nothing behind it, while a plain lock goes to the courier again and again. A thread may take turns
    in its own turn.
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._waiting = 0
        self._waiting_lock = threading.Lock()
        self._nobody_first = threading.Event()
        self._nobody_first.set()
        self._held_by: int | None = None
        self._depth = 0  # turns that the one thread has taken

    def first(self) -> "Turns":
        """The next turn, as a context: this object itself, since a citizen waits for it."""
        return self

    def __enter__(self) -> None:
        if not self._lock.acquire(blocking=False):
            self._acquire_before_others()
        self._held_by = threading.get_ident()
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._give_back()

    @contextmanager
    def behind(self) -> Iterator[None]:
        """A turn when nobody wants one first."""
        me = threading.get_ident()
        if self._held_by != me:
            self._nobody_first.wait(LET_OTHERS_GO_FIRST_S)
        self._lock.acquire()
        self._held_by = me
        self._depth += 1
        try:
            yield
        finally:
            self._give_back()

    def _give_back(self) -> None:
        self._depth -= 1
        if self._depth == 0:
            self._held_by = None
        self._lock.release()

    def _acquire_before_others(self) -> None:
        with self._waiting_lock:
            self._waiting += 1
            self._nobody_first.clear()
        self._lock.acquire()
        with self._waiting_lock:
            self._waiting -= 1
            if self._waiting == 0:
                self._nobody_first.set()
