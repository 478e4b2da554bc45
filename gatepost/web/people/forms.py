"""What may the office's pages send?

Plain forms: one thing a page. What they take, the services check again.

    >>> EndForm({"until": "31 June"}).is_valid()
    False
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.people.states import Duty, Hat, Lent

LONGEST = 2000
"""Characters that a field hands on at all; how many make sense, the services say."""
REQUIRED = {"required": _("This is needed.")}
DAY = {"required": _("Give the day."), "invalid": _("Give a day, for example 3/7/2026.")}
FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:  # a lazy text is of no type
    """Return a field for a day; a browser that knows none takes it as text."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, input_formats=FORMATS, error_messages=DAY, help_text=help_text
    )


def _text(label: Any, *, required: bool = True, help_text: Any = "", **attrs: str) -> forms.CharField:  # the same
    widget = forms.TextInput(attrs={"autocomplete": "off", **attrs})
    return forms.CharField(
        label=label, required=required, max_length=LONGEST, error_messages=REQUIRED, help_text=help_text, widget=widget
    )


def _long(label: Any, *, help_text: Any = "") -> forms.CharField:  # the same
    widget = forms.Textarea(attrs={"rows": 3, "autocomplete": "off"})
    return forms.CharField(label=label, max_length=LONGEST, error_messages=REQUIRED, help_text=help_text, widget=widget)


class PlainForm(forms.Form):
    """A form whose fields are found by their own names: the error summary leads to them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # passed on as they come
        """Name the fields on the page as they are sent."""
        super().__init__(*args, **{"auto_id": "%s", **kwargs})


class PersonForm(PlainForm):
    """Who somebody is."""

    name = _text(_("Full name"))
    email = _text(
        _("E-mail address"),
        required=False,
        help_text=_("Leave it empty if there is none. Two people of one family may share one."),
        inputmode="email",
    )


class NewPersonForm(PersonForm):
    """Somebody new, with a first hat: without one they are nothing at the school."""

    hat = forms.ChoiceField(label=_("They are here as"), choices=Hat.choices, error_messages=REQUIRED)
    since = _day(_("From"))


class HatForm(PlainForm):
    """A hat."""

    hat = forms.ChoiceField(label=_("As"), choices=Hat.choices, error_messages=REQUIRED)
    title = _text(
        _("What the school calls it"), required=False, help_text=_("For example: class teacher, Year 4. May be empty.")
    )
    since = _day(_("From"))
    until = _day(_("Last day"), required=False, help_text=_("Leave it empty if it is not known yet."))


class DutyForm(PlainForm):
    """A duty."""

    duty = forms.ChoiceField(label=_("Duty"), choices=Duty.choices, error_messages=REQUIRED)
    since = _day(_("From"))
    until = _day(_("Last day"), required=False, help_text=_("Leave it empty if it is not known yet."))


class DelegationForm(PlainForm):
    """A power that is lent."""

    acts_for = forms.ChoiceField(label=_("They act for the"), choices=Lent.choices, error_messages=REQUIRED)
    since = _day(_("From"))
    until = _day(_("Last day"), required=False)
    reason = _text(_("Why"), required=False, help_text=_("For example: the head teacher is away."))
    minute = _text(
        _("Minute of the governing body"),
        required=False,
        help_text=_("Needed for the governing body: only it can say that somebody acts for it."),
    )
    decided_on = _day(_("Day of that meeting"), required=False)


class AdjustmentForm(PlainForm):
    """What the head allows for a medical or disability need."""

    what = _long(_("What is allowed"), help_text=_("Short, and without the diagnosis: only what has to be known."))
    since = _day(_("From"))
    until = _day(_("Last day"), required=False)
    review = _day(_("Look at it again on"), required=False)


class RestrictionForm(PlainForm):
    """That a guardian must not be told things about a child."""

    reason = _long(_("Why"), help_text=_("For example: an order of the family court, its date, and who to ask."))
    since = _day(_("From"))
    review = _day(_("Look at it again on"), required=False)


class EndForm(PlainForm):
    """The last day of something."""

    until = _day(_("Last day"))


class NothingForm(PlainForm):
    """A yes."""


class PupilForm(PlainForm):
    """Who a pupil is."""

    name = _text(_("Full name"))
    class_name = _text(_("Class"), required=False)
    year_group = _text(_("Year group"), required=False)


class NewPupilForm(PupilForm):
    """A new pupil."""

    since = _day(_("From"))


class ChildForm(PlainForm):
    """Whose parent or guardian somebody is; the children to choose from were found by name."""

    pupil = forms.ChoiceField(label=_("Child"), widget=forms.RadioSelect, error_messages=REQUIRED)
    relationship = _text(
        _("What they are to the child"),
        required=False,
        help_text=_("For example: mother, carer. They can read this in what is kept about them."),
    )
    has_responsibility = forms.BooleanField(label=_("Has parental responsibility"), required=False)
    since = _day(_("From"))

    def __init__(self, *args: Any, children: list[tuple[str, str]], **kwargs: Any) -> None:  # passed on as they come
        """Offer the children who were found."""
        super().__init__(*args, **kwargs)
        self.fields["pupil"].choices = children  # type: ignore[attr-defined]  # a field of choices
