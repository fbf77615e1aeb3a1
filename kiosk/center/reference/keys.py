"""The centre's secrets in its state folder, made at the first start: files 0600, never printed.

| file                | holds                                                                        |
|---------------------|------------------------------------------------------------------------------|
| identity.age        | the age keys that open envelopes; to the first terminals seal                |
| identity.sm2        | the same for terminals that seal by SM2, SM4 and SM3                         |
| receipts.seed       | the Ed25519 seed that signs receipts                                         |
| operator.token      | the bearer token for the operators' records                                  |
| terminals.json      | `[{"terminalNo", "appKey", "secretFile"}]`: who may call; edited by hand     |
| TERMINAL.secret     | one terminal's signing secret; what its setting `secret_file` points at      |
"""

import hmac
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pyrage

from kiosk.center.receipts import public_text, signer_of
from kiosk.center.signing import Credentials, load_secret
from kiosk.files import write_durably
from offline_queue import seal_sm

TERMINALS = "terminals.json"
OPERATOR_TOKEN = "operator.token"  # noqa: S105 - a file's name
IDENTITY = "identity.age"
SM_IDENTITY = "identity.sm2"
RECEIPTS = "receipts.seed"


@dataclass(frozen=True)
class CenterKeys:
    """What the centre works with. `identity` opens envelopes of both suites: a terminal may change from one
    to the other with a full outbox. `recipient`, `sm_recipient` and `receipt_key` are public; `terminals` by
    app key; `secret_files` by terminal number.
    """

    identity: str
    recipient: str
    sm_recipient: str
    operator_token: str
    terminals: Mapping[str, Credentials]
    secret_files: Mapping[str, Path]
    receipt_seed: str
    receipt_key: str

    def pseudonym(self, cert_no: str) -> str:
        """One person in counts, under a name that only this centre can find again."""
        return hmac.new(bytes.fromhex(self.receipt_seed), cert_no.encode(), "sha256").hexdigest()

    def __repr__(self) -> str:
        return f"CenterKeys({self.recipient!r})"


def open_keys(folder: Path, terminal_no: str) -> CenterKeys:
    """Reads the keys, makes those that are missing and registers `terminal_no` when no terminal is there yet.

    Raises OSError, ValueError, BadKey for files that cannot be read.
    """
    identity = _text(folder / IDENTITY, lambda: str(pyrage.x25519.Identity.generate()))
    sm_identity = _text(folder / SM_IDENTITY, seal_sm.new_identity)
    token = _text(folder / OPERATOR_TOKEN, lambda: secrets.token_urlsafe(32))
    seed = _text(folder / RECEIPTS, lambda: secrets.token_hex(32))
    if not (folder / TERMINALS).exists():
        _register(folder, terminal_no)
    terminals, files = {}, {}
    for entry in json.loads((folder / TERMINALS).read_text(encoding="utf-8")):
        files[entry["terminalNo"]] = file = folder / entry["secretFile"]
        terminals[entry["appKey"]] = Credentials(entry["terminalNo"], entry["appKey"], load_secret(file))
    return CenterKeys(
        identity=f"{identity}\n{sm_identity}",
        recipient=str(pyrage.x25519.Identity.from_str(_first(identity, "AGE-SECRET-KEY-")).to_public()),
        sm_recipient=seal_sm.recipient_of(_first(sm_identity, seal_sm.SECRET)),
        operator_token=token,
        terminals=terminals,
        secret_files=files,
        receipt_seed=seed,
        receipt_key=public_text(signer_of(seed)),
    )


def _first(identities: str, prefix: str) -> str:
    return next((line for line in identities.split() if line.startswith(prefix)), "")


def _text(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        write_durably(path, make().encode() + b"\n")
    return path.read_text(encoding="utf-8").strip()


def _register(folder: Path, terminal_no: str) -> None:
    secret_file = f"{terminal_no}.secret"
    write_durably(folder / secret_file, secrets.token_hex(32).encode() + b"\n")
    entry = {"terminalNo": terminal_no, "appKey": secrets.token_hex(8), "secretFile": secret_file}
    write_durably(folder / TERMINALS, json.dumps([entry], indent=2).encode() + b"\n")
