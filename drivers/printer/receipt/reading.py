"""How a simulated printer reads: generators that are sent one byte at a time."""

from collections.abc import Generator

Bytes = Generator[None, int, bytes]
Command = Generator[None, int, None]


def take(count: int) -> Bytes:
    """The next `count` bytes."""
    data = bytearray()
    for _ in range(count):
        data.append((yield))
    return bytes(data)
