"""What is kept of signatures: what does everybody read, and what do the head and the office see and set?

POST /sign-off/kept/ years=6 agreed=yes  ->  302, and answers of those who left go six years later; first, a page that says how many
go at once, if any do, and again if they are others by then
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from gatepost.kernel.clock import now
from gatepost.people.queries import get_school_id, get_school_name
from gatepost.signoff.access import may_set_keeping, sees_keeping
from gatepost.signoff.keeping import YEARS, is_years, keep_for, list_told, years_kept
from gatepost.signoff.retention import Going, count_going
from gatepost.signoff.states import FEWEST_YEARS, MOST_YEARS
from gatepost.web import typed as waits
from gatepost.web.keeping.lines import in_words, lines
from gatepost.web.viewers import viewer_of

BAD_REQUEST = 400
_DIGITS = 3


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Say what is kept about reading and signing, to everybody, in words that a school can publish."""
    viewer = viewer_of(request)
    school = get_school_id(viewer)
    years = years_kept(school) if school else None
    context = {
        "school": get_school_name(viewer),
        "lines": lines(years),
        "until": in_words(years),
        "is_proposed": years == YEARS,
        "sees_keeping": sees_keeping(viewer),
    }
    return render(request, "web/keeping/kept.html", context)


@waits.keeping({"years": 20, "agreed": 3})
@require_http_methods(["GET", "HEAD", "POST"])
def keeping(request: HttpRequest) -> HttpResponse:
    """Show for how long signatures are kept and what was removed; let the head set the years."""
    viewer = viewer_of(request)
    if not sees_keeping(viewer) or (request.method == "POST" and may_set_keeping(viewer)):
        raise PermissionDenied
    waiting = waits.typed_by(request, viewer) if request.method != "POST" else {}
    typed, wrong, going = request.POST.get("years", waits.first_of(waiting, "years")), dict[str, str](), Going()
    if request.method == "POST":
        years = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < _DIGITS else 0
        if refused := is_years(years):
            wrong["years"] = _(refused.sentence)
        if "agreed" not in request.POST:
            wrong["agreed"] = _("Tick that this is agreed.")
        if not wrong and years < years_kept(viewer.school_id):
            going = count_going(years=years, by=viewer, at=now())
        was_told = not going.answers or request.POST.get("going") == str(going.answers)
        if not wrong and was_told:
            keep_for(years=years, by=viewer, at=now())
            waits.forget(request)
            return redirect(f"{reverse('keeping')}?saved=yes")
    years = years_kept(viewer.school_id)
    was_saved = "saved" in request.GET and not wrong and may_set_keeping(viewer) is None
    context = {
        "going": going,
        "wanted": int(typed) if going.answers else years,
        "was_saved": was_saved,
        "on_its_way": count_going(years=years, by=viewer, at=now()) if was_saved else Going(),
        "years": years,
        "typed": typed or years,
        "proposed": YEARS,
        "fewest": FEWEST_YEARS,
        "most": MOST_YEARS,
        "told": list_told(viewer),
        "may_set": may_set_keeping(viewer) is None,
        "has_agreed": waits.first_of(waiting, "agreed") == "yes",
        "is_back": bool(waiting) and may_set_keeping(viewer) is None,
        "made_for": waits.made_for(viewer, request.path),
        "wrong": wrong,
        "errors": [{"field": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "web/keeping/keeping.html", context, status=BAD_REQUEST if wrong else None)
