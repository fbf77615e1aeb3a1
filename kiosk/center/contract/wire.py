"""What all messages have in common: naming, codes of the field, the wrapper of every answer."""

from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

# Lenient on purpose: besides today's 12 characters (2 region, 2 type, 5 main item, 3 sub item; GB/T 39554.1)
# older lists bear 10 to 32. Never a number.
ItemCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{10,64}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Label = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,64}$")]
EnvelopeKind = Literal["case", "evaluation", "request", "void"]
TerminalNo = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9-]{1,32}$")]


class Code(StrEnum):
    """What the centre made of a request. Anything but OK comes with the HTTP status of the same kind."""

    OK = "0000"
    BAD_REQUEST = "4000"
    BAD_SIGNATURE = "4010"
    CLOCK_SKEW = "4011"  # the time stamp lies outside the window; serverTime tells by how much
    REPLAYED = "4012"
    NOT_FOUND = "4040"
    UPLOAD_UNKNOWN = "4041"  # there is no such upload, or it is not complete
    KEY_REUSED = "4090"  # this id came before with another body
    ALREADY_FILED = "4091"  # this local number came before in another envelope
    ALREADY_RATED = "4092"
    COPIES_SPENT = "4093"  # the holder got as many copies of this certificate today as there may be
    SLOT_TAKEN = "4094"  # the time that was to be booked is full or over
    ALREADY_BOOKED = "4095"  # this person has a booking of this item that is still to come
    TOO_LARGE = "4130"
    UNREADABLE = "4220"  # the envelope does not open, or its payload is not JSON of the contract
    INVALID = "4221"  # readable, but a value is outside the item's form
    TOO_MANY = "4290"
    FAILED = "5000"


class Wire(BaseModel):
    """camelCase on the wire; unknown fields are ignored, so that the centre may grow first."""

    model_config = ConfigDict(
        frozen=True,
        alias_generator=to_camel,
        validate_by_name=True,
        serialize_by_alias=True,
        defer_build=True,  # each validator is built at its first use; all at the start cost 60 ms
    )


class Sent(Wire):
    """What a terminal sends; an unknown field there is a mistake of the terminal."""

    model_config = ConfigDict(extra="forbid")


class Answer(Wire):
    """The wrapper of every answer. `server_time` in ms since 1970 corrects the terminal's clock."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z_]{1,16}$")]
    message: str
    data: Any = None
    request_id: str
    server_time: Annotated[int, Field(gt=0)]


class Words(Wire):
    zh: Annotated[str, Field(min_length=1)]
    en: str = ""
