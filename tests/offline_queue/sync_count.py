"""How often the kernel is asked to sync a file: every fsync and fdatasync of one thread goes past a counter.

seccomp's user notification (https://docs.kernel.org/userspace-api/seccomp_filter.html, Linux 5.5): the call
waits until the counter has told the kernel to go on with it.
"""

import ctypes
import fcntl
import os
import platform
import select
import struct
import threading
from collections.abc import Callable

SECCOMP = {"x86_64": 317, "aarch64": 277}[platform.machine()]
SYNCS = {"x86_64": (74, 75), "aarch64": (82, 83)}[platform.machine()]  # fsync, fdatasync
SET_MODE_FILTER, NEW_LISTENER, PR_SET_NO_NEW_PRIVS = 1, 1 << 3, 38
LOAD_NUMBER, JUMP_IF_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, NOTIFY = 0x7FFF0000, 0x7FC00000
RECEIVE, SEND, GO_ON = 0xC0502100, 0xC0182101, 1


def counting_syncs(work: Callable[[], object]) -> int:
    """Do the work in a thread of its own; how many syncs it asked for. What it raises is raised."""
    listening: list[int] = []
    ready, done = threading.Event(), threading.Event()
    outcome: dict[str, BaseException] = {}

    def run() -> None:
        listening.append(_listen())
        ready.set()
        try:
            work()
        except BaseException as error:  # noqa: BLE001  # it is raised again in the test's thread
            outcome["error"] = error
        done.set()

    thread = threading.Thread(target=run)
    thread.start()
    ready.wait()
    count = 0
    while not done.is_set():
        if select.select(listening, [], [], 0.01)[0]:
            notice = bytearray(80)
            try:
                fcntl.ioctl(listening[0], RECEIVE, notice)
            except FileNotFoundError:  # the thread has ended
                break
            count += 1
            fcntl.ioctl(listening[0], SEND, bytearray(notice[:8] + struct.pack("qiI", 0, 0, GO_ON)))
    thread.join()
    os.close(listening[0])
    if "error" in outcome:
        raise outcome["error"]
    return count


def _listen() -> int:
    steps = [
        (LOAD_NUMBER, 0, 0, 0),
        (JUMP_IF_EQUAL, 2, 0, SYNCS[0]),
        (JUMP_IF_EQUAL, 1, 0, SYNCS[1]),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, NOTIFY),
    ]
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    buffer = ctypes.create_string_buffer(program, len(program))
    header = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(steps), ctypes.addressof(buffer)))
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    listener = libc.syscall(SECCOMP, SET_MODE_FILTER, NEW_LISTENER, header)
    if listener < 0:
        raise OSError(ctypes.get_errno(), "the kernel takes no listener")
    return int(listener)
