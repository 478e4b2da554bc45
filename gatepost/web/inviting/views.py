"""Who of a group is invited, by mail or by letter?

A look changes nothing. What is confirmed is what was seen, or the list is shown again as it is now.

    POST /people/invite/ group=hat:parent do=mail seen=…     ->  302, and the mail is in the outbox
    POST /people/invite/ group=hat:parent do=letters seen=…  ->  a PDF, kept nowhere
"""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.accounts.access import may_invite
from gatepost.accounts.groups import Chosen, Place, Sorted, sort_out
from gatepost.accounts.letters import make_letters
from gatepost.accounts.many import invite_all
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.people.directory import list_classes
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.roster.queries import list_last_imported
from gatepost.web.inviting.words import LEFT_OUT
from gatepost.web.viewers import viewer_of
from gatepost.web.words import in_words

BAD_REQUEST, CONFLICT = 400, 409
LETTERS = {
    "letters": (Place.PAPER,),
    "letters-instead": (Place.MAIL,),
    "letters-again": (Place.LETTER,),
    "letters-returned": (Place.RETURNED,),
}
"""Who gets a letter, for each button."""


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Show a group and who of it would be invited; invite them, or print their letters."""
    viewer = viewer_of(request)
    if may_invite(viewer):
        raise PermissionDenied
    chosen = _chosen(viewer, request.POST.get("group", "") or request.GET.get("group", ""))
    if request.method != "POST":
        return _page(request, viewer, chosen)
    if chosen is None:
        return _page(request, viewer, None, error=_("Choose whom to invite."), status=BAD_REQUEST)
    asked, seen = request.POST.get("do", ""), request.POST.get("seen", "")
    try:
        if asked == "mail":
            invite_all(chosen, seen=seen, by=viewer, at=now())
            group = {"group": request.POST.get("group", ""), "sent": "yes"}
            return redirect(f"{reverse('invite')}?{urlencode(group)}")
        if asked in LETTERS:
            return as_letters(make_letters(chosen, LETTERS[asked], seen=seen, by=viewer, at=now(), say=in_words))
    except Refused as refused:
        return _page(request, viewer, chosen, error=_(refused.sentence), status=CONFLICT)
    return _page(request, viewer, chosen, error=_("Choose what to do."), status=BAD_REQUEST)


def as_letters(document: bytes) -> HttpResponse:
    """Return letters as what the browser keeps under a name of its own."""
    headers = {"Content-Disposition": 'attachment; filename="letters.pdf"'}
    return HttpResponse(document, "application/pdf", headers=headers)


def _chosen(viewer: Viewer, group: str) -> Chosen | None:
    """Return the group of an address; None if it makes no sense."""
    code, _between, value = group.replace("\x00", "").partition(":")
    if code == "import":
        return Chosen("ids", ids=list_last_imported(viewer))
    known = code in {"nobody-in", "ran-out"} or (code == "hat" and value in Hat.values) or (code == "class" and value)
    return Chosen(code, value) if known else None


def _page(
    request: HttpRequest, viewer: Viewer, chosen: Chosen | None, *, error: str = "", status: int = 200
) -> HttpResponse:
    found = sort_out(viewer, chosen, at=now()) if chosen else None
    context = {
        "group": request.POST.get("group", "") or request.GET.get("group", "") if chosen else "",
        "hats": [(f"hat:{value}", label) for value, label in Hat.choices],
        "classes": [(f"class:{name}", name) for name in list_classes(viewer, on=localdate(now()))],
        "has_import": bool(list_last_imported(viewer)),
        "found": found,
        "was_sent": "sent" in request.GET,
        "errors": [{"field": "" if chosen else "group", "sentence": error}] if error else [],
        **(_lists(found) if found else {}),
    }
    return render(request, "web/inviting/invite.html", context, status=status)


def _lists(found: Sorted) -> dict[str, object]:
    """Return the lists of a group, with the fingerprint of what each button would do."""
    return {
        "by_mail": found.of(Place.MAIL),
        "mail_seen": found.digest(Place.MAIL),
        "on_paper": found.of(Place.PAPER),
        "paper_seen": found.digest(Place.PAPER),
        "with_letter": found.of(Place.LETTER),
        "letter_seen": found.digest(Place.LETTER),
        "returned": found.of(Place.RETURNED),
        "returned_seen": found.digest(Place.RETURNED),
        "left_out": [(words, found.of(place)) for place, words in LEFT_OUT.items() if found.of(place)],
        "is_empty": not found.places,
    }
