"""A city adds a service with data alone: a line, a guide and a form in a folder, and no code."""

import asyncio
import json
from pathlib import Path

import pytest

from drivers.id_card import people
from kiosk.center.reference.items import DATA
from kiosk.journeys.entrance import entrance_of
from kiosk.simulation.visits import APPLICATION
from screens import finger
from tests.flows.conftest import Hall

CODE = "350511999000"
YEAR = 2019
LINE = f"""
code = "family"
[[groups]]
code = "relief"
[[groups.items]]
code = "{CODE}"
zh = "演示安家补贴"
en = "Settling-in Subsidy"
department = "civil"
kind = "A"
needs = ["ID", "PRINT_SLIP"]
channels = ["self"]
words = ["安家费"]
"""
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$defs": {
        "人": {
            "type": "object",
            "properties": {
                "姓名": {"type": "string", "minLength": 2},
                "生日": {"type": "string", "format": "date"},
                "关系": {"oneOf": [{"const": "C", "title": "子女"}, {"const": "P", "title": "父母"}]},
            },
            "required": ["姓名", "生日", "关系"],
        }
    },
    "type": "object",
    "properties": {
        "name": {"type": "string"},
        "phone": {"type": "string", "pattern": "^1[3-9][0-9]{9}$"},
        "家": {
            "title": "现在的家",
            "type": "object",
            "properties": {
                "地址": {"title": "现在住的地址", "type": "string", "minLength": 5},
                "自有": {"title": "是不是自己的房子", "type": "boolean"},
                "月租": {"title": "每月房租（分）", "type": "integer", "minimum": 100},
            },
            "required": ["地址", "自有"],
            "if": {"properties": {"自有": {"const": False}}, "required": ["自有"]},
            "then": {"required": ["月租"]},
        },
        "面积": {"title": "面积（平方米）", "type": "number", "exclusiveMinimum": 0, "multipleOf": 0.01},
        "搬入": {"title": "搬入日期", "type": "string", "format": "date"},
        "来电": {"title": "几点方便联系", "type": "string", "format": "time"},
        "帮助": {"type": "array", "items": {"enum": ["低保", "残补", "没有"]}, "minItems": 1},
        "方式": {"title": "怎么拿结果", "enum": ["邮寄", "自取"], "default": "自取"},
        "家人": {"type": "array", "items": {"$ref": "#/$defs/人"}, "minItems": 1, "maxItems": 3},
        "承诺": {"const": True, "title": "承诺", "description": "本人承诺以上内容真实。"},
        "版": {"const": "2026"},
    },
    "required": ["name", "phone", "家", "面积", "搬入", "帮助", "方式", "家人", "承诺", "版"],
    "additionalProperties": False,
}  # fmt: skip
FIELDS = [
    {"key": "name", "kind": "fixed", "label": {"zh": "姓名", "en": "Name"}, "prefill": "name"},
    {"key": "phone", "kind": "phone", "label": {"zh": "手机号码", "en": "Mobile phone"}},
    {"key": "家/地址", "kind": "address"},
    {"key": "家/月租", "kind": "money", "when": {"key": "家/自有", "values": ["false"]}},
]


@pytest.fixture
def centre_data(tmp_path: Path) -> Path:
    folder = tmp_path / "items"
    (folder / "themes").mkdir(parents=True)
    (folder / "themes" / "family.toml").write_text(LINE, encoding="utf-8")
    guide = json.loads((DATA / f"guide-{APPLICATION}.json").read_text(encoding="utf-8"))
    guide = guide | {"itemCode": CODE, "version": "1", "materials": [], "scenarios": []}
    (folder / f"guide-{CODE}.json").write_text(json.dumps(guide), encoding="utf-8")
    form = {"itemCode": CODE, "version": "1", "jsonSchema": SCHEMA, "fields": FIELDS}
    (folder / f"form-{CODE}.json").write_text(json.dumps(form), encoding="utf-8")
    return folder


@pytest.mark.requirement("R3")
@pytest.mark.requirement("R99")
def test_an_item_of_data_alone_is_lived_from_its_tile_to_the_centre(hall: Hall):
    numbers: list[str] = []

    async def scene(citizen, terminal, _stage):
        await citizen.until(lambda: CODE in terminal.shelf.catalog.by_code, "the item")
        await citizen.sees("Home")
        for step in _way(entrance_of(terminal.shelf.catalog).tiles) or ():
            await citizen.touches(f"tile:{step}")
            await citizen.sees("Browse", again=True)
        await citizen.touches_listed(f"tile:{CODE}")
        await citizen.sees("ReadGuide")
        await citizen.touches("primary")
        await citizen.sees("PresentCard")
        hall.rig.card.lay(people.RESIDENT)
        await citizen.sees("FillForm")

        while "8 项" not in await citizen.reads(
            "subtitle"
        ):  # whoever only goes on is told everything at once
            await citizen.touches("primary")
            await asyncio.sleep(0.1)
        await _fill(citizen)
        await citizen.touches("primary")
        await citizen.sees("Confirm")
        await citizen.touches("primary")
        await citizen.sees("TakeSlip")
        numbers.append(await citizen.reads("number"))
        hall.rig.card.take_away()
        await citizen.touches("primary")
        await citizen.sees("Rate")

    hall.live(scene)
    record = hall.rig.address.record(numbers[0])
    assert record is not None
    assert record["case"]["submission"]["form"] == {
        "name": people.RESIDENT.name,
        "phone": "13800000000",
        "家": {"地址": "福建省福州市鼓楼区1", "自有": False, "月租": 120000},
        "面积": 60.5,
        "搬入": f"{YEAR}-01-01",
        "帮助": ["低保"],
        "方式": "自取",
        "家人": [{"姓名": "abc", "生日": "2012-05-04", "关系": "C"}],
        "承诺": True,
        "版": "2026",
    }


def _way(entries):
    """The tiles that lead to the item."""
    for entry in entries:
        inside = getattr(entry, "entries", None)
        if inside is None and entry.code == CODE:
            return []
        if inside is not None and (way := _way(inside)) is not None:
            return [entry.code, *way]
    return None


async def _fill(citizen):
    """Every kind of field, by touch and by keys."""
    await citizen.fills({"phone": "13800000000"})
    await _touches(citizen, "region:家/地址")
    for code in ("3501", "350102"):
        await citizen.sees("Pick", again=True)
        await citizen.touches_listed(f"choice:{code}")
    await citizen.sees("Pick", again=True)
    await citizen.touches("enough")
    await citizen.sees("FillForm")
    await citizen.reads("place:家/地址", until="福建省福州市鼓楼区")
    await _writes(citizen, "家/地址", "symbols", "1")
    await _touches(citizen, "choice:false")
    await _touches(citizen, "field:家/月租")
    await citizen.types("1200")
    await citizen.touches("done")
    await _writes(citizen, "面积", "6", "0", ".", "5")
    await _touches(citizen, "calendar:搬入")
    for value in (YEAR // 10 * 10, YEAR, 1, 1):
        await citizen.sees("Pick", again=True)
        await citizen.touches_listed(f"choice:{value}")
    await citizen.sees("FillForm")
    await _touches(citizen, "choice:低保")
    await _touches(citizen, "add:家人")
    await citizen.sees("FillForm", again=True)
    await _writes(citizen, "姓名", "letters", "a", "b", "c")
    await citizen.fills({"生日": "20120504"})
    await _touches(citizen, "choice:C")
    await citizen.touches("primary")
    await citizen.sees("FillForm", again=True)
    await citizen.reads("row:家人:0", until="abc，2012-05-04，子女")
    await _touches(citizen, "commit:承诺")


async def _writes(citizen, key, *keys):
    await _touches(citizen, f"field:{key}")
    for each in keys:
        await citizen.touches(f"key:{each}")
    await citizen.touches("key:done")


async def _touches(citizen, name):
    """Goes on to the part of the form where `name` stands."""
    while finger.find(citizen.window, name) is None:
        await citizen.touches("primary")
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.1)  # what has just appeared takes its place
    await citizen.touches_listed(name)
