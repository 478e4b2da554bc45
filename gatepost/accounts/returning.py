"""Where does somebody go on once they have signed in: at the page from which they were sent to do so?

The address of the sign-in page names it (`next`), its forms send it on (`to`), and the session keeps it through a second step. It
is taken for nothing but a path to one of our own pages: a link could name any address. Each first form sets or clears it, and it
leads there once: on a device that is shared nobody comes to where somebody else wanted.

    own_page("/permissions/5/"), own_page("//evil.example"), own_page("/sign-out/")  ->  ('/permissions/5/', '', '')
"""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme

WAY_ON = "gatepost_way_on"
LONGEST = 500
NOWHERE = ("/sign-in/", "/sign-out/", "/invitation/", "/to-sign/")
"""Where nobody goes on who has just signed in."""


def own_page(address: str) -> str:
    """Return an address if it is a path to one of our pages, else blank."""
    is_ours = (
        len(address) <= LONGEST
        and address.startswith("/")
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        and not address.startswith(NOWHERE)
    )
    if not is_ours:
        return ""
    try:
        resolve(urlsplit(address).path)
    except Resolver404:
        return ""
    return address


def way_on(request: HttpRequest) -> str:
    """Return the page of ours that the address of a sign-in page, or a form on one, names; blank for none."""
    return own_page(request.POST.get("to", "") if request.method == "POST" else request.GET.get("next", ""))


def keep_way_on(request: HttpRequest) -> None:
    """Let whoever signs in with this form go on at the page that it names; if it names none, nowhere that another named before."""
    set_way_on(request, way_on(request))


def set_way_on(request: HttpRequest, way: str) -> None:
    """Let whoever signs in next in this session go on at one of our pages; blank for none, whatever was there before."""
    if way:
        go_on_at(request, way)
    else:
        arrived(request)


def go_on_at(request: HttpRequest, path: str) -> None:
    """Let whoever signs in next in this session go on at one of our pages."""
    request.session[WAY_ON] = path


def going_on(request: HttpRequest) -> str:
    """Return that page, once; blank if there is none."""
    return str(request.session.pop(WAY_ON, ""))


def arrived(request: HttpRequest) -> None:
    """Forget it: whoever signs in next begins at the start again."""
    request.session.pop(WAY_ON, None)
