"""Python's garbage, collected by hand: in the glass's thread, where Qt's objects die, and when nobody waits.

What is there once the kiosk stands stays for good: looking it over takes 70 ms, the rest of a visit a few.
"""

import gc


def sweep() -> None:
    """All that came since `settle` and is not needed any more: whole, so that nothing of a visit stays."""
    gc.collect()


def settle() -> None:
    """Looks everything over, then counts it as what stays. Takes as long as a few frames."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
