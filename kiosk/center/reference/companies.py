"""The register of the demonstration's companies: who acts for which, and what is printed for it."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from kiosk.center.contract import Company, CompanyAnswer, CompanyRequest, Item, ProofRequest

RECORDS = Path(__file__).parent / "data" / "records.toml"


def company_of(request: CompanyRequest) -> CompanyAnswer:
    """The company of an e-licence's code or a credit code. Raises LookupError for none that is known."""
    for company in records()["companies"]:
        by_licence = bool(request.licence) and request.licence == company["licence"]
        if by_licence or (not request.licence and request.credit_code == company["credit_code"]):
            role = None
            if request.cert_no == company["representative"]:
                role = "legal_representative"
            elif request.cert_no in company["agents"]:
                role = "agent"
            return CompanyAnswer.model_validate(
                {"creditCode": company["credit_code"], "name": company["zh"], "role": role}
            )
    raise LookupError("no such company")


def printed_for(request: ProofRequest, item: Item) -> ProofRequest:
    """The request with its company as the register has it; as it is for a person. Raises LookupError: the
    item is not for such a holder, or the person does not act for the company."""
    given = request.company
    if ("person" if given is None else "company") not in item.audience:
        raise LookupError("not a certificate of such a holder")
    if given is None:
        return request
    who = request.model_dump(include={"terminal_no", "cert_type", "cert_no", "name"})
    known = company_of(CompanyRequest(**who, licence=given.licence, credit_code=given.credit_code))
    if known.role is None or known.credit_code != given.credit_code:
        raise LookupError("the person does not act for the company")
    company = Company(credit_code=known.credit_code, name=known.name, role=known.role, verified=True)
    return request.model_copy(update={"company": company})


def head_of(company: Company) -> str:
    """The legal representative's name, as the licence bears it."""
    heads = {each["credit_code"]: each["head"] for each in records()["companies"]}
    return str(heads.get(company.credit_code, ""))


@lru_cache(maxsize=1)
def records() -> dict[str, Any]:
    """What other registers would answer."""
    return tomllib.loads(RECORDS.read_text(encoding="utf-8"))
