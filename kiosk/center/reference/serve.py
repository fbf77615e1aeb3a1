"""Runs the reference centre as a process of its own, on a loopback port unless told otherwise."""

import json
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import structlog
import uvicorn

from kiosk.center.reference.app import build_app
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.faults import ASGIApp, CenterFault, FaultyCentre
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.keys import OPERATOR_TOKEN, CenterKeys, open_keys
from kiosk.center.reference.store import Store, open_store
from kiosk.center.reference.uploads import Uploads

DATABASE = "centre.db"
UPLOADS = "uploads"
GRACE_S = 3  # for answers under way when told to stop
BACKLOG = 64


@dataclass
class Served:
    """A centre about to serve: bound, not yet listening."""

    url: str
    keys: CenterKeys
    state: Path
    store: Store
    app: ASGIApp
    listener: socket.socket

    def ready_line(self) -> str:
        """One JSON object with what a terminal needs; secrets only as paths of their files.

        `{"url", "recipient", "receiptKey", "operatorTokenFile", "terminals": [{"terminalNo", "appKey",
        "secretFile"}]}`
        """
        terminals = [
            {
                "terminalNo": terminal.terminal_no,
                "appKey": app_key,
                "secretFile": str(self.keys.secret_files[terminal.terminal_no].resolve()),
            }
            for app_key, terminal in self.keys.terminals.items()
        ]
        token_file = str((self.state / OPERATOR_TOKEN).resolve())
        ready = {
            "url": self.url,
            "recipient": self.keys.recipient,
            "receiptKey": self.keys.receipt_key,
            "operatorTokenFile": token_file,
        }
        return json.dumps({**ready, "terminals": terminals})

    def server(self, on_listening: Callable[[], None]) -> uvicorn.Server:
        """The server for `run(sockets=[listener])`; calls `on_listening` once it takes connections."""
        config = uvicorn.Config(
            self.app,
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=GRACE_S,
        )
        return _Server(config, on_listening)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_listening()


def prepare(
    state: Path,
    terminal_no: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    public_url: str | None = None,
    faults: Iterable[CenterFault] | None = None,
) -> Served:
    """Binds the port (0: any free one), makes or opens keys and records under `state`.

    `public_url`: what the codes on certificates point at, the listening address by default. `faults`: None
    for a well centre. Raises OSError, ValueError, sqlite3.Error.
    """
    listener = socket.create_server((host, port), backlog=BACKLOG)
    # An answer goes out in two pieces: without this the second waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    url = f"http://{host}:{listener.getsockname()[1]}"
    centre = open_centre(state, terminal_no, public_url or url)
    app: ASGIApp = build_app(centre)
    if faults is not None:
        app = FaultyCentre(app, faults)
    return Served(url, centre.keys, state, centre.store, app, listener)


def open_centre(state: Path, terminal_no: str, public_url: str) -> Centre:
    """Makes or opens keys and records under `state`. Raises OSError, ValueError, sqlite3.Error."""
    keys = open_keys(state, terminal_no)
    store = open_store(state / DATABASE)
    catalogue = load_catalogue(guide_url=f"{public_url}/g/{{code}}" if public_url else None)
    return Centre(catalogue, keys, store, Uploads(state / UPLOADS), public_url)


def run(
    state: Path,
    terminal_no: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    public_url: str | None = None,
    faults: Iterable[CenterFault] | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM. Its first line on stdout is the ready line; see `prepare`."""
    if not structlog.is_configured():
        # stdout belongs to the ready line; nobody may read on, and a full pipe would stop the centre.
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    served = prepare(state, terminal_no, host=host, port=port, public_url=public_url, faults=faults)

    def say_ready() -> None:
        sys.stdout.write(served.ready_line() + "\n")
        sys.stdout.flush()

    try:
        served.server(say_ready).run(sockets=[served.listener])
    finally:
        served.store.close()
