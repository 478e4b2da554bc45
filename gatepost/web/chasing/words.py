"""Why does no mail reach somebody, when do mails go, and what does the plan say, in words?

>>> str(WHY[Way.NO_ADDRESS])
'No e-mail address of their own is written down.'
"""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gatepost.accounts.reaching import Way
from gatepost.campaigns.due import Plan
from gatepost.campaigns.hours import MONDAY_TO_FRIDAY
from gatepost.campaigns.states import Stage
from gatepost.web.chasing.forms import DAYS

WHY = {
    Way.BOUNCED: gettext_lazy("The last mail to their address came back. Ask them for the right one."),
    Way.NO_ADDRESS: gettext_lazy("No e-mail address of their own is written down."),
    Way.BY_NAME: gettext_lazy("They sign in with a name, since they have no mailbox of their own."),
    Way.LETTER: gettext_lazy("They have a letter with a code that they have not used yet."),
    Way.BY_HAND: gettext_lazy(
        "They carry a duty and were never signed in. The head teacher, or for the head the chair, invites them."
    ),
    Way.STOPPED: gettext_lazy("They were stopped from signing in."),
}

CLOSED = {
    Stage.COMING: gettext_lazy("This campaign has not begun: it reminds nobody yet."),
    Stage.CALLED_OFF: gettext_lazy(
        "The governing body took back the day from which this edition counts: this campaign asks nobody now, and reminds nobody."
    ),
    Stage.REPLACED: gettext_lazy("Another edition is in force: this campaign asks nobody now, and reminds nobody."),
    Stage.ENDED: gettext_lazy("This campaign was ended: it asks nobody now, and reminds nobody."),
}
"""Why a campaign reminds nobody."""


def moment(at: datetime, *, now: datetime) -> str:
    """Return a moment in words: today by its hour, else with the day."""
    here = localtime(at)
    hour = date_format(here, "H:i")
    if here.date() == localtime(now).date():
        return _("today at {hour}").format(hour=hour)
    return _("{day} at {hour}").format(day=date_format(here, "l j F"), hour=hour)


def in_words(plan: Plan) -> str:
    """Return a plan as one sentence."""
    if not plan.is_on:
        return _("Gatepost reminds nobody by itself.")
    rhythm = ngettext(
        "An e-mail at once, then one every day", "An e-mail at once, then one every {every} days", plan.every
    ).format(every=plan.every)
    most = ngettext("one to each person at most", "{most} to each person at most", plan.most).format(most=plan.most)
    return _("{rhythm}, {most}; {days}, {opens} to {closes}.").format(
        rhythm=rhythm,
        most=most,
        days=_days(plan.hours.days),
        opens=plan.hours.opens.strftime("%H:%M"),
        closes=plan.hours.closes.strftime("%H:%M"),
    )


def span(first: date, last: date) -> str:
    """Return days in words."""
    if first == last:
        return date_format(first, "j F Y")
    return _("{first} to {last}").format(first=date_format(first, "j F Y"), last=date_format(last, "j F Y"))


def _days(days: Collection[int]) -> str:
    if frozenset(days) == MONDAY_TO_FRIDAY:
        return _("Monday to Friday")
    return ", ".join(str(label) for code, label in DAYS if int(code) in days)
