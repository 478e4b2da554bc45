"""On which page does the head or the office say how the school is reached, and who is asked about what?

POST /questions/channels/  ->  302 to what everybody sees, or 400, or 409 if somebody else changed it meanwhile
"""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gatepost.enquiries.access import may_keep_channels
from gatepost.enquiries.channels import AT_FIRST, MOST_TOPICS, Reached, Topic, get_channels, set_channels
from gatepost.enquiries.states import STANDS_IN
from gatepost.kernel.clock import now
from gatepost.kernel.errors import Refused
from gatepost.web.viewers import viewer_of

BAD_REQUEST, CONFLICT = 400, 409
LINES = ("phone", "email", "hours", "safeguarding")
SPARE = 2
"""Empty rows for topics that are new."""


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest) -> HttpResponse:
    """Show how the school is reached, to be changed."""
    viewer = viewer_of(request)
    if may_keep_channels(viewer):
        raise PermissionDenied
    reached, wrong, status = get_channels(viewer), {}, None
    if request.method == "POST":
        reached = _sent(request)
        try:
            set_channels(reached, by=viewer, at=now())
        except Refused as refused:
            about = refused.code.rpartition("-")[2]
            wrong = {about if about in {*LINES, "topics"} else "": _(refused.sentence)}
            status = BAD_REQUEST if "" not in wrong else CONFLICT
            if status == CONFLICT:
                reached = get_channels(viewer)
        else:
            return redirect("questions")
    titles = [Topic(_(each.title), each.duty) if each in AT_FIRST else each for each in reached.topics]
    spare = [Topic("", "")] * min(SPARE, MOST_TOPICS - len(titles))
    context = {
        "reached": reached,
        "topics": [*titles, *spare],
        "duties": [(duty.value, duty.label) for duty in STANDS_IN],
        "wrong": wrong,
        "errors": [{"field": name, "sentence": sentence} for name, sentence in wrong.items()],
    }
    return render(request, "web/enquiries/channels.html", context, status=status)


def _sent(request: HttpRequest) -> Reached:
    post = request.POST
    version = post.get("version", "")
    rows = zip(post.getlist("title"), post.getlist("duty"), strict=False)
    topics = tuple(Topic(title.strip(), duty) for title, duty in rows if title.strip())
    lines = {name: post.get(name, "").replace("\r\n", "\n").strip() for name in LINES}
    number = int(version[:9]) if version.isascii() and version.isdigit() else -1
    return Reached(**lines, topics=topics, version=number)
