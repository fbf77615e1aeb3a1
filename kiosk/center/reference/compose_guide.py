"""The guide of one item of the sources: what its details say, and for the rest what its kind says."""

from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.center.reference.certificates import questions

Table = dict[str, Any]

GUIDE_VERSION = "1-demo"
CHANNELS = {
    "online": ("省网上办事大厅", "the provincial service site"),
    "mobile": ("闽政通手机应用", "the Minzhengtong app"),
    "near": ("就近的便民服务中心（站）", "the service station nearby"),
}


def pair(table: Mapping[str, Any], prefix: str = "") -> Table:
    """`{zh, en}` from the keys of these names."""
    return {"zh": table[f"{prefix}zh"], "en": table.get(f"{prefix}en", "")}


def guide_of(line: Table, detail: Table, department: Table, tables: Table) -> Table:
    """The raw Guide. Raises ValueError for a material that is not in materials.toml."""
    phrases, head = tables["phrases"], tables["list"]
    kind = phrases["kinds"][line["kind"]]
    if line["code"] in tables["tools"].get("bookings", {}):
        kind = {**kind, **phrases["kinds"]["booking"]}
    return {
        "itemCode": line["code"],
        "version": detail.get("version", GUIDE_VERSION),
        "updateTime": head["updated"].isoformat(),
        "demonstration": True,
        "audience": _words(kind["audience"]),
        "conditions": [_words(said) for said in detail.get("conditions", [kind["condition"]])],
        "materials": [_material(code, line, tables) for code in material_codes(line, detail)],
        "scenarios": [_question(question) for question in detail.get("scenario", [])]
        or _of_certificate(line, tables["certificates"]),
        "flow": [_words(said) for said in detail.get("flow", kind["flow"])],
        "basis": [pair(detail if "basis_zh" in detail else department, "basis_")],
        "limits": _limits(detail, phrases),
        "fee": pair(detail, "fee_") if "fee_zh" in detail else _words(kind.get("fee", _free(phrases))),
        "result": _result(line, detail, kind),
        "place": _place(line, department, head),
        "hours": pair(head["hours"]),
        "phone": department["phone"],
        "faq": [
            {"question": _words(entry["ask"]), "answer": _words(entry["tell"])}
            for entry in _faq(line, phrases)
        ],
        "plainNote": pair(detail, "note_") if "note_zh" in detail else _words(kind["plain"]),
    }


def material_codes(line: Table, detail: Table) -> list[str]:
    """What the item takes: as its details say, or what its needs tell."""
    if "materials" in detail:
        return list(detail["materials"])
    needs = line.get("needs", [])
    codes = ["id-card"] if "ID" in needs else []
    if line.get("audience") == ["company"]:
        codes.append("company-licence")
    if "SCAN" in needs:
        codes.append("papers")
    return codes


def _material(code: str, line: Table, tables: Table) -> Table:
    materials = tables["materials"]
    if code not in materials:
        raise ValueError(f"{line['code']}: there is no material {code}")
    paper = materials[code]
    return {
        "code": code,
        "name": pair(paper),
        "source": pair(paper, "source_"),
        "necessity": paper.get("necessity", "required"),
        "form": pair(paper, "form_"),
        "copies": paper["copies"],
        "standard": [_words(said) for said in paper["standard"]],
        "sample": pair(paper, "sample_") if "sample_zh" in paper else None,
        "waived": pair(paper, "waived_") if "waived_zh" in paper else None,
        "licence": paper.get("licence"),
        "reusable": paper.get("reusable", False),
        "undertaking": _undertaking(paper, line, tables["phrases"]["undertaking"]),
    }


def _undertaking(paper: Table, line: Table, texts: Table) -> Table | None:
    if "undertaking" not in paper:
        return None
    text, days = texts[paper["undertaking"]], paper.get("later_days")
    return {
        "version": text["version"],
        "days": days,
        "text": {
            language: text[language].format(item=line[language], name=paper[language], days=days)
            for language in ("zh", "en")
        },
    }


def _question(question: Table) -> Table:
    return {
        "code": question["code"],
        "ask": pair(question),
        "options": [
            {
                "value": option["value"],
                "label": pair(option),
                "materials": option.get("materials", []),
                "next": option.get("next"),
                "refer": pair(option, "refer_") if "refer_zh" in option else None,
            }
            for option in question["options"]
        ],
    }


def _of_certificate(line: Table, certificates: Table) -> list[Table]:
    text = certificates.get(line["code"]) if line["kind"] == "P" else None
    return questions(text, certificates["questions"]) if text else []


def _limits(detail: Table, phrases: Table) -> Table:
    if "legal" not in detail and "promised" not in detail:
        return pair(phrases["on_the_spot"])
    legal = _days(detail.get("legal"), detail.get("unit", "workday"))
    promised = _days(detail.get("promised"), "workday")
    return {
        language: phrases["limits"][language].format(legal=legal[language], promised=promised[language])
        for language in ("zh", "en")
    }


def _days(days: int | None, unit: str) -> Table:
    if days is None:
        return {"zh": "当场", "en": "at once"}
    if unit == "day":
        return {"zh": f"{days} 日", "en": f"{days} days"}
    return {"zh": f"{days} 个工作日", "en": f"{days} working days"}


def _free(phrases: Table) -> list[str]:
    return [phrases["free"]["zh"], phrases["free"]["en"]]


def _result(line: Table, detail: Table, kind: Table) -> Table:
    if "result_zh" in detail:
        return pair(detail, "result_")
    return {
        language: said.format(name=line[language])
        for language, said in zip(("zh", "en"), kind["result"], strict=True)
    }


def _place(line: Table, department: Table, head: Table) -> Table:
    """The counter always; and whatever other channel the item has."""
    counter = {
        language: head["window"][language].format(department=department[language])
        for language in ("zh", "en")
    }
    others = [CHANNELS[channel] for channel in line["channels"] if channel in CHANNELS]
    if not others:
        return counter
    return {
        "zh": f"{counter['zh']}；也可以在{'、'.join(zh for zh, _ in others)}办理",
        "en": f"{counter['en']}; also {', '.join(en for _, en in others)}",
    }


def _faq(line: Table, phrases: Table) -> Iterator[Table]:
    if line["kind"] == "A":
        yield from phrases["faq"]


def _words(said: list[str]) -> Table:
    return {"zh": said[0], "en": said[1]}
