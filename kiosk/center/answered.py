"""What the centre answered, as the contract has it."""

from typing import TYPE_CHECKING, Any, TypeVar

from kiosk.center.errors import CenterUnreachable

if TYPE_CHECKING:
    from pydantic import BaseModel

    Model = TypeVar("Model", bound=BaseModel)


def parsed(model: "type[Model]", data: Any) -> "Model":
    """The model of `data`. Raises CenterUnreachable: what is not of the contract proves nothing."""
    from pydantic import ValidationError

    try:
        return model.model_validate(data)
    except ValidationError as error:
        raise CenterUnreachable(f"the answer is not of the contract: {model.__name__}") from error
