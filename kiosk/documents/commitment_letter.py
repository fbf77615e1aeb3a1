"""告知承诺书 on A4: which papers a signed statement stands for, what was told, who signed (R31)."""

import json
from dataclasses import dataclass
from typing import Final

from kiosk.cases.draft import Draft, Stroke
from kiosk.cases.materials import PROMISED, origin_of, papers_of
from kiosk.center.contract import Receipt
from kiosk.documents.official import ASSETS, FONTS
from kiosk.documents.papers import Matter

TEMPLATE: Final = ASSETS / "documents" / "commitment.typ"
TITLE: Final = "告知承诺书"
TOLD: Final = (
    "办理本事项需要下列材料证明的条件。申请人可以提交材料，也可以按告知承诺的方式办理；不愿承诺的，办理不受影响。",
    "承诺不实或者到期没有履行承诺的，依法终止办理、撤销决定或者予以处理，并依法记入信用记录。",
)
PROMISED_WORDS: Final = (
    "申请人已经看过并知道上面告知的全部内容，下列承诺是申请人真实的意思表示，并愿意承担相应的法律责任。",
)
CLOSING: Final = "承诺原文和签名已随申请提交，本文书供申请人留存。"
SIGNATURE: Final = (300, 100)  # of the drawing; strokes are 0..1 of it


@dataclass(frozen=True)
class Statement:
    """One statement as it was signed."""

    name: str
    way: str
    text: tuple[str, ...]
    strokes: tuple[Stroke, ...]


def statements(draft: Draft, receipt: Receipt) -> tuple[Statement, ...]:
    """What was promised in place of papers, in the guide's order; nothing where all were handed in."""
    until = {each.material: each.until for each in receipt.to_follow}
    found = []
    for paper in papers_of(draft):
        material, undertaking = paper.material, paper.material.undertaking
        given = draft.given.get(material.code)
        if undertaking is None or given is None or origin_of(draft, paper) not in PROMISED:
            continue
        day = until.get(material.code)
        way = "告知承诺，不再提交" if undertaking.days is None else "容缺受理"
        if day is not None:
            way += f"，{day.year}年{day.month}月{day.day}日前补交"
        _, _, text = undertaking.text.zh.rpartition("\n\n")  # without a heading of its own
        found.append(Statement(material.name.zh, way, tuple(text.split("\n")), given.strokes))
    return tuple(found)


def commitment_letter(matter: Matter, promised: tuple[Statement, ...], signer: str) -> bytes:
    """The letter as PDF. `signer`: who stood here and signed. Raises RuntimeError as `official.pdf`."""
    import typst  # 60 MB of memory that most visits never need

    data = json.dumps(template_data(matter, promised, signer), ensure_ascii=False)
    return typst.compile(TEMPLATE, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs={"data": data})


def template_data(matter: Matter, promised: tuple[Statement, ...], signer: str) -> dict[str, object]:
    """What the template reads."""
    agent = [("经办人", matter.agent)] if matter.agent else []
    return {
        "title": TITLE,
        "number": f"申请编号：{matter.receive_no or matter.local_no}",
        "rows": (
            ("申请人", matter.applicant),
            ("证件号码", matter.cert_no),
            *agent,
            ("事项名称", matter.item),
            ("受理机关", matter.office),
        ),
        "told": TOLD,
        "promised": PROMISED_WORDS,
        "statements": [
            {"name": each.name, "way": each.way, "text": each.text, "signature": _svg(each.strokes)}
            for each in promised
        ],
        "signer": signer,
        "office": matter.office,
        "signed": f"{matter.at.year}年{matter.at.month}月{matter.at.day}日",
        "closing": CLOSING,
        "footer": matter.footer,
    }


def _svg(strokes: tuple[Stroke, ...]) -> str:
    width, height = SIGNATURE
    lines = "".join(
        f'<polyline points="{" ".join(f"{x * width:.1f},{y * height:.1f}" for x, y in stroke)}"/>'
        for stroke in strokes
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<g fill="none" stroke="#000" stroke-width="2" stroke-linecap="round">{lines}</g></svg>'
    )
