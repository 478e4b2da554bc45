"""How is somebody's history told?

told(Happened(action="duty.given", what="head", …)).sentence  ->  'Duty given: Head teacher'
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gatepost.people.history import Happened
from gatepost.people.states import Duty, Hat, Lent

ACTIONS = {
    "person.added": gettext_lazy("Added"),
    "person.corrected": gettext_lazy("Corrected"),
    "person.merged": gettext_lazy("Another entry was joined to this one"),
    "person.left": gettext_lazy("Leaves"),
    "hat.given": gettext_lazy("Hat given"),
    "hat.ended": gettext_lazy("Hat ended"),
    "hat.corrected": gettext_lazy("Title or number corrected by an import"),
    "person.put-back": gettext_lazy("Put back as before an import"),
    "duty.given": gettext_lazy("Duty given"),
    "duty.ended": gettext_lazy("Duty ended"),
    "power.lent": gettext_lazy("May act for another"),
    "power.taken-back": gettext_lazy("Acts no more for another"),
    "guardian.linked": gettext_lazy("Linked to a child"),
    "guardian.unlinked": gettext_lazy("Link to a child ended"),
    "account.opened": gettext_lazy("May sign in"),
    "account.invited": gettext_lazy("Invited by mail"),
    "account.letter-made": gettext_lazy("A letter with an invitation was made"),
    "account.renamed": gettext_lazy("Got another sign-in name"),
    "account.accepted": gettext_lazy("Used their invitation"),
    "account.closed": gettext_lazy("May not sign in any more"),
    "account.factor-added": gettext_lazy("Added a second step"),
    "account.factor-removed": gettext_lazy("Removed a second step"),
    "account.factors-reset": gettext_lazy("Their second step and their password were taken away"),
    "account.codes-made": gettext_lazy("Made new recovery codes"),
    "account.password-set": gettext_lazy("Set a password"),
    "account.password-removed": gettext_lazy("Their password was removed"),
    "account.door-bound": gettext_lazy("Signed in through Google or Microsoft for the first time"),
}
COLUMNS = {"name": gettext_lazy("name"), "email": gettext_lazy("e-mail address")}
CODES = {**dict(Hat.choices), **dict(Duty.choices), **dict(Lent.choices)}
"""What stands in the record as a code."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a history."""

    at: datetime
    sentence: str
    by: str


MAILS = {
    "code": gettext_lazy("A code to sign in"),
    "invitation": gettext_lazy("An invitation"),
    "sign-in-changed": gettext_lazy("News about how they sign in"),
    "reminder": gettext_lazy("That the policy waits for an answer"),
    "reminder-with-link": gettext_lazy("That the policy waits for an answer"),
    "waiting": gettext_lazy("That something waits"),
}
WHY = {
    "bounced-5.1": gettext_lazy("It came back: there is no such address."),
    "bounced-4.2": gettext_lazy("It came back: the mailbox is full, or takes no mail."),
    "bounced-5.2": gettext_lazy("It came back: the mailbox is full, or takes no mail."),
    "bounced-4.4": gettext_lazy("It came back: the other mail server was not reached."),
    "bounced-5.4": gettext_lazy("It came back: the other mail server was not reached."),
    "bounced-5.7": gettext_lazy(
        "It came back: the other mail server takes no mail of this kind from the school. Tell the technician."
    ),
    "bounced": gettext_lazy("It came back."),
    "gone": gettext_lazy("What it was about is not kept any more."),
    "not-made": gettext_lazy("What it encloses could not be made. Tell the technician."),
    "worker-died": gettext_lazy("It could not be sent: the worker ended each time. Tell the technician."),
    "refused": gettext_lazy("The mail server refused it."),
}
"""Why a mail did not arrive, by how its reason begins: the more exact first."""


def mail_in_words(kind: str) -> str:
    """Return what a mail was about, as far as a list says it."""
    return str(MAILS.get(kind, _("An e-mail")))


def why_not_delivered(reason: str) -> str:
    """Return why a mail did not arrive.

    >>> str(why_not_delivered("bounced-5.1.1"))
    'It came back: there is no such address.'
    """
    known = (sentence for begin, sentence in WHY.items() if f"{reason}.".startswith((f"{begin}.", f"{begin}-")))
    return str(next(known, _("The mail server of the school did not take it for three days. Tell the technician.")))


def told(one: Happened) -> Told:
    """Return one entry in words; what another room wrote there, it tells itself."""
    said = str(ACTIONS.get(one.action, _("Something else was recorded")))
    what = CODES.get(one.what) or ", ".join(str(COLUMNS[key]) for key in one.columns.split() if key in COLUMNS)
    if what:
        said = f"{said}: {what}"
    days = [_day(_("from %(day)s"), one.since), _day(_("until %(day)s"), one.until or one.last_day)]
    return Told(one.at, " ".join([said, *filter(None, days)]), one.by or _("Gatepost"))


def _day(phrase: str, written: str) -> str:
    return phrase % {"day": date_format(date.fromisoformat(written), "j F Y")} if written else ""
