"""A guide as a phone shows it: the same text as on the terminal, in one page of HTML."""

from collections.abc import Iterable
from html import escape

from kiosk.center.contract import CatalogDocument, Words

STYLE = (
    "body{font:18px/1.6 sans-serif;margin:0 auto;max-width:40em;padding:1em;color:#17202a}"
    "h1{font-size:1.5em}h2{font-size:1.1em;color:#0f5fb8}small{color:#4a5568}.note{background:#e8f1fb;padding:.8em}"
)


def guide_page(document: CatalogDocument, code: str) -> str:
    """The page of one item; KeyError for an unknown one."""
    guide = document.guides[code]
    item = next(item for item in document.items if item.code == code)
    materials = (
        f"{material.name.zh}（免提交：{material.waived.zh.removeprefix('免提交：')}）"
        if material.waived
        else f"{material.name.zh}：{material.form.zh}"
        for material in guide.materials
    )
    parts = [
        _section("办理时限和费用", (guide.limits.zh, guide.fee.zh)),
        _section("谁可以办", (guide.audience.zh, *_said(guide.conditions))),
        _section("要带什么", materials),
        _section("怎么办", _said(guide.flow)),
        _section("在哪里办", (guide.place.zh, guide.hours.zh, f"电话 {guide.phone}")),
        _section("依据", _said(guide.basis)),
    ]
    mark = "演示数据，不作为办事依据 · " if guide.demonstration else ""
    edition = f"{mark}指南版本 {guide.version} · {guide.update_time:%Y-%m-%d}"
    return (
        '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(item.name.zh)}</title><style>{STYLE}</style></head><body>"
        f"<h1>{escape(item.name.zh)}</h1><small>{escape(item.department.zh)}</small>"
        f'<p class="note">{escape(guide.plain_note.zh)}</p>{"".join(parts)}'
        f"<p><small>{escape(edition)}</small></p></body></html>"
    )


def _section(heading: str, lines: Iterable[str]) -> str:
    listed = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h2>{escape(heading)}</h2><ul>{listed}</ul>"


def _said(words: tuple[Words, ...]) -> tuple[str, ...]:
    return tuple(each.zh for each in words)
