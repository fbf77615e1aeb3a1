"""What waits is carried to the centre on a technician's USB stick, and its answer brought back on it."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any

from kiosk import words
from kiosk.operations import stick as sticks
from kiosk.operations.gate_watch import backlog_limits
from kiosk.operations.queue import exported_to
from kiosk.operations.stick import BadAnswer, Heard, Stick
from kiosk.race import first, runner
from kiosk.terminal import Terminal
from offline_queue.backlog import Reason, gate
from offline_queue.errors import ExportFailed, OutboxError, Trouble
from offline_queue.export import Exported
from screens.page import Back, Live
from screens.pages.choose import Choose
from screens.pages.notice import Notice
from screens.pages.parts import Choice, Row
from screens.pages.working import Working
from screens.text import Text

LOOK_S = 1.0
MB = 1_000_000
GATES = {
    None: Text("照常受理", "Open"),
    Reason.DISK: Text("已停：磁盘快满", "Closed: disk nearly full"),
    Reason.COUNT: Text("已停：待发件太多", "Closed: too many waiting"),
    Reason.AGE: Text("已停：最早一件等得太久", "Closed: the oldest waits too long"),
}
TROUBLES = {
    Trouble.FULL: Text("U盘满了", "The stick is full"),
    Trouble.READ_ONLY: Text("U盘不能写入", "The stick cannot be written to"),
    Trouble.GONE: Text("U盘被拔出，或者已损坏", "The stick was pulled out, or is broken"),
}
NEXT_TRY = {
    Trouble.FULL: Text("换一个空间大的U盘，再导出剩下的", "Export the rest to a stick with more room"),
    Trouble.READ_ONLY: Text("打开U盘的写保护开关，或者换一个", "Release its write protection or use another"),
    Trouble.GONE: Text("插好U盘或者换一个，再导出剩下的", "Plug it in again or use another for the rest"),
}
TITLE = Text("U盘送件", "Carry by USB stick")
NO_STICK = Text("没有找到U盘", "No USB stick found")
NO_STICK_BODY = Text("待导出 {number} 件，共 {size}。", "{number} to export, {size}.")
NO_STICK_NEXT = Text(
    "请插上U盘，本页会自己更新。U盘用 FAT32 或 exFAT 格式",
    "Plug in a stick (FAT32 or exFAT); this page notices it",
)
WAITS = Text(
    "待导出 {number} 件，共 {size}；已导出未回执 {exported} 件",
    "{number} to export, {size}; {exported} exported, no answer yet",
)
EXPORT = Text("导出到U盘", "Export to a USB stick")
PLUG_IN = Text("没有找到U盘，请插上", "No USB stick found. Please plug one in")
EXPORT_TO = Text("导出到 {name}", "Export to {name}")
FREE = Text("剩余 {size}", "{size} free")
HEAR_FROM = Text("读取 {name} 上的中心回执", "Read the centre's answer on {name}")
HEAR_NOTE = Text("中心收件后写在U盘上的", "Written by the centre when it took the envelopes in")
AGAIN = Text("已导出的改由网络再发", "Send the exported over the network")
AGAIN_NOTE = Text("U盘丢失时用；同一件中心只收一次", "For a lost stick; the centre files each only once")
CLOSED_NOTHING = Text("没有要导出的", "Nothing to export")
CLOSED_FULL = Text("空间不够：要 {size}", "Not enough room: {size} needed")
WRITING = Text("正在导出，请不要拔出U盘", "Exporting. Do not pull out the stick")
READING = Text("正在读取回执", "Reading the answer")
PROGRESS = Text("{done} / {number} 件", "{done} of {number}")
EXPORTED = Text("已导出 {number} 件", "{number} exported")
EXPORTED_BODY = Text(
    "共 {size}，每一件都从U盘读回核对过，没有差错。本机仍留有底件。",
    "{size}. Each was read back from the stick and is the same. They are kept here too.",
)
EXPORTED_NEXT = Text(
    "拔下U盘送到中心。中心收件后会把回执写在U盘上，请插回本机读取",
    "Take the stick to the centre. It writes its answer on it; plug it in here again",
)
LEFT = Text(
    "另有 {number} 件没有导出：已经由网络发出，或者已损坏。",
    "{number} were not: sent over the network meanwhile, or damaged.",
)
FAILED_BODY = Text(
    "已写好并核对的 {done} 件算已导出；其余仍在本机，一件也没有丢。",
    "{done} are written, checked and exported. The rest is still here; nothing is lost.",
)
HEARD = Text("中心收下 {imported} 件", "The centre took in {imported}")
HEARD_BODY = Text(
    "其中 {known} 件中心早已收到；退回 {refused} 件；还没有回执 {unanswered} 件。",
    "{known} of them it had already; {refused} refused; {unanswered} without an answer yet.",
)
REFUSED_NEXT = Text("退回的已列为需人工处理，底件仍在", "The refused are set aside and kept here")
BAD_ANSWER = Text("这份回执不能用", "This answer cannot be used")
BAD_ANSWER_BODY = Text(
    "内容被改动、不完整，或者不是本中心签发。什么也没有改变。",
    "It was changed, is cut, or is not signed by this centre. Nothing has changed.",
)
BAD_ANSWER_NEXT = Text("请让中心重新收一次这个U盘", "Have the centre take in this stick once more")
RESENT = Text("{number} 件将由网络再发", "{number} will be sent over the network")
RESENT_BODY = Text(
    "连上中心就发。同一件中心只收一次。", "When the centre is reached. It files each only once."
)
NOT_NOW = Text("现在不能进行", "This cannot be done now")
NOT_NOW_BODY = Text(
    "本机的待发件暂时读不出来。什么也没有改变。",
    "What waits here cannot be read at present. Nothing has changed.",
)
DONE = Choice("done", Text("好", "OK"))
BACK = Choice("done", Text("返回", "Back"))


def backlog_rows(terminal: Terminal) -> tuple[Row, ...]:
    """Since when the oldest waits, the room on the disk, and whether applications are taken; blocks."""
    settings = terminal.settings
    waits = terminal.post.backlog(settings.state)
    shown = gate(waits, terminal.now().timestamp(), backlog_limits(settings.limits))
    oldest = "—"
    if waits.oldest_at is not None:
        oldest = datetime.fromtimestamp(waits.oldest_at).astimezone().strftime("%m-%d %H:%M")
    return (
        Row(Text("最早一件", "Oldest"), Text(oldest)),
        Row(Text("磁盘剩余", "Disk free"), Text(_size(waits.free_bytes))),
        Row(Text("受理申请", "Applications"), GATES[shown.reason]),
    )


async def carry(terminal: Terminal, patience_s: float) -> None:
    """Until the technician goes back. Raises TimeoutError when nobody answers for `patience_s`."""
    while True:
        try:
            async with asyncio.timeout(patience_s):
                verdict, stick = await _ask(terminal)
            if verdict == "back":
                return
            notice = await _do(terminal, verdict, stick)
        except Back:
            return
        except OutboxError:
            notice = Notice(NOT_NOW, NOT_NOW_BODY, Text(""), (DONE,), "problem")
        async with asyncio.timeout(patience_s):
            await terminal.stage.ask(notice)


async def _ask(terminal: Terminal) -> tuple[str, Stick | None]:
    """What to do with which stick; asked anew when a stick comes or goes."""
    outbox = terminal.post.outbox
    entries = await asyncio.to_thread(sticks.to_export, outbox)
    size = sum(entry.size for entry in entries)
    exported = (await asyncio.to_thread(outbox.counts)).exported
    while True:
        found = await _sticks(terminal)
        page = question(found, len(entries), size, exported, can_hear=terminal.center is not None)
        asking = runner(terminal.stage.ask(page))
        if await first(asking, runner(_until_others(terminal, found))) is asking:
            verdict, _, number = asking.result().partition(":")
            return ("back", None) if verdict == "done" else (verdict, found[int(number)] if number else None)


def question(
    found: tuple[Stick, ...], number: int, size: int, exported: int, *, can_hear: bool
) -> Choose | Notice:
    """What may be done: with `number` envelopes of together `size` bytes, and so many `exported` before."""
    told = {"number": f"{number:,}", "size": _size(size), "exported": f"{exported:,}"}
    if found or exported:
        choices = _choices(found, size, exported, can_hear=can_hear)
        return Choose(TITLE, choices, words.filled(WAITS, **told))
    return Notice(NO_STICK, words.filled(NO_STICK_BODY, **told), NO_STICK_NEXT, (BACK,))


async def _sticks(terminal: Terminal) -> tuple[Stick, ...]:
    settings = terminal.settings
    return await asyncio.to_thread(sticks.sticks, settings.maintenance.stick_folders, settings.state)


async def _until_others(terminal: Terminal, shown: tuple[Stick, ...]) -> None:
    while True:
        await asyncio.sleep(LOOK_S)
        if await _sticks(terminal) != shown:
            return


def _choices(found: tuple[Stick, ...], size: int, exported: int, *, can_hear: bool) -> tuple[Choice, ...]:
    choices = []
    for number, stick in enumerate(found):
        if stick.answered and exported and can_hear:
            label = words.filled(HEAR_FROM, name=stick.name)
            choices.append(Choice(f"hear:{number}", label, HEAR_NOTE, "receipt"))
        closed = None
        if not size:
            closed = CLOSED_NOTHING
        elif not stick.writable:
            closed = TROUBLES[Trouble.READ_ONLY]
        elif stick.free_bytes < size:
            closed = words.filled(CLOSED_FULL, size=_size(size))
        label = words.filled(EXPORT_TO, name=stick.name)
        free = words.filled(FREE, size=_size(stick.free_bytes))
        choices.append(Choice(f"export:{number}", label, free, "arrow-right", closed))
    if not found:
        choices.append(Choice("export", EXPORT, icon="arrow-right", closed=PLUG_IN))
    if exported:
        choices.append(Choice("again", AGAIN, AGAIN_NOTE, "arrow-clockwise"))
    return tuple(choices)


async def _do(terminal: Terminal, verdict: str, stick: Stick | None) -> Notice:
    if verdict == "export" and stick:
        return await _export(terminal, stick)
    if verdict == "hear" and stick:
        return await _hear(terminal, stick)
    number = await asyncio.to_thread(sticks.send_again, terminal.post.outbox)
    terminal.post.wake()
    return Notice(words.filled(RESENT, number=f"{number:,}"), RESENT_BODY, Text(""), (DONE,), "success")


async def _export(terminal: Terminal, stick: Stick) -> Notice:
    outbox = terminal.post.outbox
    entries = await asyncio.to_thread(sticks.to_export, outbox)
    live = Live(message=WRITING)
    done = 0

    def tell(number: int) -> None:
        nonlocal done
        done = number
        live.set(note=words.filled(PROGRESS, done=f"{number:,}", number=f"{len(entries):,}"))

    tell(0)
    work = asyncio.to_thread(exported_to, outbox, stick.folder, entries, tell)
    try:
        result: Exported = await _working(terminal, live, work)
    except ExportFailed as error:
        return failed(error.trouble, done)
    return exported(result)


def failed(trouble: Trouble, done: int) -> Notice:
    """The stick failed when `done` envelopes were on it."""
    body = words.filled(FAILED_BODY, done=f"{done:,}")
    return Notice(TROUBLES[trouble], body, NEXT_TRY[trouble], (DONE,), "problem")


def exported(result: Exported) -> Notice:
    """All that could be is on the stick."""
    body = words.filled(EXPORTED_BODY, size=_size(result.bytes))
    if result.left:
        left = words.filled(LEFT, number=f"{len(result.left):,}")
        body = Text(body.zh + left.zh, f"{body.en} {left.en}")
    title = words.filled(EXPORTED, number=f"{len(result.done):,}")
    return Notice(title, body, EXPORTED_NEXT, (DONE,), "success")


async def _hear(terminal: Terminal, stick: Stick) -> Notice:
    assert terminal.center is not None  # otherwise it was no choice  # noqa: S101
    work = asyncio.to_thread(sticks.hear, terminal.post.outbox, terminal.center, stick.folder)
    try:
        answers: Heard = await _working(terminal, Live(message=READING), work)
    except OSError:
        return Notice(TROUBLES[Trouble.GONE], BAD_ANSWER_BODY, BAD_ANSWER_NEXT, (DONE,), "problem")
    except BadAnswer:
        return Notice(BAD_ANSWER, BAD_ANSWER_BODY, BAD_ANSWER_NEXT, (DONE,), "problem")
    return heard(answers)


def heard(answers: Heard) -> Notice:
    """What the centre answered."""
    numbers = {name: f"{number:,}" for name, number in vars(answers).items()}
    title, body = words.filled(HEARD, **numbers), words.filled(HEARD_BODY, **numbers)
    if answers.refused:
        return Notice(title, body, REFUSED_NEXT, (DONE,), "problem")
    return Notice(title, body, Text(""), (DONE,), "success")


async def _working(terminal: Terminal, live: Live, work: Coroutine[Any, Any, Any]) -> Any:
    """The work's result, with its page shown meanwhile."""
    doing = runner(work)
    await first(doing, runner(terminal.stage.ask(Working(live))))
    return doing.result()


def _size(number: int) -> str:
    """Bytes as a person reads them."""
    return f"{number / MB:.1f} MB" if number < 1000 * MB else f"{number / MB / 1000:.1f} GB"
