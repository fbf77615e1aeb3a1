"""A page is a question: what it shows, and which answer it gives."""

import threading
from abc import abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, Protocol, TypeVar

from screens.modes import Modes
from screens.text import Language, Text

A = TypeVar("A")


class Back(Exception):
    """The citizen goes one step back."""


class Leave(Exception):
    """The citizen ends the visit."""


class Page(Generic[A]):
    """The base of every page; each page is a frozen dataclass beside the QML of the same name.

    Every field becomes the QML property of its camelCase name: `Text` as a string of the current language,
    tuples as lists, dataclasses as maps (keys in camelCase too), bytes as the address of an image, None as an
    empty string, `Live` as the map `live`. When the language changes, only the values that differ are set
    again: what a citizen typed must stand in properties of its own.
    """

    qml: ClassVar[str]
    can_go_back: ClassVar[bool] = True
    can_go_home: ClassVar[bool] = True
    # A page that tells something before its answer, as what is typed into a search, has a field `hear`: a
    # function
    # that takes each value of its QML's signal `told`. It runs in the GUI thread and must return at once.
    live_keys: ClassVar[tuple[str, ...]] = ()
    """Keys that the page's `Live` always has: empty until somebody sets them."""

    @abstractmethod
    def answer(self, raw: object) -> A:
        """The typed answer from what the QML gave; raises ValueError for what it cannot have given."""


@dataclass(frozen=True)
class Trail:
    """Where the citizen is: the names of the steps, and the current one counted from 0."""

    steps: tuple[Text, ...] = ()
    current: int = 0


@dataclass(frozen=True)
class Caution:
    """What is said over a page that stays: what will not work here, and the ways that are left."""

    heading: Text
    text: Text
    kept: Text
    go_on: Text
    leave: Text


class Live:
    """Values of a page that change while it is shown. `set` may be called from any thread."""

    def __init__(self, **values: object) -> None:
        self._lock = threading.Lock()
        self._values: dict[str, object] = dict(values)
        self._callbacks: list[Callable[[], None]] = []

    @property
    def values(self) -> Mapping[str, object]:
        """A copy of all values."""
        with self._lock:
            return dict(self._values)

    def set(self, **values: object) -> None:
        """Changes some values, then tells every subscriber in the caller's thread."""
        with self._lock:
            self._values.update(values)
            callbacks = tuple(self._callbacks)
        for callback in callbacks:
            callback()

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Calls `callback` after every change until the function that it returns is called."""
        with self._lock:
            self._callbacks.append(callback)

        def unsubscribe() -> None:
            with self._lock:
                if callback in self._callbacks:
                    self._callbacks.remove(callback)

        return unsubscribe


class StageLike(Protocol):
    """What a journey knows of the glass."""

    language: Language
    modes: Modes
    """How the glass is drawn for this citizen: an elder gets more time, and fewer questions a page."""
    on_maintenance: Callable[[], None] | None
    """Called when the technician asks for maintenance: the clock pressed for three seconds."""

    @property
    def last_touch(self) -> float:
        """When the glass or a key was touched last, in the stage's monotonic seconds."""

    async def ask(self, page: Page[A], trail: Trail = ...) -> A:
        """Shows the page and returns its answer. Raises Back or Leave. The await may be cancelled."""

    async def still_there(self, seconds: int) -> bool:
        """Asks over the page, counting down; True when the citizen goes on, False at zero."""

    async def caution(self, caution: Caution) -> bool:
        """Tells something over the page; True when the citizen rather leaves."""

    def call_out(self, sentence: Text) -> None:
        """Says aloud a sentence that stands on the page: somebody may be walking away."""

    def clear(self) -> None:
        """Drops the page and every value and image of it: nothing personal remains. Then `start_over`."""

    def start_over(self) -> None:
        """Language and modes as everybody finds them."""
