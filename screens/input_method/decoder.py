"""The program that holds libgooglepinyin: one line of letters in, one line of candidates out.

    python -I -S decoder.py

It is a process of its own because the library ends its process (a failed assertion) when it is
given too many ways to read the letters, such as fifteen times the same key. In: `number TAB
letters`. Out: `number TAB starts TAB candidate TAB candidate …`, where `starts` are the places in
the letters where the syllables of the best reading begin and, last, where it ends. It imports
nothing but the standard library, to be there in no time.
"""

import ctypes
import resource
import sys
from collections.abc import Iterator
from pathlib import Path

LIBRARY = "libgooglepinyin.so.0"
DICTIONARIES = "googlepinyin/data/dict_pinyin.dat"
NO_USER_DICTIONARY = b""  # what cannot be opened cannot learn
MOST_CANDIDATES = 200
MOST_CHARACTERS = 40


class NotInstalledError(Exception):
    """The library or its dictionary is not on this machine."""


def dictionary() -> Path:
    """Where Debian puts the dictionary, whatever the architecture. Raises NotInstalledError."""
    for found in sorted(Path("/usr/lib").glob(f"*/{DICTIONARIES}")):
        return found
    raise NotInstalledError(DICTIONARIES)


def check() -> None:
    """Raises NotInstalledError where the keyboard would have to do without sentences."""
    dictionary()
    _load()


def _load() -> ctypes.CDLL:
    try:
        return ctypes.CDLL(LIBRARY)
    except OSError as error:
        raise NotInstalledError(LIBRARY) from error


class Decoder:
    """The library with its dictionary. Raises NotInstalledError."""

    def __init__(self) -> None:
        library = _load()
        library.im_open_decoder.restype = ctypes.c_bool
        library.im_search.restype = ctypes.c_size_t
        library.im_search.argtypes = [ctypes.c_char_p, ctypes.c_size_t]
        library.im_get_candidate.restype = ctypes.c_void_p
        library.im_get_candidate.argtypes = [ctypes.c_size_t, ctypes.c_void_p, ctypes.c_size_t]
        library.im_get_spl_start_pos.restype = ctypes.c_size_t
        library.im_get_spl_start_pos.argtypes = [ctypes.POINTER(ctypes.POINTER(ctypes.c_uint16))]
        if not library.im_open_decoder(bytes(dictionary()), NO_USER_DICTIONARY):
            raise NotInstalledError(DICTIONARIES)
        self._library = library
        self._text = (ctypes.c_uint16 * (MOST_CHARACTERS + 1))()

    def candidates(self, letters: bytes) -> tuple[list[int], list[str]]:
        """Starts of the syllables with the end, and the candidates, the likeliest first."""
        self._library.im_reset_search()
        count = self._library.im_search(letters, len(letters))
        starts = ctypes.POINTER(ctypes.c_uint16)()
        syllables = self._library.im_get_spl_start_pos(ctypes.byref(starts))
        found = list(self._texts(min(count, MOST_CANDIDATES)))
        return [starts[place] for place in range(syllables + 1)], found

    def _texts(self, count: int) -> Iterator[str]:
        for place in range(count):
            if self._library.im_get_candidate(place, self._text, MOST_CHARACTERS):
                raw = ctypes.string_at(self._text, ctypes.sizeof(self._text)).decode("utf-16-le", "ignore")
                yield raw.partition("\0")[0]


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # what a citizen types never lies on a disk
    try:
        decoder = Decoder()
    except NotInstalledError:
        return 2
    for line in sys.stdin.buffer:
        number, _, letters = line.rstrip(b"\n").partition(b"\t")
        starts, found = decoder.candidates(letters)
        answer = "\t".join((number.decode(), " ".join(map(str, starts)), *found))
        sys.stdout.buffer.write(answer.encode() + b"\n")
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
