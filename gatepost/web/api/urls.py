"""Where do programs ask?

The version is in the address: a change of the contract that breaks a program gets another one. Whatever else is asked for
below it is answered in JSON too.

    GET /api/v1/openapi.json  ->  the description
"""

from collections.abc import Iterator
from typing import cast

from django.urls import URLPattern, path
from django.views.decorators.gzip import gzip_page

from gatepost.web.api.doors import READING, View, door, nothing
from gatepost.web.api.operations import NAMESPACE, api

app_name = NAMESPACE
METHODS = {"openapi-json": READING, "api-policy": READING, "api-decide": ("POST",)}


def _patterns() -> Iterator[URLPattern]:
    """Yield django-ninja's patterns, each behind a door of ours."""
    for pattern in cast("list[URLPattern]", api.urls[0]):  # there is no router below
        name, address = str(pattern.name), str(pattern.pattern)
        yield path(address, _view(name, pattern), name=name)


def _view(name: str, pattern: URLPattern) -> View:
    """Return what answers at a pattern; what is read travels compressed, as the pages of the policy do."""
    if name not in METHODS:
        return nothing
    view = door(pattern.callback, *METHODS[name])
    return gzip_page(view) if METHODS[name] == READING else view


urlpatterns = [*_patterns(), path("<path:rest>", nothing, name="api-nothing")]
