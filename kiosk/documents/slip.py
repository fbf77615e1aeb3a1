"""The slip that the citizen takes home: 收件凭证 for an application, a receipt for a printed certificate."""

from collections.abc import Sequence
from datetime import datetime

from drivers.printer.receipt.layout import Align, Columns, Cut, Element, Feed, Qr, Rule, TextLine
from kiosk.cases.applicant import masked_id, masked_name
from kiosk.cases.draft import Draft
from kiosk.cases.handed_in import handed_in
from kiosk.center.contract import CaseState
from kiosk.config import Terminal
from kiosk.words import DELIVERY_WAYS

NOT_YET_ACCEPTED = "尚未受理，受理结果以短信或查询为准"


def slip(
    draft: Draft,
    holder: tuple[str, str],
    terminal: Terminal,
    printed_at: datetime,
    *,
    again: bool = False,
    agent: str = "",
) -> Sequence[Element]:
    """The slip of `draft`. `holder` is (name, ID number) and stands masked, as does the name of the `agent`
    who applied for the holder; `again` marks a reprint 补打. A package has one slip with all its numbers.

    Its QR code bears the number only, nothing about the person.
    """
    certificate = bool(draft.verify_code)
    heading = "打印凭条" if certificate else "收件凭证"
    name, id_number = holder
    return (
        TextLine(terminal.place_zh or terminal.brand_zh, Align.CENTER, bold=True),
        TextLine(f"{heading}{'（补打）' if again else ''}", Align.CENTER, width=2, height=2),
        Rule(),
        TextLine("办理编号", Align.CENTER),
        TextLine(draft.number, Align.CENTER, width=2, height=2, bold=True),
        *(_case_lines(draft) if draft.cases else _centre_lines(draft)),
        Rule(),
        Columns("事项", draft.item.name.zh),
        *([Columns("单位", draft.company.name)] if draft.company else []),
        Columns("经办人" if draft.company else "申请人", masked_name(name)),
        Columns("证件号码", masked_id(id_number)),
        *([Columns("经办人", masked_name(agent))] if agent else []),
        *([Columns("结果送达", DELIVERY_WAYS[draft.delivery.way].zh)] if draft.delivery else []),
        *_paper_lines(draft),
        Columns("打印时间" if certificate else "收件时间", f"{printed_at:%Y-%m-%d %H:%M}"),
        Columns("终端编号", terminal.number),
        Rule(),
        TextLine(draft.item.next_step.zh),
        TextLine(f"咨询监督电话 {terminal.phone}") if terminal.phone else Feed(),
        Qr(draft.verify_url if certificate else f"kiosk:{terminal.number}:{draft.number}"),
        TextLine("请保管好本凭条", Align.CENTER),
        Cut(),
    )


def digital_copy(draft: Draft) -> str:
    """What finds the case again, for the citizen's phone when no slip came out: nothing about the person."""
    if draft.verify_code:
        return draft.verify_url
    lines = [draft.item.name.zh, f"办理编号 {draft.number}"]
    if draft.cases:
        for case in draft.cases:
            lines += [case.item.name.zh, case.receive_number or case.number]
        return "\n".join(lines)
    if draft.receive_number:
        lines += [f"受理编码 {draft.receive_number}", f"查询密码 {draft.query_code}"]
    else:
        lines.append(NOT_YET_ACCEPTED)
    return "\n".join(lines)


def _case_lines(draft: Draft) -> list[Element]:
    """Each case of a package under its name, with the number that finds it at the centre."""
    lines: list[Element] = [TextLine(f"共 {len(draft.cases)} 件", Align.CENTER)]
    for case in draft.cases:
        lines += [Rule(), TextLine(case.item.name.zh, bold=True), Columns("办理编号", case.number)]
        lines += _centre_lines(case)
    return lines


def _centre_lines(draft: Draft) -> list[Element]:
    if draft.verify_code:
        return [Columns("证明编号", draft.serial), Columns("证明验证码", draft.verify_code)]
    if draft.receive_number:
        return [
            TextLine(f"受理编码 {draft.receive_number}"),
            Columns("查询密码", draft.query_code),
            *_answer_lines(draft),
        ]
    return [TextLine(NOT_YET_ACCEPTED, Align.CENTER, bold=True)]


def _answer_lines(draft: Draft) -> list[Element]:
    """What the centre made of it; every defect stands here too: a broken A4 printer keeps none back."""
    receipt = draft.receipt
    if receipt is None:
        return []
    if receipt.defects:
        until = f"，请在 {receipt.correct_until} 前补正" if receipt.correct_until else ""
        told = [
            TextLine(f"{number}. {defect.name.zh}：{defect.problem.zh}。{defect.cure.zh}")
            for number, defect in enumerate(receipt.defects, 1)
        ]
        return [TextLine(f"需要补正{until}", bold=True), *told, TextLine("以上是全部需要补正的内容")]
    lines: list[Element] = []
    if receipt.state is CaseState.ACCEPTED:
        due = f"，{receipt.due_on} 前办结" if receipt.due_on else ""
        lines.append(TextLine(f"已受理{due}", bold=True))
        if "acceptance" in draft.item.papers and "受理通知单" not in draft.papers_printed:
            lines.append(TextLine("受理通知单没有打印，可以到窗口领取"))
    lines += [TextLine(f"容缺：{paper.name.zh}，{paper.until} 前补交") for paper in receipt.to_follow]
    return lines


def _paper_lines(draft: Draft) -> list[Element]:
    if not draft.scans and not draft.given:
        return []
    return [Columns(f"材料：{paper.name.zh}", paper.how.zh) for paper in handed_in(draft)]
