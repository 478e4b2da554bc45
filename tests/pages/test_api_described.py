"""Does the API do what its description says, and nothing that it does not say?

schemathesis asks with everything that the description allows, and with much that it does not: a few hundred requests, the
same in every run.
"""

import itertools
import json
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import HealthCheck, settings

from gatepost.web.api.errors import CODES
from gatepost.web.api.operations import api
from tests.pages.api import OPENAPI

EXAMPLES = 300
"""Of each kind, for each address."""

site = cache(get_wsgi_application)  # when it is first asked: the static files have to be there
visitors = itertools.count()


def from_ever_new_addresses(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve the site to ever new visitors, so that no limit on one of them is in the way."""
    number = next(visitors)
    environ.pop("HTTP_ACCEPT_ENCODING", None)  # this client asks for what is compressed, and cannot read it
    environ["REMOTE_ADDR"] = f"198.51.{number // 250 % 250}.{number % 250}"
    answer: Iterable[bytes] = site()(environ, start_response)
    return answer


schema = schemathesis.openapi.from_dict(json.loads(json.dumps(api.get_openapi_schema())))
schema.app = from_ever_new_addresses


@pytest.mark.django_db(transaction=True)
@schema.parametrize()
@settings(
    max_examples=EXAMPLES, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
def test_schemathesis_finds_nothing(case: Any) -> None:
    """No crash, no status, header or body that is not described, no bad question taken, no good one refused."""
    case.call_and_validate()


def test_description_is_served_as_it_was_tried() -> None:
    """By the address that programs know."""
    assert Client().get(OPENAPI).json() == schema.raw_schema


def test_every_code_and_every_key_is_described() -> None:
    """A program can list them, and there are no others."""
    shapes = schema.raw_schema["components"]["schemas"]
    assert shapes["WhatWasWrong"]["properties"]["code"]["enum"] == list(CODES)
    assert all(shape["additionalProperties"] is False for shape in shapes.values())
