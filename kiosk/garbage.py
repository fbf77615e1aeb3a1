"""Python's garbage, collected by hand: in the glass's thread, where Qt's objects die, and when nobody waits.

What is there once the kiosk stands stays for good: looking it over takes 70 ms, the rest of a visit a few.
"""

import ctypes
import gc
from contextlib import suppress


def sweep() -> None:
    """All that came since `settle` and is not needed any more: whole, so that nothing of a visit stays."""
    gc.collect()


def settle() -> None:
    """Looks everything over, then counts it as what stays. Takes as long as a few frames.

    What is free goes back to the system, which zeroes it: glibc keeps it otherwise, with what stood there.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    with suppress(AttributeError):  # another C library
        ctypes.CDLL(None).malloc_trim(0)
