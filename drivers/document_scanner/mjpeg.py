"""Motion JPEG over HTTP: a multipart/x-mixed-replace body cut into JPEG pictures, without I/O.

Cameras differ in everything else: Content-Length or none, a boundary with or without its dashes, CRLF or LF.
Sources: RFC 2046 5.1 (multipart), ITU-T T.81 B.1.1 (markers).
"""

PICTURE_LIMIT_BYTES = 16 << 20
HEADER_LIMIT_BYTES = 4096

_START_OF_IMAGE = b"\xff\xd8"
_END_OF_IMAGE = b"\xff\xd9"


def boundary_of(content_type: str) -> bytes:
    """The boundary without leading dashes. Raises ValueError when the type is not multipart."""
    kind, *parameters = (part.strip() for part in content_type.split(";"))
    if not kind.lower().startswith("multipart/"):
        raise ValueError("no multipart stream")
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "boundary" and value.strip('" -'):
            return value.strip().strip('"').lstrip("-").encode("latin-1", "replace")
    raise ValueError("no boundary")


def is_whole(picture: bytes) -> bool:
    """Whether a part begins and ends as a JPEG does; decoders fill a torn one with grey and call it done."""
    return picture.startswith(_START_OF_IMAGE) and picture.rstrip(b"\r\n\0").endswith(_END_OF_IMAGE)


class PartReader:
    """Takes the body as it comes, cut anywhere, and gives the content of each finished part."""

    def __init__(self, boundary: bytes) -> None:
        self._delimiter = b"--" + boundary
        self._buffer = bytearray()
        self._content_at: int | None = None  # where the content of the open part begins
        self._length: int | None = None  # what the part itself says
        self._searched = 0

    def feed(self, data: bytes) -> list[bytes]:
        """The parts that `data` finishes. Raises ValueError when a part or its header grows without end."""
        self._buffer += data
        parts = []
        while (part := self._next()) is not None:
            if part:
                parts.append(part)
        if len(self._buffer) > PICTURE_LIMIT_BYTES:
            self._forget()
            raise ValueError("a part without end")
        return parts

    def _forget(self) -> None:
        """Start anew at the next delimiter."""
        self._buffer.clear()
        self._content_at, self._length, self._searched = None, None, 0

    def _next(self) -> bytes | None:
        if self._content_at is None and not self._open_part():
            return None
        begin = self._content_at or 0
        if self._length is not None:
            end = begin + self._length
            if len(self._buffer) < end:
                return None
        else:
            end = self._buffer.find(self._delimiter, max(begin, self._searched))
            if end < 0:
                self._searched = max(begin, len(self._buffer) - len(self._delimiter))
                return None
        part = bytes(self._buffer[begin:end])
        del self._buffer[:end]
        self._content_at, self._searched = None, 0
        return part if self._length is not None else part.rstrip(b"-").removesuffix(b"\n").removesuffix(b"\r")

    def _open_part(self) -> bool:
        at = self._buffer.find(self._delimiter)
        if at < 0:
            # Whatever stands before the first delimiter is of no use; the delimiter may be half here.
            del self._buffer[: max(0, len(self._buffer) - len(self._delimiter))]
            return False
        del self._buffer[:at]
        ends = [
            (found + len(gap), found)
            for gap in (b"\r\n\r\n", b"\n\n")
            if (found := self._buffer.find(gap, 0, HEADER_LIMIT_BYTES)) >= 0
        ]
        if not ends:
            if len(self._buffer) > HEADER_LIMIT_BYTES:
                self._forget()
                raise ValueError("a header without end")
            return False
        self._content_at, header_end = min(ends)
        self._length = _content_length(bytes(self._buffer[:header_end]))
        if self._length is not None and self._length > PICTURE_LIMIT_BYTES:
            self._forget()
            raise ValueError("a part without end")
        return True


def _content_length(header: bytes) -> int | None:
    for line in header.splitlines():
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value) or None
    return None
