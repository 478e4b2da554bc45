"""Which files does the office take from a campaign?

A table of everybody who is asked, and a report for an inspector. For the head and the office; nothing of it is kept anywhere.

    GET /sign-off/3f…/people.csv  ->  Name,Is here as,Class,Answer,Day,On paper
"""

from collections.abc import Iterator
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gatepost.campaigns.audience import Standing
from gatepost.campaigns.few import tellable_classes
from gatepost.campaigns.lists import Asked, Wanted, list_all
from gatepost.campaigns.queries import CampaignSeen
from gatepost.kernel.csv_cells import BYTE_ORDER_MARK, csv_lines
from gatepost.people.queries import get_school_name
from gatepost.people.states import Hat
from gatepost.people.viewer import Viewer
from gatepost.printing import Report, ReportRow
from gatepost.printing import report_pdf as printed_report
from gatepost.web.campaigns.page import Row, progress
from gatepost.web.campaigns.views import asker, campaign_of
from gatepost.web.campaigns.words import LEVELS, STANDINGS, asks, hats_in_words, when
from gatepost.web.people.guard import today

REGISTERED = frozenset({Hat.STAFF.value, Hat.GOVERNOR.value, Hat.VOLUNTEER.value})
"""Whose names an inspector's report holds: of parents it says how many."""


@require_safe
def people_csv(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Return everybody who is asked, with what they answered and when; no reasons."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    rows = table_of(seen, viewer, on=today())
    head = (_("Name"), _("Is here as"), _("Class"), _("Answer"), _("Day"), _("On paper"))
    response = HttpResponse([BYTE_ORDER_MARK, *csv_lines((head, *rows))], content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="sign-off.csv"'
    return response


def table_of(campaign: CampaignSeen, viewer: Viewer, *, on: date) -> Iterator[tuple[str, ...]]:
    """Yield a row for everybody who is asked, as far as the viewer may know."""
    for one in list_all(viewer, campaign.id, Wanted(), on=on):
        yield (
            one.name,
            hats_in_words(one.hats),
            ", ".join(one.classes),
            str(STANDINGS[one.standing]),
            one.day.isoformat() if one.day else "",
            _("Yes") if one.is_on_paper else "",
        )


@require_safe
def report_pdf(request: HttpRequest, campaign_id: str) -> HttpResponse:
    """Return the report for an inspector: which words, how many, and of all but parents who."""
    viewer = asker(request)
    seen = campaign_of(viewer, campaign_id)
    page = progress(viewer, seen, on=today())
    people = list_all(viewer, seen.id, Wanted(), on=today())
    rows = (*([page.total] if page.total else ()), *page.hats) if page else ()
    begins, classes = when(seen, on=today()), page.classes if page else ()
    parents = [one for one in people if Hat.PARENT.value in one.hats]
    asked = [frozenset(one.classes) for one in parents if one.standing is not Standing.HELD]
    names = tellable_classes([row.value for row in classes], [frozenset(one.classes) for one in parents], asked)
    told = [row for row in classes if row.value in names]
    report = Report(
        school=get_school_name(viewer),
        made=today(),
        edition=seen.edition.label,
        sha256=seen.edition.sha256,
        since=seen.since if begins else None,
        until=seen.counted_on(today()) if seen.is_over and seen.has_asked(today()) else None,
        has_begun=seen.has_asked(today()),
        asks=asks(seen),
        level=str(LEVELS[seen.level]),
        lead=f"{page.lead} {page.counted}".rstrip() if page else "",
        picture=render_to_string("web/campaigns/_chart.html", {"chart": page.chart, "page": page})
        if page and page.chart
        else "",
        headings=page.headings if page else (),
        rows=tuple(_counted(row) for row in rows),
        classes=tuple(_counted(row) for row in told),
        leaves_out=len(told) < len(classes),
        people=tuple(_registered(one) for one in people if not REGISTERED.isdisjoint(one.hats) or not one.hats),
    )
    response = HttpResponse(printed_report(report, say=_), content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="sign-off.pdf"'
    return response


def _counted(row: Row) -> ReportRow:
    return ReportRow(row.title, row.asked, tuple(str(cell.number) for cell in row.cells), row.percent)


def _registered(one: Asked) -> tuple[str, str, str, date | None, bool]:
    """Return what the report says of somebody: what stands for the hats that it names, so that nothing shows a parent."""
    hats = [hat for hat in one.hats if hat in REGISTERED]
    standing, day, is_on_paper = one.standing, one.day, one.is_on_paper
    if standing is Standing.PARTLY and one.agreed_as.issuperset(hats):
        standing = Standing.AGREED
    elif standing is Standing.PARTLY and one.agreed_as.isdisjoint(hats):
        standing, day, is_on_paper = Standing.NONE, None, False
    return one.name, hats_in_words(hats), str(STANDINGS[standing]), day, is_on_paper
