"""What may the pages about permissions send?

What they take, the services check again, and say of which field it is wrong.

    >>> ReasonForm({"text": ""}).is_valid()
    False
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gatepost.grants.scope import Scope
from gatepost.policy.schema import FACTS
from gatepost.policy.words import QUESTIONS
from gatepost.web.people.forms import FORMATS, LONGEST, PlainForm
from gatepost.web.permissions.unprinted import PrintedForm
from gatepost.web.words import in_words, value_in_words

DAY = {"required": _("Give the day."), "invalid": _("Give a day, for example 3/7/2026.")}


def _day(label: Any, help_text: Any = "") -> forms.DateField:  # a lazy text is of no type
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, input_formats=FORMATS, error_messages=DAY, widget=widget, help_text=help_text)


def _line(label: Any, required: Any, help_text: Any = "") -> forms.CharField:  # the same
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    said = {"required": required}
    return forms.CharField(label=label, max_length=LONGEST, error_messages=said, widget=widget, help_text=help_text)


def _text(label: Any, required: Any, help_text: Any = "") -> forms.CharField:  # the same
    widget = forms.Textarea(attrs={"rows": 4, "autocomplete": "off", "dir": "auto"})
    said = {"required": required} if required else {}
    return forms.CharField(
        label=label,
        required=bool(required),
        max_length=2 * LONGEST,
        error_messages=said,
        widget=widget,
        help_text=help_text,
    )


class ScopeForm(PrintedForm):
    """What exactly somebody asks for; the facts that the kind turns on are boxes to tick."""

    printed = ("what", "account")

    what = _text(
        _("What do you want to do?"),
        _("Say what you want to do."),
        _("In your own words: what, for whom, how often. The letter will repeat these words."),
    )
    account = _line(
        _("Where exactly?"),
        _("Say where exactly: which account, site or paper."),
        _("Which account or service, which site, which paper."),
    )
    since = _day(_("First day"))
    until = _day(_("Last day"))
    public = _line(
        _("What may the public page say?"),
        _("Say in a few words what the public page may say of it."),
        _("Anybody with the code of your letter can read this line. Name nobody. For example: News on the class blog."),
    )

    def __init__(self, *args: Any, scoped_by: Sequence[str] = (), **kwargs: Any) -> None:  # passed on as they come
        """Add the facts that the kind turns on, after what is to be done."""
        super().__init__(*args, **kwargs)
        self.scoped_by = tuple(scoped_by)
        for fact in self.scoped_by:
            choices = [(str(value), value_in_words(fact, value)) for value in FACTS[fact].values]
            self.fields[fact] = forms.MultipleChoiceField(
                label=in_words(QUESTIONS[fact]),
                choices=choices,
                error_messages={"required": _("Choose at least one of these.")},
            )
        self.order_fields(["what", *self.scoped_by, "account", "since", "until", "public"])

    def scope(self) -> Scope:
        """Return what was typed, which the service has still to check."""
        typed: Mapping[str, Any] = self.cleaned_data
        facts = {fact: tuple(typed[fact]) for fact in self.scoped_by}
        return Scope(
            typed["what"], typed["account"], typed["public"], facts, since=typed["since"], until=typed["until"]
        )

    @property
    def ticked(self) -> dict[str, tuple[str, ...]]:
        """Return for each fact which values are chosen now."""
        return {fact: tuple(self[fact].value() or ()) for fact in self.scoped_by}


class PassForm(PrintedForm):
    """What somebody asks for who wants a pass: for one event, on one day."""

    printed = ("what",)

    what = _line(_("Which event?"), _("Say which event it is."), _("For example: the summer fair."))
    day = _day(_("On which day?"))

    def scope(self) -> Scope:
        """Return what was typed; what is public of a pass is the same of all."""
        event, day = self.cleaned_data["what"], self.cleaned_data["day"]
        return Scope(event, event, str(_("At an event of the school")), {}, since=day, until=day)


class YesForm(PrintedForm):
    """A yes; conditions are optional. What else is needed depends on the body and the kind."""

    printed = ("text", "minute")

    text = _text(_("Conditions, if any"), "", _("They stand in the letter. Leave this empty if there are none."))

    def __init__(self, *args: Any, is_minuted: bool, is_checked: bool, **kwargs: Any) -> None:  # the same
        """Ask for the minute, and for how everyone was checked, where that is needed."""
        super().__init__(*args, **kwargs)
        if is_checked:
            self.fields["checked"] = _text(
                _("How was everyone who can be seen checked?"),
                _("Say how everyone who can be seen was checked, and that all of them, or their parents, agree."),
                _("Children in the background and adults too. Whoever asked does not see this."),
            )
        if is_minuted:
            self.fields["minute"] = _line(
                _("Minute of the governing body"), _("Give the reference of the minute that says so.")
            )
            self.fields["met_on"] = _day(
                _("Decided on"),
                _("The day of the meeting; or of your decision, if the governing body has delegated this to you."),
            )


class ReasonForm(PlainForm):
    """A reason, or an answer."""

    text = _text(_("Reason"), _("Write the reason."))

    def __init__(self, *args: Any, label: Any = None, help_text: Any = "", **kwargs: Any) -> None:  # the same
        """Say what is to be written."""
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label or self.fields["text"].label
        self.fields["text"].help_text = help_text


class SureForm(PlainForm):
    """Nothing but the button."""
