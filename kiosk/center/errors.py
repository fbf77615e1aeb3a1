"""What can come of a call to the centre. Messages bear status and code, never what was sent."""

from enum import StrEnum


class CenterError(Exception):
    """A call to the centre did not succeed."""


class CenterUnreachable(CenterError):
    """Nothing was proved: no answer, a passing trouble, or somebody else's answer. Worth another try.

    `after_s`: how long the centre asks to wait, in seconds.
    """

    def __init__(self, reason: str, after_s: float | None = None) -> None:
        super().__init__(reason)
        self.after_s = after_s


class CenterDenied(CenterError):
    """The centre does not accept this terminal (401, 403); `clock` when only the time stamp was wrong."""

    def __init__(self, reason: str, clock: bool = False) -> None:
        super().__init__(reason)
        self.clock = clock


class CenterRefused(CenterError):
    """The centre understood and says no; the same request will never succeed."""

    def __init__(self, reason: str, code: str = "") -> None:
        super().__init__(reason)
        self.code = code


class Why(StrEnum):
    """What is the matter with a catalogue."""

    DIGEST = "digest"  # not the bytes that the list names
    LIST = "list"
    GUIDE = "guide"
    FORM = "form"
    TOOL = "tool"  # a calculator, or a list of places
    RATING = "rating"
    REGIONS = "regions"
    FILE = "file"  # what lies on this terminal's disk


class CatalogRefused(Exception):
    """A catalogue cannot be used; the one in use stays.

    `detail` names items and fields, for the technician.
    """

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(f"{why.value}: {detail}" if detail else why.value)
        self.why = why
        self.detail = detail
