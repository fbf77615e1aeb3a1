"""Who applies, for whom, from where, and how the result comes: as the pages tell it, masked."""

from kiosk import words
from kiosk.cases.applicant import household, masked_id, masked_name, masked_phone
from kiosk.cases.draft import Draft
from kiosk.catalog.models import said
from kiosk.center.contract import Household
from kiosk.visit import Visit
from screens.pages.parts import Row
from screens.text import Text

APPLICANT = Text("申请人", "Applicant")
AGENT = Text("经办人", "Agent")
RELATION = Text("与申请人的关系", "To the applicant")
CONSENT = Text("申请人同意代办", "The applicant's consent")
SIGNED, LETTER = Text("已签名", "Signed"), Text("有委托书", "By letter")
COMPANY, CODE = Text("单位", "Company"), Text("统一社会信用代码", "Credit code")
HOME = Text("户籍所在地", "Home region")
HOMES = {
    Household.CITY: Text("本市", "This city"),
    Household.PROVINCE: Text("本省其他市", "Elsewhere in the province"),
    Household.ELSEWHERE: Text("外省", "Another province"),
}
RESULT = Text("结果送达", "The result comes")


def people_rows(visit: Visit, draft: Draft) -> tuple[Row, ...]:
    """What the form itself does not say; nothing for somebody of this city who applies alone."""
    rows: list[Row] = []
    person, acting, company = visit.identified, draft.acting, draft.company
    if visit.agent is not None and acting is not None:
        rows += [
            Row(APPLICANT, _person(person.name, person.id_number)),
            Row(AGENT, _person(visit.agent.name, visit.agent.id_number)),
            Row(RELATION, _relation(draft)),
            Row(CONSENT, SIGNED if acting.present else LETTER),
        ]
    if company is not None:
        role = words.LEGAL_REPRESENTATIVE if company.role == "legal_representative" else words.COMPANY_AGENT
        name = masked_name(person.name)
        rows += [
            Row(COMPANY, Text(company.name)),
            Row(CODE, Text(company.credit_code)),
            Row(AGENT, Text(f"{name}（{role.zh}）", f"{name} ({role.en})")),
        ]
    region = draft.catalog.list.region
    if region is not None and company is None:
        home = HOMES.get(household(person, region))
        if home is not None and home is not HOMES[Household.CITY]:
            rows += [Row(words.SCOPE, words.SCOPES[draft.item.scope]), Row(HOME, home)]
    delivery = draft.delivery
    if delivery is not None:
        way = words.DELIVERY_WAYS[delivery.way]
        if delivery.way == "post":
            to = f"{delivery.address}，{masked_name(delivery.recipient)}，{masked_phone(delivery.phone)}"
            way = Text(f"{way.zh}：{to}", f"{way.en}: {to}")
        rows.append(Row(RESULT, way))
    return tuple(rows)


def _person(name: str, number: str) -> Text:
    return Text(f"{masked_name(name)} {masked_id(number)}")


def _relation(draft: Draft) -> Text:
    rules, acting = draft.catalog.list.proxy, draft.acting
    known = {each.value: said(each.label) for each in rules.relations} if rules is not None else {}
    return known.get(acting.relation, Text("")) if acting is not None else Text("")
