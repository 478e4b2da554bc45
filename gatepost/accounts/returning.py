"""Where does somebody go on once they have signed in: to the page from which they were sent to do so?

Kept in the session, by our own pages alone: an address in a link could lead anywhere.

    go_on_at(request, "/me/policy/sign/")
    going_on(request)  ->  '/me/policy/sign/'
"""

from django.http import HttpRequest

WAY_ON = "gatepost_way_on"
WAYS = {
    "policy": "me-policy",
    "signed": "me-signed",
    "questions": "questions",
    "reports": "self-reports",
    "phone": "phones-mine",
    "permissions": "permissions",
}
"""Pages that a mail leads to, by what the address of the sign-in page calls them: no address can be given there."""


def go_on_at(request: HttpRequest, path: str) -> None:
    """Let whoever signs in next in this session go on at one of our pages."""
    request.session[WAY_ON] = path


def going_on(request: HttpRequest) -> str:
    """Return that page, blank if there is none."""
    return str(request.session.get(WAY_ON, ""))


def arrived(request: HttpRequest) -> None:
    """Forget it: whoever signs in next begins at the start again."""
    request.session.pop(WAY_ON, None)
