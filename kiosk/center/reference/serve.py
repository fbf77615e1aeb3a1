"""Runs the reference centre as a process of its own, on a loopback port unless told otherwise.

With several workers the first process only watches: it binds, starts the workers, and replaces one that dies.
They share the port, the keys and the uploads under the state folder, and the database.
"""

import json
import socket
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import structlog
import uvicorn
from uvicorn.supervisors import Multiprocess

from kiosk.center.reference.app import build_app
from kiosk.center.reference.centre import Centre
from kiosk.center.reference.database import open_database, sqlite_url
from kiosk.center.reference.faults import ASGIApp, CenterFault, FaultyCentre
from kiosk.center.reference.items import load_catalogue
from kiosk.center.reference.keys import OPERATOR_TOKEN, CenterKeys, open_keys
from kiosk.center.reference.store import Store
from kiosk.center.reference.uploads import Uploads

DATABASE = "centre.db"
UPLOADS = "uploads"
GRACE_S = 3  # for answers under way when told to stop
BACKLOG = 64
WORKER_START_S = 60  # a worker that has said nothing for so long is killed and started anew; it starts in two


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

        `{"url", "recipient", "smRecipient", "receiptKey", "operatorTokenFile", "terminals": [{"terminalNo",
        "appKey", "secretFile"}]}`
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
            "smRecipient": self.keys.sm_recipient,
            "receiptKey": self.keys.receipt_key,
            "operatorTokenFile": token_file,
        }
        return json.dumps({**ready, "terminals": terminals})

    def server(self, on_listening: Callable[[], None]) -> uvicorn.Server:
        """The server for `run(sockets=[listener])`; calls `on_listening` once it takes connections."""
        return _Server(_config(self.app), on_listening)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_listening: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_listening = on_listening

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._on_listening()


def _config(app: ASGIApp | Callable[[], ASGIApp], *, workers: int = 1) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        factory=workers > 1,
        workers=workers,
        lifespan="off",
        log_config=None,
        access_log=False,
        timeout_graceful_shutdown=GRACE_S,
        timeout_worker_healthcheck=WORKER_START_S,
    )


def prepare(
    state: Path,
    terminal_no: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    public_url: str | None = None,
    database: str | None = None,
    alone: bool = True,
    data: Path | None = None,
    faults: Iterable[CenterFault] | None = None,
) -> Served:
    """Binds the port (0: any free one), makes or opens keys and records under `state`.

    `public_url`: what the codes on certificates point at, the listening address by default. `database`: a URL
    as SQLAlchemy reads it, a file under `state` by default. `faults`: None for a well centre. Raises OSError,
    ValueError, NoDatabase.
    """
    listener = socket.create_server((host, port), backlog=BACKLOG)
    # An answer goes out in two pieces: without this the second waits 40 ms for an acknowledgement.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    url = f"http://{host}:{listener.getsockname()[1]}"
    centre = open_centre(state, terminal_no, public_url or url, database=database, alone=alone, data=data)
    app: ASGIApp = build_app(centre)
    if faults is not None:
        app = FaultyCentre(app, faults)
    return Served(url, centre.keys, state, centre.store, app, listener)


def open_centre(
    state: Path,
    terminal_no: str,
    public_url: str,
    *,
    database: str | None = None,
    alone: bool = True,
    data: Path | None = None,
) -> Centre:
    """Makes or opens keys and records under `state`; `data` is laid over the shipped items.

    Raises OSError, ValueError, NoDatabase.
    """
    keys = open_keys(state, terminal_no)
    store = Store(open_database(database or sqlite_url(state / DATABASE)))
    catalogue = load_catalogue(
        *([data] if data else []), guide_url=f"{public_url}/g/{{code}}" if public_url else None
    )
    return Centre(catalogue, keys, store, Uploads(state / UPLOADS), public_url, alone=alone)


def run(
    state: Path,
    terminal_no: str,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    public_url: str | None = None,
    database: str | None = None,
    workers: int = 1,
    data: Path | None = None,
    faults: Iterable[CenterFault] | None = None,
) -> None:
    """Serves until SIGINT or SIGTERM. Its first line on stdout is the ready line; see `prepare`.

    A database that is not the centre's own file may serve other processes too, as several workers do.
    Raises ValueError for faults with several workers: a plan is of one process.
    """
    if workers > 1 and faults is not None:
        raise ValueError("faults are planned for one worker")
    _log_to_stderr()
    alone = workers == 1 and database is None
    served = prepare(
        state,
        terminal_no,
        host=host,
        port=port,
        public_url=public_url,
        database=database,
        alone=alone,
        data=data,
        faults=faults,
    )

    def say_ready() -> None:
        sys.stdout.write(served.ready_line() + "\n")
        sys.stdout.flush()

    try:
        if workers == 1:
            served.server(say_ready).run(sockets=[served.listener])
            return
        # No connection of this process may be used in another one; whoever calls early waits in the backlog.
        served.store.close()
        say_ready()
        config = _config(
            partial(_worker, state, terminal_no, public_url or served.url, database, data), workers=workers
        )
        Multiprocess(config, sockets=[served.listener]).run()
    finally:
        served.store.close()


def _worker(
    state: Path, terminal_no: str, public_url: str, database: str | None, data: Path | None
) -> ASGIApp:
    """What a worker serves; it is called in the worker's process, which knows nothing of the first one's."""
    _log_to_stderr()
    return build_app(open_centre(state, terminal_no, public_url, database=database, alone=False, data=data))


def _log_to_stderr() -> None:
    """stdout belongs to the ready line; nobody may read on, and a full pipe would stop the centre."""
    if not structlog.is_configured():
        structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
