"""From compact TOML to the contract's documents: a new service item is a line in `themes/`, and no code.

`list.toml` is the head of the list, `themes/*.toml` the items in the groups of the home page,
`details.toml` what an item has beyond its kind, `phrases.toml` what a kind says by itself, `materials.toml`
and `forms.toml` the papers and fields that items share, `certificates.toml` what certificates say,
`tools.toml` what is reckoned, found or looked up at the terminal, `people.toml` for whom and from where an
item is, `requests.toml` what can be left for a department. A whole document beside them (`guide-CODE.json`,
`form-CODE.json`, `regions.json`) goes before.
docs/items.md tells how to add one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kiosk.center.reference.compose_form import form_of
from kiosk.center.reference.compose_guide import guide_of, pair
from kiosk.center.reference.compose_people import check_people, of_item, of_list
from kiosk.center.reference.compose_request import forms_of, kinds_of
from kiosk.center.reference.compose_tool import tool_kind, tool_of
from kiosk.center.reference.laid import Laid

Table = dict[str, Any]

NAMES = ("list", "details", "materials", "forms", "phrases", "certificates", "tools", "people", "requests")


def composed(*folders: Path) -> Table:
    """The raw CatalogDocument of folders laid over each other, digests apart. Raises OSError, ValueError."""
    laid = Laid(folders)
    tables = {name: laid.table(name) for name in NAMES}
    head, details = tables["list"], tables["details"]
    themes = laid.themes()
    departments = {entry["code"]: entry for entry in head["departments"]}
    lines = [line for theme in themes for group in theme["groups"] for line in group["items"]]
    check_people(tables["people"], {line["code"] for line in lines})
    items, guides, forms, tools = [], {}, {}, {}
    for line in lines:
        code, detail = line["code"], details.get(line["code"], {})
        department = departments.get(line["department"])
        if department is None:
            raise ValueError(f"{code}: there is no department {line['department']}")
        form = laid.whole(f"form-{code}.json") or form_of(line, detail, tables)
        if form is not None:
            forms[code] = form
        tool = tool_of(code, tables)
        if tool is not None:
            tools[code] = tool
        items.append(_item(line, detail, department, tables, has_form=form is not None))
        guides[code] = laid.whole(f"guide-{code}.json") or guide_of(line, detail, department, tables)
    forms |= dict(forms_of(tables))
    by_name = {line["zh"]: line["code"] for line in lines}
    return {
        "listVersion": laid.version(head["version"]),
        "updateTime": head["updated"].isoformat(),
        "items": items,
        "themes": [_theme(theme) for theme in themes],
        "departments": [_named(entry) for entry in head["departments"]],
        "lifeEvents": [_named(entry) for entry in head["events"]],
        "packages": [_package(package, by_name) for package in head.get("packages", [])],
        "requests": kinds_of(tables),
        **of_list(tables["people"]),
        "hall": _hall(head["hall"]) if "hall" in head else None,
        "sites": [_site(site) for site in head.get("sites", [])],
        "guides": guides,
        "forms": forms,
        "tools": tools,
        "rating": laid.whole("rating.json"),
        "regions": laid.whole("regions.json"),
    }


def _item(line: Table, detail: Table, department: Table, tables: Table, *, has_form: bool) -> Table:
    head, kinds = tables["list"], tables["phrases"]["kinds"]
    tool = tool_kind(line["code"], tables)
    kind = {**kinds[line["kind"]], **(kinds["booking"] if tool == "booking" else {})}
    implementation = f"{head['authority']}{head['level']}{line['code']}"
    return {
        "code": line["code"],
        "implementationCode": implementation,
        "handlingCode": f"{implementation}01",
        "name": pair(line),
        "department": pair(department),
        "departmentCode": department["code"],
        "kind": line["kind"],
        "tool": tool,
        "hasForm": has_form,
        # A slip of what was found is printed where there is a printer; without one it is read off the glass.
        "needs": {"lookup": ["ID"], "calculator": [], "places": []}.get(tool or "", line.get("needs", [])),
        "otherwise": line.get("otherwise", []),
        "channels": line["channels"],
        "audience": line.get("audience", ["person"]),
        "aliases": line.get("words", []),
        "lifeEvents": [line["event"]] if "event" in line else [],
        "highFrequency": line.get("frequent", False),
        **of_item(line["code"], tables["people"]),
        "legalDays": detail.get("legal"),
        "legalUnit": detail.get("unit", "workday"),
        "promisedDays": detail.get("promised"),
        "feeFen": detail.get("fee_fen", 0),
        "papers": detail.get("papers", []),
        "icon": line.get("icon", kind["icon"]),
        "sensitive": line.get("sensitive", False),
        "note": _words(detail.get("tile", kind["note"])),
        "nextStep": _words(kind["next"]),
    }


def _theme(theme: Table) -> Table:
    groups = [
        {"code": group["code"], "name": pair(group), "items": [line["code"] for line in group["items"]]}
        for group in theme["groups"]
    ]
    return {
        "code": theme["code"],
        "name": pair(theme),
        "note": pair(theme, "note_"),
        "icon": theme["icon"],
        "groups": groups,
    }


def _named(entry: Table) -> Table:
    return {"code": entry["code"], "name": pair(entry), "icon": entry["icon"]}


def _package(package: Table, by_name: Mapping[str, str]) -> Table:
    unknown = [name for name in package.get("find", []) if name not in by_name]
    if unknown:
        raise ValueError(f"package {package['code']}: there is no item {unknown[0]}")
    codes = [*package.get("items", []), *(by_name[name] for name in package.get("find", []))]
    return {
        "code": package["code"],
        "name": pair(package),
        "audience": package["audience"],
        "items": codes,
        "note": pair(package, "note_") if "note_zh" in package else None,
        "scenarios": [
            {
                "code": question["code"],
                "ask": pair(question),
                "options": [
                    {
                        "value": option["value"],
                        "label": pair(option),
                        "items": [by_name[name] for name in option.get("find", [])],
                        "next": option.get("next"),
                    }
                    for option in question["options"]
                ],
            }
            for question in package.get("scenario", [])
        ],
    }


def _hall(hall: Table) -> Table:
    return {
        "name": pair(hall, "name_"),
        "address": pair(hall, "address_"),
        "traffic": list(_lines(hall, "traffic_")),
        "resident": list(_lines(hall, "resident_")),
        "seasons": [
            {
                "name": pair(season),
                "fromDay": season["from"],
                "untilDay": season["until"],
                "hours": pair(season, "hours_"),
            }
            for season in hall["seasons"]
        ],
        "phones": [{"name": {"zh": zh, "en": en}, "number": number} for zh, en, number in hall["phones"]],
        "supervision": hall["supervision"],
    }


def _site(site: Table) -> Table:
    words = {key: pair(site, f"{key}_") for key in ("name", "address", "hours", "offers")}
    return {"code": site["code"], "kind": site["kind"], "minutes": site.get("minutes"), **words}


def _lines(table: Table, prefix: str) -> Iterator[Table]:
    for zh, en in zip(table[f"{prefix}zh"], table[f"{prefix}en"], strict=True):
        yield {"zh": zh, "en": en}


def _words(said: list[str]) -> Table:
    return {"zh": said[0], "en": said[1]}
