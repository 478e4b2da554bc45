"""What may be sent about a restriction?

Plain forms; what they take, the services check again. Each has the fields of one page and hands on what the service takes.

    >>> ReplyForm({"words": ""}).is_valid()
    False
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.restrictions.services import Decision, Wanted
from gatepost.restrictions.states import Kind, Step
from gatepost.web.people.forms import DAY, FORMATS, REQUIRED, PlainForm

MOST = 10_000
"""Characters that a field hands on at all; how many make sense, the service says."""
LATER, NOW = "later", "now"


def _day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:  # a lazy text is of no type
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(
        label=label, required=required, widget=widget, input_formats=FORMATS, error_messages=DAY, help_text=help_text
    )


def _words(label: Any, *, required: bool = True, help_text: Any = "", rows: int = 6) -> forms.CharField:  # the same
    widget = forms.Textarea(attrs={"rows": rows, "autocomplete": "off", "dir": "auto"})
    return forms.CharField(
        label=label, required=required, max_length=MOST, error_messages=REQUIRED, help_text=help_text, widget=widget
    )


def _kinds() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("What they may not do"),
        choices=Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one.")},
    )


class NoticeForm(PlainForm):
    """A notice."""

    kinds = _kinds()
    reasons = _words(
        _("Why"),
        help_text=_(
            "What happened, when, and why this follows. The parent reads it word for word. Name no other child or parent."
        ),
    )
    start = forms.ChoiceField(
        label=_("When it counts from"),
        choices=(
            (LATER, _("From a day after the reply. Nothing is lost before you have read it and decided.")),
            (NOW, _("At once, while the reply is awaited, for 14 days at most. Only if it cannot wait.")),
        ),
        widget=forms.RadioSelect,
        error_messages=REQUIRED,
    )
    since = _day(
        _("First day"), required=False, help_text=_("After the last day to reply. Leave it empty if it counts at once.")
    )
    interim_why = _words(
        _("Why it cannot wait"), required=False, rows=3, help_text=_("Only if it counts at once. The parent reads it.")
    )
    reply_by = _day(
        _("Last day to reply"), help_text=_("From 7 to 28 days from now; if it counts at once, from 7 to 10.")
    )
    until = _day(_("Last day"), help_text=_("It ends then by itself. A school year at most."))
    review = _day(
        _("Look at it again on"), help_text=_("A day before it ends, on which you keep it, shorten it or lift it.")
    )

    @property
    def wanted(self) -> Wanted:
        """What the service takes."""
        data = self.cleaned_data
        at_once = data["start"] == NOW
        return Wanted(
            kinds=frozenset(data["kinds"]),
            reasons=data["reasons"],
            since=None if at_once else data["since"],
            until=data["until"],
            review=data["review"],
            reply_by=data["reply_by"],
            is_interim=at_once,
            interim_why=data["interim_why"] if at_once else "",
        )


class HadForm(PlainForm):
    """A form that says how many steps whoever sends it had before them."""

    had = forms.IntegerField(min_value=0, max_value=32767, widget=forms.HiddenInput)


class DecisionForm(HadForm):
    """Reasons for a step."""

    words = _words(_("Why"), help_text=_("Say what you weighed, the reply too. The parent reads it word for word."))

    def decision(self, step: Step) -> Decision:
        """Return what the service takes."""
        data = self.cleaned_data
        kinds = frozenset(data.get("kinds", ()))
        return Decision(step, data["words"], kinds, data.get("until"), data.get("review"))


class KeepForm(DecisionForm):
    """With the next review."""

    review = _day(_("Look at it again on"))


class LessForm(DecisionForm):
    """With what is left of it."""

    kinds = _kinds()
    until = _day(_("Last day"), help_text=_("The same or an earlier one."))
    review = _day(_("Look at it again on"))
    field_order = ("kinds", "until", "review", "words")


class PaperForm(HadForm):
    """A reply that came on paper."""

    got_on = _day(_("The day on which it came"))
    words = _words(_("What it says"), help_text=_("Word for word. The parent reads here what you copied."))


class HandForm(HadForm):
    """When the notice was handed over, by whom and how."""

    on = _day(
        _("The day on which the parent got it"),
        help_text=_("If it was posted: three working days after that, unless you know better."),
    )
    words = _words(
        _("Who handed it over, and how"),
        rows=2,
        help_text=_("For example: I did, in person, at the office. The parent reads it."),
    )


class AskForm(PlainForm):
    """Why a parent asks that it is looked at again."""

    words = _words(
        _("Why should it be looked at again?"), help_text=_("In any language. What has changed, or what was not seen.")
    )


class ReplyForm(PlainForm):
    """A parent's reply."""

    words = _words(
        _("Your reply"),
        rows=8,
        help_text=_(
            "In any language. Whoever decides may do so as soon as it is here, so say all that you want to say."
        ),
    )


FORMS: dict[Step, type[DecisionForm]] = {
    Step.CONFIRM: DecisionForm,
    Step.CHANGE: LessForm,
    Step.WITHDRAW: DecisionForm,
    Step.KEEP: KeepForm,
    Step.SHORTEN: LessForm,
    Step.LIFT: DecisionForm,
}
"""Which form a step has."""
