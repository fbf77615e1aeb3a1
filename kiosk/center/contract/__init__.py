"""The neutral HTTP contract between a terminal and its centre: every message, once.

The client and the reference centre both speak through these models; an adapter maps another centre to them.

| call                              | asks                              | answers (`data`)  |
|-----------------------------------|-----------------------------------|-------------------|
| POST /envelopes?id&itemCode&kind  | a sealed envelope, binary         | Receipt           |
| tus 1.0 at /uploads               | a large sealed envelope in pieces | then POST /envelopes …&upload= |
| POST /envelopes/batch             | many small ones, see `batches`    | BatchAnswer       |
| GET  /items?since=                | -                                 | ListAnswer        |
| GET  /guides?codes=               | -                                 | Guide by item     |
| GET  /forms?codes=                | -                                 | Form by item      |
| GET  /tools?codes=                | -                                 | Tool by item      |
| GET  /rating-scheme               | -                                 | RatingScheme      |
| GET  /regions                     | -                                 | Regions           |
| POST /proofs/{itemCode}?id=       | ProofRequest, JSON                | Proof             |
| POST /inquiries/{itemCode}        | ProofRequest, JSON                | Inquiry           |
| POST /progress                    | ProgressRequest, JSON             | ProgressAnswer    |
| POST /licences/query              | OffersRequest, JSON               | OffersAnswer      |
| POST /licences/own                | OwnLicencesRequest, JSON          | OwnLicencesAnswer |
| POST /licences/copy               | LicenceCopyRequest, JSON          | LicenceCopy       |
| POST /cases/paper                 | PaperRequest, JSON                | PaperGrant        |
| POST /cases/returned              | ReturnedRequest, JSON             | ReturnedCase      |
| POST /people/held                 | HeldRequest, JSON                 | HeldAnswer        |
| POST /companies                   | CompanyRequest, JSON              | CompanyAnswer     |
| POST /entitlements/{itemCode}     | EntitlementRequest, JSON          | Entitlement       |
| /bookings…                        | see `bookings`                    | Booking …         |

Kinds of envelopes: "case" (CaseSubmission), "evaluation" (Evaluation), "request" (ServiceRequest),
"void" (ProofVoid).

Every answer is an `Answer`; `code` "0000" means done. Every request bears the headers of `signing`.

Why an envelope's body is binary with its labels in the query: the signature covers method, path, query and
body, so nobody can re-label an envelope on its way, as headers would allow, and base64 adds no third.
The labels (random id, item, kind) say nothing about the person; the rest is sealed to the centre.

`id` is the idempotency key. The centre answers a known id with its first answer, marked `duplicate`, and
refuses the same id with another body.

An identity number never stands in a URL. The synchronous calls that bear personal data carry
the least that finds the record (name and number) in the body, over TLS (plain HTTP only to loopback).
"""

from kiosk.center.contract.asked import Asked, CannotBeAsked, asked
from kiosk.center.contract.batches import (
    BATCH_TYPE,
    MAX_BATCH,
    STICK_ANSWER,
    BatchAnswer,
    BatchPart,
    BatchResult,
    framed,
    unframed,
)
from kiosk.center.contract.bookings import (
    Booking,
    BookingRequest,
    BookingsAnswer,
    BookingsRequest,
    CancelRequest,
    Slot,
    SlotsAnswer,
)
from kiosk.center.contract.cases import (
    ByIdentity,
    ByNumber,
    BySlip,
    CaseState,
    Defect,
    Node,
    Progress,
    ProgressAnswer,
    ProgressRequest,
)
from kiosk.center.contract.catalogue import (
    AT_ANY_TERMINAL,
    CatalogDocument,
    Channel,
    Digests,
    Group,
    Item,
    ItemList,
    ListAnswer,
    Named,
    Need,
    Package,
    Theme,
    canonical,
)
from kiosk.center.contract.envelopes import (
    COMMENT_MAX_CHARS,
    ENVELOPE_TYPE,
    MAX_ENVELOPE_BYTES,
    CaseSubmission,
    Evaluation,
    Origin,
    Receipt,
    Satisfaction,
    Signature,
    SubmittedFile,
    SubmittedMaterial,
    ToFollow,
)
from kiosk.center.contract.forms import CHECKED_BEFORE, KNOWN_HERE, Choice, Commitment, Form, FormField, Scan
from kiosk.center.contract.guides import Faq, Guide, Material, Option, Question, Undertaking
from kiosk.center.contract.held import HeldAnswer, HeldRequest
from kiosk.center.contract.licences import (
    LicenceCopy,
    LicenceCopyRequest,
    MaterialOffer,
    OffersAnswer,
    OffersRequest,
    OwnLicence,
    OwnLicencesAnswer,
    OwnLicencesRequest,
)
from kiosk.center.contract.papers import CasePaper, PaperGrant, PaperRequest
from kiosk.center.contract.people import (
    Agent,
    Applicant,
    Bundle,
    CertType,
    Company,
    CompanyAnswer,
    CompanyRequest,
    Delivery,
    Entitlement,
    EntitlementRequest,
    Household,
    Proxy,
    Region,
    Sex,
)
from kiosk.center.contract.places import Hall, Phone, Season, Site
from kiosk.center.contract.proofs import Proof, ProofRequest, ProofVoid
from kiosk.center.contract.rating import RatingLevel, RatingScheme, RatingTag
from kiosk.center.contract.regions import Regions
from kiosk.center.contract.requests import RequestKind, ServiceRequest
from kiosk.center.contract.returned import ReturnedCase, ReturnedRequest
from kiosk.center.contract.seals import Seal, SealKind
from kiosk.center.contract.tools import (
    Calculator,
    Inquiry,
    InquiryGroup,
    InquiryRow,
    Result,
    Spot,
    Tool,
)
from kiosk.center.contract.wire import (
    Answer,
    Code,
    EnvelopeKind,
    ItemCode,
    Key,
    Label,
    Sent,
    Sha256,
    TerminalNo,
    Wire,
    Words,
)

__all__ = [
    "AT_ANY_TERMINAL",
    "BATCH_TYPE",
    "CHECKED_BEFORE",
    "COMMENT_MAX_CHARS",
    "ENVELOPE_TYPE",
    "KNOWN_HERE",
    "MAX_BATCH",
    "MAX_ENVELOPE_BYTES",
    "STICK_ANSWER",
    "Agent",
    "Answer",
    "Applicant",
    "Asked",
    "BatchAnswer",
    "BatchPart",
    "BatchResult",
    "Booking",
    "BookingRequest",
    "BookingsAnswer",
    "BookingsRequest",
    "Bundle",
    "ByIdentity",
    "ByNumber",
    "BySlip",
    "Calculator",
    "CancelRequest",
    "CannotBeAsked",
    "CasePaper",
    "CaseState",
    "CaseSubmission",
    "CatalogDocument",
    "CertType",
    "Channel",
    "Choice",
    "Code",
    "Commitment",
    "Company",
    "CompanyAnswer",
    "CompanyRequest",
    "Defect",
    "Delivery",
    "Digests",
    "Entitlement",
    "EntitlementRequest",
    "EnvelopeKind",
    "Evaluation",
    "Faq",
    "Form",
    "FormField",
    "Group",
    "Guide",
    "Hall",
    "HeldAnswer",
    "HeldRequest",
    "Household",
    "Inquiry",
    "InquiryGroup",
    "InquiryRow",
    "Item",
    "ItemCode",
    "ItemList",
    "Key",
    "Label",
    "LicenceCopy",
    "LicenceCopyRequest",
    "ListAnswer",
    "Material",
    "MaterialOffer",
    "Named",
    "Need",
    "Node",
    "OffersAnswer",
    "OffersRequest",
    "Option",
    "Origin",
    "OwnLicence",
    "OwnLicencesAnswer",
    "OwnLicencesRequest",
    "Package",
    "PaperGrant",
    "PaperRequest",
    "Phone",
    "Progress",
    "ProgressAnswer",
    "ProgressRequest",
    "Proof",
    "ProofRequest",
    "ProofVoid",
    "Proxy",
    "Question",
    "RatingLevel",
    "RatingScheme",
    "RatingTag",
    "Receipt",
    "Region",
    "Regions",
    "RequestKind",
    "Result",
    "ReturnedCase",
    "ReturnedRequest",
    "Satisfaction",
    "Scan",
    "Seal",
    "SealKind",
    "Season",
    "Sent",
    "ServiceRequest",
    "Sex",
    "Sha256",
    "Signature",
    "Site",
    "Slot",
    "SlotsAnswer",
    "Spot",
    "SubmittedFile",
    "SubmittedMaterial",
    "TerminalNo",
    "Theme",
    "ToFollow",
    "Tool",
    "Undertaking",
    "Wire",
    "Words",
    "asked",
    "canonical",
    "framed",
    "unframed",
]
