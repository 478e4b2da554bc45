"""How do the tests ask the API?

As programs do, with a client that looks at no cookie; each test begins with full buckets.

    post(client, {"hats": ["parent"], "act": "take-photos"}).json()["verdict"]
"""

import json
from typing import Any

from django.http import HttpResponse
from django.test import Client

DECIDE, POLICY, OPENAPI = "/api/v1/decide", "/api/v1/policy", "/api/v1/openapi.json"
QUESTION = {"hats": ["parent"], "act": "take-photos", "where": "at-event"}


def post(client: Client, data: object, content_type: str = "application/json", **more: Any) -> HttpResponse:
    """Ask; bytes and text go as they are, anything else as JSON."""
    body = data if isinstance(data, bytes | str) else json.dumps(data)
    response: Any = client.generic("POST", DECIDE, body, content_type, CONTENT_TYPE=content_type, **more)
    answer: HttpResponse = response
    return answer


def body_of(response: Any) -> Any:  # the client returns an HttpResponse with more to it
    """Return the JSON in a response."""
    assert response.headers["Content-Type"] == "application/json"
    return json.loads(response.content)
