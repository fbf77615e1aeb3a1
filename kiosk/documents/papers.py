"""The papers of an application (requirements §4): what each one must bear, in the order of the form.

Every function is pure; what a case has none of is left out, except where the paper must say so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from kiosk.documents.official import OfficialPaper, Query, Table
from kiosk.documents.slip import NOT_YET_ACCEPTED

ALL_LISTED: Final = "以上已经一次性列出全部需要补正的内容，补正后不会再提出新的要求。"
REMEDY: Final = (
    "如对本决定不服，可以自收到本通知书之日起六十日内申请行政复议，或者六个月内向人民法院提起行政诉讼。"
)
RECEIVED: Final = ("材料名称", "形式", "份数", "页数")
RECEIVED_WIDTHS: Final = (5.0, 2.0, 1.2, 1.2)


@dataclass(frozen=True)
class Matter:
    """What every paper of one case says at its head and foot.

    `receive_no` and `query_code` are the centre's, "" before it has answered; `local_no` is the terminal's.
    `cert_no` stands as it is given: masked by the caller, but for the applicant's own formal proof.
    """

    item: str
    office: str
    applicant: str
    cert_no: str
    local_no: str
    terminal_no: str
    at: datetime
    receive_no: str = ""
    query_code: str = ""
    agent: str = ""
    phone: str = ""
    place: str = ""
    query_url: str = ""
    footer: str = ""


@dataclass(frozen=True)
class Received:
    """One material that was taken in: on paper as original or copy, scanned, or fetched from the licences."""

    name: str
    form: str
    copies: int
    pages: int


@dataclass(frozen=True)
class Missing:
    """One material that may come later (容缺), and until when."""

    name: str
    until: date


@dataclass(frozen=True)
class Defect:
    """What is missing or wrong, and how it is cured."""

    name: str
    problem: str
    cure: str
    basis: str = ""


@dataclass(frozen=True)
class Promise:
    """The clock of an accepted case: 即办 has no days; `due` is in working days from the acceptance."""

    days: int | None
    due: date | None
    special: str = "无"
    fee: str = "不收费"
    handler: str = ""


def material_receipt(matter: Matter, received: Sequence[Received]) -> OfficialPaper:
    """收件凭证: what was handed in, before the centre has answered or when it only keeps it."""
    return OfficialPaper(
        title="收件凭证",
        issuer=matter.office,
        issued=matter.at.date(),
        number=f"编号：{matter.receive_no or matter.local_no}",
        addressee=matter.applicant,
        opening=(f"您申请办理“{matter.item}”，提交的下列材料已经收到。",),
        rows=(*_who(matter), ("收件时间", _clock(matter.at)), ("收件终端", matter.terminal_no)),
        tables=(_received(received),),
        closing=() if matter.receive_no else (f"{NOT_YET_ACCEPTED}。",),
        query=_query(matter),
        footer=matter.footer,
    )


def acceptance_notice(
    matter: Matter,
    promise: Promise,
    received: Sequence[Received],
    missing: Sequence[Missing] = (),
    *,
    number: str = "",
    seal: str = "",
) -> OfficialPaper:
    """受理通知单: the case is accepted and its clock runs (行政许可法第三十二条).

    Raises ValueError without one: a terminal accepts nothing by itself.
    """
    if not matter.receive_no:
        raise ValueError("an acceptance bears the centre's number")
    kind = "即办件" if promise.days is None else "承诺件"
    limit = "当场办结" if promise.days is None else f"{promise.days} 个工作日"
    due = f"，{_day(promise.due)}前办结" if promise.due is not None else ""
    return OfficialPaper(
        title="受理通知单",
        issuer=matter.office,
        issued=matter.at.date(),
        number=number or f"申请编号：{matter.receive_no}",
        addressee=matter.applicant,
        opening=(f"您申请办理的“{matter.item}”，经形式审查符合要求，现予受理。",),
        rows=(
            ("申请编号", matter.receive_no),
            ("查询密码", matter.query_code),
            *_who(matter),
            ("审批服务类型", kind),
            ("承诺时限", limit + due),
            ("特殊环节及时限", promise.special),
            ("收费依据及标准", promise.fee),
            ("经办人、电话", "，".join(filter(None, (promise.handler, matter.phone))) or "见窗口公示"),
            ("受理时间、终端", f"{_clock(matter.at)}，{matter.terminal_no}"),
        ),
        tables=(_received(received), *_missing(missing)),
        query=_query(matter),
        sign=("签收人", "电话"),
        footer=matter.footer,
        seal=seal,
    )


def one_time_notice(matter: Matter, defects: Sequence[Defect], until: date | None = None) -> OfficialPaper:
    """一次性告知单: every defect and its cure, on one paper, once (R23). ValueError without a defect."""
    if not defects:
        raise ValueError("a notice of defects lists at least one")
    deadline = f"请在{_day(until)}前补正；逾期没有补正的，视为撤回申请，材料可以取回。" if until else ""
    return OfficialPaper(
        title="一次性告知单",
        issuer=matter.office,
        issued=matter.at.date(),
        number=f"编号：{matter.receive_no or matter.local_no}",
        addressee=matter.applicant,
        opening=(f"您申请办理的“{matter.item}”，需要补正下列内容：",),
        tables=(
            Table(
                "需要补正的内容",
                ("序号", "名称", "问题", "怎样补正", "依据"),
                (1.1, 2.6, 3.0, 3.6, 1.8),
                tuple(
                    (str(index), defect.name, defect.problem, defect.cure, defect.basis or "办事指南")
                    for index, defect in enumerate(defects, 1)
                ),
            ),
        ),
        closing=tuple(filter(None, (ALL_LISTED, deadline))),
        query=_query(matter),
        sign=("签收人", "电话"),
        footer=matter.footer,
    )


def deferral_notice(matter: Matter, missing: Sequence[Missing]) -> OfficialPaper:
    """容缺受理通知书: what may be handed in later, until when, and what follows if not (R31)."""
    return OfficialPaper(
        title="容缺受理通知书",
        issuer=matter.office,
        issued=matter.at.date(),
        number=f"编号：{matter.receive_no or matter.local_no}",
        addressee=matter.applicant,
        opening=(f"您申请办理的“{matter.item}”缺少下列次要材料，现按容缺方式先行收件。",),
        rows=_who(matter),
        tables=_missing(missing),
        closing=("请按期补交；到期没有补交的，依法作出不予办理的决定，由此产生的后果由申请人承担。",),
        query=_query(matter),
        sign=("承诺人", "电话"),
        footer=matter.footer,
    )


def refusal_notice(
    matter: Matter, reason: str, basis: str, right_office: str, seal: str = ""
) -> OfficialPaper:
    """不予受理通知书: why, on what ground, and who is the right one to ask (R25): never a bare no."""
    return OfficialPaper(
        title="不予受理通知书",
        issuer=matter.office,
        issued=matter.at.date(),
        number=f"编号：{matter.receive_no or matter.local_no}",
        addressee=matter.applicant,
        opening=(
            f"您申请办理的“{matter.item}”，因{reason}，依据{basis}，不属于本机关受理范围。",
            f"该事项请向{right_office}申请。",
        ),
        closing=(REMEDY,),
        query=_query(matter),
        sign=("签收人", "电话"),
        footer=matter.footer,
        seal=seal,
    )


def _who(matter: Matter) -> tuple[tuple[str, str], ...]:
    rows = [("申请人", matter.applicant), ("证件号码", matter.cert_no), ("事项名称", matter.item)]
    if matter.agent:
        rows.insert(2, ("经办人", matter.agent))
    return tuple(rows)


def _received(received: Sequence[Received]) -> Table:
    rows = tuple((each.name, each.form, str(each.copies or "—"), str(each.pages or "—")) for each in received)
    return Table("已收材料", RECEIVED, RECEIVED_WIDTHS, rows or (("无需提交材料", "—", "—", "—"),))


def _missing(missing: Sequence[Missing]) -> tuple[Table, ...]:
    if not missing:
        return ()
    rows = tuple((each.name, _day(each.until)) for each in missing)
    return (Table("未收材料（容缺，请按期补交）", ("材料名称", "补交期限"), (3.0, 2.0), rows),)


def _query(matter: Matter) -> Query:
    lines = [f"办理编号 {matter.local_no}"]
    if matter.query_code:
        lines.append(f"查询密码 {matter.query_code}")
    lines.append(
        "凭编号和查询密码，或带身份证，可在本机查询进度" if matter.query_code else "可在本机查询进度"
    )
    if matter.phone:
        lines.append(f"咨询监督电话 {matter.phone}")
    if matter.place:
        lines.append(matter.place)
    return Query(tuple(lines), matter.query_url)


def _clock(moment: datetime) -> str:
    return f"{_day(moment.date())} {moment:%H:%M}"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day is not None else ""
