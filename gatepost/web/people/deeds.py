"""What can be done about somebody, one page each?

A table: the words of the page, its form, who may, and the service that does it. ``views.do`` walks it.

    DEEDS["hat"].do(person, {"hat": "staff", "since": day, …}, viewer, at)
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from gatepost.grants import adjustments
from gatepost.kernel.errors import Refused
from gatepost.people import chosen, services
from gatepost.people.access import may_entrust, may_lend, may_manage_people
from gatepost.people.chosen import Person
from gatepost.people.states import Duty, Hat, Lent
from gatepost.people.viewer import Viewer
from gatepost.web.people import forms
from gatepost.web.people.guard import today

Data = dict[str, Any]
Lazy = Any
"""A text that is translated when it is shown."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that can be done about somebody."""

    title: Lazy
    button: Lazy
    form: type[forms.PlainForm]
    do: Callable[[Person, Data, Viewer, datetime], object]
    may: Callable[[Viewer, Person], Refused | None]
    lead: Lazy = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """One kind of thing that can be ended: how it is found among a person's, and which service ends it."""

    title: Lazy
    find: Callable[[Person, str], Any]
    do: Callable[[Any, Data, Viewer, datetime], object]
    may: Callable[[Viewer, Person], Refused | None]
    lead: Lazy = ""


def manages(viewer: Viewer, person: Person) -> Refused | None:
    """Answer whether the viewer changes who belongs to the school."""
    return may_manage_people(viewer, school_id=person.school_id)


def adjusts(viewer: Viewer, person: Person) -> Refused | None:
    """Answer whether the viewer records what this person needs."""
    return adjustments.may_adjust(viewer, person, on=today())


def knows_adjustments(viewer: Viewer, person: Person) -> Refused | None:
    """Answer whether the viewer reads what this person needs, and so can end it."""
    return adjustments.may_know(viewer, person, on=today())


def entrusts(viewer: Viewer, person: Person) -> Refused | None:
    """Answer whether the viewer can give this person any duty, or end one."""
    asked = [_may_give(viewer, duty, person) for duty in Duty]
    return None if None in asked else asked[0]


def lends(viewer: Viewer, person: Person) -> Refused | None:
    """Answer whether the viewer can lend this person anything."""
    asked = [_may_lend(viewer, lent, person) for lent in Lent]
    return None if None in asked else asked[0]


def offer_what_can_be_given(form: forms.PlainForm, viewer: Viewer, person: Person) -> None:
    """Leave of the duties, and of what can be lent, on the page those alone that the viewer can give this person."""
    can = {
        "duty": [(duty.value, duty.label) for duty in Duty if _may_give(viewer, duty, person) is None],
        "acts_for": [(lent.value, lent.label) for lent in Lent if _may_lend(viewer, lent, person) is None],
    }
    for name in can.keys() & form.fields.keys():
        form.fields[name].widget.choices = can[name]


def _may_give(viewer: Viewer, duty: Duty, person: Person) -> Refused | None:
    return may_entrust(viewer, duty=duty, school_id=person.school_id, person_id=person.id)


def _may_lend(viewer: Viewer, lent: Lent, person: Person) -> Refused | None:
    return may_lend(viewer, acts_for=lent, school_id=person.school_id, person_id=person.id)


def _correct(person: Person, data: Data, by: Viewer, at: datetime) -> object:
    return services.correct_person(person=person, name=data["name"], email=data["email"], by=by, at=at)


def _hat(person: Person, data: Data, by: Viewer, at: datetime) -> object:
    return services.give_hat(person=person, by=by, at=at, **{**data, "hat": Hat(data["hat"])})


def _duty(person: Person, data: Data, by: Viewer, at: datetime) -> object:
    return services.give_duty(person=person, by=by, at=at, **{**data, "duty": Duty(data["duty"])})


def _lend(person: Person, data: Data, by: Viewer, at: datetime) -> object:
    return services.lend(person=person, by=by, at=at, **{**data, "acts_for": Lent(data["acts_for"])})


def _adjust(person: Person, data: Data, by: Viewer, at: datetime) -> object:
    return adjustments.record_adjustment(person=person, by=by, at=at, **data)


def _close(person: Person, _nothing: Data, by: Viewer, at: datetime) -> object:
    return services.close_account(person=person, by=by, at=at)


DEEDS = {
    "correct": Deed(
        _("Correct the name or the address"),
        _("Keep this"),
        forms.PersonForm,
        _correct,
        manages,
        _(
            "A new address changes nothing about how they sign in, until they take up an invitation that you send there."
        ),
    ),
    "hat": Deed(_("Give a hat"), _("Give this hat"), forms.HatForm, _hat, manages),
    "duty": Deed(
        _("Give a duty"),
        _("Give this duty"),
        forms.DutyForm,
        _duty,
        entrusts,
        _("A duty lets somebody do and see what others may not."),
    ),
    "delegation": Deed(
        _("Let somebody act for another"),
        _("Record this"),
        forms.DelegationForm,
        _lend,
        lends,
        _("Nobody can lend what they do not hold, and what was lent cannot be lent on."),
    ),
    "adjustment": Deed(
        _("Record an adjustment"),
        _("Record this"),
        forms.AdjustmentForm,
        _adjust,
        adjusts,
        _(
            "For a medical or disability need. It is read by whoever it is for, and by whoever may record it: the head "
            "teacher, and for the head teacher the chair of governors."
        ),
    ),
    "close-account": Deed(
        _("Stop this person from signing in"),
        _("Yes, close the account"),
        forms.NothingForm,
        _close,
        manages,
        _("They are out with their next click. Everything about them stays."),
    ),
}

ENDINGS = {
    "hat": Ending(
        _("End this hat"),
        chosen.get_hat,
        lambda row, data, by, at: services.end_hat(worn=row, by=by, at=at, **data),
        manages,
    ),
    "duty": Ending(
        _("End this duty"),
        chosen.get_duty,
        lambda row, data, by, at: services.end_duty(held=row, by=by, at=at, **data),
        entrusts,
        _(
            "A duty that the school cannot be without is handed over first: give it to somebody else from the day after."
        ),
    ),
    "delegation": Ending(
        _("Take this power back"),
        chosen.get_delegation,
        lambda row, data, by, at: services.take_back(delegation=row, by=by, at=at, **data),
        lends,
    ),
    "adjustment": Ending(
        _("End this adjustment"),
        adjustments.get_adjustment,
        lambda row, data, by, at: adjustments.end_adjustment(adjustment=row, by=by, at=at, **data),
        knows_adjustments,
    ),
    "child": Ending(
        _("End this link"),
        chosen.get_tie,
        lambda row, data, by, at: services.unlink_guardian(link=row, by=by, at=at, **data),
        manages,
        _("From the day after, this person learns nothing more about the child."),
    ),
}
