"""The tools of the sources: calculators, lists of places, what the centre itself answers, times to book."""

from typing import Any

from kiosk.center.reference.compose_guide import pair

Table = dict[str, Any]

TOOL_VERSION = "1-demo"


def tool_kind(code: str, tables: Table) -> str | None:
    """What an inquiry is at the terminal; None where it is a guide only."""
    names = {
        "calculators": "calculator",
        "places": "places",
        "lookups": "lookup",
        "copies": "copy",
        "licences": "licences",
        "bookings": "booking",
    }
    return next((kind for table, kind in names.items() if code in tables["tools"].get(table, {})), None)


def booking_rules(tools: Table) -> dict[str, Table]:
    """The times of each item that is booked here. Raises ValueError: no such times."""
    times, booked = tools.get("booking_times", {}), tools.get("bookings", {})
    if unknown := [each["times"] for each in booked.values() if each["times"] not in times]:
        raise ValueError(f"tools.toml: there are no times {unknown[0]}")
    return {code: times[each["times"]] for code, each in booked.items()}


def tool_of(code: str, tables: Table) -> Table | None:
    """The raw Tool of a calculator or a list of places."""
    tools = tables["tools"]
    head = {"itemCode": code, "version": TOOL_VERSION, "note": pair(tools["note"])}
    if (calculator := tools.get("calculators", {}).get(code)) is not None:
        results = [
            {
                "name": pair(result),
                "formula": result["formula"],
                "kind": result.get("kind", "money"),
                "decimals": result.get("decimals", 0),
                "unit": pair(result, "unit_") if "unit_zh" in result else None,
            }
            for result in calculator["results"]
        ]
        rates = {"constants": calculator.get("constants", {}), "tables": calculator.get("tables", {})}
        return {**head, "calculator": {**rates, "results": results}}
    if (places := tools.get("places", {}).get(code)) is not None:
        return {**head, "places": [_spot(place) for place in places]}
    return None


def _spot(place: list[str]) -> Table:
    words = [{"zh": zh, "en": en} if zh else None for zh, en in zip(place[0:8:2], place[1:8:2], strict=True)]
    district, name, address, hours = words
    return {"district": district, "name": name, "address": address, "hours": hours, "phone": place[8]}
