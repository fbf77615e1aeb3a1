"""The ways to break each device of the rig, in the words of the person who does it."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from drivers.document_scanner.simulator import CameraFault, DocumentScannerSimulator
from drivers.far_end import Fault
from drivers.id_card.simulator import CardFault, IdCardSimulator
from drivers.keypad.simulator import KeypadSimulator
from drivers.lamps.simulator import LampSimulator
from drivers.printer.a4 import simulator as a4
from drivers.printer.receipt import simulator as slip
from drivers.qr_scanner.simulator import QrScannerSimulator
from drivers.ups.simulator import UpsdSimulator
from kiosk.operations.device_words import NAMES
from kiosk.simulation.bench.breakage import Breakable, Way
from kiosk.simulation.centre import CentreProcess
from kiosk.simulation.rig import Rig
from screens.text import Text

FAULTY_ANSWERS = 20  # of a centre that was restarted with a fault

WIRE = {
    Fault.NO_ANSWER: Text("无应答", "silent"),
    Fault.SLOW: Text("应答慢", "slow"),
    Fault.GARBAGE: Text("乱码", "noise"),
    Fault.PARTIAL_FRAME: Text("断帧", "torn"),
    Fault.BAD_CHECKSUM: Text("校验错", "checksum"),
}
CARD = {
    CardFault.CARD_REMOVED_MID_READ: Text("读到一半拿走", "lifted in mid-read"),
    CardFault.NOT_AUTHORISED: Text("模块未授权", "not authorised"),
    CardFault.SELF_TEST_FAILED: Text("自检失败", "self-test"),
}
SLIP = {
    slip.PrinterFault.PAPER_LOW: Text("纸快用完", "paper low"),
    slip.PrinterFault.PAPER_OUT: Text("缺纸", "paper out"),
    slip.PrinterFault.COVER_OPEN: Text("开盖", "cover"),
    slip.PrinterFault.CUTTER_ERROR: Text("切刀卡住", "cutter"),
    slip.PrinterFault.HEAD_HOT: Text("过热", "head hot"),
    slip.PrinterFault.UNRECOVERABLE: Text("主板故障", "board"),
}
A4 = {
    a4.PrinterFault.PAPER_LOW: Text("纸快用完", "paper low"),
    a4.PrinterFault.PAPER_OUT: Text("缺纸", "paper out"),
    a4.PrinterFault.JAM: Text("卡纸", "jam"),
    a4.PrinterFault.COVER_OPEN: Text("开盖", "cover"),
    a4.PrinterFault.TONER_LOW: Text("墨粉不足", "toner low"),
    a4.PrinterFault.TONER_OUT: Text("墨粉用尽", "toner out"),
}
CENTRE = {
    "html_200": Text("网络登录页", "captive portal"),
    "500": Text("内部错误", "500"),
    "401": Text("不认密钥", "401"),
}
CENTRE_NAME = Text("中心", "Centre")


def all_of(rig: Rig) -> tuple[Breakable, ...]:
    """Everything at the rig that a person can break, the centre last."""
    return (
        _id_card(rig.card),
        _receipt_printer(rig.slip),
        _a4_printer(rig.a4),
        _document_scanner(rig.camera),
        _keypad(rig.keypad),
        _code_scanner(rig.codes),
        _lamps(rig.lamps),
        _ups(rig.ups),
        _centre(rig.centre),
    )


def _id_card(reader: IdCardSimulator) -> Breakable:
    faults: Mapping[Fault | CardFault, Text] = dict((*WIRE.items(), *CARD.items()))
    ways = tuple(
        Way(str(fault), name, partial(reader.inject, fault), reader.heal, alone=True)
        for fault, name in faults.items()
    )
    return Breakable("id_card", NAMES["id_card"], ways, reader.end.unplug, reader.end.replug)


def _receipt_printer(printer: slip.ReceiptPrinterSimulator) -> Breakable:
    faults: Mapping[Fault | slip.PrinterFault, Text] = dict((*SLIP.items(), *WIRE.items()))
    ways = tuple(
        Way(
            str(fault),
            name,
            partial(printer.inject, fault),
            partial(printer.clear, fault),
            alone=fault in WIRE,
        )
        for fault, name in faults.items()
        if fault is not Fault.BAD_CHECKSUM  # ESC/POS has none
    )
    return Breakable(
        "receipt_printer", NAMES["receipt_printer"], ways, printer.end.unplug, printer.end.replug
    )


def _a4_printer(printer: a4.A4PrinterSimulator) -> Breakable:
    shown: set[a4.PrinterFault] = set()

    def show(fault: a4.PrinterFault, *, on: bool) -> None:
        printer.show(*(shown | {fault} if on else shown - {fault}))
        (shown.add if on else shown.discard)(fault)

    ways = (
        *(
            Way(str(fault), name, partial(show, fault, on=True), partial(show, fault, on=False))
            for fault, name in A4.items()
        ),
        Way("hold", Text("停在机内", "held"), printer.hold, printer.release),
        Way("abort", Text("放弃作业", "aborts"), printer.abort, printer.proceed),
        Way("no_answer", WIRE[Fault.NO_ANSWER], printer.no_answer, printer.answer),
    )
    return Breakable("a4_printer", NAMES["a4_printer"], ways, printer.unplug, printer.replug)


def _document_scanner(camera: DocumentScannerSimulator) -> Breakable:
    faults: dict[Fault | CameraFault, Text] = {
        CameraFault.STALE_FRAME: Text("画面不动", "frozen"),
        **{fault: name for fault, name in WIRE.items() if fault is not Fault.BAD_CHECKSUM},
    }
    ways = tuple(
        Way(str(fault), name, partial(camera.inject, fault), camera.heal, alone=True)
        for fault, name in faults.items()
    )
    return Breakable(
        "document_scanner",
        NAMES["document_scanner"],
        ways,
        partial(camera.inject, Fault.UNPLUG),
        partial(camera.inject, Fault.REPLUG),
    )


def _keypad(pad: KeypadSimulator) -> Breakable:
    ways = (
        *_of_the_wire(pad.inject, pad.heal),
        Way("stuck", Text("按键卡住", "key stuck"), partial(pad.hold, 1), pad.let_go),
    )
    return Breakable("keypad", NAMES["keypad"], ways, pad.end.unplug, pad.end.replug)


def _code_scanner(scanner: QrScannerSimulator) -> Breakable:
    ways = tuple(_of_the_wire(scanner.inject, scanner.heal, spare=Fault.BAD_CHECKSUM))
    return Breakable("qr_scanner", NAMES["qr_scanner"], ways, scanner.end.unplug, scanner.end.replug)


def _lamps(lamps: LampSimulator) -> Breakable:
    ways = tuple(_of_the_wire(lamps.inject, lamps.heal, spare=Fault.BAD_CHECKSUM))
    return Breakable("guide_lamps", NAMES["guide_lamps"], ways, lamps.end.unplug, lamps.end.replug)


def _ups(ups: UpsdSimulator) -> Breakable:
    mains = partial(ups.set_power, on_mains=True, charge_percent=100)
    out = partial(ups.set_power, on_mains=False, charge_percent=80)
    low = partial(ups.set_power, on_mains=False, charge_percent=9)
    ways = (
        Way("mains", Text("停电", "mains gone"), out, mains, alone=True),
        Way("low", Text("电量不足", "battery low"), low, mains, alone=True),
        Way("no_answer", WIRE[Fault.NO_ANSWER], partial(ups.inject, Fault.NO_ANSWER), ups.heal),
    )
    return Breakable("ups", NAMES["ups"], ways, ups.end.unplug, ups.end.replug)


def _of_the_wire(
    inject: Callable[[Fault], None], heal: Callable[[], None], spare: Fault | None = None
) -> Iterator[Way]:
    for fault, name in WIRE.items():
        if fault is not spare:
            yield Way(str(fault), name, partial(inject, fault), heal, alone=True)


def _centre(centre: CentreProcess) -> Breakable:
    def restart(*faults: str) -> None:
        centre.stop()
        centre.start(faults * FAULTY_ANSWERS)

    ways = (
        Way("no_answer", WIRE[Fault.NO_ANSWER], centre.fall_silent, centre.speak, alone=True),
        *(Way(fault, name, partial(restart, fault), restart, alone=True) for fault, name in CENTRE.items()),
    )
    return Breakable("centre", CENTRE_NAME, ways, centre.stop, restart)
