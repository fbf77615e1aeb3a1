"""The form check: what is missing or wrong in an application, all of it, in words for its applicant (R23).

It never looks at the substance: a case that passes is accepted at once (收件即受理), one that does not is
told everything on one notice and keeps its number (R24). A form may have changed while an envelope waited for
the network; that is no reason to lose it.
"""

import hashlib
from collections.abc import Iterable, Iterator

from kiosk.center.contract import CaseSubmission, Defect, Form, Guide, Words, asked
from kiosk.center.contract.schemas import validator
from kiosk.center.contract.standing import places_of, under
from kiosk.center.reference.words import CASES, pair


def defects_of(case: CaseSubmission, form: Form, guide: Guide) -> tuple[Defect, ...]:
    """Every defect, in the order of the form; nothing when it passes."""
    return (*_of_fields(case, form), *_of_materials(case, form, guide), *_of_signature(case, form))


def _of_fields(case: CaseSubmission, form: Form) -> Iterator[Defect]:
    questions = asked(form)
    wrong = {
        question.key if (question := under(place, questions)) else ""
        for error in validator(form.json_schema).iter_errors(case.form)
        for place in places_of(error)
    }
    for question in questions:
        if question.key in wrong:
            yield _defect("field", question.key[:64], question.label, question.hint)
    if "" in wrong:
        yield _defect("form", "", Words(zh="申请表", en="The form"))


def _of_materials(case: CaseSubmission, form: Form, guide: Guide) -> Iterator[Defect]:
    wanted = guide.materials_for(case.scenario)
    beside = {material.code for material in guide.materials} - {material.code for material in wanted}
    required = {material.code for material in wanted if material.necessity == "required"}
    given = {material.code: sum(page.page_count for page in material.pages) for material in case.materials}
    for scan in form.scans:
        if scan.code in required and scan.code not in given:
            yield _defect("missing", scan.code, scan.name, scan.hint)
        if given.get(scan.code, 0) > scan.max_pages:
            yield _defect("pages", scan.code, scan.name)
    if len(given) != len(case.materials) or not set(given) <= {scan.code for scan in form.scans} - beside:
        yield _defect("unasked", "materials", Words(zh="申请材料", en="Papers"))


def _of_signature(case: CaseSubmission, form: Form) -> Iterable[Defect]:
    commitment = form.commitment
    if commitment is None:
        return ()
    if case.signature is None:
        return (_defect("unsigned", "signature", commitment.heading),)
    digest = hashlib.sha256(commitment.text.zh.encode()).hexdigest()
    signed = (case.signature.statement_version, case.signature.statement_sha256)
    return (
        ()
        if signed == (commitment.version, digest)
        else (_defect("signed_other", "signature", commitment.heading),)
    )


def _defect(kind: str, part: str, name: Words, hint: Words | None = None) -> Defect:
    told = CASES["defect"][kind]
    cure = pair(told, "cure_")
    if hint is not None:
        cure = Words(zh=f"{cure.zh}：{hint.zh}", en=f"{cure.en}: {hint.en}" if hint.en else cure.en)
    return Defect(part=part, name=name, problem=pair(told), cure=cure)
