"""Where a case stands, in words for whoever asks: the promise, the stations, what must be cured. Pure."""

from collections.abc import Iterator
from datetime import date, datetime

from kiosk.catalog.models import said
from kiosk.center.contract import CaseState, Node, Progress
from screens.pages.parts import Section
from screens.pages.show_case import Station
from screens.text import Text

WEEKDAYS = "一二三四五六日"
NOTHING = Text("")


def due(case: Progress) -> Text:
    """The promise and how it stands; with its limits said where the holidays are not published yet."""
    if case.closed_at is not None:
        return _closed(case)
    if case.clock_stopped:
        return Text("现在不计时，恢复办理后接着计", "The clock stands still until work goes on")
    if case.due_on is None or case.promised_days is None:
        on_the_spot = Text("即办件，受理后当场办结", "Done on the spot once accepted")
        return on_the_spot if case.accepted_at is not None else NOTHING
    day = day_of(case.due_on)
    if case.overdue:
        return Text(
            f"已经超过承诺的日子（{day.zh}），可以打电话询问",
            f"Later than promised ({day.en}). Please call to ask",
        )
    return _promised(case.promised_days, day, certain=case.due_certain)


def _promised(days: int, day: Text, *, certain: bool) -> Text:
    in_zh, in_en = f"承诺 {days} 个工作日，{day.zh}前办结", f"Promised in {days} working days, by {day.en}"
    if certain:
        return Text(in_zh, in_en)
    return Text(f"{in_zh}（放假安排公布后可能变动）", f"{in_en} (may move: holidays not yet published)")


def _closed(case: Progress) -> Text:
    if case.closed_at is None:
        return NOTHING
    on = day_of(case.closed_at.astimezone().date())
    if case.state not in (CaseState.GRANTED, CaseState.DENIED, CaseState.DELIVERED) or case.due_on is None:
        return Text(f"{on.zh}结束", f"Closed on {on.en}")
    if case.overdue:
        return Text(f"{on.zh}办结，超过了承诺的日子", f"Closed on {on.en}, later than promised")
    return Text(f"{on.zh}办结，没有超过承诺的日子", f"Closed on {on.en}, in time")


def day_of(day: date) -> Text:
    """12月9日（星期三）."""
    weekday = WEEKDAYS[day.weekday()]
    return Text(f"{day.month}月{day.day}日（星期{weekday}）", f"{day:%a %Y-%m-%d}")


def moment_of(moment: datetime) -> Text:
    """A moment in the terminal's zone, to the minute."""
    written = f"{moment.astimezone():%Y-%m-%d %H:%M}"
    return Text(written, written)


def stations(case: Progress) -> tuple[Station, ...]:
    """Every station, done and ahead."""
    return tuple(_station(node) for node in case.nodes)


def _station(node: Node) -> Station:
    when = NOTHING
    if node.at is not None:
        at = moment_of(node.at)
        by = Text(f"，{node.handler}", f", {node.handler}") if node.handler else NOTHING
        when = Text(at.zh + by.zh, at.en + (by.en if by.zh else ""))
    elif node.state == "now":
        when = Text("现在在这一步", "Now at this step")
    return Station(said(node.name), node.state, when, said(node.note) if node.note else None)


def sections(case: Progress) -> Iterator[Section]:
    """What must be cured, all of it at once, and what was decided."""
    if case.defects:
        until = day_of(case.correct_until) if case.correct_until else None
        heading = Text("需要补正的内容", "What must be corrected")
        if until is not None:
            heading = Text(f"请在{until.zh}前补正", f"Please correct this by {until.en}")
        yield Section(
            heading,
            tuple(
                Text(
                    f"{number}. {defect.name.zh}：{defect.problem.zh}。{defect.cure.zh}",
                    f"{number}. {said(defect.name).in_('en')}: {said(defect.problem).in_('en')}. "
                    f"{said(defect.cure).in_('en')}",
                )
                for number, defect in enumerate(case.defects, 1)
            ),
        )
    if case.result is not None:
        yield Section(Text("办理结果", "Result"), (said(case.result),))
    if case.tracking:
        yield Section(Text("邮寄单号", "Tracking number"), (Text(case.tracking, case.tracking),))
