"""The command line. Each command imports what it needs: the kiosk's start pays for nothing else."""

import json
import os
import sys
import typing
from pathlib import Path
from typing import Annotated, Literal

import typer

from kiosk.operations import queue_commands

if typing.TYPE_CHECKING:
    from kiosk.first_light import Start

# Plain tracebacks: framed ones are many lines of a journal that has one line an event.
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="The e政务 self-service terminal.",
)
app.add_typer(queue_commands.app, name="queue")

SettingsFile = Annotated[
    list[Path] | None,
    typer.Option("--settings", help="Read these instead of the shipped and the deployed settings."),
]


def main(start: "Start | None" = None) -> None:
    """The `kiosk` command; `start`: what `run` has shown already."""
    app(obj=start)


@app.command()
def run(
    context: typer.Context,
    settings: SettingsFile = None,
    window: Annotated[bool, typer.Option(help="In a window instead of the full screen.")] = False,
) -> None:
    """The kiosk itself, until a technician closes it."""
    from kiosk import config
    from kiosk.app import run as run_app
    from kiosk.operations import log
    from screens.fonts import NoFont

    log.set_up()
    try:
        loaded = config.load(*settings) if settings else config.load_deployed()
        status = run_app(loaded, full_screen=not window, start=context.obj)
    except config.SettingsError as error:
        _give_up(f"设置不能使用 / the settings cannot be used: {error}")
    except NoFont as error:
        _give_up(f"没有中文字体，页面无法显示 / no font for the pages: {error}")
    raise typer.Exit(status)


@app.command()
def demo(
    offscreen: Annotated[
        bool, typer.Option(help="Walk the visit by itself, even where there is a display.")
    ] = False,
    out: Annotated[Path, typer.Option(help="Where pages, slip and record are left.")] = Path("build/demo"),
) -> None:
    """A whole visit on simulated hardware and a reference centre on loopback."""
    _need_the_reference_centre()
    from kiosk.simulation import demo as demonstration

    has_display = bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    if has_display and not offscreen:
        raise typer.Exit(demonstration.in_window())
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    raise typer.Exit(demonstration.walked(out))


@app.command()
def center(
    port: Annotated[int, typer.Option(help="0 takes a free one and says which.")] = 8700,
    host: str = "127.0.0.1",
    state: Annotated[Path, typer.Option(help="Keys, cases, files.")] = Path("build/center"),
    terminal: Annotated[str, typer.Option(help="The terminal to register at the first start.")] = "DEMO-0001",
    database: Annotated[
        str | None, typer.Option(help="postgresql://user@host/name; a file under --state by default.")
    ] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that serve one port.")] = 1,
    data: Annotated[
        Path | None, typer.Option(help="A folder of items laid over the shipped ones (docs/items.md).")
    ] = None,
    fault: Annotated[list[str] | None, typer.Option(help="Faults of the first POSTs, in order.")] = None,
    import_: Annotated[
        Path | None, typer.Option("--import", help="Take in a stick of `kiosk queue export`, and end.")
    ] = None,
) -> None:
    """The reference centre (needs the extra `center`)."""
    _need_the_reference_centre()
    if import_ is not None:
        _import_into_centre(import_, state, terminal, database)
        return
    from kiosk.center.reference.database import NoDatabase
    from kiosk.center.reference.faults import CenterFault
    from kiosk.center.reference.serve import run as run_center

    faults = [CenterFault(name) for name in fault] if fault else None
    try:
        run_center(
            state,
            terminal,
            host=host,
            port=port,
            database=database,
            workers=workers,
            data=data,
            faults=faults,
        )
    except NoDatabase as error:
        _give_up(str(error))
    except ValueError as error:
        _give_up(f"事项数据不能使用 / the data of the items cannot be used: {error}")


@app.command()
def staff(
    name: Annotated[str, typer.Argument(help="As it stands in the records.")],
    state: Annotated[Path, typer.Option(help="The centre's folder.")] = Path("build/center"),
    database: Annotated[str | None, typer.Option(help="As for `kiosk center`.")] = None,
) -> None:
    """Gives a person at the reference centre's desk (/desk) a password; nobody has one before."""
    _need_the_reference_centre()
    from kiosk.center.reference.database import NoDatabase, open_database, sqlite_url
    from kiosk.center.reference.serve import DATABASE
    from kiosk.center.reference.staff import PasswordTooWeak, Staff
    from kiosk.center.reference.store import Store

    password = typer.prompt("密码 / password", hide_input=True, confirmation_prompt=True)
    try:
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        store = Store(open_database(database or sqlite_url(state / DATABASE)))
        Staff(store).set_password(name, password)
        store.close()
    except (NoDatabase, PasswordTooWeak) as error:
        _give_up(str(error))


def _import_into_centre(folder: Path, state: Path, terminal: str, database: str | None) -> None:
    """Prints one JSON document; exits with 1 when anything was not taken in."""
    from dataclasses import asdict

    from kiosk.center.reference.database import NoDatabase
    from kiosk.center.reference.imports import import_folder
    from kiosk.center.reference.serve import open_centre
    from kiosk.operations.log import set_up_silent

    set_up_silent()
    try:
        centre = open_centre(state, terminal, "", database=database)
    except NoDatabase as error:
        _give_up(str(error))
    try:
        imported = import_folder(centre, folder)
    except OSError as error:
        _give_up(f"{folder}: {error.strerror}")
    finally:
        centre.store.close()
    typer.echo(json.dumps(asdict(imported), ensure_ascii=False, indent=2))
    if imported.problems:
        raise typer.Exit(1)


@app.command()
def simulate(
    out: Annotated[
        Path, typer.Option(help="Where the settings for `kiosk run --settings` are written.")
    ] = Path("build/rig/kiosk.toml"),
) -> None:
    """Starts the simulated rig and the reference centre, and prints their addresses."""
    _need_the_reference_centre()
    from kiosk.simulation.rig import hold_open

    hold_open(out)


@app.command()
def pin() -> None:
    """Asks for a maintenance PIN and prints what `maintenance.pin_hash` must hold."""
    from kiosk.operations.pin import PinTooWeak, hashed

    secret = typer.prompt("PIN", hide_input=True, confirmation_prompt=True)
    try:
        typer.echo(hashed(secret))
    except PinTooWeak as error:
        _give_up(str(error))


@app.command()
def settings(files: SettingsFile = None) -> None:
    """The settings in force, as JSON; fails with a sentence when they cannot be used."""
    from kiosk import config

    try:
        loaded = config.load(*files) if files else config.load_deployed()
    except config.SettingsError as error:
        _give_up(str(error))
    typer.echo(json.dumps(loaded.model_dump(mode="json"), ensure_ascii=False, indent=2))


@app.command()
def doctor(
    settings: SettingsFile = None,
    depth: Annotated[
        Literal["internal", "external", "interactive"],
        typer.Option(help="Ask the devices; let them show something; or ask a person to try them too."),
    ] = "internal",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")] = False,
    report: Annotated[bool, typer.Option("--report", help="Print the readiness report 自检单.")] = False,
) -> None:
    """Examines devices, keys, centre, disk and queue; exits with 0 (all well), 1 (warnings) or 2 (closed)."""
    import asyncio
    from datetime import datetime

    from rich.console import Console

    from drivers.device import DeviceError
    from drivers.health import Depth
    from kiosk import config
    from kiosk.app import SLIP_FONTS
    from kiosk.operations import doctor as practice
    from kiosk.operations import doctor_table, log
    from screens.text import Language

    log.set_up_silent()
    language: Language = "zh_CN" if os.environ.get("LANG", "").startswith("zh") else "en"
    try:
        loaded = config.load(*settings) if settings else config.load_deployed()
        findings = asyncio.run(
            practice.diagnosed(
                loaded, SLIP_FONTS, Depth(depth), lambda kind: doctor_table.asked(kind, language)
            )
        )
    except config.SettingsError as error:
        _give_up(f"设置不能使用 / the settings cannot be used: {error}")
    if as_json:
        typer.echo(json.dumps(findings.as_json(), ensure_ascii=False, indent=2))
    else:
        doctor_table.shown(findings, Console(), language)
    if report:
        try:
            asyncio.run(practice.print_report(findings, loaded, SLIP_FONTS, datetime.now().astimezone()))
        except DeviceError as error:
            _give_up(f"自检单没有打印 / the readiness report was not printed: {error}")
    raise typer.Exit(int(findings.level))


def _need_the_reference_centre() -> None:
    from importlib.util import find_spec

    if find_spec("uvicorn") is None or find_spec("kiosk.center.reference") is None:
        _give_up("本机没有参考中心 / the reference centre (extra “center”) is not installed here")


def _give_up(sentence: str) -> typing.NoReturn:
    typer.echo(sentence, err=True)
    sys.exit(2)
