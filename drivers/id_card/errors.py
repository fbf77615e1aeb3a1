"""What an ID-card reader may report, one type per thing that a citizen or a technician can do about it."""

from drivers.device import BadReply, Cause, DeviceError
from drivers.id_card.protocol import Command, Reply, Sw3


class ReaderError(DeviceError):
    """The reader answered a command with a failure; `status_words` are its SW1 SW2 SW3."""

    def __init__(self, device: str, command: str, status_words: str) -> None:
        super().__init__(device, command, f"{type(self).__name__} {status_words}".rstrip())
        self.status_words = status_words


class RequestDamaged(BadReply):
    """The reader received a damaged request (SW3 10, 11): the line is bad."""


class CommandRefused(ReaderError):
    """The reader does not know or not permit the command (SW3 21, 23)."""


class ReaderFailed(ReaderError):
    """The reader failed without saying why (SW3 24), or with a value that no manual names."""


class SelfTestFailed(ReaderError):
    """The reader's security module failed its self-test and takes no command (SW3 60)."""

    cause = Cause.SELF_TEST


class NotAuthorised(ReaderError):
    """The reader's security module is not authorised (SW3 66)."""

    cause = Cause.NOT_AUTHORISED


class CardError(ReaderError):
    """Something about the card and not the reader; lift it, and put it or another one on."""

    cause = Cause.MEDIA_UNREADABLE


class CardAbsent(CardError):
    """No card was found, or it could not be selected (SW3 80, 81)."""

    cause = Cause.MEDIA_MISSING


class CardRemoved(CardError):
    """The card was taken away before it was read."""

    cause = Cause.MEDIA_MISSING


class CardUnreadable(CardError):
    """The card could not be read (SW3 41, 47); the reader tries again only after it has been lifted."""


class CardRejected(CardError):
    """Card and security module do not accept each other (SW3 31, 32, 33): worn, foreign or false."""


class CardTypeUnknown(CardError):
    """Not an ID card (SW3 40)."""


class ItemEmpty(CardError):
    """The card does not hold what was asked for (SW3 91)."""


class CardUndecodable(CardError):
    """The card was read, but its text is not what the standard says."""


_ERRORS: dict[Sw3, type[ReaderError]] = {
    Sw3.BAD_COMMAND: CommandRefused,
    Sw3.NOT_PERMITTED: CommandRefused,
    Sw3.UNKNOWN_ERROR: ReaderFailed,
    Sw3.CARD_REJECTED_SAM: CardRejected,
    Sw3.SAM_REJECTED_CARD: CardRejected,
    Sw3.VERIFY_FAILED: CardRejected,
    Sw3.UNKNOWN_CARD_TYPE: CardTypeUnknown,
    Sw3.READ_FAILED: CardUnreadable,
    Sw3.RANDOM_FAILED: CardUnreadable,
    Sw3.SELF_TEST_FAILED: SelfTestFailed,
    Sw3.NOT_AUTHORISED: NotAuthorised,
    Sw3.FIND_FAILED: CardAbsent,
    Sw3.SELECT_FAILED: CardAbsent,
    Sw3.ITEM_EMPTY: ItemEmpty,
}


def error_of(device: str, command: Command, reply: Reply) -> DeviceError | None:
    """The error that a reply stands for; None when it is the command's success."""
    code = reply.code
    if code is command.success:
        return None
    if code in (Sw3.REQUEST_CHECKSUM, Sw3.REQUEST_LENGTH):
        return RequestDamaged(device, command.name, f"the request arrived damaged ({reply.status_words})")
    error = ReaderFailed if code is None else _ERRORS.get(code, ReaderFailed)
    return error(device, command.name, reply.status_words)
