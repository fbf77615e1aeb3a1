"""The contract's wrapper around every answer."""

import time
import uuid
from typing import Any

from fastapi.responses import JSONResponse

from kiosk.center.contract import Answer, Code


def answered(data: Any, code: Code = Code.OK, message: str = "", status: int = 200) -> JSONResponse:
    """`data` as the contract wraps it."""
    answer = Answer(
        code=code,
        message=message,
        data=data,
        request_id=uuid.uuid4().hex,
        server_time=int(time.time() * 1000),
    )
    return JSONResponse(answer.model_dump(mode="json"), status)
