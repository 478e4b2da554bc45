"""What may the pages about phones and places send?

What they take, the services check again; a refusal's code ends with the field that it is about.

    >>> ClosingForm({"closes": "five"}).is_valid()
    False
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from gatepost.kernel.errors import Refused
from gatepost.premises.rules import Use
from gatepost.premises.states import Place
from gatepost.web.chasing.forms import DAYS
from gatepost.web.people.forms import FORMATS, LONGEST, PlainForm

TIME = {"required": _("Give a time, for example 8:00."), "invalid": _("Give a time, for example 8:00.")}
DAY = dict.fromkeys(("required", "invalid"), _("Give a day, for example 3/7/2026."))


def _line(label: Any, missing: Any, help_text: Any = "") -> forms.CharField:  # a lazy text is of no type
    widget = forms.TextInput(attrs={"autocomplete": "off", "dir": "auto"})
    return forms.CharField(
        label=label, max_length=LONGEST, error_messages={"required": missing}, help_text=help_text, widget=widget
    )


def _hour(label: Any, help_text: Any = "") -> forms.TimeField:  # the same
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    formats = ["%H:%M", "%H.%M", "%H:%M:%S"]
    return forms.TimeField(label=label, input_formats=formats, error_messages=TIME, widget=widget, help_text=help_text)


def _day(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:  # the same
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, input_formats=FORMATS, error_messages=DAY, widget=widget, help_text=help_text
    )


class PhoneForm(PlainForm):
    """A phone that is brought to the office."""

    phone = _line(
        _("Which phone?"),
        _("Say which phone it is: its colour, its case."),
        _("So that nobody gets the wrong one back."),
    )
    callers = _line(
        _("Who may ring?"),
        _("Say who may ring, so that the office knows which call to answer."),
        _(
            "No more than the office needs to know which call to answer. Only the owner, the office and the head see it."
        ),
    )


class MessageForm(PlainForm):
    """What somebody said who rang."""

    text = forms.CharField(
        label=_("Message"),
        max_length=LONGEST,
        error_messages={"required": _("Write down what was said.")},
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "dir": "auto"}),
    )


class ClosingForm(PlainForm):
    """When the office closes."""

    closes = _hour(_("The office closes at"), _("A phone that is still here then stands out on the page."))


class AreaForm(PlainForm):
    """A part of the school."""

    name = _line(_("What is it called?"), _("Say what it is called."))
    kind = forms.ChoiceField(
        label=_("What is it?"),
        choices=Place.choices,
        error_messages={"required": _("Say what it is."), "invalid_choice": _("Say what it is.")},
    )


class NameForm(PlainForm):
    """What a part of the school is called from now on."""

    name = _line(_("What is it called?"), _("Say what it is called."))


class FreeForm(PlainForm):
    """Days on which no pupils are anywhere."""

    what = _line(_("What for?"), _("Say what it is."), _("For example: half-term, training day."))
    first = _day(_("First day"), required=True)
    last = _day(_("Last day"), _("For a single day, the same day twice."), required=True)


class UseForm(PlainForm):
    """Who uses a part of the school when."""

    what = _line(_("What for?"), _("Say what it is used for."), _("For example: lessons, lunch, hall lent to a club."))
    by_pupils = forms.ChoiceField(
        label=_("Are pupils there?"),
        choices=[("yes", _("Yes, pupils use it then")), ("no", _("No, no pupils then"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say whether pupils are there."), "invalid_choice": _("Say yes or no.")},
    )
    begins = _hour(_("From"))
    ends = _hour(_("To"))
    days = forms.MultipleChoiceField(label=_("Each week on"), choices=DAYS, required=False)
    first = _day(_("First day"), _("May be empty for a use that comes back each week."))
    last = _day(_("Last day"), _("May be empty too. For a single day, the same day twice."))

    def use(self) -> Use:
        """Return what was typed, which the service has still to check."""
        typed = self.cleaned_data
        return Use(
            typed["begins"],
            typed["ends"],
            by_pupils=typed["by_pupils"] == "yes",
            days=frozenset(int(day) for day in typed["days"]),
            first=typed["first"],
            last=typed["last"],
        )


def done(form: PlainForm, save: Callable[[], object]) -> bool:
    """Tell whether what was sent was kept; what is wrong is said beside its field, or at the top."""
    if not form.is_bound or not form.is_valid():
        return False
    try:
        save()
    except Refused as refused:
        about = refused.code.rpartition("-")[2]
        form.add_error(about if about in form.fields else None, _now(refused.sentence))
        return False
    return True
