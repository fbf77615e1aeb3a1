"""Who applies, held against what the list allows; what is held of a person, and what is paid unasked."""

import hashlib
from collections.abc import Iterator
from datetime import date
from typing import Any

from stdnum.cn import uscc

from kiosk.center.contract import (
    CaseSubmission,
    CatalogDocument,
    Entitlement,
    EntitlementRequest,
    Form,
    HeldAnswer,
    HeldRequest,
    Item,
    Proxy,
)
from kiosk.center.reference.companies import records
from kiosk.center.reference.compose_guide import pair

Table = dict[str, Any]


def people_defects(case: CaseSubmission, catalogue: CatalogDocument) -> Iterator[str]:
    """What the list does not allow: an agent without consent, a company that is none, a wrong delivery."""
    item = next(item for item in catalogue.items if item.code == case.item_code)
    yield from _agent_defects(case, item, catalogue.proxy)
    if case.bundle is None or not _is_founded(case.bundle.code, catalogue):
        yield from _company_defects(case, item, catalogue.proxy)
    if case.delivery is not None and case.delivery.way not in item.delivery:
        yield "delivery: not a way of this item"  # none at all: collected at the counter
    if case.bundle is not None:
        package = next((each for each in catalogue.packages if each.code == case.bundle.code), None)
        if package is None or item.code not in package.items or case.bundle.cases > len(package.items):
            yield "bundle: no package of this item"


def form_of(case: CaseSubmission, form: Form, catalogue: CatalogDocument) -> Form:
    """The form without what is known of a company, where the package founds it."""
    if case.bundle is None or not _is_founded(case.bundle.code, catalogue):
        return form
    of_a_company = {field.key for field in form.fields if field.prefill in {"companyName", "creditCode"}}
    required = [key for key in form.json_schema.get("required", []) if key not in of_a_company]
    return form.model_copy(update={"json_schema": {**form.json_schema, "required": required}})


def _is_founded(package: str, catalogue: CatalogDocument) -> bool:
    founding = {item.code for item in catalogue.items if item.founds}
    return any(each.code == package and founding & set(each.items) for each in catalogue.packages)


def _agent_defects(case: CaseSubmission, item: Item, proxy: Proxy | None) -> Iterator[str]:
    agent, consent = case.agent, case.consent
    if agent is None:
        if consent is not None:
            yield "consent: to nobody"
        return
    if proxy is None or not item.proxy_allowed:
        yield "agent: not for this item"
        return
    if agent.cert_no == case.applicant.cert_no:
        yield "agent: is the applicant"
    if agent.relation not in {each.value for each in proxy.relations}:
        yield "agent: of an unknown relation"
    if agent.authorisation == "letter":
        if proxy.letter is None or not _has(case, proxy.letter.code):
            yield "agent: without letter of authority"
        return
    digest = hashlib.sha256(proxy.consent.text.zh.encode()).hexdigest()
    if consent is None:
        yield "consent: missing"
    elif (consent.statement_version, consent.statement_sha256) != (proxy.consent.version, digest):
        yield "consent: under another text"


def _company_defects(case: CaseSubmission, item: Item, proxy: Proxy | None) -> Iterator[str]:
    company = case.company
    if company is None:
        if "person" not in item.audience and not item.founds:
            yield "company: missing"
        return
    if "company" not in item.audience and case.bundle is None:
        yield "company: not for this item"
    if not uscc.is_valid(company.credit_code):
        yield "company: the credit code is none"
    needs_letter = company.role == "agent" and not company.verified and proxy is not None
    if needs_letter and proxy is not None and proxy.letter is not None and not _has(case, proxy.letter.code):
        yield "company: its agent is without letter of authority"


def _has(case: CaseSubmission, code: str) -> bool:
    return any(material.code == code for material in case.materials)


def with_letter(case: CaseSubmission, form: Form, proxy: Proxy | None) -> Form:
    """The form with the letter of authority among its papers, where somebody acts."""
    acts = case.agent is not None or (case.company is not None and case.company.role == "agent")
    if not acts or proxy is None or proxy.letter is None:
        return form
    return form.model_copy(update={"scans": (*form.scans, proxy.letter)})


def entitlement_of(item: Item, request: EntitlementRequest, phone: str, today: date) -> Entitlement:
    """What the department has found: by the record of the person, else by what the number says of the age."""
    rules = records()["entitlements"].get(item.code, {})
    record = rules.get("people", {}).get(request.cert_no)
    if record is None:
        record = rules.get(
            "too_young" if _age(request.cert_no, today) < rules.get("from_age", 0) else "others"
        )
    if record is None:
        record = records()["unknown"]
    return Entitlement(
        item_code=item.code,
        state=record["state"],
        text=pair(record),
        rows=[(_said(label), _said(value)) for label, value in record.get("rows", [])],
        phone=phone,
    )


def held_of(request: HeldRequest, catalogue: CatalogDocument) -> HeldAnswer:
    """What is known of the person, of the names that the item's forms want, and no others."""
    package = next((each for each in catalogue.packages if each.code == request.item_code), None)
    forms = [catalogue.forms.get(code) for code in (package.items if package else (request.item_code,))]
    wanted = {field.prefill for form in forms if form is not None for field in form.fields}
    known = records().get("held", {}).get(request.cert_no, {})
    return HeldAnswer(
        values={name: known[name] for name in request.names if name in wanted and name in known}
    )


def _said(words: list[str]) -> Table:
    return {"zh": words[0], "en": words[1]}


def _age(cert_no: str, today: date) -> int:
    """0 for a number that does not tell."""
    try:
        born = date.fromisoformat(f"{cert_no[6:10]}-{cert_no[10:12]}-{cert_no[12:14]}")
    except ValueError:
        return 0
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
