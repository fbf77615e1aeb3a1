"""What a seal is when it comes from the centre: a record, and the one paper that it belongs to (R38, R39)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from kiosk.center.contract.wire import Wire


class SealKind(StrEnum):
    """Four different seals; a community's 业务专用章 bears its full name."""

    BUSINESS = "business"  # 业务专用章 of the office that keeps the record
    COMMUNITY = "community"  # 业务专用章 of a community's neighbourhood centre
    RECEPTION = "reception"  # 业务受理章
    REVIEW = "review"  # 审核审批专用章 of a township
    APPROVAL = "approval"  # 行政审批专用章 of a district's department


class Seal(Wire):
    """`record_no`: 备案号 with the police, "" where it was never registered. `bound_to`: the SHA-256 of the
    certificate's PDF, or the number of the paper that a terminal draws. `image`: SVG, only for the latter; it
    is drawn once and kept nowhere."""

    organisation: Annotated[str, Field(min_length=1, max_length=60)]
    kind: SealKind
    record_no: Annotated[str, Field(max_length=40)] = ""
    status: Literal["registered", "revoked", "suspended"]
    valid_from: date
    valid_until: date
    bound_to: Annotated[str, Field(min_length=1, max_length=128)]
    image: Annotated[str, Field(max_length=200_000)] = ""
