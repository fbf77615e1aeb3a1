"""What a terminal needs besides its devices: disk, queue, keys, the centre, its clock, its certificate."""

import fcntl
import os
import shutil
import socket
import sqlite3
import ssl
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from urllib.parse import urlsplit

from kiosk.catalog.shelf import Shelf, refusal_in
from kiosk.center.client import CenterClient
from kiosk.center.errors import CenterDenied, CenterError, CenterUnreachable, Why
from kiosk.center.signing import Credentials, load_secret
from kiosk.config import Settings
from offline_queue import statements
from offline_queue.entry import Counts
from screens.input_method import decoder
from screens.text import Text

OUTBOX = "outbox.db"
DISK_WARNING_MB = 1024
DISK_CLOSED_MB = 200  # the queue needs room for some visits and SQLite for its log
CLOCK_WARNING_S = 30.0  # the contract takes 300 s; a clock that drifts so far is not set by anybody
EXPIRY_WARNING_DAYS = 45  # R96 asks for 30 at least; a new certificate takes its weeks
TLS_TIMEOUT_S = 10.0
DAY_S = 86400.0
REFUSALS = {
    Why.DIGEST: Text("内容与校验值不符", "it does not match its digest"),
    Why.LIST: Text("清单不完整", "the list is not whole"),
    Why.GUIDE: Text("指南不能用", "a guide cannot be used"),
    Why.TOOL: Text("试算或网点清单不能用", "a calculator or list of places cannot be used"),
    Why.FORM: Text("表单本机不能识别", "a form is not understood here"),
    Why.REGIONS: Text("地区表不能用", "the regions cannot be used"),
    Why.RATING: Text("评价标准不能用", "the rating scheme cannot be used"),
    Why.FILE: Text("本机保存的文件损坏", "the file on this terminal is damaged"),
}


class Level(IntEnum):
    """How much a finding matters; the highest is the exit status of `kiosk doctor`."""

    WELL = 0
    WARNING = 1
    CLOSED = 2


@dataclass(frozen=True)
class Fact:
    """One finding about the terminal's surroundings; `key` is its name for programs."""

    key: str
    name: Text
    value: Text
    level: Level = Level.WELL


def kiosk_runs(state: Path) -> bool:
    """Whether a kiosk holds the outbox of `state` now: its lock ends with its process, however that dies."""
    try:
        descriptor = os.open(state / f"{OUTBOX}.run", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def disk(state: Path) -> Fact:
    """Free room where the terminal keeps its queue."""
    folder = next(path for path in (state, *state.parents) if path.exists())
    free_mb = shutil.disk_usage(folder).free // 2**20
    level = Level.WELL
    if free_mb < DISK_WARNING_MB:
        level = Level.CLOSED if free_mb < DISK_CLOSED_MB else Level.WARNING
    return Fact("disk", Text("磁盘剩余", "Disk free"), Text(f"{free_mb} MB"), level)


def keyboard() -> Fact:
    """Whether hanzi can be typed as sentences, or one by one only."""
    name = Text("拼音输入", "Pinyin input")
    try:
        decoder.check()
    except decoder.NotInstalledError:
        return Fact(
            "keyboard",
            name,
            Text("只能逐字输入，请安装 libgooglepinyin0", "Single characters only: install libgooglepinyin0"),
            Level.WARNING,
        )
    return Fact("keyboard", name, Text("正常", "well"))


def queue(state: Path) -> Fact:
    """How many envelopes stand where. Read only, so that a kiosk that runs is not disturbed."""
    name = Text("待发送队列", "Queue")
    path = state / OUTBOX
    if not path.exists():
        return Fact("queue", name, Text("空", "empty"))
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            counts = Counts(**dict(connection.execute(statements.COUNTS)))
    except (sqlite3.Error, TypeError):  # TypeError: states that this version does not know
        return Fact("queue", name, Text("不能读取", "cannot be read"), Level.CLOSED)
    waiting, delivered, aside = counts.backlog, counts.delivered, counts.set_aside
    value = Text(
        f"待发送 {waiting}，已送达 {delivered}，需人工处理 {aside}",
        f"{waiting} waiting, {delivered} delivered, {aside} set aside",
    )
    return Fact("queue", name, value, Level.WARNING if aside else Level.WELL)


def catalogue(state: Path) -> Fact:
    """Which list is in use, and why the centre's newest one is not where it was refused."""
    name = Text("事项清单", "Item list")
    folder = state / "catalog"
    version = Shelf.open(folder).catalog.list_version
    if not version:
        return Fact("catalogue", name, Text("还没有取到", "none yet"), Level.WARNING)
    refused = refusal(folder)
    if refused is None:
        return Fact("catalogue", name, Text(version))
    value = Text(f"{version}；新清单未采用：{refused.zh}", f"{version}; newer one not used: {refused.en}")
    return Fact("catalogue", name, value, Level.WARNING)


def refusal(folder: Path) -> Text | None:
    """Why the centre's newest list is not in use, in the technician's words; None when it is."""
    refused = refusal_in(folder)
    if refused is None:
        return None
    said = REFUSALS[refused.why]
    return Text(f"{said.zh}（{refused.detail}）", f"{said.en} ({refused.detail})")


def keys(settings: Settings) -> Fact:
    """Whether the terminal is enrolled and can read what it signs with and seals to."""
    from kiosk.center.receipts import BadReceiptKey, ReceiptKeys
    from offline_queue.errors import BadKey
    from offline_queue.seal import Sealer

    name = Text("密钥", "Keys")
    center = settings.center
    if not (settings.terminal.number and center.is_enrolled) or center.secret_file is None:
        return Fact("keys", name, Text("终端未入网", "not enrolled"), Level.CLOSED)
    try:
        if not load_secret(center.secret_file):
            return Fact("keys", name, Text("密钥文件为空", "the secret file is empty"), Level.CLOSED)
        Sealer(center.recipients)
        ReceiptKeys(center.receipt_keys)
    except OSError:
        return Fact("keys", name, Text("密钥文件不能读取", "the secret file cannot be read"), Level.CLOSED)
    except (BadKey, BadReceiptKey):
        return Fact("keys", name, Text("中心公钥无效", "the centre's public key is not valid"), Level.CLOSED)
    return Fact("keys", name, Text("可读", "readable"))


def centre(settings: Settings) -> tuple[Fact, Fact]:
    """Whether the centre answers this terminal, and how far its clock is from ours. Call with good keys."""
    assert settings.center.secret_file is not None  # `keys` said so  # noqa: S101
    name = Text("中心", "Centre")
    credentials = Credentials(
        settings.terminal.number, settings.center.app_key, load_secret(settings.center.secret_file)
    )
    began = time.monotonic()
    try:
        client = CenterClient(settings.center.url, credentials)
        client.current_version(Shelf.open(settings.state / "catalog").catalog.list_version or None)
    except CenterUnreachable:
        return Fact("centre", name, Text("连接不上", "not reached"), Level.WARNING), _clock(None)
    except CenterDenied:
        return Fact("centre", name, Text("拒绝本终端", "denies this terminal"), Level.CLOSED), _clock(None)
    except (CenterError, ValueError) as error:
        return Fact("centre", name, Text(type(error).__name__), Level.CLOSED), _clock(None)
    took_ms = round((time.monotonic() - began) * 1000)
    return Fact("centre", name, Text(f"应答 {took_ms} ms", f"answered in {took_ms} ms")), _clock(
        client.offset_s
    )


def _clock(offset_s: float | None) -> Fact:
    name = Text("时钟偏差", "Clock offset")
    if offset_s is None:
        return Fact("clock", name, Text("未知", "unknown"), Level.WARNING)
    level = Level.WARNING if abs(offset_s) > CLOCK_WARNING_S else Level.WELL
    return Fact("clock", name, Text(f"{offset_s:+.1f} s"), level)


def certificate(
    url: str, *, context: ssl.SSLContext | None = None, now: Callable[[], float] = time.time
) -> Fact | None:
    """How long the certificate of an https centre is still good; None for another URL (R96)."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        return None
    name = Text("中心证书", "Centre's certificate")
    tls = context or ssl.create_default_context()
    try:
        with (
            socket.create_connection((parts.hostname, parts.port or 443), TLS_TIMEOUT_S) as line,
            tls.wrap_socket(line, server_hostname=parts.hostname) as secure,
        ):
            until = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
    except ssl.SSLCertVerificationError as error:
        value = Text(f"不被信任（{error.verify_message}）", f"not trusted ({error.verify_message})")
        return Fact("certificate", name, value, Level.CLOSED)
    except OSError:
        return Fact("certificate", name, Text("未知", "unknown"), Level.WARNING)
    return expires("certificate", name, int((until - now()) // DAY_S))


def expires(key: str, name: Text, days: int) -> Fact:
    """How many days something is still good; what has run out closes."""
    if days < 0:
        return Fact(key, name, Text("已过期", "expired"), Level.CLOSED)
    value = Text(f"还有 {days} 天", f"{days} days left")
    return Fact(key, name, value, Level.WARNING if days < EXPIRY_WARNING_DAYS else Level.WELL)
