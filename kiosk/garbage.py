"""Python's garbage, collected by hand: in the glass's thread, where Qt's objects die, and when nobody waits.

Looking over all that the kiosk has takes 70 ms, what a visit has made a few.
"""

import ctypes
import gc
from contextlib import suppress


def set_apart() -> None:
    """A visit begins: what is there already is none of it."""
    gc.freeze()


def sweep() -> None:
    """All that came since `set_apart` and is not needed any more: whole, so that nothing of a visit stays."""
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
