"""The form check: what is missing or wrong in an application, all of it, in words for its applicant (R23).

It never looks at the substance: a case that passes is accepted at once (收件即受理), one that does not is
told everything on one notice and keeps its number (R24). A form may have changed while an envelope waited for
the network; that is no reason to lose it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kiosk.center.contract import (
    CaseSubmission,
    Commitment,
    Defect,
    Form,
    Guide,
    Material,
    Origin,
    Scan,
    Signature,
    SubmittedMaterial,
    ToFollow,
    Undertaking,
    Words,
    asked,
)
from kiosk.center.contract.schemas import validator
from kiosk.center.contract.standing import places_of, under
from kiosk.center.reference import workdays
from kiosk.center.reference.words import CASES, pair


def defects_of(
    case: CaseSubmission, form: Form, guide: Guide, offered: frozenset[str] = frozenset()
) -> tuple[Defect, ...]:
    """Every defect, in the order of the form; nothing when it passes.

    `offered`: the refs of what the centre has of this person's papers.
    """
    materials = _of_materials(case, form, guide, offered)
    return (*_of_fields(case, form), *materials, *_of_signature(case, form))


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


def _of_materials(
    case: CaseSubmission, form: Form, guide: Guide, offered: frozenset[str]
) -> Iterator[Defect]:
    wanted = {material.code: material for material in guide.materials_for(case.scenario)}
    scans = {scan.code: scan for scan in form.scans}
    given = {material.code: material for material in case.materials}
    for code, scan in scans.items():
        if code in wanted and wanted[code].necessity == "required" and code not in given:
            yield _defect("missing", code, scan.name, scan.hint)
        if code in given and sum(page.page_count for page in given[code].pages) > scan.max_pages:
            yield _defect("pages", code, scan.name)
    for code, came in given.items():
        if code in wanted and (kind := _wrong_way(came, wanted[code], scans, offered)):
            yield _defect(kind, code, wanted[code].name)
    beside = {material.code for material in guide.materials} - set(wanted)
    if len(given) != len(case.materials) or not set(given) <= (set(scans) | set(wanted)) - beside:
        yield _defect("unasked", "materials", Words(zh="申请材料", en="Papers"))


def _wrong_way(
    came: SubmittedMaterial, material: Material, scans: Mapping[str, Scan], offered: frozenset[str]
) -> str:
    """Which defect the way of a paper is, "" where it may come so."""
    undertaking = material.undertaking
    if came.origin in {Origin.COMMITMENT, Origin.LATER}:
        if undertaking is None or (undertaking.days is None) != (came.origin is Origin.COMMITMENT):
            return "not_allowed"
        return "" if came.signature and _is_under(came.signature, undertaking) else "signed_other"
    if came.origin in {Origin.LICENCE, Origin.HELD}:
        return "" if came.ref in offered else "not_offered"
    may = material.code in scans if came.origin is Origin.SCAN else material.waived is not None
    return "" if may else "not_allowed"


def to_follow(case: CaseSubmission, guide: Guide, today: date) -> tuple[ToFollow, ...]:
    """The papers that come later, each with its last day, counted from an acceptance today (R31)."""
    later = {material.code for material in case.materials if material.origin is Origin.LATER}
    return tuple(
        ToFollow(
            material=material.code,
            name=material.name,
            until=workdays.after(today, material.undertaking.days)[0],
        )
        for material in guide.materials
        if material.code in later and material.undertaking is not None and material.undertaking.days
    )


def _is_under(signature: Signature, statement: Commitment | Undertaking) -> bool:
    digest = hashlib.sha256(statement.text.zh.encode()).hexdigest()
    return (signature.statement_version, signature.statement_sha256) == (statement.version, digest)


def _of_signature(case: CaseSubmission, form: Form) -> Iterable[Defect]:
    commitment = form.commitment
    if commitment is None:
        return ()
    if case.signature is None:
        return (_defect("unsigned", "signature", commitment.heading),)
    if _is_under(case.signature, commitment):
        return ()
    return (_defect("signed_other", "signature", commitment.heading),)


def _defect(kind: str, part: str, name: Words, hint: Words | None = None) -> Defect:
    told = CASES["defect"][kind]
    cure = pair(told, "cure_")
    if hint is not None:
        cure = Words(zh=f"{cure.zh}：{hint.zh}", en=f"{cure.en}: {hint.en}" if hint.en else cure.en)
    return Defect(part=part, name=name, problem=pair(told), cure=cure)
