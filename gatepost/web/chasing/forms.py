"""What may the pages about reminders send?

What they take, the service checks again, and says of which field it is wrong.

    >>> PlanForm({"every": "often"}).is_valid()
    False
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.campaigns.due import Plan
from gatepost.campaigns.hours import Hours
from gatepost.web.people.forms import DAY, FORMATS, LONGEST, REQUIRED, PlainForm

DAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)
NUMBER = {"required": _("Give a number."), "invalid": _("Give a number.")}
TIME = {"required": _("Give a time, for example 8:00."), "invalid": _("Give a time, for example 8:00.")}
MOST_DIGITS = 9999
"""Larger numbers make no sense to anything."""


def _number(label: Any) -> forms.IntegerField:  # a lazy text is of no type
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "4"})
    return forms.IntegerField(
        label=label, min_value=-MOST_DIGITS, max_value=MOST_DIGITS, error_messages=NUMBER, widget=widget
    )


def _time(label: Any) -> forms.TimeField:  # the same
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label, input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], error_messages=TIME, widget=widget
    )


def _day(label: Any) -> forms.DateField:  # the same
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=FORMATS, error_messages=DAY, widget=widget)


class PlanForm(PlainForm):
    """When and how often Gatepost writes by itself."""

    is_on = forms.BooleanField(label=_("Gatepost reminds by itself"), required=False)
    every = _number(_("Every how many days?"))
    most = _number(_("How often at most, to one person?"))
    opens = _time(_("Not before"))
    closes = _time(_("Not after"))
    days = forms.MultipleChoiceField(
        label=_("On these days"), choices=DAYS, error_messages={"required": _("Choose at least one day of the week.")}
    )

    def plan(self) -> Plan:
        """Return what was typed, which the service has still to check."""
        typed = self.cleaned_data
        hours = Hours(typed["opens"], typed["closes"], frozenset(int(day) for day in typed["days"]))
        return Plan(typed["is_on"], typed["every"], typed["most"], hours)


class HolidayForm(PlainForm):
    """Days on which the school writes to nobody."""

    name = forms.CharField(
        label=_("Which holiday?"),
        max_length=LONGEST,
        error_messages=REQUIRED,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first = _day(_("First day"))
    last = _day(_("Last day"))


def typed_of(plan: Plan) -> dict[str, object]:
    """Return a plan as the form begins with it."""
    days = [str(day) for day in sorted(plan.hours.days)]
    return {
        "is_on": plan.is_on,
        "every": plan.every,
        "most": plan.most,
        "opens": plan.hours.opens,
        "closes": plan.hours.closes,
        "days": days,
    }
