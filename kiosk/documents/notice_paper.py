"""A returned case as the one-time notice on A4."""

from datetime import datetime

from kiosk.center.contract import Progress
from kiosk.config import Terminal
from kiosk.documents import official
from kiosk.documents.papers import Defect, Matter, one_time_notice


def notice_paper(case: Progress, terminal: Terminal, at: datetime) -> bytes:
    """一次性告知单 of a case, as PDF; it lists every defect that the centre named. ValueError without one."""
    matter = Matter(
        item=case.item_name.zh,
        office=terminal.place_zh or terminal.brand_zh,
        applicant=case.applicant,
        cert_no="",
        local_no=case.receive_no,
        terminal_no=terminal.number,
        at=at,
        receive_no=case.receive_no,
        phone=case.phone,
    )
    defects = [
        Defect(defect.name.zh, defect.problem.zh, defect.cure.zh, defect.basis) for defect in case.defects
    ]
    return official.pdf(one_time_notice(matter, defects, case.correct_until))
