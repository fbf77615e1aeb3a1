"""Words for devices, their states, and what is wrong with them: for technicians, never for citizens."""

from drivers.device import Cause, DeviceState
from drivers.health import Finding
from screens.text import Text

NAMES = {
    "id_card": Text("身份证读卡器", "ID-card reader"),
    "receipt_printer": Text("凭条打印机", "Receipt printer"),
    "a4_printer": Text("A4 打印机", "A4 printer"),
    "document_scanner": Text("高拍仪", "Document scanner"),
    "qr_scanner": Text("扫码器", "QR scanner"),
    "keypad": Text("评价器", "Evaluation keypad"),
    "guide_lamps": Text("指示灯", "Guide lamps"),
    "ups": Text("不间断电源", "UPS"),
}
STATES = {
    DeviceState.ONLINE: Text("正常", "Online"),
    DeviceState.BUSY: Text("正忙", "Busy"),
    DeviceState.OFFLINE: Text("无应答", "Offline"),
    DeviceState.POWER_OFF: Text("未通电", "Power off"),
    DeviceState.NO_DEVICE: Text("未连接", "Not found"),
    DeviceState.HARDWARE_ERROR: Text("故障", "Hardware error"),
    DeviceState.USER_ERROR: Text("需要处理", "Needs attention"),
    DeviceState.UNKNOWN: Text("未知", "Unknown"),
    DeviceState.DISABLED: Text("已停用", "Disabled"),
}
CAUSES = {
    Cause.PAPER_LOW: Text("纸快用完", "paper low"),
    Cause.PAPER_OUT: Text("缺纸", "paper out"),
    Cause.PAPER_JAMMED: Text("卡纸", "paper jam"),
    Cause.COVER_OPEN: Text("机盖打开", "cover open"),
    Cause.SLIP_WAITING: Text("出口有凭条未取", "slip left in the mouth"),
    Cause.CUTTER: Text("切刀故障", "cutter"),
    Cause.HEAD_HOT: Text("打印头过热", "head too hot"),
    Cause.TONER_LOW: Text("墨粉不足", "toner low"),
    Cause.TONER_OUT: Text("墨粉用尽", "toner out"),
    Cause.STALE_FRAME: Text("画面不更新", "picture frozen"),
    Cause.NO_ANSWER: Text("无应答", "no answer"),
    Cause.LINE_LOST: Text("线路中断", "line lost"),
    Cause.NOT_FOUND: Text("找不到端口", "port not found"),
    Cause.IN_USE: Text("端口被占用", "port in use"),
    Cause.AMBIGUOUS: Text("有不止一个同样的设备", "more than one such device"),
    Cause.BAD_REPLY: Text("应答异常", "bad reply"),
    Cause.NOT_AUTHORISED: Text("安全模块未授权", "security module not authorised"),
    Cause.SELF_TEST: Text("自检失败", "self-test failed"),
    Cause.KEY_STUCK: Text("按键卡住", "key stuck"),
    Cause.ON_BATTERY: Text("电池供电", "on battery"),
    Cause.BATTERY_LOW: Text("电量不足", "battery low"),
}
OTHER_CAUSE = Text("其他", "other")

FINDINGS = {
    Finding.DISABLED: Text("已停用", "Disabled"),
    Finding.NOT_CONFIGURED: Text("未配备", "Not fitted"),
    Finding.PORT_MISSING: Text("端口不存在", "No such port"),
    Finding.PORT_REFUSED: Text("端口打不开", "Port cannot be opened"),
    Finding.IN_USE: Text("被其他程序占用", "In use by another program"),
    Finding.TWO_ALIKE: Text("有不止一个同样的设备", "More than one device fits"),
    Finding.WRONG_DEVICE: Text("接错设备", "Wrong device"),
    Finding.GARBAGE: Text("应答无法识别", "Answers garbage"),
    Finding.SILENT: Text("无应答", "Silent"),
    Finding.LINE_BROKE: Text("线路中断", "Line broke"),
    Finding.NOBODY_CAME: Text("无人操作", "Nobody acted"),
}
ADVICE = {
    Finding.TWO_ALIKE: Text("用 SER= 或 LOCATION= 写明是哪一个", "say which by SER= or LOCATION="),
    Finding.PORT_REFUSED: Text("检查权限，或是否为串口", "check the rights, or whether it is a line at all"),
    Finding.WRONG_DEVICE: Text("该端口上是{kind}", "the port has a {kind}"),
}
BUSY_KIOSK = Text("忙：自助机正在使用", "Busy: in use by the kiosk")


def words_for_causes(causes: frozenset[Cause]) -> Text:
    """The causes of a status, as one line."""
    words = [CAUSES.get(cause, OTHER_CAUSE) for cause in sorted(causes)]
    return Text("、".join(word.zh for word in words), ", ".join(word.en for word in words))
