"""IPP messages for the A4 printer, without I/O.

Sources: RFC 8010 (encoding), RFC 8011 (operations, attributes), PWG 5100.7 (Create-Job and Send-Document),
PWG 5101.1 (media names).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum

MEDIA_A4 = "iso_a4_210x297mm"
LAST_PAGE = 0x7FFFFFFF  # page-ranges: whatever the document's last page is
NAME_LIMIT_BYTES = 255  # name(MAX), RFC 8011 5.1.3
USER = "kiosk"
MODEL = ("printer-make-and-model", "printer-firmware-string-version")

Value = int | bool | str | None  # None: a type of no use here, or "no-value"
Values = tuple[Value, ...]


class Operation(IntEnum):
    """Operation codes (RFC 8011 5.4.15)."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB_ATTRIBUTES = 0x0009
    GET_PRINTER_ATTRIBUTES = 0x000B


class Tag(IntEnum):
    """Group and value tags (RFC 8010 3.5); a tag below 0x10 starts a group."""

    OPERATION_GROUP = 0x01
    JOB_GROUP = 0x02
    END_OF_ATTRIBUTES = 0x03
    PRINTER_GROUP = 0x04
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    RANGE = 0x33
    BEGIN_COLLECTION = 0x34
    END_COLLECTION = 0x37
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


@dataclass(frozen=True)
class Collection:
    """A value made of attributes (RFC 8010 3.1.6)."""

    members: tuple["Attribute", ...]


Sent = int | bool | str | tuple[int, int] | Collection


@dataclass(frozen=True)
class Attribute:
    """One attribute of a request with its values; a range is a pair."""

    tag: Tag
    name: str
    values: tuple[Sent, ...]


@dataclass(frozen=True)
class Tray:
    """Where a job's paper comes from, in the printer's own words; "" leaves it to the printer.

    `fallback` is the media-source to go on from when this one is empty.
    """

    source: str = ""
    media: str = MEDIA_A4
    type: str = ""
    fallback: str = ""


@dataclass(frozen=True)
class Request:
    """One operation; `document` follows the attributes as it is."""

    operation: Operation
    attributes: tuple[Attribute, ...] = ()
    job_attributes: tuple[Attribute, ...] = ()
    document: bytes = b""


@dataclass(frozen=True)
class Reply:
    """One IPP response: status code (below 0x100 is success) and the attributes of printer and job."""

    status: int
    printer: Mapping[str, Values]
    job: Mapping[str, Values]

    @property
    def ok(self) -> bool:
        """successful-ok and its relatives."""
        return self.status < 0x100


def get_printer_attributes() -> Request:
    """Ask for state, reasons, acceptance and trays only: a full answer is 20 KB on some printers."""
    wanted = ("printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-input-tray")
    return Request(
        Operation.GET_PRINTER_ATTRIBUTES, (Attribute(Tag.KEYWORD, "requested-attributes", wanted),)
    )


def get_printer_model() -> Request:
    """Ask for make, model and firmware (RFC 8011 5.4.9, PWG 5100.13)."""
    return Request(Operation.GET_PRINTER_ATTRIBUTES, (Attribute(Tag.KEYWORD, "requested-attributes", MODEL),))


def create_job(
    title: str, copies: int, *, duplex: bool, tray: Tray | None = None, first_page: int = 1
) -> Request:
    """An empty job on paper from `tray`, from `first_page` of its document on.

    ipp-attribute-fidelity makes the printer refuse what it cannot do instead of quietly printing on Letter.
    """
    name = title.encode()[:NAME_LIMIT_BYTES].decode(errors="ignore")
    return Request(
        Operation.CREATE_JOB,
        (
            Attribute(Tag.NAME, "requesting-user-name", (USER,)),
            Attribute(Tag.NAME, "job-name", (name,)),
            Attribute(Tag.BOOLEAN, "ipp-attribute-fidelity", (True,)),
        ),
        (
            Attribute(Tag.INTEGER, "copies", (copies,)),
            _media(tray or Tray()),
            Attribute(Tag.KEYWORD, "sides", ("two-sided-long-edge" if duplex else "one-sided",)),
            *((Attribute(Tag.RANGE, "page-ranges", ((first_page, LAST_PAGE),)),) if first_page > 1 else ()),
        ),
    )


def _media(tray: Tray) -> Attribute:
    """`media` by its name, or the whole media-col (PWG 5100.7) where tray or kind of paper matter."""
    members = [("media-source", tray.source), ("media-type", tray.type)]
    chosen = tuple(Attribute(Tag.KEYWORD, name, (value,)) for name, value in members if value)
    if not chosen:
        return Attribute(Tag.KEYWORD, "media", (tray.media,))
    size_name = Attribute(Tag.KEYWORD, "media-size-name", (tray.media,))
    return Attribute(Tag.BEGIN_COLLECTION, "media-col", (Collection((size_name, *chosen)),))


def send_document(job_id: int, pdf: bytes) -> Request:
    """The one document of a job."""
    return Request(
        Operation.SEND_DOCUMENT,
        (
            *_of_job(job_id),
            Attribute(Tag.MIME_TYPE, "document-format", ("application/pdf",)),
            Attribute(Tag.BOOLEAN, "last-document", (True,)),
        ),
        document=pdf,
    )


def get_job_attributes(job_id: int) -> Request:
    """Ask how far a job is."""
    wanted = (
        "job-state",
        "job-state-reasons",
        "job-impressions-completed",
        "job-media-sheets-completed",
    )
    attributes = (*_of_job(job_id), Attribute(Tag.KEYWORD, "requested-attributes", wanted))
    return Request(Operation.GET_JOB_ATTRIBUTES, attributes)


def cancel_job(job_id: int) -> Request:
    """Cancel a job; only its owner may."""
    return Request(Operation.CANCEL_JOB, _of_job(job_id))


def _of_job(job_id: int) -> tuple[Attribute, ...]:
    return (
        Attribute(Tag.INTEGER, "job-id", (job_id,)),
        Attribute(Tag.NAME, "requesting-user-name", (USER,)),
    )


def encode(request: Request, printer_uri: str, request_id: int = 1) -> bytes:
    """The request as bytes, IPP 2.0; charset, language and printer come first (RFC 8011 4.1.4)."""
    first = (
        Attribute(Tag.CHARSET, "attributes-charset", ("utf-8",)),
        Attribute(Tag.LANGUAGE, "attributes-natural-language", ("en",)),
        Attribute(Tag.URI, "printer-uri", (printer_uri,)),
    )
    message = bytearray(b"\x02\x00")
    message += request.operation.to_bytes(2, "big") + request_id.to_bytes(4, "big")
    message += bytes([Tag.OPERATION_GROUP]) + _encode_all((*first, *request.attributes))
    if request.job_attributes:
        message += bytes([Tag.JOB_GROUP]) + _encode_all(request.job_attributes)
    message += bytes([Tag.END_OF_ATTRIBUTES])
    return bytes(message + request.document)


def _encode_all(attributes: Iterable[Attribute]) -> bytes:
    encoded = bytearray()
    for attribute in attributes:
        name = attribute.name.encode()
        for value in attribute.values:
            encoded += _encode_one(attribute.tag, name, _encode_value(value))
            name = b""  # further values bear no name
            if isinstance(value, Collection):
                for member in value.members:
                    encoded += _encode_one(Tag.MEMBER_NAME, b"", member.name.encode())
                    encoded += _encode_all([replace(member, name="")])
                encoded += _encode_one(Tag.END_COLLECTION, b"", b"")
    return bytes(encoded)


def _encode_one(tag: Tag, name: bytes, content: bytes) -> bytes:
    return bytes([tag]) + len(name).to_bytes(2, "big") + name + len(content).to_bytes(2, "big") + content


def _encode_value(value: Sent) -> bytes:
    match value:
        case bool():
            return bytes([value])
        case int():
            return value.to_bytes(4, "big", signed=True)
        case str():
            return value.encode()
        case (int() as low, int() as high):
            return low.to_bytes(4, "big", signed=True) + high.to_bytes(4, "big", signed=True)
        case Collection():
            return b""  # its members follow


def decode(data: bytes) -> Reply:
    """Read a response. Raises ValueError on bytes that are no IPP response."""
    groups: dict[int, dict[str, Values]] = {Tag.PRINTER_GROUP: {}, Tag.JOB_GROUP: {}}
    current: dict[str, Values] = {}
    name = ""
    depth = 0  # of collections, whose members are of no use here
    at = 8  # version, status code, request id
    while (tag := _take(data, at, 1)[0]) != Tag.END_OF_ATTRIBUTES:
        at += 1
        if tag < 0x10:
            # Of several jobs or printers the first counts: the requests ask for one.
            current = {} if groups.get(tag) else groups.setdefault(tag, {})
            continue
        name_bytes, at = _field(data, at)
        value, at = _field(data, at)
        if tag == Tag.END_COLLECTION:
            depth -= 1
        if depth == 0:
            name = name_bytes.decode("ascii", "replace") or name
            current[name] = (*current.get(name, ()), _decode_value(tag, value))
        if tag == Tag.BEGIN_COLLECTION:
            depth += 1
    return Reply(int.from_bytes(data[2:4], "big"), groups[Tag.PRINTER_GROUP], groups[Tag.JOB_GROUP])


def _decode_value(tag: int, value: bytes) -> Value:
    if tag in (Tag.INTEGER, Tag.ENUM):
        if len(value) != 4:
            raise ValueError("an integer has four bytes")
        return int.from_bytes(value, "big", signed=True)
    if tag == Tag.BOOLEAN:
        return value == b"\x01"
    return value.decode(errors="replace") if 0x40 < tag < 0x50 or tag == Tag.OCTETS else None


def _field(data: bytes, at: int) -> tuple[bytes, int]:
    length = int.from_bytes(_take(data, at, 2), "big")
    return _take(data, at + 2, length), at + 2 + length


def _take(data: bytes, at: int, count: int) -> bytes:
    if at + count > len(data):
        raise ValueError("truncated")
    return data[at : at + count]


def first_integer(attributes: Mapping[str, Values], name: str) -> int | None:
    """The first value of an attribute, None where it is absent or no number."""
    value = next(iter(attributes.get(name, ())), None)
    return value if isinstance(value, int) and not isinstance(value, bool) else None
