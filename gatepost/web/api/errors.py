"""How does the API say no?

Always in the shape that the command line has, whatever was wrong.

    415 {"error": {"code": "wrong-media-type", "key": "", "message": "…", "valid": ["application/json"]}}
"""

from collections.abc import Mapping
from http import HTTPStatus

from django.http import JsonResponse

from gatepost.policy import SituationError
from gatepost.policy.situation import LONGEST

PREFIX = "/api/"
STATUSES = {
    "length-required": HTTPStatus.LENGTH_REQUIRED,
    "too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "wrong-media-type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}
"""What the contract's codes are in HTTP; whatever is not here is a question that does not fit, 400."""


CODES = (
    "missing",
    "unknown-key",
    "unknown-value",
    "wrong-type",
    "repeated-key",
    "malformed",
    "too-large",
    "length-required",
    "wrong-media-type",
    "wrong-method",
    "too-many",
    "no-such-address",
)
"""All that the API says: the contract's, then those that only HTTP needs."""


def refused(error: SituationError) -> JsonResponse:
    """Return an error of the contract as HTTP has it."""
    return refusal(STATUSES.get(error.code, HTTPStatus.BAD_REQUEST), error)


def refusal(status: HTTPStatus, error: SituationError, headers: Mapping[str, str] | None = None) -> JsonResponse:
    """Return an error with this status; no cache keeps it."""
    return JsonResponse(
        {"error": error.to_dict()}, status=status, headers={"Cache-Control": "no-store", **(headers or {})}
    )


def too_large() -> SituationError:
    """Return the error for more than a question can have, said as the contract says it."""
    return SituationError("too-large", "", f"A situation has at most {LONGEST} bytes.")
