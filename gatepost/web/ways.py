"""Which address lets somebody sign in and come back to the page that they wanted?

It names the page by its path. Of what stands behind the question mark only a question to the policy goes along: anything else may
be what somebody typed, and does not belong into another address.

    sign_in_address(request for /permissions/5/)  ->  '/sign-in/?next=%2Fpermissions%2F5%2F'
"""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from gatepost.accounts.returning import own_page
from gatepost.web.ask.addresses import query_of, read

SECTIONS = ("me-policy", "me-signed", "questions", "self-reports", "phones-mine", "permissions")
"""Where somebody goes on who sent a form after their session had ended: the form itself is gone."""


def sign_in_address(request: HttpRequest) -> str:
    """Return the address of the sign-in page for whoever wants to see what this request is about."""
    way = _of_a_page(request) if request.method in {"GET", "HEAD"} else _of_a_section(request.path)
    return f"{reverse('sign-in')}?{urlencode({'next': way}, safe='/')}" if way else reverse("sign-in")


def _of_a_page(request: HttpRequest) -> str:
    asked, problems = read(request.GET)
    question = "" if problems else query_of(asked)
    return own_page(f"{request.path}?{question}" if question else request.path)


def _of_a_section(path: str) -> str:
    above = [reverse(page) for page in SECTIONS if path.startswith(reverse(page))]
    return max(above, key=len, default="")
