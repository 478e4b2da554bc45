"""What can programs ask?

Two things, described for them in OpenAPI by django-ninja; there is no page for people, which would need scripts.

    >>> api.title
    'Gatepost'
"""

from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.cache import get_conditional_response
from ninja import NinjaAPI

from gatepost.policy import SituationError, decide
from gatepost.web.api.bodies import MEDIA_TYPE, day_asked, situation_in
from gatepost.web.api.doors import too_many
from gatepost.web.api.errors import refused
from gatepost.web.api.policy import policy_json
from gatepost.web.api.shapes import AnswerShape, ErrorShape, PolicyShape, question
from gatepost.web.policy.editions import public_edition

NAMESPACE = "api"
ABOUT = (
    "May I? What a school's social-media policy says, for programs: the same contract and the same errors as "
    "`gatepost ask --json`. Every no has a JSON body of one shape, also where the method or the address is wrong. "
    "Nothing is kept of what is asked, and nobody has to sign in."
)
EXAMPLE = {"hats": ["parent"], "act": "take-photos", "where": "at-event"}
WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer", "minimum": 1}}}
ETAG = {"ETag": {"description": "The hash of this body.", "schema": {"type": "string"}}}
IF_NONE_MATCH = {
    "in": "header",
    "name": "If-None-Match",
    "required": False,
    "schema": {"type": "string"},
    "description": "The ETag of what you have.",
}
ON = {
    "in": "query",
    "name": "on",
    "required": False,
    "schema": {"type": "string", "format": "date"},
    "description": "The day whose policy is asked, as 2026-07-03; today if it is left out.",
}

api = NinjaAPI(
    title="Gatepost",
    version="1",
    description=ABOUT,
    docs_url=None,
    openapi_url="openapi.json",
    urls_namespace=NAMESPACE,
)


def _described(status: HTTPStatus, **more: Any) -> dict[int, dict[str, Any]]:
    return {status.value: more}


@api.post(
    "decide",
    url_name="api-decide",
    operation_id="decide",
    summary="May I? What the policy says of one situation.",
    response={
        HTTPStatus.OK.value: AnswerShape,
        **{
            status.value: ErrorShape
            for status in (
                HTTPStatus.BAD_REQUEST,
                HTTPStatus.LENGTH_REQUIRED,
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                HTTPStatus.TOO_MANY_REQUESTS,
            )
        },
    },
    openapi_extra={
        "parameters": [ON],
        "requestBody": {"required": True, "content": {MEDIA_TYPE: {"schema": question(), "example": EXAMPLE}}},
        "responses": _described(HTTPStatus.TOO_MANY_REQUESTS, headers=WAIT),
    },
)
def decide_one(request: HttpRequest) -> HttpResponse:
    """Only `hats` and `act` are required. A fact that is left out is not known, and the answer is that for the worst case.

    A list that is left out is empty.
    """
    refusal = too_many(request)
    if refusal:
        return refusal
    try:
        day, situation = day_asked(request), situation_in(request)
    except SituationError as error:
        return refused(error)
    return JsonResponse(decide(public_edition(day), situation).to_dict())


@api.get(
    "policy",
    url_name="api-policy",
    operation_id="policy",
    summary="The edition of the policy that decides now, or decided on a day.",
    response={
        HTTPStatus.OK.value: PolicyShape,
        HTTPStatus.NOT_MODIFIED.value: None,
        HTTPStatus.BAD_REQUEST.value: ErrorShape,
        HTTPStatus.TOO_MANY_REQUESTS.value: ErrorShape,
    },
    openapi_extra={
        "parameters": [IF_NONE_MATCH, ON],
        "responses": {
            **_described(HTTPStatus.OK, headers=ETAG),
            **_described(HTTPStatus.NOT_MODIFIED, description="You have this edition already.", headers=ETAG),
            **_described(HTTPStatus.TOO_MANY_REQUESTS, headers=WAIT),
        },
    },
)
def policy(request: HttpRequest) -> HttpResponse | None:
    """With its clauses, the permissions that somebody can be given, and the sentences that can be read in two ways."""
    refusal = too_many(request)
    if refusal:
        return refusal
    try:
        edition = public_edition(day_asked(request))
    except SituationError as error:
        return refused(error)
    body = policy_json(edition)
    etag = (
        f'"{sha256(body).hexdigest()}"'  # the edition's own hash does not know who signed it since, nor what was ruled
    )
    headers = {"ETag": etag, "Cache-Control": "public, no-cache"}
    response = HttpResponse(body, content_type=MEDIA_TYPE, headers=headers)
    return get_conditional_response(request, etag=etag, response=response)
