"""A disk that fails, without a mount and without rights: the kernel itself answers a thread's system calls
with the errno that is asked for.

A seccomp filter (https://man7.org/linux/man-pages/man2/seccomp.2.html) holds for the thread that sets it and
ends with it; SQLite, the files and all other threads are the real ones.
"""

import ctypes
import errno
import platform
import struct
import threading
from collections.abc import Callable

CALLS = {
    "x86_64": {"write": (1, 18, 20), "fsync": (74, 75), "allocate": (285,)},
    "aarch64": {"write": (64, 68, 66), "fsync": (82, 83), "allocate": (47,)},
}[platform.machine()]
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER = 38, 22, 2
LOAD_NUMBER, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERRNO = 0x7FFF0000, 0x00050000


def with_disk_fault(
    work: Callable[[], object], *, code: int = errno.EIO, calls: tuple[str, ...] = ("fsync",)
):
    """Do `work` in a thread whose calls of these kinds fail with `code`; returns or raises what it does."""
    outcome: dict[str, object] = {}

    def run() -> None:
        fail([number for kind in calls for number in CALLS[kind]], code)
        try:
            outcome["result"] = work()
        except BaseException as error:  # noqa: BLE001  # it is raised again in the test's thread
            outcome["error"] = error

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if "error" in outcome:
        raise outcome["error"]
    return outcome["result"]


def fail(numbers: list[int], code: int) -> None:
    """Install the filter for the calling thread, for ever."""
    program = struct.pack("HBBI", LOAD_NUMBER, 0, 0, 0)
    for left, number in zip(range(len(numbers) - 1, -1, -1), numbers, strict=True):
        program += struct.pack("HBBI", JUMP_IF_EQUAL, left + 1, 0, number)
    program += struct.pack("HBBI", RETURN, 0, 0, ALLOW)
    program += struct.pack("HBBI", RETURN, 0, 0, ERRNO | code)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        PR_SET_SECCOMP, FILTER, ctypes.c_void_p(ctypes.addressof(header)), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "the kernel takes no seccomp filter")
