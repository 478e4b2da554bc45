"""What may the pages about reminders send?

What they take, the service checks again, and says of which field it is wrong.

    >>> PlanForm({"every": "often"}).is_valid()
    False
"""

from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from gatepost.campaigns.due import Plan
from gatepost.campaigns.hours import Hours
from gatepost.campaigns.planning import LONGEST_WAIT, MOST
from gatepost.web.people.forms import FORMATS, LONGEST, PlainForm
from gatepost.web.typed import Typed, first_of

DAYS = (
    ("0", _("Monday")),
    ("1", _("Tuesday")),
    ("2", _("Wednesday")),
    ("3", _("Thursday")),
    ("4", _("Friday")),
    ("5", _("Saturday")),
    ("6", _("Sunday")),
)
KEPT_PLAN = {"is_on": 10, "every": 20, "most": 20, "opens": 20, "closes": 20, "days": 20}
KEPT_HOLIDAY = {"name": LONGEST, "first": 40, "last": 40}
"""What waits if the session ended, and how much of each at most."""
NUMBER = {"required": _("Give a number."), "invalid": _("Give a number.")}
TIME = {"required": _("Give a time, for example 8:00."), "invalid": _("Give a time, for example 8:00.")}


def _number(label: Any, most: int) -> forms.IntegerField:  # a lazy text is of no type
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": "4"})
    said = format_lazy(_("From 1 to {most}."), most=most)
    return forms.IntegerField(label=label, error_messages=NUMBER, widget=widget, help_text=said)


def _time(label: Any, help_text: Any) -> forms.TimeField:  # the same
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(
        label=label,
        input_formats=["%H:%M", "%H.%M", "%H:%M:%S"],
        error_messages=TIME,
        widget=widget,
        help_text=help_text,
    )


def _day(label: Any, required: Any) -> forms.DateField:  # the same
    said = {"required": required, "invalid": _("Give a day, for example 3/7/2026.")}
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=FORMATS, error_messages=said, widget=widget)


class PlanForm(PlainForm):
    """When and how often Gatepost writes by itself."""

    is_on = forms.BooleanField(label=_("Gatepost reminds by itself"), required=False)
    every = _number(_("Every how many days?"), LONGEST_WAIT)
    most = _number(_("How often at most, to one person?"), MOST)
    opens = _time(_("Not before"), _("Six in the morning (6:00) at the earliest."))
    closes = _time(_("Not after"), _("Ten in the evening (22:00) at the latest."))
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
        error_messages={"required": _("Say what holiday it is.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    first = _day(_("First day"), _("Give the first day."))
    last = _day(_("Last day"), _("Give the last day."))


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


def plan_of(waiting: Typed) -> dict[str, object]:
    """Return the same of a plan that was typed when a session ended."""
    single = {name: first_of(waiting, name) for name in ("every", "most", "opens", "closes")}
    return {**single, "is_on": bool(waiting["is_on"]), "days": waiting["days"]}


def holiday_of(waiting: Typed) -> dict[str, object]:
    """Return a holiday that was typed then, as the form begins with it; nothing if none waits."""
    return {name: first_of(waiting, name) for name in KEPT_HOLIDAY} if waiting else {}
