"""`kiosk queue`: the post room on the command line. Exits with 0, 1 (something is not as it should be) or 2
(it could not be done).

All but typer is imported by the command that runs: the kiosk's own start passes here too.
"""

import json
import typing
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

if typing.TYPE_CHECKING:
    from offline_queue.entry import Entry, State
    from offline_queue.outbox import Outbox

app = typer.Typer(
    no_args_is_help=True, help="The queue of sealed submissions: metadata only, beside a running kiosk."
)

PROBLEMS, CANNOT = 1, 2
Settings = Annotated[
    list[Path] | None,
    typer.Option("--settings", help="Read these instead of the shipped and the deployed settings."),
]
OutboxFile = Annotated[
    Path | None, typer.Option("--outbox", help="This outbox instead of that of the settings.")
]
AsJson = Annotated[bool, typer.Option("--json", help="For a program: one JSON document on standard output.")]
Ids = Annotated[list[str] | None, typer.Argument(help="Ids, or the first digits of them.")]


@app.command("list")
def list_(
    state: Annotated[
        list[str] | None,
        typer.Option(help="waiting, sending, set_aside, exported, delivered; all but the last."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="Of each state.")] = 50,
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """What stands in the queue."""
    from dataclasses import asdict
    from datetime import datetime

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kiosk.operations import queue

    with _joined(outbox_file, settings) as (outbox, _):
        entries = queue.listed(outbox, _states(state) if state else queue.WITH_BODY, limit)
        counts = asdict(outbox.counts())
    if as_json:
        _print_json({"counts": counts, "envelopes": [queue.as_json(entry) for entry in entries]})
        return
    table = Table()
    for column in (
        "编号\nid",
        "状态\nstate",
        "事项\nitem",
        "收下\naccepted",
        "种类\nkind",
        "字节\nbytes",
        "次\ntries",
    ):
        table.add_column(column, no_wrap=True)
    table.add_column("原因\nreason", overflow="fold")
    for entry in entries:
        table.add_row(
            entry.id[:12],
            "held" if entry.held and entry.state == "waiting" else entry.state,
            entry.item_code,
            datetime.fromtimestamp(entry.created_at).astimezone().strftime("%m-%d %H:%M"),
            entry.kind,
            f"{entry.size:,}",
            str(entry.attempts),
            Text(entry.reason or ""),  # never as markup
        )
    console = Console()
    console.print(table)
    console.print("  ".join(f"{name} {number:,}" for name, number in counts.items()))


@app.command()
def show(
    envelope: Annotated[str, typer.Argument(help="The id, or the first digits of it.")],
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """All that is known of one envelope."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from kiosk.operations import queue

    with _joined(outbox_file, settings) as (outbox, _):
        shown = queue.as_json(_entries(outbox, [envelope])[0])
    if as_json:
        _print_json(shown)
        return
    table = Table(show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    for name, value in shown.items():
        table.add_row(name, Text("" if value is None else str(value)))
    Console().print(table)


@app.command()
def retry(
    ids: Ids = None,
    every: Annotated[bool, typer.Option("--all", help="Everything that was set aside.")] = False,
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """Sends again what was set aside or exported; what waits is due at once."""
    from kiosk.operations import queue
    from offline_queue.entry import State

    if not ids and not every:
        _give_up("需要编号或 --all / ids or --all are needed")
    with _joined(outbox_file, settings) as (outbox, _):
        entries = list(outbox.entries(State.SET_ASIDE)) if every else _entries(outbox, ids or [])
        _report("重新发送 / waiting again", *queue.retried(outbox, entries), as_json=as_json)


@app.command("set-aside")
def set_aside(
    ids: Annotated[list[str], typer.Argument(help="Ids, or the first digits of them.")],
    reason: Annotated[str, typer.Option(help="For whoever looks next; no personal data.")] = "by hand",
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """Keeps waiting envelopes from being sent until `retry`."""
    from kiosk.operations import queue

    with _joined(outbox_file, settings) as (outbox, _):
        results = queue.set_aside(outbox, _entries(outbox, ids), reason)
        _report("已搁置 / set aside", *results, as_json=as_json)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(help="An existing folder, such as that of a USB stick.")],
    ids: Ids = None,
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """Writes sealed envelopes to a folder for the centre: those named, or all that wait or were set aside."""
    from kiosk.operations import queue
    from offline_queue.errors import ExportFailed

    if not folder.is_dir():
        _give_up(f"{folder}: 没有此文件夹 / there is no such folder")
    with _joined(outbox_file, settings) as (outbox, _):
        if ids:
            entries = _entries(outbox, ids)
        else:
            entries = [entry for state in queue.TO_EXPORT for entry in outbox.entries(state)]
        try:
            with _progress("导出 export", len(entries), shown=not as_json) as progress:
                result = queue.exported_to(outbox, folder, entries, progress)
        except ExportFailed as error:
            _give_up(str(error))
    left = [f"{id_}: {why}" for id_, why in result.left.items()]
    _report("已导出 / exported", list(result.done), left, as_json=as_json)


@app.command()
def verify(
    folder: Annotated[
        Path | None, typer.Argument(help="An exported folder; without it the outbox itself is read over.")
    ] = None,
    as_json: AsJson = False,
    outbox_file: OutboxFile = None,
    settings: Settings = None,
) -> None:
    """Reads everything over and says what is not sound."""
    from kiosk.operations import queue
    from offline_queue.exported import label_files

    if folder is not None:
        try:
            with _progress("核对 verify", len(label_files(folder)), shown=not as_json) as progress:
                result = queue.verified_folder(folder, progress)
        except OSError as error:
            _give_up(f"{folder}: {error.strerror}")
    else:
        with _joined(outbox_file, settings) as (outbox, path):
            total = queue.number_with_body(outbox.counts())
            with _progress("核对 verify", total, shown=not as_json) as progress:
                result = queue.verified(path, outbox, progress)
    if as_json:
        _print_json({"sound": result.sound, "problems": list(result.problems)})
    else:
        for problem in result.problems:
            typer.echo(problem, err=True)
        typer.echo(f"完好 / sound: {result.sound}  有问题 / not sound: {len(result.problems)}")
    if result.problems:
        raise typer.Exit(PROBLEMS)


@contextmanager
def _joined(outbox_file: Path | None, settings: list[Path] | None) -> Iterator[tuple["Outbox", Path]]:
    """The outbox beside a kiosk that may run; any failure of it is one sentence."""
    from kiosk.operations import log
    from offline_queue.errors import OutboxError
    from offline_queue.outbox import Outbox

    log.set_up_silent()
    path = outbox_file or _settings_outbox(settings)
    try:
        outbox = Outbox.join(path)
        try:
            yield outbox, path
        finally:
            outbox.close()
    except OutboxError as error:
        _give_up(str(error))


def _settings_outbox(settings: list[Path] | None) -> Path:
    from kiosk import config

    try:
        loaded = config.load(*settings) if settings else config.load_deployed()
    except config.SettingsError as error:
        _give_up(f"设置不能使用 / the settings cannot be used: {error}")
    return loaded.state / "outbox.db"


def _states(names: list[str]) -> tuple["State", ...]:
    from offline_queue.entry import State

    try:
        return tuple(State(name.replace("-", "_")) for name in names)
    except ValueError:
        _give_up(f"--state: {', '.join(State)}")


def _entries(outbox: "Outbox", ids: list[str]) -> list["Entry"]:
    from kiosk.operations import queue

    try:
        return [queue.found(outbox, id_) for id_ in ids]
    except queue.NoSuchEnvelope as error:
        _give_up(str(error))


@contextmanager
def _progress(what: str, total: int, *, shown: bool) -> Iterator[Callable[[int], None]]:
    """A bar on standard error where that is a terminal."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not (shown and console.is_terminal)) as bar:
        task = bar.add_task(what, total=total)
        yield lambda number: bar.update(task, completed=number)


def _report(what: str, done: list[str], problems: list[str], *, as_json: bool) -> None:
    if as_json:
        _print_json({"done": done, "problems": problems})
    else:
        for problem in problems:
            typer.echo(problem, err=True)
        typer.echo(f"{what}: {len(done)}")
    if problems:
        raise typer.Exit(PROBLEMS)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def _give_up(sentence: str) -> typing.NoReturn:
    typer.echo(sentence, err=True)
    raise typer.Exit(CANNOT)
