"""What does each room put on somebody's own page, and into their download?

Two plain lists. A room that keeps something about people adds its sources to SOURCES (a test asks for every column that its
classification exports); one that waits for people adds a function to WAITING.

    [row.words for row in waiting_for(chair, on=today)]  ->  ['“Autumn edition” waits to be approved']
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gatepost.accounts import exported as of_accounts
from gatepost.agreements import exported as of_agreements
from gatepost.agreements.queries import list_visible as list_editions
from gatepost.campaigns import exported as of_campaigns
from gatepost.campaigns.glance import running
from gatepost.enquiries import exported as of_enquiries
from gatepost.enquiries.queries import list_answered as list_answered_questions
from gatepost.enquiries.queries import list_waiting as list_questions
from gatepost.enquiries.states import State as QuestionState
from gatepost.grants import exported as of_grants
from gatepost.grants.queries import list_lacking, list_own, list_waiting
from gatepost.grants.seeing import PermissionSeen
from gatepost.grants.states import State as PermissionState
from gatepost.grants.states import Step
from gatepost.kernel.clock import now
from gatepost.people import exported as of_people
from gatepost.people.viewer import Viewer
from gatepost.premises import exported as of_premises
from gatepost.premises.queries import list_own as list_phones
from gatepost.restrictions import exported as of_restrictions
from gatepost.roster.access import may_import
from gatepost.roster.queries import list_visible as list_imports
from gatepost.roster.states import State as ImportState
from gatepost.selfreports import exported as of_selfreports
from gatepost.selfreports.access import may_report, receives
from gatepost.selfreports.queries import list_answered
from gatepost.selfreports.queries import list_received as list_self_reports
from gatepost.selfreports.states import NEWS
from gatepost.signoff import exported as of_signoff
from gatepost.signoff.declined import list_declined
from gatepost.web.campaigns.words import at_a_glance
from gatepost.web.editions.waiting import APPROVE
from gatepost.web.editions.waiting import waiting as waiting_editions
from gatepost.web.restrictions.waiting import waiting as waiting_restrictions
from gatepost.web.signing.page import to_sign

SOURCES = (
    *of_people.SOURCES,
    *of_accounts.SOURCES,
    *of_agreements.SOURCES,
    *of_restrictions.SOURCES,
    *of_signoff.SOURCES,
    *of_campaigns.SOURCES,
    *of_grants.SOURCES,
    *of_enquiries.SOURCES,
    *of_selfreports.SOURCES,
    *of_premises.SOURCES,
)
"""Which rows of which tables reach somebody, in the order in which they are told."""


class Group(StrEnum):
    """Under which heading something stands; they are shown in this order."""

    WAITS = "1-waits"
    RUNS = "2-runs"
    STANDS = "3-stands"
    NEWS = "4-news"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for somebody, and where they do it; what runs; how something stands; or only news, for as long as NEWS."""

    words: str
    url: str
    group: Group = Group.WAITS


def _editions(viewer: Viewer, on: date) -> Iterable[Waiting]:
    rows = waiting_editions(viewer, list_editions(viewer, on=on))
    return (Waiting(row.task, row.url if row.step == APPROVE else row.step_url) for row in rows if row.is_yours)


def _imports(viewer: Viewer, _on: date) -> Iterable[Waiting]:
    if may_import(viewer):
        return
    for each in list_imports(viewer):
        if each.state == ImportState.READY:
            yield Waiting(_("A list of people waits for your yes"), reverse("roster-import", args=[each.id]))


def _restrictions(viewer: Viewer, on: date) -> Iterable[Waiting]:
    return (Waiting(words, url) for words, url in waiting_restrictions(viewer, on=on))


def _policy(viewer: Viewer, on: date) -> Iterable[Waiting]:
    there = to_sign(viewer, on=on)
    if there.edition and there.waits:
        words = _("Read the policy, “%(label)s”") if there.only_reading else _("Read and sign the policy, “%(label)s”")
        yield Waiting(words % {"label": there.edition.label}, reverse("me-policy"))


def _declined(viewer: Viewer, on: date) -> Iterable[Waiting]:
    waits = sum(each.waits for each in list_declined(viewer, on=on))
    if waits:
        words = ngettext(
            "%(number)d person does not agree to the policy, and is waiting to speak with you",
            "%(number)d people do not agree to the policy, and are waiting to speak with you",
            waits,
        )
        yield Waiting(words % {"number": waits}, reverse("declined"))


def _campaigns(viewer: Viewer, on: date) -> Iterable[Waiting]:
    for each in running(viewer, on=on):
        page = reverse("campaign", args=[each.campaign.id])
        yield Waiting(at_a_glance(each.campaign, each.total), page, group=Group.RUNS)


def _questions(viewer: Viewer, on: date) -> Iterable[Waiting]:
    for each in list_questions(viewer, on=on):
        yield Waiting(
            _("A question waits for an answer: %(topic)s") % {"topic": each.topic}, reverse("question", args=[each.id])
        )
    for each in list_answered_questions(viewer, on=on, since=on - NEWS):
        answered = each.state is QuestionState.ANSWERED
        words = _("Your question was answered: %(topic)s") if answered else _("Your question was closed: %(topic)s")
        yield Waiting(words % {"topic": each.topic}, reverse("question", args=[each.id]), group=Group.NEWS)


def _self_reports(viewer: Viewer, on: date) -> Iterable[Waiting]:
    if may_report(viewer) is None:
        for report in list_answered(viewer, on=on):
            page = reverse("self-report", args=[report])
            yield Waiting(_("Something that you told the school was answered"), page, group=Group.NEWS)
    if not receives(viewer):
        return
    for each in list_self_reports(viewer, on=on):
        if each.seen_at is None:
            yield Waiting(_("A self-report waits to be seen"), reverse("self-report", args=[each.id]))


def _phones(viewer: Viewer, _on: date) -> Iterable[Waiting]:
    for each in list_phones(viewer, at=now()):
        if each.is_held:
            words = _("A message for you is in the office") if each.messages else _("Your phone is in the office")
            yield Waiting(words, reverse("phones-mine"))


def _permissions(viewer: Viewer, on: date) -> Iterable[Waiting]:
    for each in list_waiting(viewer, on=on):
        yield Waiting(_("A request waits for your decision: %(title)s") % _about(each), _page_of(each))
    for each in list_lacking(viewer, on=on):
        yield Waiting(_("A request needs another governor who may decide: %(title)s") % _about(each), _page_of(each))
    for each in list_own(viewer, on=on):
        if each.able.answer:
            yield Waiting(_("Your request was refused, and you can answer: %(title)s") % _about(each), _page_of(each))
        elif each.rests:
            yield Waiting(_("This is not valid for now: %(title)s") % _about(each), _page_of(each), Group.STANDS)
        elif words := _news(each, on):
            yield Waiting(words % _about(each), _page_of(each), Group.NEWS)


def _news(own: PermissionSeen, on: date) -> str:
    """Return what lately became of a permission that somebody asked for; blank for nothing."""
    if own.state is PermissionState.EXPIRED:
        return _("This has run out: %(title)s") if own.scope.until >= on - NEWS else ""
    last = own.steps[-1]
    return str(TOLD.get(last.step, "")) if localdate(last.at) >= on - NEWS else ""


TOLD = {
    Step.GRANT: gettext_lazy("You were given: %(title)s"),
    Step.DECLINE: gettext_lazy("Your request was refused: %(title)s"),
    Step.REVOKE: gettext_lazy("This was taken away from you: %(title)s"),
    Step.LEAVE: gettext_lazy("This ended: %(title)s"),
}
"""The steps about somebody's own permission that are news to them: what they do themselves they know."""


def _about(seen: PermissionSeen) -> dict[str, str]:
    return {"title": seen.title}


def _page_of(seen: PermissionSeen) -> str:
    return reverse("permission", args=[seen.id])


WAITING: tuple[Callable[[Viewer, date], Iterable[Waiting]], ...] = (
    _phones,
    _policy,
    _declined,
    _campaigns,
    _restrictions,
    _permissions,
    _editions,
    _imports,
    _questions,
    _self_reports,
)


def waiting_for(viewer: Viewer, *, on: date) -> tuple[Waiting, ...]:
    """Return what waits for somebody that day, and what is new for them."""
    return tuple(row for ask in WAITING for row in ask(viewer, on))
