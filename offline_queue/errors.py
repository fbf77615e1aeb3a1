"""What can go wrong in the post room. Messages name the envelope's id and the file, never what is inside."""

from enum import StrEnum


class OfflineQueueError(Exception):
    """Base of every error of this wing."""


class SealError(OfflineQueueError):
    """A sealed body cannot be made or opened."""


class BadKey(SealError):
    """A recipient or an identity cannot be read, there is none at all, or recipients are of two suites."""


class BadAttachmentName(SealError):
    """An attachment's name could not stand as a plain file name."""


class WrongKey(SealError):
    """The body is sealed to other keys than the one given."""


class SealBroken(SealError):
    """The sealed bytes are of no known suite, or were cut or changed on the way."""


class BadContainer(SealError):
    """The seal was whole, but what it held is not framed as `container.py` says."""


class OutboxError(OfflineQueueError):
    """The outbox cannot do what was asked; nothing that it had accepted is lost by that."""


class OutboxInUse(OutboxError):
    """Another process holds this outbox open."""


class NewerDatabase(OutboxError):
    """The database was written by a newer version of the program."""


class OutboxUnavailable(OutboxError):
    """SQLite or the disk failed (full, read-only, I/O error, damaged page); the statement was rolled back."""


class OutboxDamaged(OutboxUnavailable):
    """SQLite says that the file itself is broken; the next start moves it aside and begins a new one."""


class DiskFull(OutboxUnavailable):
    """There is no room to write; what is accepted stays, and the courier may still use the reserve."""


class Trouble(StrEnum):
    """What is the matter with a stick."""

    FULL = "full"
    READ_ONLY = "read_only"
    GONE = "gone"  # pulled out, or broken


class ExportFailed(OutboxError):
    """An envelope could not be written to the folder or did not read back; it stays in the outbox."""

    def __init__(self, message: str, trouble: Trouble = Trouble.GONE) -> None:
        super().__init__(message)
        self.trouble = trouble


class BadExport(OutboxError):
    """A file of an exported folder is missing, cut or changed."""


class UnknownEnvelope(OutboxError):
    """No envelope of that id is in the outbox."""


class WrongState(OutboxError):
    """The envelope's state does not allow this step."""


class EnvelopeTooLarge(OutboxError):
    """The sealed body is over the limit."""


class EnvelopeDamaged(OutboxError):
    """The sealed bytes do not match their digest."""
