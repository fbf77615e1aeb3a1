"""What an HTTP answer proves: the contract's data, or which kind of failure. Pure.

Only a 200 with the contract's body is success: a captive portal and a proxy's page come with 200 too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import cached_property

from pydantic import ValidationError

from kiosk.center.contract import Answer, Code
from kiosk.center.errors import CenterDenied, CenterError, CenterRefused, CenterUnreachable

MAX_RETRY_AFTER_S = 24 * 3600.0  # a centre's slip of a year must not silence a terminal for a year

_LATER = frozenset({408, 425, 429})
_DENIED = frozenset({401, 403})


@dataclass(frozen=True)
class HttpAnswer:
    """`headers` look up names without regard to case; `body` is empty when it did not come whole."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @cached_property
    def answer(self) -> Answer | None:
        """The contract's wrapper, or None when the body is not of the contract."""
        try:
            return Answer.model_validate_json(self.body)
        except ValidationError:
            return None


def data_of(http: HttpAnswer, now_s: float) -> object:
    """The `data` of a successful answer. Raises CenterUnreachable, CenterDenied, CenterRefused."""
    answer = http.answer
    if http.status == 200:
        if answer is None:
            raise CenterUnreachable("captive portal or proxy: status 200 without the contract's body")
        if answer.code != Code.OK:
            raise CenterUnreachable(f"status 200 with code {answer.code}")
        return answer.data
    after_s = retry_after_s(http.headers.get("Retry-After"), now_s)
    raise failure(http.status, answer.code if answer else "", after_s)


def failure(status: int, code: str, after_s: float | None = None) -> CenterError:
    """Which kind it is: CenterUnreachable, CenterDenied, CenterRefused."""
    reason = f"status {status}" + (f", code {code}" if code else "")
    if status in _DENIED:
        return CenterDenied(reason, clock=code == Code.CLOCK_SKEW)
    if 400 <= status < 500 and status not in _LATER:
        return CenterRefused(reason, code)
    return CenterUnreachable(reason, after_s)


def retry_after_s(value: str | None, now_s: float) -> float | None:
    """Retry-After (RFC 9110 10.2.3) in seconds from now, never negative; from seconds or an HTTP date."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_RETRY_AFTER_S)
    try:
        when = parsedate_to_datetime(value)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    if when.tzinfo is None:  # "-0000" and the asctime form mean UTC
        when = when.replace(tzinfo=UTC)
    return min(max(0.0, (when - datetime.fromtimestamp(now_s, UTC)).total_seconds()), MAX_RETRY_AFTER_S)
